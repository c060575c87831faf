//! Finding: a page of things, how many there are, and the counts of the facets.

use super::{
    Index, Sought, Synonyms,
    facets::{Counter, FacetCounts},
    forgive,
    french::compose,
    generation::Generation,
    orders::{Around, best, latest, nearest, page, tried},
    schema::KEY,
    units,
    wanted::{Reading, Wanted},
};
use crate::access::Audience;
use domain::{
    projects::State,
    search::{Facet, Kind, Query, Sort, Thing},
    time::Timestamp,
};
use quick_cache::sync::Cache;
use std::sync::Arc;
use tantivy::{
    DocAddress, Searcher,
    collector::{Collector, Count},
    query::BooleanQuery,
};

/// What is searched, and when.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// Only things of these kinds; all when absent.
    pub kinds: Option<&'a [Kind]>,
    /// Only projects, in one of these states; all things when absent.
    pub states: Option<&'a [State]>,
    /// Only what appeared after one instant and until another.
    pub appeared: Option<(Timestamp, Timestamp)>,
    /// The present instant: of two things that match alike, the younger comes first.
    pub now: Timestamp,
    /// Expressions that mean the same.
    pub synonyms: &'a Synonyms,
    /// Only around a school; [`Query::near`] in schools and metres.
    pub around: Option<&'a Around>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many there are on all pages.
    pub total: usize,
    /// Those of the page asked for.
    pub things: Vec<Thing>,
    /// How many there would be of each value.
    pub facets: FacetCounts,
    /// What was searched for other than what was typed.
    pub said: Said,
    /// The words that were looked for, to show them where they stand.
    pub sought: Sought,
}

/// What was searched for other than what was typed, to be said on the page (Q12).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Nothing holds what was typed: this was searched for instead.
    pub corrected: Option<String>,
    /// Little holds what was typed: what holds this follows it.
    pub also: Option<String>,
    /// Words that stand nowhere, and were left out.
    pub left_out: Vec<String>,
    /// What holds only most of the words follows: so many things hold all that were not left out.
    pub whole: Option<usize>,
}

impl Index {
    /// Searches what `readers` may see.
    ///
    /// Words must all be there, in any form or by a synonym; filters narrow; of one facet, any chosen value will do. When little or nothing
    /// matches, words that the readers can hardly find are taken for typing mistakes, and what matches as typed stays first.
    ///
    /// # Errors
    /// The disk's.
    pub fn search(&self, query: &Query, readers: &Audience, selection: Selection<'_>) -> anyhow::Result<Found> {
        let generation = self.current();
        let searcher = generation.searcher();
        let asked = Search {
            generation: &generation,
            searcher: &searcher,
            wanted: Wanted { fields: &generation.fields, readers, selection: &selection },
            query,
        };
        if query.words.is_empty() {
            return remembered(&asked, readers, &selection);
        }
        let typed = compose(&query.words);
        let units = units::of(&typed, selection.synonyms);
        let found = asked.find(&Reading { units: units.clone(), is_asked: true, ..Reading::default() })?;
        // What appeared is told of as it was asked for: nobody is there to be told that something else was searched.
        if selection.appeared.is_some() { Ok(found) } else { forgive::more(&asked, &typed, units, found) }
    }
}

/// Without words, nothing in a list of projects depends on the hour: until the next commit, the answer stays as it is.
fn remembered(asked: &Search<'_>, readers: &Audience, selection: &Selection<'_>) -> anyhow::Result<Found> {
    let list = || asked.find(&Reading::default());
    if selection.kinds != Some(&[Kind::Project]) || selection.appeared.is_some() || asked.query.near.is_some() {
        return list();
    }
    let question = Question {
        commit: asked.searcher.generation().generation_id(),
        query: asked.query.clone(),
        readers: readers.clone(),
        states: selection.states.map(<[State]>::to_vec),
    };
    Ok(asked.generation.answers.get_or_insert_with(&question, || list().map(Arc::new))?.as_ref().clone())
}

/// How many answers are remembered.
const REMEMBERED: usize = 256;

/// Answers to questions without words, most of which are the same: the home page's and the first page of the list, for everyone.
pub(super) type Answers = Cache<Question, Arc<Found>>;

pub(super) fn answers() -> Answers {
    Cache::new(REMEMBERED)
}

/// A question without words, and the commit that it is put to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    commit: u64,
    query: Query,
    readers: Audience,
    states: Option<Vec<State>>,
}

/// A search under way.
pub(super) struct Search<'a> {
    pub generation: &'a Generation,
    pub searcher: &'a Searcher,
    pub wanted: Wanted<'a>,
    pub query: &'a Query,
}

impl Search<'_> {
    /// What answers one reading of the words.
    pub fn find(&self, reading: &Reading) -> anyhow::Result<Found> {
        let (open, chosen): (Vec<Facet>, Vec<Facet>) = Facet::ALL.into_iter().partition(|facet| self.query.chosen(*facet).is_empty());
        let (total, mut facets, top) = self.page(&self.wanted.all(reading, self.query, None), &open, !reading.units.is_empty())?;
        for facet in chosen {
            let counter = Counter::new(&[facet], &self.generation.fields, self.searcher.schema());
            facets.extend(self.searcher.search(&self.wanted.all(reading, self.query, Some(facet)), &counter)?);
        }
        Ok(Found { total, things: things(self.searcher, &top)?, facets, said: Said::default(), sought: Sought::of(&reading.units) })
    }

    /// How many things answer one reading of the words.
    pub fn count(&self, reading: &Reading) -> anyhow::Result<usize> {
        Ok(self.searcher.search(&self.wanted.all(reading, self.query, None), &Count)?)
    }

    fn page(&self, all: &BooleanQuery, open: &[Facet], has_words: bool) -> anyhow::Result<(usize, FacetCounts, Vec<DocAddress>)> {
        let (top, selection) = (page(self.query.page), self.wanted.selection);
        match (self.query.order(), selection.around) {
            (Sort::Relevance, _) if has_words => self.run(all, open, best(top, selection.now)),
            (Sort::Tried, _) => self.run(all, open, tried(top)),
            (Sort::Nearest, Some(around)) => self.run(all, open, nearest(top, around)),
            (Sort::Relevance | Sort::Latest | Sort::Nearest, _) => self.run(all, open, latest(top)),
        }
    }

    fn run<Key: Send + Sync + 'static>(
        &self,
        all: &BooleanQuery,
        open: &[Facet],
        top: impl Collector<Fruit = Vec<(Key, DocAddress)>>,
    ) -> anyhow::Result<(usize, FacetCounts, Vec<DocAddress>)> {
        let counter = Counter::new(open, &self.generation.fields, self.searcher.schema());
        let (total, facets, top) = self.searcher.search(all, &(Count, counter, top))?;
        Ok((total, facets, top.into_iter().map(|(_, address)| address).collect()))
    }
}

/// What stands at `addresses`.
pub(super) fn things(searcher: &Searcher, addresses: &[DocAddress]) -> anyhow::Result<Vec<Thing>> {
    let mut found = Vec::with_capacity(addresses.len());
    for address in addresses {
        let Some(column) = searcher.segment_reader(address.segment_ord).fast_fields().str(KEY)? else { continue };
        let Some(ord) = column.term_ords(address.doc_id).next() else { continue };
        let mut key = String::new();
        column.ord_to_str(ord, &mut key)?;
        found.push(key.parse()?);
    }
    Ok(found)
}
