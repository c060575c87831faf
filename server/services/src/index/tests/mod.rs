//! The index against plain lists, and against what happens to disks.

mod counts;
mod disk;
mod finding;

use super::{Document, Index, Selection};
use crate::access::Audience;
use domain::{
    access::Principal,
    ids::ProjectId,
    projects::State,
    search::Query,
    territory::{Insee, Uai},
    time::Timestamp,
};

const NOW: Timestamp = Timestamp::from_ms(1_795_000_000_000);
const DAY: i64 = 86_400_000;
const ALL: Selection<'static> = Selection { states: None, now: NOW };

/// A published project that everyone may read.
fn project(id: i64, title: &str, text: &str) -> Document {
    Document {
        id: ProjectId::new(id),
        acl: vec![Principal::Public],
        state: State::Published,
        title: title.to_owned(),
        text: text.to_owned(),
        cycles: Vec::new(),
        levels: Vec::new(),
        subjects: Vec::new(),
        equipment: Vec::new(),
        communes: vec![Insee::parse("33063").expect("a commune")],
        schools: vec![Uai::from_number(990_001)],
        published: Some(NOW.plus_ms(-DAY)),
        updated: NOW,
    }
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
    index.search(query, &everyone(), ALL).expect("an answer").ids.into_iter().map(ProjectId::get).collect()
}
