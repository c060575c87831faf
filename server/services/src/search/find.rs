//! Answering a search.

use super::blocking;
use crate::{
    access::visible,
    cx::Cx,
    error::Result,
    index::{self, Facets, Selection},
    projects::{self, ProjectCard},
    text::SafeHtml,
};
use domain::{
    projects::State,
    search::{PAGE_SIZE, Query},
};

/// A project that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The project.
    pub card: ProjectCard,
    /// Its title, with the words found marked.
    pub title: SafeHtml,
    /// The words found where they stand in the sheet; empty without words, or when they stand elsewhere (in a school's name).
    pub snippet: SafeHtml,
}

/// A page of results.
#[derive(Clone, Debug)]
pub struct Results {
    /// How many projects there are on all pages.
    pub total: usize,
    /// Those of this page, best first.
    pub hits: Vec<Hit>,
    /// How many there would be of each value.
    pub facets: Facets,
    /// The words that were searched for instead, when nothing matched those typed.
    pub corrected: Option<String>,
}

impl Results {
    /// How many pages there are; one at least.
    pub const fn pages(&self) -> usize {
        if self.total == 0 { 1 } else { self.total.div_ceil(PAGE_SIZE) }
    }
}

/// Searches everything that the viewer may read, in whatever state it is.
///
/// # Errors
/// The database's or the index's.
pub async fn find(cx: &Cx, query: &Query) -> Result<Results> {
    search(cx, query, None).await
}

/// Searches what is published, as far as the viewer may read it.
///
/// # Errors
/// As [`find`].
pub async fn published(cx: &Cx, query: &Query) -> Result<Results> {
    search(cx, query, Some(&[State::Published])).await
}

async fn search(cx: &Cx, query: &Query, states: Option<&'static [State]>) -> Result<Results> {
    let (index, asked, readers) = (cx.portal.index.clone(), query.clone(), visible(cx));
    let selection = Selection { states, now: cx.now() };
    let found = blocking(move || index.search(&asked, &readers, selection)).await?;
    let cards = projects::cards(cx, &found.ids).await?;
    // What the index still shows and the database no longer does is not counted either.
    let total = found.total.saturating_sub(found.ids.len() - cards.len());
    let hits = shown(cx, found.corrected.as_deref().unwrap_or(&query.words), cards).await?;
    Ok(Results { total, hits, facets: found.facets, corrected: found.corrected })
}

async fn shown(cx: &Cx, words: &str, cards: Vec<ProjectCard>) -> Result<Vec<Hit>> {
    if words.is_empty() {
        let plain = |card: ProjectCard| Hit { title: index::highlight("", &card.title), snippet: SafeHtml::default(), card };
        return Ok(cards.into_iter().map(plain).collect());
    }
    let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
    let mut texts = projects::texts(cx, &ids).await?;
    let words = words.to_owned();
    blocking(move || {
        let marked = |card: ProjectCard| {
            let snippet = texts.remove(&card.id).map_or_else(SafeHtml::default, |text| index::snippet(&words, &text));
            Hit { title: index::highlight(&words, &card.title), snippet, card }
        };
        Ok(cards.into_iter().map(marked).collect())
    })
    .await
}
