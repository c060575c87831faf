//! What the database says: who may read what, which words stand where, which values things have. Nothing of it is asked of the index.

use super::world::World;
use domain::{
    access::Viewer,
    ids::{CollectionId, PostId, ProjectId, SessionId, TopicId, TrainingId},
    search::{Facet, Query, Thing},
};
use services::{discussions, error::Error, index::Document, search};
use std::collections::{BTreeMap, BTreeSet};

/// How many things there are of each value of each facet.
pub(super) type Counted = BTreeMap<Facet, BTreeMap<String, usize>>;

/// What each thing says, whoever may read it: only what is shown, of what is hidden nothing.
const SAID: &str = "\
    SELECT id, 'project', title || ' ' || summary || ' ' || objectives || ' ' || steps || ' ' || body || ' ' || result FROM project \
    UNION ALL SELECT id, 'collection', title || ' ' || summary || ' ' || body FROM collection \
    UNION ALL SELECT id, 'training', title || ' ' || summary || ' ' || aims || ' ' || body FROM training \
    UNION ALL SELECT s.id, 'session', t.title || ' ' || s.place || ' ' || s.room || ' ' || \
        CASE WHEN s.reported_ms IS NOT NULL THEN s.report ELSE '' END FROM training_session s JOIN training t ON t.id = s.training_id \
    UNION ALL SELECT id, kind, title FROM topic \
    UNION ALL SELECT t.id, t.kind, p.body FROM topic t JOIN post p ON p.topic_id = t.id WHERE p.position = 1 AND p.state = 'shown' \
    UNION ALL SELECT topic_id, 'need', answer FROM need_step \
    UNION ALL SELECT id, 'post', body FROM post WHERE position > 1 AND state = 'shown'";

/// The names of places, which everyone may know; they stand in what is there too.
const PLACES: &str = "SELECT name FROM school UNION ALL SELECT name FROM commune";

/// Addresses, which are made of first titles and stay when those change.
const ADDRESSES: &str = "SELECT id, 'project', slug FROM project UNION ALL SELECT id, 'collection', slug FROM collection \
    UNION ALL SELECT id, 'training', slug FROM training \
    UNION ALL SELECT s.id, 'session', t.slug FROM training_session s JOIN training t ON t.id = s.training_id";

/// What there is, whoever asks.
pub(super) struct Standing {
    /// Where each of the words that were given stands; those that stand nowhere are absent.
    stands: BTreeMap<String, BTreeSet<Thing>>,
    /// The things whose addresses say a word: whoever reads one knows it, and does not find it by it.
    addresses: BTreeMap<String, BTreeSet<Thing>>,
    places: BTreeSet<String>,
    /// The words of which names of spaces are made, and the addresses of those.
    spaces: BTreeMap<String, String>,
    given: Vec<String>,
    /// What each thing has in the facets. Its slice makes these documents from the rows of that thing alone, now: which things are counted is
    /// `readable`'s word, and how they are counted is this file's, so that neither the readers in the index, nor its state, nor its counting
    /// is believed.
    documents: BTreeMap<Thing, Document>,
}

/// What one person may read, and what they may not learn.
pub(super) struct Known {
    pub(super) truth: BTreeSet<Thing>,
    /// The words that nothing they may read says.
    pub(super) secret: BTreeSet<String>,
}

fn thing(id: i64, kind: &str) -> Thing {
    match kind {
        "project" => Thing::Project(ProjectId::new(id)),
        "collection" => Thing::Collection(CollectionId::new(id)),
        "training" => Thing::Training(TrainingId::new(id)),
        "session" => Thing::Session(SessionId::new(id)),
        "need" => Thing::Need(TopicId::new(id)),
        "post" => Thing::Post(PostId::new(id)),
        "question" | "talk" => Thing::Topic(TopicId::new(id)),
        other => panic!("{other} is no kind"),
    }
}

/// The words that stand in a text, without capitals.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

impl Standing {
    pub(super) async fn read(world: &World) -> Self {
        let given: BTreeSet<&str> = world.words.all().iter().map(String::as_str).collect();
        let mut stands: BTreeMap<String, BTreeSet<Thing>> = BTreeMap::new();
        let said: Vec<(i64, String, String)> = world.rows(SAID).await;
        for (id, kind, text) in said {
            for word in words_of(&text).filter(|word| given.contains(word.as_str())) {
                stands.entry(word).or_default().insert(thing(id, &kind));
            }
        }
        let mut addresses: BTreeMap<String, BTreeSet<Thing>> = BTreeMap::new();
        let slugs: Vec<(i64, String, String)> = world.rows(ADDRESSES).await;
        for (id, kind, slug) in slugs {
            for word in words_of(&slug).filter(|word| given.contains(word.as_str())) {
                addresses.entry(word).or_default().insert(thing(id, &kind));
            }
        }
        let names: Vec<(String,)> = world.rows(PLACES).await;
        let places = names.iter().flat_map(|(name,)| words_of(name)).filter(|word| given.contains(word.as_str())).collect();
        let named: Vec<(String, String)> = world.rows("SELECT name, slug FROM space").await;
        let mut spaces = BTreeMap::new();
        for (name, slug) in named {
            spaces.extend(words_of(&name).filter(|word| given.contains(word.as_str())).map(|word| (word, slug.clone())));
        }
        Self { stands, addresses, places, spaces, given: world.words.all().to_vec(), documents: BTreeMap::new() }
    }

