//! What a person may not read leaves no trace: not in what is found, counted, shown, suggested or fed, whatever happened before (Q4), and of what
//! was taken away nothing is shown from that moment on (Q5).
//!
//! **How.** `world` is a portal with its people; each thing in it bears words that nothing else says (`words`, `write`, `grow`). By chance, but the
//! same from the same seed, things happen to it (`deeds`). Then `ask` asks as each person does, `truth` reads from the database alone what they may
//! be told, and `judge` compares. `guard` sees to it that the judge objects, `situations` says the rules one by one.
//!
//! A run that fails names its seed: `PREAU_NO_SECRET_SEED=7 cargo test -p services nobody_is_told` runs that one alone, and
//! `PREAU_NO_SECRET_SEEDS=50` as many as wanted.
//!
//! **Start reading at** `nobody_is_told_of_what_they_may_not_read`.

mod ask;
mod deeds;
mod grow;
mod guard;
mod judge;
mod situations;
mod truth;
mod words;
mod world;
mod write;

use self::{ask::Tally, deeds::Deed, world::World};
use crate::harness::{TestPortal, both};
use domain::{access::Viewer, search::Kind};
use services::db::Db;
use std::collections::BTreeSet;

/// How many runs there are where nothing else is said.
const SEEDS: u64 = 2;
/// How much happens in each: all that can, once at least.
const DEEDS: usize = Deed::ALL.len();
/// How often everything is looked at: it takes longer than what happens.
const LOOKED_AT: usize = 15;
/// How many people are asked until then besides a visitor; at the end everyone is.
const ASKED: usize = 6;

/// The seeds of this run.
fn seeds() -> Vec<u64> {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    match number("PREAU_NO_SECRET_SEED") {
        Some(seed) => vec![seed],
        None => (1..=number("PREAU_NO_SECRET_SEEDS").unwrap_or(SEEDS)).collect(),
    }
}

/// Another portal, on the same engine.
async fn another(portal: &TestPortal) -> TestPortal {
    match portal.portal.db {
        Db::Sqlite { .. } => TestPortal::sqlite().await,
        Db::Postgres { .. } => TestPortal::postgres().await,
    }
}

/// Says where a run stopped that did not come to its end.
struct Running(u64);

impl Drop for Running {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("it was seed {}: PREAU_NO_SECRET_SEED={} runs it alone", self.0, self.0);
        }
    }
}

/// Some people, a visitor among them.
fn some(world: &mut World, mut people: Vec<(String, Viewer)>, many: usize) -> Vec<(String, Viewer)> {
    let visitor = people.remove(0);
    world.dice.shuffle(&mut people);
    people.truncate(many);
    people.insert(0, visitor);
    people
}

/// One run; adds up what was looked at, and which deeds were done.
async fn one_run(portal: TestPortal, seed: u64, tally: &mut Tally, done: &mut BTreeSet<Deed>) {
    let running = Running(seed);
    let mut world = World::settled(portal, seed).await;
    Box::pin(world.grow()).await;
    world.catch_up().await;
    let everyone = world.everyone().await;
    let asked = some(&mut world, everyone, ASKED);
    let (wrong, mut knew) = Box::pin(ask::check(&mut world, &asked, tally)).await;
    assert_eq!(wrong, Vec::<String>::new(), "seed {seed}, at first");
    let mut deeds = Deed::ALL.to_vec();
    world.dice.shuffle(&mut deeds);
    for (number, deed) in deeds.into_iter().enumerate() {
        if world.happens(deed).await {
            done.insert(deed);
        }
        let everyone = world.everyone().await;
        let asked = some(&mut world, everyone, 3);
        let wrong = Box::pin(ask::late(&world, &asked, &knew, tally)).await;
        assert_eq!(wrong, Vec::<String>::new(), "seed {seed}, after {:#?}", world.story);
        let is_last = number + 1 == DEEDS;
        if is_last || (number + 1) % LOOKED_AT == 0 {
            world.catch_up().await;
            let everyone = world.everyone().await;
            let asked = if is_last { everyone } else { some(&mut world, everyone, ASKED) };
            let (wrong, knows) = Box::pin(ask::check(&mut world, &asked, tally)).await;
            assert_eq!(wrong, Vec::<String>::new(), "seed {seed}, after {:#?}", world.story);
            knew.extend(knows);
        } else if world.dice.happens(30) {
            world.index_follows().await;
        }
    }
    drop(running);
}

both! {
    async fn nobody_is_told_of_what_they_may_not_read(portal: TestPortal) {
        let (seeds, mut tally, mut done) = (seeds(), Tally::default(), BTreeSet::new());
        for seed in &seeds {
            Box::pin(one_run(another(&portal).await, *seed, &mut tally, &mut done)).await;
        }
        // What did not come about was not tested.
        let all: BTreeSet<Kind> = Kind::ALL.iter().copied().collect();
        let mut private = all.clone();
        private.retain(|kind| !matches!(kind, Kind::School | Kind::Commune));
        assert_eq!((&tally.readable, &tally.unreadable), (&all, &private), "places are everyone's");
        let Tally { found, secrets, corrected, suggested, fed, lost, .. } = tally;
        assert!([found, secrets, corrected, suggested, fed, lost].into_iter().all(|many| many > 0), "{tally:?}");
        assert!(seeds.len() < 2 || done.len() * 5 > DEEDS * 3, "too much is refused: {done:?}");
    }
}
