//! Finding: a page of ids, how many there are, and the counts of the facets.

use super::{
    Index,
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
use std::collections::HashMap;
use tantivy::{
    DocId, Score, Searcher, SegmentReader,
    aggregation::{
        AggContextParams, AggregationCollector, Key,
        agg_req::{Aggregation, AggregationVariants, Aggregations},
        agg_result::{AggregationResult, AggregationResults, BucketResult},
        bucket::TermsAggregation,
    },
    collector::{Count, TopDocs},
    query::BooleanQuery,
};

/// More values than any facet has: counts are whole, never those of the first few.
const EVERY_VALUE: u32 = 10_000;
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

/// How many projects each value of each facet has. The counts of a facet leave its own choices aside: they say what ticking one
/// more value would show. Values without any are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCounts {
    counts: HashMap<Facet, Vec<(String, usize)>>,
}

impl FacetCounts {
    /// The values of `facet`, by key, the most frequent first.
    pub fn of(&self, facet: Facet) -> &[(String, usize)] {
        self.counts.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// How many projects have the value of this key.
    pub fn count(&self, facet: Facet, key: &str) -> usize {
        self.of(facet).iter().find(|(value, _)| value == key).map_or(0, |(_, count)| *count)
    }
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
        let wanted = Wanted { fields: &generation.fields, readers, selection };
        let found = find(&generation, &searcher, &wanted, &query.words, query)?;
        if found.total > 0 || query.words.is_empty() {
            return Ok(found);
        }
        let Some(corrected) = typos::correct(&searcher, &wanted, &query.words)? else { return Ok(found) };
        let instead = find(&generation, &searcher, &wanted, &corrected, query)?;
        Ok(if instead.total > 0 { Found { corrected: Some(corrected), ..instead } } else { found })
    }
}

fn find(generation: &Generation, searcher: &Searcher, wanted: &Wanted<'_>, words: &str, query: &Query) -> anyhow::Result<Found> {
    let (chosen, free): (Vec<Facet>, Vec<Facet>) = FACETS.into_iter().partition(|facet| !query.chosen(*facet).is_empty());
    let all = wanted.all(words, query, None);
    let (total, ids) =
        if words.is_empty() { latest(searcher, &all, query.page)? } else { best(searcher, &all, query.page, wanted.selection.now)? };
    let mut facets = FacetCounts::default();
    count(generation, searcher, &all, &free, &mut facets)?;
    for facet in chosen {
        count(generation, searcher, &wanted.all(words, query, Some(facet)), &[facet], &mut facets)?;
    }
    Ok(Found { total, ids, facets, corrected: None })
}

fn page(page: usize) -> TopDocs {
    TopDocs::with_limit(PAGE_SIZE).and_offset(page * PAGE_SIZE)
}

/// The latest published first. Ids part equals, so that no project is on two pages.
fn latest(searcher: &Searcher, query: &BooleanQuery, at: usize) -> anyhow::Result<(usize, Vec<ProjectId>)> {
    let order = page(at).order_by(|segment: &SegmentReader| {
        let (published, id) = (column(segment, PUBLISHED), column(segment, ID));
        move |doc: DocId| (published(doc), id(doc))
    });
    let (total, top) = searcher.search(query, &(Count, order))?;
    Ok((total, top.into_iter().filter_map(|((_, id), _)| id.map(ProjectId::new)).collect()))
}

/// The best match first, the younger a little ahead.
fn best(searcher: &Searcher, query: &BooleanQuery, at: usize, now: Timestamp) -> anyhow::Result<(usize, Vec<ProjectId>)> {
    let order = page(at).tweak_score(move |segment: &SegmentReader| {
        let (published, updated, id) = (column(segment, PUBLISHED), column(segment, UPDATED), column(segment, ID));
        move |doc: DocId, score: Score| {
            let date = published(doc).or_else(|| updated(doc)).unwrap_or(0);
            let days = now.since_ms(Timestamp::from_ms(date)) as f32 / DAY_MS;
            (score * (1.0 + FRESHNESS * (-days / FADING_DAYS).exp()), published(doc), id(doc))
        }
    });
    let (total, top) = searcher.search(query, &(Count, order))?;
    Ok((total, top.into_iter().filter_map(|((_, _, id), _)| id.map(ProjectId::new)).collect()))
}

/// Reads a column of numbers; a segment in which no document has one reads as nothing.
fn column(segment: &SegmentReader, name: &'static str) -> impl Fn(DocId) -> Option<i64> + use<> {
    let column = segment.fast_fields().i64(name).ok();
    move |doc| column.as_ref().and_then(|column| column.first(doc))
}

fn count(
    generation: &Generation,
    searcher: &Searcher,
    query: &BooleanQuery,
    facets: &[Facet],
    counts: &mut FacetCounts,
) -> anyhow::Result<()> {
    if facets.is_empty() {
        return Ok(());
    }
    let name = |facet: Facet| generation.index.schema().get_field_name(generation.fields.of(facet)).to_owned();
    let request = |facet: &Facet| {
        let terms = TermsAggregation { field: name(*facet), size: Some(EVERY_VALUE), ..TermsAggregation::default() };
        (name(*facet), Aggregation { agg: AggregationVariants::Terms(terms), sub_aggregation: Aggregations::default() })
    };
    let collector = AggregationCollector::from_aggs(facets.iter().map(request).collect(), AggContextParams::default());
    let mut results = searcher.search(query, &collector)?;
    for facet in facets {
        counts.counts.insert(*facet, values(&mut results, &name(*facet)));
    }
    Ok(())
}

fn values(results: &mut AggregationResults, name: &str) -> Vec<(String, usize)> {
    let Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) = results.0.remove(name) else { return Vec::new() };
    let mut values: Vec<_> = buckets
        .into_iter()
        .filter_map(|bucket| match bucket.key {
            Key::Str(key) => Some((key, usize::try_from(bucket.doc_count).unwrap_or(usize::MAX))),
            _ => None,
        })
        .collect();
    values.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    values
}
