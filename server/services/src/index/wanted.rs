//! What is asked, turned into a query of the index.

use super::{
    find::Selection,
    french::{self, Word, compose},
    schema::Fields,
};
use crate::access::Audience;
use domain::{
    projects::State,
    search::{Facet, Query},
};
use tantivy::{
    Term,
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query as IndexQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

/// How much more a word counts in the title than elsewhere, and as it was typed than inflected.
const IN_TITLE: f32 = 3.0;
const AS_TYPED: f32 = 4.0;
/// How much the lesser places add when a word stands in several.
const TIE: f32 = 0.3;

type Clause = (Occur, Box<dyn IndexQuery>);

/// A query of the index in the making.
pub(super) struct Wanted<'a> {
    pub fields: &'a Fields,
    pub readers: &'a Audience,
    pub selection: Selection<'a>,
}

impl Wanted<'_> {
    /// Everything that `query` asks, but for what it chose in the facet `without`: that facet's counts are those of a choice
    /// that is still open.
    pub fn all(&self, words: &str, query: &Query, without: Option<Facet>) -> BooleanQuery {
        let mut clauses = self.rights();
        clauses.extend(self.words(&french::words(&compose(words)), words));
        for facet in FACETS.into_iter().filter(|facet| Some(*facet) != without) {
            clauses.extend(filter(self.fields.of(facet), &query.chosen(facet)));
        }
        clauses.extend(query.school.as_ref().and_then(|school| filter(self.fields.school, &[school.to_string()])));
        BooleanQuery::new(clauses)
    }

    /// What the readers may see that holds `word`.
    pub fn one(&self, word: &Word) -> BooleanQuery {
        let mut clauses = self.rights();
        clauses.push((Occur::Must, self.word(word)));
        BooleanQuery::new(clauses)
    }

    /// What the readers may see of the selection.
    pub fn rights(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(ConstScoreQuery::new(Box::new(tantivy::query::AllQuery), 0.0)))];
        if let Audience::Readers(readers) = self.readers {
            clauses.push(one_of(self.fields.acl, readers));
        }
        if let Some(states) = self.selection.states {
            clauses.push(one_of(self.fields.state, &states.iter().map(|state: &State| state.key().to_owned()).collect::<Vec<_>>()));
        }
        clauses
    }

    /// All words, each in the title or in the text. Words that are also stop words are asked for when there is nothing else.
    fn words(&self, words: &[Word], typed: &str) -> Vec<Clause> {
        let searched: Vec<_> = words.iter().filter(|word| word.stem.is_some()).collect();
        if searched.is_empty() {
            return match words {
                [] if typed.trim().is_empty() => Vec::new(),
                [] => vec![(Occur::Must, Box::new(EmptyQuery))],
                stop_words => stop_words.iter().map(|word| (Occur::Must, self.term(self.fields.title_exact, &word.folded, 1.0))).collect(),
            };
        }
        let only_ambiguous = searched.iter().all(|word| word.is_ambiguous());
        let occur = |word: &Word| if word.is_ambiguous() && !only_ambiguous { Occur::Should } else { Occur::Must };
        searched.into_iter().map(|word| (occur(word), self.word(word))).collect()
    }

    fn word(&self, word: &Word) -> Box<dyn IndexQuery> {
        let mut places = vec![self.term(self.fields.title_exact, &word.folded, AS_TYPED)];
        if let Some(stem) = &word.stem {
            places.push(self.term(self.fields.title, stem, IN_TITLE));
            places.push(self.term(self.fields.text, stem, 1.0));
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(places, TIE))
    }

    /// What holds the word `text` in `field`.
    pub fn term(&self, field: Field, text: &str, boost: f32) -> Box<dyn IndexQuery> {
        let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), boost))
    }
}

/// The facets that are counted.
pub(super) const FACETS: [Facet; 5] = [Facet::Cycle, Facet::Level, Facet::Subject, Facet::Commune, Facet::Equipment];

fn filter(field: Field, values: &[String]) -> Option<Clause> {
    (!values.is_empty()).then(|| one_of(field, values))
}

/// One of `values`, without any say in the order. Few values: a union of terms costs less than the automaton of a set of terms.
fn one_of(field: Field, values: &[String]) -> Clause {
    let term =
        |value: &String| -> Box<dyn IndexQuery> { Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic)) };
    let union: Box<dyn IndexQuery> = match values {
        [value] => term(value),
        values => Box::new(BooleanQuery::union(values.iter().map(term).collect())),
    };
    (Occur::Must, Box::new(ConstScoreQuery::new(union, 0.0)))
}
