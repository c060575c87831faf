//! How many things each value of each facet has, counted in the same pass as the page that is shown.

use super::schema::Fields;
use domain::search::Facet;
use std::collections::HashMap;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
    schema::Schema,
};

/// How many things each value of each facet has. The counts of a facet leave its own choices aside: they say what ticking one
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

    /// How many things have the value of this key.
    pub fn count(&self, facet: Facet, key: &str) -> usize {
        self.of(facet).iter().find(|(value, _)| value == key).map_or(0, |(_, count)| *count)
    }

    /// Takes in the counts of other facets.
    pub(super) fn extend(&mut self, others: Self) {
        self.counts.extend(others.counts);
    }
}

/// Counts some facets. The library's own aggregation is made for trees of buckets on any column; these are a few dozen values of
/// known columns, for which a number each is enough.
pub(super) struct Counter {
    columns: Vec<(Facet, String)>,
}

impl Counter {
    /// Of `facets`, which are in the index.
    pub fn new(facets: &[Facet], fields: &Fields, schema: &Schema) -> Self {
        let name = |facet: &Facet| (*facet, schema.get_field_name(fields.of(*facet)).to_owned());
        Self { columns: facets.iter().map(name).collect() }
    }
}

/// The counts of one facet in one segment, by the number that the segment gives to each value.
struct InSegment {
    facet: Facet,
    values: StrColumn,
    counts: Vec<usize>,
}

impl InSegment {
    fn count(&mut self, doc: DocId) {
        for value in self.values.term_ords(doc) {
            if let Some(count) = usize::try_from(value).ok().and_then(|value| self.counts.get_mut(value)) {
                *count += 1;
            }
        }
    }
}

pub(super) struct SegmentCounter(Vec<InSegment>);

/// What a segment found: values and counts, by facet.
type Found = Vec<(Facet, String, usize)>;

impl Collector for Counter {
    type Fruit = FacetCounts;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let mut all = Vec::with_capacity(self.columns.len());
        for (facet, name) in &self.columns {
            // A segment in which no document has a value has no column.
            if let Some(values) = segment.fast_fields().str(name)? {
                all.push(InSegment { facet: *facet, counts: vec![0; values.num_terms()], values });
            }
        }
        Ok(SegmentCounter(all))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Found>>) -> tantivy::Result<FacetCounts> {
        let mut merged: HashMap<Facet, HashMap<String, usize>> = HashMap::new();
        for segment in segments {
            for (facet, value, count) in segment? {
                *merged.entry(facet).or_default().entry(value).or_default() += count;
            }
        }
        let sorted = |values: HashMap<String, usize>| {
            let mut values: Vec<_> = values.into_iter().collect();
            values.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
            values
        };
        Ok(FacetCounts { counts: merged.into_iter().map(|(facet, values)| (facet, sorted(values))).collect() })
    }
}

impl SegmentCollector for SegmentCounter {
    type Fruit = tantivy::Result<Found>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for column in &mut self.0 {
            column.count(doc);
        }
    }

    /// One column after the other: each is read from end to end, as it lies in memory.
    fn collect_block(&mut self, docs: &[DocId]) {
        for column in &mut self.0 {
            for doc in docs {
                column.count(*doc);
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Found> {
        let mut found = Vec::new();
        for column in self.0 {
            for (value, count) in column.counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                let mut key = String::new();
                column.values.ord_to_str(value as u64, &mut key)?;
                found.push((column.facet, key, count));
            }
        }
        Ok(found)
    }
}
