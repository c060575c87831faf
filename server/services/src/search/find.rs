//! Answering a search.

use super::{
    ask::ask,
    hits::{self, Hit},
    synonyms_now,
};
use crate::{
    access::visible,
    cx::Cx,
    error::Result,
    index::{FacetCounts, Found, Said, Selection},
    measured::Asked,
    projects::{self, ProjectCard},
    territory,
};
use domain::{
    ids::ProjectId,
    projects::State,
    search::{Kind, Query, Thing},
    time::Timestamp,
};

/// How many projects there are, without the projects.
#[derive(Clone, Debug)]
pub struct Counts {
    /// In all.
    pub total: usize,
    /// Of each value.
    pub facets: FacetCounts,
}

/// A page of what was searched for.
#[derive(Clone, Debug)]
pub struct Results {
    /// How many things there are on all pages.
    pub total: usize,
    /// Those of this page, in the order that was asked for.
    pub hits: Vec<Hit>,
    /// How many there would be of each value.
    pub facets: FacetCounts,
    /// What was searched for other than what was typed.
    pub said: Said,
}

impl Results {
    /// How many things hold the words as they were typed: none, when others had to be searched for.
    pub const fn as_typed(&self) -> usize {
        if self.said.corrected.is_some() || !self.said.left_out.is_empty() { 0 } else { self.total }
    }
}

/// A page of the list of what is published.
#[derive(Clone, Debug)]
pub struct Listing {
    /// How many projects there are on all pages.
    pub total: usize,
    /// Those of this page: the latest published first, or the best first when words were asked for.
    pub cards: Vec<ProjectCard>,
    /// How many there would be of each value.
    pub facets: FacetCounts,
    /// What was searched for other than what was typed.
    pub said: Said,
}

/// What of everything is searched.
#[derive(Clone, Copy, Debug, Default)]
struct Among {
    kinds: Option<&'static [Kind]>,
    states: Option<&'static [State]>,
    since: Option<Timestamp>,
}

/// The list of what is published.
const PUBLISHED: Among = Among { kinds: Some(&[Kind::Project]), states: Some(&[State::Published]), since: None };

/// Searches everything that the viewer may read, in whatever state it is, and shows the words found where they stand.
///
/// # Errors
/// The database's or the index's.
pub async fn find(cx: &Cx, query: &Query) -> Result<Results> {
    results(cx, look_up(cx, query, Among::default()).await?).await
}

/// As [`find`], only what appeared after `since`: what a saved search has not told yet.
pub(super) async fn find_since(cx: &Cx, query: &Query, since: Timestamp) -> Result<Results> {
    results(cx, look_up(cx, query, Among { since: Some(since), ..Among::default() }).await?).await
}

async fn results(cx: &Cx, found: Found) -> Result<Results> {
    let hits = hits::shown(cx, &found).await?;
    // What the index still shows and the database no longer does is not counted either.
    let total = found.total.saturating_sub(found.things.len() - hits.len());
    Ok(Results { total, hits, facets: found.facets, said: found.said })
}

/// Lists what is published, as far as the viewer may read it.
///
/// # Errors
/// The database's or the index's.
pub async fn list(cx: &Cx, query: &Query) -> Result<Listing> {
    let found = look_up(cx, query, PUBLISHED).await?;
    let ids: Vec<ProjectId> = found.things.iter().filter_map(Thing::project).collect();
    let cards = projects::cards(cx, &ids).await?;
    let total = found.total.saturating_sub(ids.len() - cards.len());
    Ok(Listing { total, cards, facets: found.facets, said: found.said })
}

/// How many published projects the viewer may read, in all and by value of each facet; no project is read for that.
///
/// # Errors
/// The index's.
pub async fn counts(cx: &Cx, query: &Query) -> Result<Counts> {
    let found = look_up(cx, query, PUBLISHED).await?;
    Ok(Counts { total: found.total, facets: found.facets })
}

async fn look_up(cx: &Cx, query: &Query, among: Among) -> Result<Found> {
    let (asked, readers, now) = (query.clone(), visible(cx), cx.now());
    let synonyms = synonyms_now(cx).await?;
    let around = match &query.near {
        Some(near) => territory::around(cx, &near.school, near.km).await?,
        None => None,
    };
    ask(cx, Asked::Find, move |index| {
        let Among { kinds, states, since } = among;
        index.search(&asked, &readers, Selection { kinds, states, since, now, synonyms: &synonyms, around: around.as_ref() })
    })
    .await
}
