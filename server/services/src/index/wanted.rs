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
const IN_TITLE: f32 = 3.0;
const IN_TITLE_AS_TYPED: f32 = 4.0;
const AS_TYPED: f32 = 1.2;
const ATTACHED: f32 = 0.6;
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
    /// What holds these comes first.
    pub ahead: Option<Vec<Unit>>,
    /// Whether something was typed: when it holds no word, nothing answers.
    pub is_asked: bool,
}

impl Wanted<'_> {
    /// Everything that `query` asks, but for what it chose in the facet `without`: that facet's counts are those of a choice
    /// that is still open.
    pub fn all(&self, reading: &Reading, query: &Query, without: Option<Facet>) -> BooleanQuery {
        let mut clauses = self.rights();
        clauses.extend(self.words(&reading.units));
        if reading.units.is_empty() && reading.is_asked {
            clauses.push((Occur::Must, Box::new(EmptyQuery)));
        }
        if let Some(ahead) = &reading.ahead {
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
        if let Some(since) = self.selection.since {
            let after = Bound::Excluded(Term::from_field_i64(self.fields.published, since.ms()));
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(after, Bound::Unbounded)), 0.0))));
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

    /// All units, each in the title or elsewhere. Those that are also stop words must be there when there is nothing else.
    fn words(&self, units: &[Unit]) -> Vec<Clause> {
        let only_ambiguous = units.iter().all(Unit::is_ambiguous);
        let occur = |unit: &Unit| if unit.is_ambiguous() && !only_ambiguous { Occur::Should } else { Occur::Must };
        // Said several times, it is asked for once.
        let is_new = |at: usize| !units.iter().take(at).any(|before| before.says_the_same_as(&units[at]));
        units.iter().enumerate().filter(|(at, _)| is_new(*at)).map(|(_, unit)| (occur(unit), self.unit(unit))).collect()
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
