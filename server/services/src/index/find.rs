//! Finding: a page of ids, how many there are, and the counts of the facets.

use super::{
    Index,
    facets::{Counter, FacetCounts},
    generation::Generation,
    schema::{ID, PUBLISHED, UPDATED},
    typos,
    wanted::{FACETS, Wanted},
};
use crate::access::Audience;
use domain::{
    ids::ProjectId,
    projects::State,
    search::{Facet, PAGE_SIZE, Query},
    time::Timestamp,
};
use quick_cache::sync::Cache;
use std::sync::Arc;
use tantivy::{
    DocAddress, DocId, Score, Searcher, SegmentReader,
    collector::{Collector, Count, TopDocs},
};

const DAY_MS: f32 = 86_400_000.0;
/// How much a project published today gains over one that is very old, and how fast that fades.
const FRESHNESS: f32 = 0.5;
const FADING_DAYS: f32 = 365.0;

/// Which projects are searched, and when.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// Only those in one of these states; all when absent.
    pub states: Option<&'a [State]>,
    /// The present instant: of two projects that match alike, the younger comes first.
    pub now: Timestamp,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many there are on all pages.
    pub total: usize,
    /// Those of the page asked for, best first; without words, the latest published first.
    pub ids: Vec<ProjectId>,
    /// How many there would be of each value.
    pub facets: FacetCounts,
    /// The words that were searched for instead of those typed, when nothing matched those.
    pub corrected: Option<String>,
}

impl Index {
    /// Searches what `readers` may see.
    ///
    /// Words must all be there, in any form; filters narrow; of one facet, any chosen value will do. When nothing matches, words that
    /// the readers can find nowhere are taken for typing mistakes.
    ///
    /// # Errors
    /// The disk's.
    pub fn search(&self, query: &Query, readers: &Audience, selection: Selection<'_>) -> anyhow::Result<Found> {
        let generation = self.current();
        let searcher = generation.searcher();
        if query.words.is_empty() {
            // Without words nothing depends on the hour: until the next commit, the answer stays as it is.
            let asked = Asked {
                commit: searcher.generation().generation_id(),
                query: query.clone(),
                readers: readers.clone(),
                states: selection.states.map(<[State]>::to_vec),
            };
            let found = generation.answers.get_or_insert_with(&asked, || {
                find(&generation, &searcher, &Wanted { fields: &generation.fields, readers, selection }, "", query).map(Arc::new)
            })?;
            return Ok(found.as_ref().clone());
        }
        let wanted = Wanted { fields: &generation.fields, readers, selection };
        let found = find(&generation, &searcher, &wanted, &query.words, query)?;
        if found.total > 0 {
            return Ok(found);
        }
        let Some(corrected) = typos::correct(&searcher, &wanted, &query.words)? else { return Ok(found) };
        let instead = find(&generation, &searcher, &wanted, &corrected, query)?;
        Ok(if instead.total > 0 { Found { corrected: Some(corrected), ..instead } } else { found })
    }
}

/// How many answers are remembered.
const REMEMBERED: usize = 256;

/// Answers to questions without words, most of which are the same: the home page's and the first page of the list, for everyone.
pub(super) type Answers = Cache<Asked, Arc<Found>>;

pub(super) fn answers() -> Answers {
    Cache::new(REMEMBERED)
}

/// A question without words, and the commit that it is put to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    commit: u64,
    query: Query,
    readers: Audience,
    states: Option<Vec<State>>,
}

fn find(generation: &Generation, searcher: &Searcher, wanted: &Wanted<'_>, words: &str, query: &Query) -> anyhow::Result<Found> {
    let schema = searcher.schema();
    let (open, chosen): (Vec<Facet>, Vec<Facet>) = FACETS.into_iter().partition(|facet| query.chosen(*facet).is_empty());
    let all = wanted.all(words, query, None);
    let counter = Counter::new(&open, &generation.fields, schema);
    let (total, mut facets, ids) = if words.is_empty() {
        let (total, facets, top) = searcher.search(&all, &(Count, counter, latest(query.page)))?;
        (total, facets, top.into_iter().filter_map(|((_, id), _)| id).collect::<Vec<_>>())
    } else {
        let (total, facets, top) = searcher.search(&all, &(Count, counter, best(query.page, wanted.selection.now)))?;
        (total, facets, top.into_iter().filter_map(|((_, _, id), _)| id).collect())
    };
    for facet in chosen {
        let counter = Counter::new(&[facet], &generation.fields, schema);
        facets.extend(searcher.search(&wanted.all(words, query, Some(facet)), &counter)?);
    }
    Ok(Found { total, ids: ids.into_iter().map(ProjectId::new).collect(), facets, corrected: None })
}

fn page(page: usize) -> TopDocs {
    TopDocs::with_limit(PAGE_SIZE).and_offset(page * PAGE_SIZE)
}

/// When it was published, and its id, which parts equals, so that no project is on two pages.
pub(super) type Latest = (Option<i64>, Option<i64>);

/// A page of the latest published first.
fn latest(at: usize) -> impl Collector<Fruit = Vec<(Latest, DocAddress)>> {
    by_publication(page(at))
}

/// The latest published first.
pub(super) fn by_publication(top: TopDocs) -> impl Collector<Fruit = Vec<(Latest, DocAddress)>> {
    top.order_by(|segment: &SegmentReader| {
        let (published, id) = (column(segment, PUBLISHED), column(segment, ID));
        move |doc: DocId| (published(doc), id(doc))
    })
}

/// How well it matches; then as [`Latest`].
type Best = (Score, Option<i64>, Option<i64>);

/// The best match first, the younger a little ahead.
fn best(at: usize, now: Timestamp) -> impl Collector<Fruit = Vec<(Best, DocAddress)>> {
    page(at).tweak_score(move |segment: &SegmentReader| {
        let (published, updated, id) = (column(segment, PUBLISHED), column(segment, UPDATED), column(segment, ID));
        move |doc: DocId, score: Score| {
            let date = published(doc).or_else(|| updated(doc)).unwrap_or(0);
            let days = now.since_ms(Timestamp::from_ms(date)) as f32 / DAY_MS;
            (score * (1.0 + FRESHNESS * (-days / FADING_DAYS).exp()), published(doc), id(doc))
        }
    })
}

/// Reads a column of numbers; a segment in which no document has one reads as nothing.
fn column(segment: &SegmentReader, name: &'static str) -> impl Fn(DocId) -> Option<i64> + use<> {
    let column = segment.fast_fields().i64(name).ok();
    move |doc| column.as_ref().and_then(|column| column.first(doc))
}
