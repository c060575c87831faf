//! Answering a search.

use super::blocking;
use crate::{
    access::visible,
    cx::Cx,
    error::Result,
    index::{FacetCounts, Found, ReadText, Selection, Sought},
    projects::{self, ProjectCard},
    text::SafeHtml,
};
use domain::{projects::State, search::Query};

/// How many projects there are, without the projects.
#[derive(Clone, Debug)]
pub struct Counts {
    /// In all.
    pub total: usize,
    /// Of each value.
    pub facets: FacetCounts,
}

/// A project that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The project.
    pub card: ProjectCard,
    /// Its title, with the words found marked.
    pub title: SafeHtml,
    /// The words found where they stand in the sheet; its summary when they stand elsewhere (in a school's name).
    pub snippet: SafeHtml,
}

/// A page of what was searched for.
#[derive(Clone, Debug)]
pub struct Results {
    /// How many projects there are on all pages.
    pub total: usize,
    /// Those of this page, best first.
    pub hits: Vec<Hit>,
    /// How many there would be of each value.
    pub facets: FacetCounts,
    /// The words that were searched for instead, when nothing matched those typed.
    pub corrected: Option<String>,
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
    /// The words that were searched for instead, when nothing matched those typed.
    pub corrected: Option<String>,
}

/// Searches everything that the viewer may read, in whatever state it is, and shows the words found where they stand.
///
/// # Errors
/// The database's or the index's.
pub async fn find(cx: &Cx, query: &Query) -> Result<Results> {
    let Listing { total, cards, facets, corrected } = ask(cx, query, None).await?;
    let hits = shown(cx, corrected.as_deref().unwrap_or(&query.words), cards).await?;
    Ok(Results { total, hits, facets, corrected })
}

/// Lists what is published, as far as the viewer may read it.
///
/// # Errors
/// The database's or the index's.
pub async fn list(cx: &Cx, query: &Query) -> Result<Listing> {
    ask(cx, query, Some(&[State::Published])).await
}

/// How many published projects the viewer may read, in all and by value of each facet; no project is read for that.
///
/// # Errors
/// The index's.
pub async fn counts(cx: &Cx, query: &Query) -> Result<Counts> {
    let found = look_up(cx, query, Some(&[State::Published])).await?;
    Ok(Counts { total: found.total, facets: found.facets })
}

async fn look_up(cx: &Cx, query: &Query, states: Option<&'static [State]>) -> Result<Found> {
    let (index, asked, readers) = (cx.portal.index.clone(), query.clone(), visible(cx));
    let selection = Selection { states, now: cx.now() };
    blocking(move || index.search(&asked, &readers, selection)).await
}

async fn ask(cx: &Cx, query: &Query, states: Option<&'static [State]>) -> Result<Listing> {
    let found = look_up(cx, query, states).await?;
    let cards = projects::cards(cx, &found.ids).await?;
    // What the index still shows and the database no longer does is not counted either.
    let total = found.total.saturating_sub(found.ids.len() - cards.len());
    Ok(Listing { total, cards, facets: found.facets, corrected: found.corrected })
}

async fn shown(cx: &Cx, words: &str, cards: Vec<ProjectCard>) -> Result<Vec<Hit>> {
    let texts = projects::texts(cx, &cards).await?;
    let sought = Sought::new(words);
    let marked = |card: ProjectCard| {
        let sheet = texts.get(&card.id);
        let title = sheet.map_or_else(|| sought.highlight(&ReadText::new(&card.title)), |sheet| sought.highlight(&sheet.title));
        let found = sheet.map_or_else(SafeHtml::default, |sheet| sought.snippet(&sheet.text));
        let snippet = if found.is_empty() { sought.highlight(&ReadText::new(&card.summary)) } else { found };
        Hit { title, snippet, card }
    };
    Ok(cards.into_iter().map(marked).collect())
}