    /// The same with what each thing has in the facets.
    pub(super) async fn with_values(mut self, world: &World) -> Self {
        let things: Vec<Thing> = readable(world, &Viewer::System("a test")).await.into_iter().collect();
        let made = search::readable_documents(&world.portal.system()).await.expect("documents");
        self.documents = made.into_iter().map(|document| (document.thing.clone(), document)).collect();
        assert_eq!(self.documents.keys().cloned().collect::<Vec<_>>(), things, "what can be read can be found");
        self
    }

    /// What this person knows.
    pub(super) async fn known(&self, world: &World, viewer: &Viewer) -> Known {
        let truth = readable(world, viewer).await;
        let cx = world.portal.cx(viewer.clone());
        let mut secret = BTreeSet::new();
        for word in &self.given {
            let is_said = |by: &BTreeMap<String, BTreeSet<Thing>>| by.get(word).is_some_and(|things| !things.is_disjoint(&truth));
            let is_known = self.places.contains(word) || is_said(&self.stands) || is_said(&self.addresses);
            if is_known {
                continue;
            }
            // The name of a space is known to those who read it.
            if let Some(slug) = self.spaces.get(word) {
                match discussions::space(&cx, slug).await {
                    Ok(_) => continue,
                    Err(Error::NotFound) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
            secret.insert(word.clone());
        }
        Known { truth, secret }
    }

    /// Everything that there is to find.
    pub(super) fn everything(&self) -> impl Iterator<Item = &Thing> {
        self.documents.keys()
    }

    /// The values of a facet that something has.
    pub(super) fn values(&self, facet: Facet) -> Vec<String> {
        let values: BTreeSet<String> = self.documents.values().flat_map(|document| keys(document, facet)).collect();
        values.into_iter().collect()
    }

    /// The things that a word is to find for someone.
    pub(super) fn expected(&self, known: &Known, word: &str) -> BTreeSet<Thing> {
        self.stands.get(word).map(|things| things.intersection(&known.truth).cloned().collect()).unwrap_or_default()
    }

    /// The words that stand somewhere, shown to someone or not.
    pub(super) fn standing(&self) -> impl Iterator<Item = &String> {
        self.stands.keys().filter(move |word| !self.places.contains(*word))
    }

    /// Whether it appeared one day, as feeds ask: places always were there.
    pub(super) fn appeared(&self, thing: &Thing) -> bool {
        self.documents.get(thing).is_some_and(|document| document.published.is_some())
    }

    /// How many of `things` a query's filters leave, and how many there are of each value: a facet's own choices are left aside for its own counts.
    pub(super) fn counted(&self, things: &BTreeSet<Thing>, query: &Query) -> (BTreeSet<Thing>, Counted) {
        let documents: Vec<&Document> = things.iter().filter_map(|thing| self.documents.get(thing)).collect();
        let left = documents.iter().filter(|document| passes(document, query, None)).map(|document| document.thing.clone()).collect();
        let mut counted = Counted::new();
        for facet in Facet::ALL {
            for document in documents.iter().filter(|document| passes(document, query, Some(facet))) {
                for key in keys(document, facet) {
                    *counted.entry(facet).or_default().entry(key).or_default() += 1;
                }
            }
        }
        (left, counted)
    }
}

/// What a thing has in a facet.
fn keys(document: &Document, facet: Facet) -> BTreeSet<String> {
    if facet == Facet::Kind { BTreeSet::from([document.thing.kind().key().to_owned()]) } else { document.keys(facet) }
}

/// Whether a thing has one of the values chosen in each facet but `without`.
fn passes(document: &Document, query: &Query, without: Option<Facet>) -> bool {
    Facet::ALL.into_iter().filter(|facet| Some(*facet) != without).all(|facet| {
        let chosen = query.chosen(facet);
        chosen.is_empty() || keys(document, facet).iter().any(|key| chosen.contains(key))
    })
}

async fn readable(world: &World, viewer: &Viewer) -> BTreeSet<Thing> {
    search::readable(&world.portal.cx(viewer.clone())).await.expect("what may be read")
}
