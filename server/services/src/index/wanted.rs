//! What is asked, turned into a query of the index.

use super::{
    document::COMMUNITY_OF,
    find::Selection,
    french::Word,
    schema::Fields,
    units::{Unit, Way},
};
use crate::access::Audience;
use domain::{
    access::Principal,
    projects::State,
    search::{Facet, Kind, Query},
    time::Timestamp,
};
use std::ops::Bound;
use tantivy::{
    Term,
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query as IndexQuery, RangeQuery, TermQuery,
        TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

/// How much more a word counts in the title than elsewhere, as it was typed than inflected, and in the sheet than in what is attached.
const IN_TITLE: f32 = 2.0;
const IN_TITLE_AS_TYPED: f32 = 2.5;
const AS_TYPED: f32 = 1.2;
const ATTACHED: f32 = 0.6;
/// How much a word counts that is only wished for.
const WISHED: f32 = 0.1;
/// How much the lesser places add when a word stands in several.
const TIE: f32 = 0.3;
/// Sets what holds the words as typed before all that holds others: more than any sum of words makes.
const AHEAD: f32 = 1_000.0;

type Clause = (Occur, Box<dyn IndexQuery>);

/// A query of the index in the making.
pub(super) struct Wanted<'a> {
    pub fields: &'a Fields,
    pub readers: &'a Audience,
    pub selection: &'a Selection<'a>,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// All of these must be found; none for a plain list.
    pub units: Vec<Unit>,
    /// As many of them are enough, when not all must be found.
    pub least: Option<usize>,
    /// What holds all of these comes first: those of each list that one holds count once more.
    pub ahead: Vec<Vec<Unit>>,
    /// Whether something was typed: when it holds no word, nothing answers.
    pub is_asked: bool,
}

