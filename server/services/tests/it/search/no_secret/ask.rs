//! What each person is told, held against what the database says that they may read.

use super::{
    judge::{Answer, Complaints, Shown, counted},
    truth::{Counted, Known, Standing},
    words::{Words, mistyped},
    world::World,
};
use domain::{
    access::Viewer,
    search::{Facet, Kind, PAGE_SIZE, Query, Thing},
};
use services::{
    cx::Cx,
    projects::{self, Shelf},
    search::{self, What},
};
use std::collections::{BTreeMap, BTreeSet};

/// How many words are asked for of what one may read, and of what one may not.
const WORDS_ASKED: usize = 1;
/// How many words are asked for of what was just taken away.
const LOST_ASKED: usize = 3;
/// How many pages are looked at: there are fewer, or something is shown again and again.
const PAGES: usize = 20;

/// What was looked at in all: what never happened was not tested.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The kinds of which something was readable for someone, and of which something was not.
    pub(super) readable: BTreeSet<Kind>,
    pub(super) unreadable: BTreeSet<Kind>,
    /// Words that found something, and words of what may not be read, which did not.
    pub(super) found: usize,
    pub(super) secrets: usize,
    pub(super) corrected: usize,
    pub(super) suggested: usize,
    pub(super) fed: usize,
    /// Words that were taken away from someone while the index did not know yet.
    pub(super) lost: usize,
}

/// The words that each person knows, by their name.
pub(super) type Knowing = BTreeMap<String, BTreeSet<String>>;

pub(super) fn words(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

/// The first page of what someone is answered.
pub(super) async fn asked(cx: &Cx, query: &Query) -> Answer {
    Answer::from(&search::find(cx, query).await.expect("an answer"))
}

/// All pages of it, each of which says the same of the whole.
pub(super) async fn all_pages(cx: &Cx, query: &Query, complaints: &mut Complaints) -> Answer {
    let mut whole = asked(cx, query).await;
    for page in 1..PAGES {
        if page * PAGE_SIZE >= whole.total {
            break;
        }
        let next = asked(cx, &query.at_page(page)).await;
        complaints.same(&format!("{:?}, page {page}", query.pairs()), &(next.total, &next.counted), &(whole.total, &whole.counted));
        whole.shown.extend(next.shown);
    }
    whole
}

/// Asks as these people do, once the index knows. Gives what is wrong, each with who was told, and the words that each of them knows.
pub(super) async fn check(world: &mut World, people: &[(String, Viewer)], tally: &mut Tally) -> (Vec<String>, Knowing) {
    let standing = Standing::read(world).await.with_values(world).await;
    let (mut wrong, mut knowing) = (Vec::new(), Knowing::new());
    for (name, viewer) in people {
        let known = standing.known(world, viewer).await;
        for thing in standing.everything() {
            let kinds = if known.truth.contains(thing) { &mut tally.readable } else { &mut tally.unreadable };
            kinds.insert(thing.kind());
        }
        knowing.insert(name.clone(), world.words.all().iter().filter(|word| !known.secret.contains(*word)).cloned().collect());
        let cx = world.portal.cx(viewer.clone());
        let mut asking = Asking {
            world: &mut *world,
            tally: &mut *tally,
            standing: &standing,
            cx,
            known,
            complaints: Complaints::default(),
            addresses: BTreeSet::new(),
        };
        Box::pin(asking.everything()).await;
        wrong.extend(asking.complaints.0.into_iter().map(|complaint| format!("{name}: {complaint}")));
    }
    (wrong, knowing)
}

/// Asks for what was taken from these people since, while the index does not know it: it is shown to them no more.
pub(super) async fn late(world: &World, people: &[(String, Viewer)], knew: &Knowing, tally: &mut Tally) -> Vec<String> {
    let standing = Standing::read(world).await;
    let mut wrong = Vec::new();
    for (name, viewer) in people {
        let known = standing.known(world, viewer).await;
        let lost: Vec<&String> = knew.get(name).into_iter().flatten().filter(|word| known.secret.contains(*word)).collect();
        if lost.is_empty() {
            continue;
        }
        tally.lost += lost.len();
        let (cx, mut complaints) = (world.portal.cx(viewer.clone()), Complaints::default());
        complaints.of_secrets("nothing", &known, &asked(&cx, &Query::default()).await);
        for word in lost.into_iter().take(LOST_ASKED) {
            complaints.of_secrets(word, &known, &asked(&cx, &words(word)).await);
            let offered = search::suggest(&cx, &word[..5]).await.expect("an answer");
            complaints.of_suggestions(word, &known, None, &offered);
        }
        wrong.extend(complaints.0.into_iter().map(|complaint| format!("{name}, at once: {complaint}")));
    }
    wrong
}

/// One person, and what they may know.
struct Asking<'a> {
    world: &'a mut World,
    tally: &'a mut Tally,
    standing: &'a Standing,
    cx: Cx,
    known: Known,
    complaints: Complaints,
    /// Where what they may read is.
    addresses: BTreeSet<String>,
}

