//! The index while it serves: late, damaged, removed, made again, and shared out among several servers.

use super::{cast as everyone, caught_up, words};
use crate::{
    cast::{begun, form, published, settle, sql, teacher},
    harness::{TestPortal, both},
};
use domain::{
    access::Viewer,
    search::{Query, Thing},
};
use services::{
    cx::Cx,
    index::{Index, Why},
    measured::{Asked, Work},
    projects::{self, SaveMode},
    search,
};
use std::{
    cell::Cell,
    collections::BTreeSet,
    fs::{self, File},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{sync::oneshot, task::JoinHandle};

/// How long anything here may take, at the very most.
const AT_MOST: Duration = Duration::from_secs(60);
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// What every index here bears.
const MARK: &str = "a test";

/// The same portal with an index of its own on the disk.
fn on_disk(portal: TestPortal, name: &str) -> TestPortal {
    let folder = portal.folder().join(name);
    portal.changed(|portal| portal.index = Index::open(&folder, MARK).expect("an index").0)
}

/// The index that a portal has in use, on the disk.
fn in_use(portal: &TestPortal, name: &str) -> PathBuf {
    let folder = portal.folder().join(name);
    folder.join(fs::read_to_string(folder.join("current")).expect("the name of the one in use").trim())
}

/// The files of its segments, by what their names end with.
fn segment_files(generation: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(generation).expect("a folder").map(|entry| entry.expect("an entry").path());
    let ending = |path: &Path| path.extension().and_then(|ending| ending.to_str()).map(str::to_owned);
    entries.filter_map(|path| Some((ending(&path)?, path))).filter(|(ending, _)| ending != "json" && ending != "lock").collect()
}

/// Changes a byte of a file where it lies, as a disk does: whoever has it open reads it changed.
fn spoil(path: &Path) {
    let mut file = File::options().read(true).write(true).open(path).expect("a file");
    let mut byte = [0];
    file.read_exact(&mut byte).expect("a byte");
    file.seek(SeekFrom::Start(0)).expect("its beginning");
    file.write_all(&[byte[0] ^ 0x55]).expect("a change");
}

/// All that is found without words, page after page.
async fn all(cx: &Cx) -> BTreeSet<Thing> {
    let mut found = BTreeSet::new();
    for page in 0.. {
        let hits = search::find(cx, &Query::default().at_page(page)).await.expect("an answer").hits;
        if hits.is_empty() {
            break;
        }
        found.extend(hits.into_iter().map(|hit| hit.thing));
    }
    found
}

/// Has what they keep written by a teacher.
async fn write(portal: &TestPortal, word: &str, times: usize) {
    let cx = portal.cx(teacher());
    for number in 0..times {
        projects::start(&cx, &form(&format!("{word} {number}"), "Un voyage"), SaveMode::Kept).await.expect("a draft");
    }
}

/// Whoever has the index follow the database.
struct Following {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

fn follow(portal: &TestPortal) -> Following {
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(search::run(portal.portal.clone(), async { drop(stopped.await) }));
    Following { stop, task }
}

impl Following {
    async fn stop(self) {
        self.stop.send(()).expect("it still runs");
        self.task.await.expect("it stopped by itself");
    }
}

/// Waits until something is so.
async fn until(portal: &TestPortal, what: &str, is_so: impl AsyncFn() -> bool) {
    let comes = async {
        while !is_so().await {
            portal.portal.told(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(AT_MOST, comes).await.expect(what);
}

/// Whether the index has taken in all that was told.
async fn is_level(portal: &TestPortal) -> bool {
    let lag = search::lag(&portal.portal).await.expect("a lag");
    (lag.events, lag.seq) == (0, Some(lag.last))
}

fn rebuilds(portal: &TestPortal, why: Why) -> u64 {
    portal.portal.measured.rebuilds(why)
}

both! {
    async fn what_waits_is_measured_until_it_is_taken_in(portal: TestPortal) {
        settle(&portal).await;
        let lag = async || search::lag(&portal.portal).await.expect("a lag");
        assert_eq!(lag().await.seq, None, "it was never filled");
        caught_up(&portal).await;
        let at_rest = lag().await;
        assert_eq!((at_rest.seq, at_rest.events, at_rest.waited_ms), (Some(at_rest.last), 0, 0));
        let documents = portal.portal.index.documents();
        begun(&portal, &form("Radio", "Une émission")).await;
        let first = lag().await;
        assert!(first.events > 0 && first.last > at_rest.last && first.waited_ms == 0, "{first:?}");
        portal.portal.clock.advance_ms(90_000);
        begun(&portal, &form("Jardin", "Des plantes")).await;
        let second = lag().await;
        assert!(second.events > first.events && second.seq == at_rest.seq, "{second:?}");
        assert_eq!(second.waited_ms, 90_000, "as long as the oldest has waited");
        assert_eq!(i64::try_from(caught_up(&portal).await), Ok(second.events));
        let level = lag().await;
        assert_eq!((level.seq, level.events, level.waited_ms), (Some(second.last), 0, 0));
        assert_eq!(portal.portal.index.documents(), documents + 2);
    }

    async fn it_is_counted_why_an_index_is_made_again_and_how_far_that_is(portal: TestPortal) {
        let portal = on_disk(portal, "index");
        settle(&portal).await;
        published(&portal, &form("Lune", "La nuit")).await;
        caught_up(&portal).await;
        assert_eq!(rebuilds(&portal, Why::Empty), 1);
        published(&portal, &form("Soleil", "Le jour")).await;
        sql(&portal, "DELETE FROM outbox").await;
        caught_up(&portal).await;
        assert_eq!(rebuilds(&portal, Why::Behind), 1);
        sql(&portal, "UPDATE outbox_counter SET last = 1").await;
        caught_up(&portal).await;
        assert_eq!(rebuilds(&portal, Why::Ahead), 1);
        let measured = &portal.portal.measured;
        let mut steps = Vec::new();
        search::rebuild(&portal.system(), |done, total| {
            assert_eq!(measured.rebuild(), Some((done as u64, total as u64)));
            steps.push(done);
        })
        .await
        .expect("rebuilt");
        assert!(steps.len() > 1, "{steps:?}");
        assert_eq!((measured.rebuild(), rebuilds(&portal, Why::Asked)), (None, 1), "it is over");
        // By another process, which counts for itself; the one that serves counts it when it takes it up.
        let beside = portal.reopened(500_000).await;
        let folder = portal.folder().join("index");
        let beside = beside.changed(|portal| portal.index = Index::to_rebuild(&folder, MARK).expect("the same folder"));
        search::rebuild(&beside.system(), |_, _| {}).await.expect("rebuilt");
        assert_eq!(rebuilds(&portal, Why::Asked), 1);
        let is_taken_up = async || caught_up(&portal).await == 0 && rebuilds(&portal, Why::Asked) == 2;
        until(&portal, "the new one is taken up", is_taken_up).await;
        assert_eq!(Why::ALL.map(|why| rebuilds(&portal, why)).iter().sum::<u64>(), 5, "each was counted once");
    }

    async fn an_index_that_is_damaged_while_it_serves_is_made_again_and_answers_the_same(portal: TestPortal) {
        let portal = on_disk(portal, "index");
        settle(&portal).await;
        for title in ["Radio", "Jardin", "Lune"] {
            published(&portal, &form(title, "Une histoire")).await;
        }
        caught_up(&portal).await;
        let cx = portal.cx(teacher());
        let before = all(&cx).await;
        assert!(before.len() >= 3, "{before:?}");
        let endings: BTreeSet<_> = segment_files(&in_use(&portal, "index")).into_iter().map(|(ending, _)| ending).collect();
        assert!(endings.len() > 3, "{endings:?}");
        for (round, ending) in (1..).zip(&endings) {
            assert!(!search::check(&portal.portal).await.expect("looked at"), "it is sound");
            let files = segment_files(&in_use(&portal, "index"));
            let (_, file) = files.iter().find(|(known, _)| known == ending).expect("the same kind of file");
            spoil(file);
            assert!(search::check(&portal.portal).await.expect("made again"), "{ending}");
            assert_eq!(all(&cx).await, before, "{ending}");
            assert_eq!(rebuilds(&portal, Why::Damaged), round);
        }
        assert_eq!(caught_up(&portal).await, 0, "nothing is left to take in");
    }

    async fn damage_is_looked_for_at_once_for_a_reason_and_else_each_hour(portal: TestPortal) {
        let portal = on_disk(portal, "index");
        settle(&portal).await;
        published(&portal, &form("Radio", "Une histoire")).await;
        caught_up(&portal).await;
        let cx = portal.cx(teacher());
        let before = all(&cx).await;
        let following = follow(&portal);
        let spoil_one = || spoil(&segment_files(&in_use(&portal, "index")).remove(0).1);
        spoil_one();
        portal.portal.index.suspect();
        until(&portal, "damage is found for a reason", async || !portal.portal.index.is_suspect()).await;
        assert_eq!((rebuilds(&portal, Why::Damaged), all(&cx).await), (1, before.clone()));
        spoil_one();
        portal.portal.clock.advance_ms(HOUR_MS);
        until(&portal, "damage is found after an hour", async || rebuilds(&portal, Why::Damaged) == 2).await;
        assert_eq!(all(&cx).await, before);
        following.stop().await;
    }

    async fn an_index_that_is_removed_under_a_server_answers_on_and_comes_back(portal: TestPortal) {
        let portal = on_disk(portal, "index");
        settle(&portal).await;
        published(&portal, &form("Radio", "Une histoire")).await;
        caught_up(&portal).await;
        let cx = portal.cx(teacher());
        let following = follow(&portal);
        for (round, is_whole) in [(1, false), (2, true)] {
            // It is looked at at once a minute after the last time.
            portal.portal.clock.advance_ms(MINUTE_MS);
            let before = all(&cx).await;
            fs::remove_dir_all(if is_whole { portal.folder().join("index") } else { in_use(&portal, "index") }).expect("removed");
            assert_eq!(all(&cx).await, before, "what is open is read as before");
            let saved = begun(&portal, &form(&format!("Fusée {round}"), "Un voyage")).await;
            // Not one question fails meanwhile.
            let is_back = async || all(&cx).await.contains(&Thing::Project(saved.id)) && rebuilds(&portal, Why::Damaged) == round;
            until(&portal, "the new one is found", is_back).await;
            assert_eq!(all(&cx).await.len(), before.len() + 1);
            assert!(!segment_files(&in_use(&portal, "index")).is_empty(), "it is on the disk again");
        }
        following.stop().await;
        assert_eq!(portal.portal.measured.failures(Work::Answer), 0);
    }

    async fn while_it_is_made_again_every_question_is_answered_and_nothing_is_lost(portal: TestPortal) {
        let portal = on_disk(portal, "index");
        settle(&portal).await;
        for number in 0..10 {
            published(&portal, &form(&format!("Robot {number}"), "Une histoire")).await;
        }
        caught_up(&portal).await;
        let following = follow(&portal);
        let (nobody, system, written) = (portal.cx(Viewer::Nobody), portal.system(), Cell::new(false));
        let writing = async {
            write(&portal, "Fusée", 200).await;
            written.set(true);
        };
        let rebuilding = async {
            let mut times = 0;
            while !written.get() {
                search::rebuild(&system, |_, _| {}).await.expect("rebuilt");
                times += 1;
            }
            times
        };
        let searching = async {
            let mut times = 0;
            while !written.get() {
                let results = search::find(&nobody, &words("robot")).await.expect("never an error");
                assert_eq!((results.total, results.hits.len()), (10, 10), "never without what was there before");
                times += 1;
            }
            times
        };
        let ((), rebuilt, searched) = tokio::join!(writing, rebuilding, searching);
        assert!(rebuilt > 1 && searched > 10, "{rebuilt} {searched}");
        until(&portal, "the index has taken in everything", async || is_level(&portal).await).await;
        following.stop().await;
        assert_eq!(search::find(&portal.cx(teacher()), &words("fusée")).await.expect("an answer").total, 200);
        assert_eq!(search::find(&nobody, &words("robot")).await.expect("an answer").total, 10);
        let measured = &portal.portal.measured;
        assert_eq!(rebuilds(&portal, Why::Asked), rebuilt);
        assert_eq!(Work::ALL.map(|work| measured.failures(work)), [0, 0, 0]);
        assert!(measured.searches(Asked::Find).count > searched);
    }

    async fn two_servers_with_an_index_each_hold_the_same(portal: TestPortal) {
        settle(&portal).await;
        let one = on_disk(portal, "one");
        let two = on_disk(one.reopened(500_000).await, "two");
        let same = async |when: &str| {
            for viewer in everyone() {
                let readable = search::readable(&one.cx(viewer.clone())).await.expect("a list");
                assert_eq!(all(&one.cx(viewer.clone())).await, readable, "one, {when}, {viewer:?}");
                assert_eq!(all(&two.cx(viewer.clone())).await, readable, "two, {when}, {viewer:?}");
            }
        };
        let (first, second) = (follow(&one), follow(&two));
        published(&one, &form("Radio", "Une émission")).await;
        tokio::join!(write(&one, "Fusée", 20), write(&two, "Voilier", 20));
        published(&two, &form("Jardin", "Des plantes")).await;
        let both_level = async || is_level(&one).await && is_level(&two).await;
        until(&two, "both have taken in everything", both_level).await;
        same("both follow").await;
        // One that stood still takes in each event that it missed, and no other.
        second.stop().await;
        write(&one, "Cabane", 5).await;
        let missed = search::lag(&two.portal).await.expect("a lag").events;
        assert!(missed >= 5, "{missed}");
        assert_eq!(i64::try_from(caught_up(&two).await), Ok(missed));
        assert_eq!(rebuilds(&two, Why::Behind), 0);
        until(&one, "the other has taken in everything", async || is_level(&one).await).await;
        same("one stood still").await;
        // One whose events are no longer kept is made again; the other goes on from where it is.
        write(&one, "Lampion", 5).await;
        until(&one, "the other has taken in everything", async || is_level(&one).await).await;
        sql(&one, "DELETE FROM outbox WHERE seq < (SELECT last FROM outbox_counter)").await;
        caught_up(&two).await;
        assert_eq!((rebuilds(&one, Why::Behind), rebuilds(&two, Why::Behind)), (0, 1));
        same("one stood still for too long").await;
        first.stop().await;
    }
}