impl Wanted<'_> {
    /// Everything that `query` asks, but for what it chose in the facet `without`: that facet's counts are those of a choice
    /// that is still open.
    pub fn all(&self, reading: &Reading, query: &Query, without: Option<Facet>) -> BooleanQuery {
        let mut clauses = self.rights();
        clauses.extend(match reading.least {
            None => self.words(&reading.units),
            Some(least) => self.most_words(&reading.units, least),
        });
        if reading.units.is_empty() && reading.is_asked {
            clauses.push((Occur::Must, Box::new(EmptyQuery)));
        }
        for ahead in &reading.ahead {
            let exact = BooleanQuery::new(self.words(ahead));
            clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(Box::new(exact), AHEAD))));
        }
        for facet in Facet::ALL.into_iter().filter(|facet| Some(*facet) != without) {
            clauses.extend(filter(self.fields.of(facet), &query.chosen(facet)));
        }
        clauses.extend(self.near());
        BooleanQuery::new(clauses)
    }

    /// What the readers may see that holds `unit`.
    pub fn one(&self, unit: &Unit) -> BooleanQuery {
        let mut clauses = self.rights();
        clauses.push((Occur::Must, self.unit(unit)));
        BooleanQuery::new(clauses)
    }

    /// What the readers may see of the selection.
    pub fn rights(&self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(ConstScoreQuery::new(Box::new(tantivy::query::AllQuery), 0.0)))];
        if let Audience::Readers(readers) = self.readers {
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(self.readable(readers), 0.0))));
        }
        if let Some(kinds) = self.selection.kinds {
            clauses.push(one_of(self.fields.of(Facet::Kind), &kinds.iter().map(|kind: &Kind| kind.key().to_owned()).collect::<Vec<_>>()));
        }
        if let Some(states) = self.selection.states {
            clauses.push(one_of(self.fields.state, &states.iter().map(|state: &State| state.key().to_owned()).collect::<Vec<_>>()));
        }
        if let Some((since, until)) = self.selection.appeared {
            let bound = |at: Timestamp| Term::from_field_i64(self.fields.published, at.ms());
            let between = RangeQuery::new(Bound::Excluded(bound(since)), Bound::Included(bound(until)));
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(between), 0.0))));
        }
        clauses
    }

    /// What one of the groups `readers` may read: now, or since the instant from which it may.
    fn readable(&self, readers: &[String]) -> Box<dyn IndexQuery> {
        let mut groups = readers.to_vec();
        if readers.contains(&Principal::Community.key()) {
            groups.extend(readers.iter().map(|group| format!("{COMMUNITY_OF}{group}")));
        }
        let until_now = Bound::Included(Term::from_field_i64(self.fields.later, self.selection.now.ms()));
        let later = BooleanQuery::intersection(vec![
            union(self.fields.later_acl, &groups),
            Box::new(RangeQuery::new(Bound::Included(Term::from_field_i64(self.fields.later, i64::MIN)), until_now)),
        ]);
        Box::new(BooleanQuery::union(vec![union(self.fields.acl, &groups), Box::new(later)]))
    }

    /// Around a school.
    fn near(&self) -> Option<Clause> {
        let around = self.selection.around?;
        let schools = around.metres.keys().map(|school| Term::from_field_text(self.fields.of(Facet::School), school.as_str()));
        Some((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(schools)), 0.0))))
    }

    /// All units, each in the title or elsewhere. Those that are also stop words must be there when there is nothing else, and are wished for
    /// otherwise.
    fn words(&self, units: &[Unit]) -> Vec<Clause> {
        let only_ambiguous = units.iter().all(Unit::is_ambiguous);
        let clause = |unit: &Unit| if unit.is_ambiguous() && !only_ambiguous { self.wish(unit) } else { (Occur::Must, self.unit(unit)) };
        units.iter().map(clause).collect()
    }

    /// At least so many of the units that are no stop words.
    fn most_words(&self, units: &[Unit], least: usize) -> Vec<Clause> {
        let (wished, asked): (Vec<&Unit>, Vec<&Unit>) = units.iter().partition(|unit| unit.is_ambiguous());
        let asked = asked.into_iter().map(|unit| (Occur::Should, self.unit(unit))).collect();
        let mut clauses: Vec<Clause> = vec![(Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(asked, least)))];
        clauses.extend(wished.into_iter().map(|unit| self.wish(unit)));
        clauses
    }

    fn wish(&self, unit: &Unit) -> Clause {
        (Occur::Should, Box::new(BoostQuery::new(self.unit(unit), WISHED)))
    }

    fn unit(&self, unit: &Unit) -> Box<dyn IndexQuery> {
        match unit.ways.as_slice() {
            [way] => self.way(way),
            ways => Box::new(DisjunctionMaxQuery::new(ways.iter().map(|way| self.way(way)).collect())),
        }
    }

    fn way(&self, way: &Way) -> Box<dyn IndexQuery> {
        let all: Box<dyn IndexQuery> = match way.words.as_slice() {
            [word] => self.word(word),
            words => Box::new(BooleanQuery::intersection(words.iter().map(|word| self.word(word)).collect())),
        };
        if (way.weight - 1.0).abs() > f32::EPSILON { Box::new(BoostQuery::new(all, way.weight)) } else { all }
    }

    fn word(&self, word: &Word) -> Box<dyn IndexQuery> {
        let mut places = vec![self.term(self.fields.title_exact, &word.folded, IN_TITLE_AS_TYPED)];
        if let Some(stem) = &word.stem {
            places.push(self.term(self.fields.title, stem, IN_TITLE));
            places.push(self.term(self.fields.text, stem, 1.0));
            places.push(self.term(self.fields.attached, stem, ATTACHED));
            places.push(self.term(self.fields.folded, &word.folded, AS_TYPED));
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(places, TIE))
    }

    /// What holds the word `text` in `field`.
    pub fn term(&self, field: Field, text: &str, boost: f32) -> Box<dyn IndexQuery> {
        let term = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), boost))
    }
}

fn filter(field: Field, values: &[String]) -> Option<Clause> {
    (!values.is_empty()).then(|| one_of(field, values))
}

/// One of `values`, without any say in the order.
fn one_of(field: Field, values: &[String]) -> Clause {
    (Occur::Must, Box::new(ConstScoreQuery::new(union(field, values), 0.0)))
}

/// Few values: a union of terms costs less than the automaton of a set of terms.
fn union(field: Field, values: &[String]) -> Box<dyn IndexQuery> {
    let term =
        |value: &String| -> Box<dyn IndexQuery> { Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic)) };
    match values {
        [value] => term(value),
        values => Box::new(BooleanQuery::union(values.iter().map(term).collect())),
    }
}