impl Asking<'_> {
    async fn everything(&mut self) {
        self.lists().await;
        self.filters().await;
        self.shelf().await;
        let (mine, theirs): (Vec<String>, Vec<String>) =
            self.standing.standing().cloned().partition(|word| !self.standing.expected(&self.known, word).is_empty());
        for _ in 0..WORDS_ASKED {
            if let Some(word) = self.world.dice.pick(&mine) {
                self.own_word(&word).await;
                self.mistake(&word).await;
            }
            if let Some(word) = self.world.dice.pick(&theirs) {
                self.own_word(&word).await;
                self.mistake(&word).await;
                self.beside_others(&word).await;
            }
        }
        // What is written where nobody searches: for who has a seat, for the desk, in what was changed since.
        let unsaid: Vec<String> = self.known.secret.iter().filter(|word| !theirs.contains(word)).cloned().collect();
        if let Some(word) = self.world.dice.pick(&unsaid) {
            self.own_word(&word).await;
        }
        if self.cx.viewer == Viewer::Nobody {
            for word in [self.world.dice.pick(&mine), self.world.dice.pick(&theirs)].into_iter().flatten() {
                self.feed(&word).await;
            }
        }
    }

    /// What these things count to, without filters.
    fn counts_of(&self, things: &BTreeSet<Thing>) -> Counted {
        self.standing.counted(things, &Query::default()).1
    }

    /// Without words, all that may be read, and nothing else; with a word that many things say, those.
    async fn lists(&mut self) {
        let truth = self.known.truth.clone();
        let answer = all_pages(&self.cx, &Query::default(), &mut self.complaints).await;
        let counts = self.counts_of(&truth);
        self.complaints.of_all("nothing", &self.known, &answer, &truth, &counts);
        self.complaints.of_saying_nothing("nothing", &answer);
        self.addresses = answer.shown.into_iter().map(|shown| shown.address).collect();
        let shared = self.world.dice.pick(self.world.words.shared()).expect("a word");
        let expected = self.standing.expected(&self.known, &shared);
        let answer = all_pages(&self.cx, &words(&shared), &mut self.complaints).await;
        let counts = self.counts_of(&expected);
        self.complaints.of_all(&shared, &self.known, &answer, &expected, &counts);
    }

    /// Values of one facet or two, one or two of each: any of a facet will do, and each facet must.
    async fn filters(&mut self) {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for _ in 0..1 + self.world.dice.below(2) {
            let facet = self.world.dice.pick(&Facet::ALL).expect("a facet");
            let values = self.standing.values(facet);
            for _ in 0..1 + self.world.dice.below(2) {
                pairs.extend(self.world.dice.pick(&values).map(|value| (facet.parameter(), value)));
            }
        }
        let query = Query::read(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let (left, counted) = self.standing.counted(&self.known.truth, &query);
        let answer = all_pages(&self.cx, &query, &mut self.complaints).await;
        self.complaints.of_all(&format!("{pairs:?}"), &self.known, &answer, &left, &counted);
    }

    /// The list of what is published.
    async fn shelf(&mut self) {
        let shelf = projects::readable(&self.cx, Shelf::Published).await.expect("a list");
        let listing = search::list(&self.cx, &Query::default()).await.expect("a list");
        let counts = search::counts(&self.cx, &Query::default()).await.expect("counts");
        let listed: Vec<_> = listing.cards.iter().map(|card| card.id).collect();
        let first: Vec<_> = shelf.iter().copied().take(PAGE_SIZE).collect();
        self.complaints.same("the list", &listed, &first);
        self.complaints.same("the list, in all", &(listing.total, counts.total), &(shelf.len(), shelf.len()));
        let expected = self.counts_of(&shelf.into_iter().map(Thing::Project).collect());
        self.complaints.of_counts("the list", &counted(&listing.facets), &expected);
        self.complaints.of_counts("the counts", &counted(&counts.facets), &expected);
    }

    /// A word finds what says it and may be read; when that is nothing, it tells nothing either. The same of its beginning.
    async fn own_word(&mut self, word: &str) {
        let expected = self.standing.expected(&self.known, word);
        let answer = all_pages(&self.cx, &words(word), &mut self.complaints).await;
        let counts = self.counts_of(&expected);
        self.complaints.of_all(word, &self.known, &answer, &expected, &counts);
        self.complaints.of_saying_nothing(word, &answer);
        let tallied = if expected.is_empty() { &mut self.tally.secrets } else { &mut self.tally.found };
        *tallied += 1;
        for letters in [3, 5] {
            let typed = &word[..letters];
            let offered = search::suggest(&self.cx, typed).await.expect("an answer");
            self.complaints.of_suggestions(typed, &self.known, Some(&self.addresses), &offered);
            self.tally.suggested += offered.iter().filter(|suggestion| matches!(suggestion.what, What::Thing(_))).count();
        }
    }

    /// A word that is typed wrong is put right for those who may read what says it.
    async fn mistake(&mut self, word: &str) {
        let expected = self.standing.expected(&self.known, word);
        let typed = mistyped(word, &mut self.world.dice);
        let answer = all_pages(&self.cx, &words(&typed), &mut self.complaints).await;
        let counts = self.counts_of(&expected);
        self.complaints.of_all(&typed, &self.known, &answer, &expected, &counts);
        if expected.is_empty() {
            self.complaints.of_saying_nothing(&typed, &answer);
        } else {
            self.complaints.same(&format!("{typed}, put right"), &answer.said.corrected.as_deref(), &Some(word));
            self.tally.corrected += 1;
        }
    }

    /// Beside a word that finds something, one of what may not be read is left out as any that stands nowhere is.
    async fn beside_others(&mut self, word: &str) {
        let shared = self.world.dice.pick(self.world.words.shared()).expect("a word");
        let nowhere = Words::nowhere();
        let [secret, absent] = [word, nowhere.as_str()].map(|own| words(&format!("{own} {shared}")));
        let (secret, absent) = (asked(&self.cx, &secret).await, asked(&self.cx, &absent).await);
        self.complaints.of_secrets(&format!("{word} {shared}"), &self.known, &secret);
        self.complaints.of_telling_no_more((word, &secret), (&nowhere, &absent));
    }

    /// A feed is everyone's, whoever asks for it.
    async fn feed(&mut self, word: &str) {
        let animator = self.world.animator().await;
        let latest = search::latest(&animator, &words(word), 50).await.expect("a feed");
        let shown: Vec<Shown> = latest.iter().map(Shown::from).collect();
        let told: BTreeSet<Thing> = shown.iter().map(|shown| shown.thing.clone()).collect();
        let mut expected = self.standing.expected(&self.known, word);
        expected.retain(|thing| self.standing.appeared(thing));
        self.complaints.same(&format!("the feed of {word}"), &told, &expected);
        self.complaints.of_secrets(word, &self.known, &Answer { shown, ..Answer::default() });
        self.tally.fed += told.len();
    }
}
