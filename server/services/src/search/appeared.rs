//! What a search finds that appeared after some instant: for feeds, and for who keeps it.
//!
//! **Invariants.** Words are taken as they were typed: of what would only be found by correcting them, or by leaving some out, nobody is told.

use super::{Hit, find::find_between};
use crate::{cx::Cx, discussions, error::Result, projects};
use domain::{
    access::Viewer,
    search::{Query, Sort, Thing},
    time::Timestamp,
};

/// How many pages of what appeared are looked at: what is beyond is not counted.
const PAGES: usize = 5;

/// The latest `at_most` of what everyone may read and `query` asks for, whoever asks: a feed reader tells what it reads to anyone.
///
/// # Errors
/// The database's or the index's.
pub async fn latest(cx: &Cx, query: &Query, at_most: usize) -> Result<Vec<Hit>> {
    let mut found = between(&cx.as_viewer(Viewer::Nobody), query, (Timestamp::from_ms(0), cx.now()), at_most).await?;
    found.truncate(at_most);
    Ok(found)
}

/// What appeared after `since`, up to `until`, and `query` asks for, the latest first: what the viewer may read, is published, and neither
/// written by them nor in a topic that they muted.
pub(super) async fn appeared(cx: &Cx, query: &Query, since: Timestamp, until: Timestamp) -> Result<Vec<Hit>> {
    let mut found = between(cx, query, (since, until), usize::MAX).await?;
    found.retain(|hit| hit.published.is_some_and(|at| since < at && at <= until));
    of_others(cx, found).await
}

/// Pages of what appeared after one instant and up to another, until there are `enough`.
async fn between(cx: &Cx, query: &Query, (since, until): (Timestamp, Timestamp), enough: usize) -> Result<Vec<Hit>> {
    let (query, mut found) = (Query { sort: Some(Sort::Latest), ..query.clone() }, Vec::new());
    for page in 0..PAGES {
        let hits = find_between(cx, &query.at_page(page), since, until).await?.hits;
        // The index is late by design: a page may be shorter than it is.
        if hits.is_empty() {
            break;
        }
        found.extend(hits);
        if found.len() >= enough {
            break;
        }
    }
    Ok(found)
}

async fn of_others(cx: &Cx, found: Vec<Hit>) -> Result<Vec<Hit>> {
    let Some(account) = cx.account().filter(|_| !found.is_empty()) else { return Ok(found) };
    let (mut projects, mut topics, mut posts) = (Vec::new(), Vec::new(), Vec::new());
    for hit in &found {
        match hit.thing {
            Thing::Project(id) => projects.push(id),
            Thing::Topic(id) | Thing::Need(id) => topics.push(id),
            Thing::Post(id) => posts.push(id),
            Thing::Collection(_) | Thing::Training(_) | Thing::Session(_) | Thing::School(_) | Thing::Commune(_) => {}
        }
    }
    let mut conn = cx.read().await?;
    let projects = projects::published_by_others(&mut conn, account, &projects).await?;
    let (topics, posts) = discussions::of_others(&mut conn, account, &topics, &posts).await?;
    let is_told = |hit: &Hit| match hit.thing {
        Thing::Project(id) => projects.contains(&id),
        Thing::Topic(id) | Thing::Need(id) => topics.contains(&id),
        Thing::Post(id) => posts.contains(&id),
        Thing::Collection(_) | Thing::Training(_) | Thing::Session(_) | Thing::School(_) | Thing::Commune(_) => true,
    };
    Ok(found.into_iter().filter(is_told).collect())
}
