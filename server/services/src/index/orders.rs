//! In which order what was found is shown. Whatever is equal is parted by its id, so that nothing is on two pages.

use super::schema::{NUMBER, PUBLISHED, TRIED, UPDATED, WEIGHT};
use domain::{
    search::{Facet, PAGE_SIZE},
    territory::Uai,
    time::Timestamp,
};
use std::{cmp::Reverse, collections::HashMap, sync::Arc};
use tantivy::{
    DocAddress, DocId, Score, SegmentReader,
    collector::{Collector, TopDocs},
};

const DAY_MS: f32 = 86_400_000.0;
/// How much what appeared today gains over what is very old, and how fast that fades.
const FRESHNESS: f32 = 0.5;
const FADING_DAYS: f32 = 365.0;

/// Schools around one, with their distances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Each school, and how far it is in metres; the one in the middle at 0.
    pub metres: HashMap<Uai, u32>,
}

/// The page `at` of a list, from 0.
pub(super) fn page(at: usize) -> TopDocs {
    TopDocs::with_limit(PAGE_SIZE).and_offset(at * PAGE_SIZE)
}

/// When it appeared, and its id.
type Latest = (Option<i64>, Option<i64>);

/// The latest first.
pub(super) fn latest(top: TopDocs) -> impl Collector<Fruit = Vec<(Latest, DocAddress)>> {
    top.order_by(|segment: &SegmentReader| {
        let (published, number) = (column(segment, PUBLISHED), column(segment, NUMBER));
        move |doc: DocId| (published(doc), number(doc))
    })
}

/// How well it matches; then as [`Latest`].
type Best = (Score, Option<i64>, Option<i64>);

/// The best match first, the younger a little ahead.
pub(super) fn best(top: TopDocs, now: Timestamp) -> impl Collector<Fruit = Vec<(Best, DocAddress)>> {
    top.tweak_score(move |segment: &SegmentReader| {
        let (published, updated, number) = (column(segment, PUBLISHED), column(segment, UPDATED), column(segment, NUMBER));
        let weight = numbers(segment, WEIGHT);
        move |doc: DocId, score: Score| {
            let date = published(doc).or_else(|| updated(doc)).unwrap_or(0);
            let days = now.since_ms(Timestamp::from_ms(date)) as f32 / DAY_MS;
            let weight = weight(doc) as f32 / 100.0;
            (score * weight * (1.0 + FRESHNESS * (-days / FADING_DAYS).exp()), published(doc), number(doc))
        }
    })
}

/// How many classes tried it; then as [`Latest`].
type Tried = (u64, Option<i64>, Option<i64>);

/// What most classes tried first.
pub(super) fn tried(top: TopDocs) -> impl Collector<Fruit = Vec<(Tried, DocAddress)>> {
    top.order_by(|segment: &SegmentReader| {
        let (tried, published, number) = (numbers(segment, TRIED), column(segment, PUBLISHED), column(segment, NUMBER));
        move |doc: DocId| (tried(doc), published(doc), number(doc))
    })
}

/// How far its nearest school is, in metres, nearest first; then as [`Latest`].
type Nearest = (Reverse<u32>, Option<i64>, Option<i64>);

/// What was done in the nearest school first.
pub(super) fn nearest(top: TopDocs, around: &Around) -> impl Collector<Fruit = Vec<(Nearest, DocAddress)>> + use<> {
    let around = Arc::new(around.clone());
    top.order_by(move |segment: &SegmentReader| {
        let (published, number) = (column(segment, PUBLISHED), column(segment, NUMBER));
        let metres = metres(segment, &around);
        move |doc: DocId| (Reverse(metres(doc)), published(doc), number(doc))
    })
}

/// How far the nearest school of a document is: each value of the segment's column is looked up once.
fn metres(segment: &SegmentReader, around: &Around) -> impl Fn(DocId) -> u32 + use<> {
    let column = segment.fast_fields().str(Facet::School.parameter()).ok().flatten();
    let mut by_value = HashMap::new();
    if let Some(column) = &column {
        for (school, metres) in &around.metres {
            if let Ok(Some(value)) = column.dictionary().term_ord(school.as_str()) {
                by_value.insert(value, *metres);
            }
        }
    }
    move |doc| {
        let Some(column) = &column else { return u32::MAX };
        column.term_ords(doc).filter_map(|value| by_value.get(&value).copied()).min().unwrap_or(u32::MAX)
    }
}

/// Reads a column of instants or ids; a segment in which no document has one reads as nothing.
fn column(segment: &SegmentReader, name: &'static str) -> impl Fn(DocId) -> Option<i64> + use<> {
    let column = segment.fast_fields().i64(name).ok();
    move |doc| column.as_ref().and_then(|column| column.first(doc))
}

/// Reads a column of counts.
fn numbers(segment: &SegmentReader, name: &'static str) -> impl Fn(DocId) -> u64 + use<> {
    let column = segment.fast_fields().u64(name).ok();
    move |doc| column.as_ref().and_then(|column| column.first(doc)).unwrap_or(0)
}
