//! The index against plain lists, and against what happens to disks.

mod counts;
mod disk;
mod finding;

use super::{Document, Index, Selection, Synonyms, document::Readers};
use crate::access::Audience;
use domain::{
    access::Principal,
    ids::ProjectId,
    projects::State,
    search::{Query, Thing},
    territory::{Insee, Uai},
    time::Timestamp,
};
use std::sync::LazyLock;

const NOW: Timestamp = Timestamp::from_ms(1_795_000_000_000);
const DAY: i64 = 86_400_000;

static NO_SYNONYMS: LazyLock<Synonyms> = LazyLock::new(Synonyms::default);

/// Everything, in any state.
fn all() -> Selection<'static> {
    Selection { kinds: None, states: None, appeared: None, now: NOW, synonyms: &NO_SYNONYMS, around: None }
}

fn thing(id: i64) -> Thing {
    Thing::Project(ProjectId::new(id))
}

/// A published project that everyone may read.
fn project(id: i64, title: &str, text: &str) -> Document {
    let mut made = Document::new(thing(id), Readers::everyone(), title, NOW);
    made.state = Some(State::Published);
    text.clone_into(&mut made.text);
    made.values.communes = vec![Insee::parse("33063").expect("a commune")];
    made.values.schools = vec![Uai::from_number(990_001)];
    made.published = Some(NOW.plus_ms(-DAY));
    made
}

fn index(documents: &[Document]) -> Index {
    let index = Index::in_memory().expect("an index");
    assert!(index.apply(documents, &[], None, 1).expect("a commit"));
    index
}

fn readers(principals: &[Principal]) -> Audience {
    Audience::Readers(principals.iter().map(Principal::key).collect())
}

fn everyone() -> Audience {
    readers(&[Principal::Public])
}

fn words(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

fn ids(index: &Index, query: &Query) -> Vec<i64> {
    index.search(query, &everyone(), all()).expect("an answer").things.iter().map(Thing::number).collect()
}
