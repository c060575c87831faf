//! What is asked of lists and of search, and how it stands in an address.
//!
//! **Start reading at** [`Query`], then [`Thing`] and [`Facet`].

mod facet;
mod heard;
mod saved;
mod synonyms;
mod thing;

pub use facet::{Facet, Kind, Near, Sort};
pub use heard::{HEARD_DAYS, MAX_HEARD, SHOWN_FROM, heard_words};
pub use saved::{MAX_SAVED, MAX_SAVED_NAME, SavedAs, SavedForm, USUAL_ALERT, told_until};
pub use synonyms::{MAX_EXPRESSION, MAX_EXPRESSIONS, MAX_GROUPS, MAX_NOTE, MIN_EXPRESSIONS, SynonymForm, expressions};
pub use thing::Thing;

use crate::{
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, Subject},
    territory::{Insee, Uai},
    text::clean_line,
    time::SchoolYear,
};

/// How many cards or results a page shows.
pub const PAGE_SIZE: usize = 24;

/// The longest query, in characters; the rest is left out.
pub const MAX_QUERY: usize = 200;

/// The most values of one facet that a query holds, more than any list of ours has but that of a large territory's schools; the rest is left out.
pub const MAX_VALUES: usize = 300;

/// The last page that can be asked for.
pub const MAX_PAGE: usize = 1_000;

/// A search or a filtered list: words, facets, an order and a page, as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// The words searched for; empty for a plain list.
    pub words: String,
    /// Any of these kinds (`type`).
    pub kinds: Vec<Kind>,
    /// Any of these cycles (`cycle`).
    pub cycles: Vec<Cycle>,
    /// Any of these levels (`niveau`).
    pub levels: Vec<Level>,
    /// Any of these subjects (`matiere`).
    pub subjects: Vec<Subject>,
    /// Any of these competences of the CRCN (`competence`).
    pub competences: Vec<Crcn>,
    /// Any of this equipment (`materiel`).
    pub equipment: Vec<Equipment>,
    /// Any of these communes (`commune`).
    pub communes: Vec<Insee>,
    /// Any of these schools (`ecole`).
    pub schools: Vec<Uai>,
    /// Appeared in any of these school years (`annee`).
    pub years: Vec<SchoolYear>,
    /// Under any of these licences (`licence`).
    pub licences: Vec<Licence>,
    /// Written in any of these languages (`langue`).
    pub languages: Vec<Language>,
    /// Around a school (`pres`, `rayon`).
    pub near: Option<Near>,
    /// In which order (`tri`); by relevance when nothing is said, which without words is the latest first.
    pub sort: Option<Sort>,
    /// The page, from 0 here and from 1 in the address (`page`).
    pub page: usize,
}

impl Query {
    /// Reads an address's parameters. What cannot be read is left out: an old or mistyped address still shows a list.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        let (mut around, mut km) = (None, Some(Near::USUAL_KM));
        for (name, value) in pairs {
            match name {
                "q" => query.words = clean_line(value).chars().take(MAX_QUERY).collect(),
                "type" => add(&mut query.kinds, value),
                "cycle" => add(&mut query.cycles, value),
                "niveau" => add(&mut query.levels, value),
                "matiere" => add(&mut query.subjects, value),
                "competence" => add(&mut query.competences, value),
                "materiel" => add(&mut query.equipment, value),
                "commune" => add(&mut query.communes, value),
                "ecole" => add(&mut query.schools, value),
                "annee" => add(&mut query.years, value),
                "licence" => add(&mut query.licences, value),
                "langue" => add(&mut query.languages, value),
                "pres" => around = value.parse().ok(),
                // A form says by an empty one that it does not matter.
                "rayon" => km = (!value.is_empty()).then(|| value.parse().unwrap_or(Near::USUAL_KM)),
                "tri" => query.sort = value.parse().ok(),
                "page" => query.page = value.parse().unwrap_or(1_usize).clamp(1, MAX_PAGE) - 1,
                _ => {}
            }
        }
        query.near = around.zip(km).map(|(school, km)| Near::around(school, km));
        query
    }

    /// The values chosen in one facet, as their keys.
    pub fn chosen(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Kind => self.kinds.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Cycle => self.cycles.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Level => self.levels.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Subject => self.subjects.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Competence => self.competences.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Equipment => self.equipment.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Commune => self.communes.iter().map(ToString::to_string).collect(),
            Facet::School => self.schools.iter().map(ToString::to_string).collect(),
            Facet::Year => self.years.iter().map(ToString::to_string).collect(),
            Facet::Licence => self.licences.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Language => self.languages.iter().map(|v| v.key().to_owned()).collect(),
        }
    }

    /// The address's parameters, page left out when it is the first. Reads back as the same query.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.words.is_empty() {
            pairs.push(("q", self.words.clone()));
        }
        for facet in Facet::ALL {
            pairs.extend(self.chosen(facet).into_iter().map(|value| (facet.parameter(), value)));
        }
        if let Some(near) = &self.near {
            pairs.push(("pres", near.school.to_string()));
            pairs.push(("rayon", near.km.to_string()));
        }
        if let Some(sort) = self.sort {
            pairs.push(("tri", sort.key().to_owned()));
        }
        if self.page > 0 {
            pairs.push(("page", (self.page + 1).to_string()));
        }
        pairs
    }

    /// The same query on another page (from 0).
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The facets alone: what the feed of a list follows.
    pub fn as_feed(&self) -> Self {
        Self { words: String::new(), sort: None, page: 0, ..self.clone() }
    }

    /// What is followed of it: neither its order nor its page.
    pub fn as_followed(&self) -> Self {
        Self { sort: None, page: 0, ..self.clone() }
    }

    /// The same query without one chosen value, back on its first page.
    pub fn without(&self, facet: Facet, value: &str) -> Self {
        let pairs: Vec<_> = self.pairs().into_iter().filter(|(n, v)| *n != "page" && !(*n == facet.parameter() && v == value)).collect();
        Self::read(pairs.iter().map(|(n, v)| (*n, v.as_str())))
    }

    /// Whether words alone narrow it, no filter.
    pub fn is_only_words(&self) -> bool {
        let words_alone = Self { words: self.words.clone(), sort: self.sort, page: self.page, ..Self::default() };
        !self.words.is_empty() && *self == words_alone
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        *self != Self { sort: self.sort, page: self.page, ..Self::default() }
    }

    /// How many filters are on, words aside.
    pub fn filters(&self) -> usize {
        Facet::ALL.iter().map(|facet| self.chosen(*facet).len()).sum::<usize>() + usize::from(self.near.is_some())
    }

    /// The order that is meant: without words nothing is more relevant than another, and what is near needs a middle.
    pub fn order(&self) -> Sort {
        match self.sort {
            Some(Sort::Nearest) if self.near.is_none() => Sort::Relevance,
            Some(sort) => sort,
            None => Sort::Relevance,
        }
    }
}

fn add<T: std::str::FromStr + PartialEq>(chosen: &mut Vec<T>, value: &str) {
    if chosen.len() < MAX_VALUES
        && let Ok(value) = value.trim().parse()
        && !chosen.contains(&value)
    {
        chosen.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_reads_back_as_the_same_query() {
        let typed = [
            ("cycle", "3"),
            ("cycle", "2"),
            ("matiere", "sciences"),
            ("commune", "33063"),
            ("q", " l’eau "),
            ("page", "4"),
            ("type", "besoin"),
            ("annee", "2026-2027"),
            ("pres", "0330001X"),
            ("rayon", "7"),
            ("tri", "distance"),
        ];
        let query = Query::read(typed);
        assert_eq!(query.words, "l’eau");
        assert_eq!(query.page, 3);
        assert_eq!(
            (query.kinds.as_slice(), query.near.as_ref().map(|near| near.km), query.order()),
            (&[Kind::Need][..], Some(5), Sort::Nearest)
        );
        let pairs = query.pairs();
        assert_eq!(Query::read(pairs.iter().map(|(n, v)| (*n, v.as_str()))), query);
        assert!(!query.without(Facet::Cycle, "3").cycles.contains(&Cycle::Three));
        assert_eq!(query.without(Facet::Cycle, "3").page, 0);
        let near = |typed: &[(&'static str, &'static str)]| Query::read(typed.iter().copied()).near.map(|near| near.km);
        let school = ("pres", "0330001X");
        assert_eq!((near(&[school]), near(&[school, ("rayon", "x")]), near(&[school, ("rayon", "")])), (Some(5), Some(5), None));
    }

    #[test]
    fn of_one_facet_no_more_is_read_than_a_page_can_show() {
        let codes: Vec<_> = (0..3_000).map(|number| Uai::from_number(number).to_string()).collect();
        let query = Query::read(codes.iter().map(|code| ("ecole", code.as_str())).chain([("cycle", "3")]));
        assert_eq!((query.schools.len(), query.cycles.as_slice()), (MAX_VALUES, &[Cycle::Three][..]));
        let pairs = query.pairs();
        assert_eq!(Query::read(pairs.iter().map(|(n, v)| (*n, v.as_str()))), query);
    }

    proptest! {
        #[test]
        fn no_address_makes_it_panic(pairs in proptest::collection::vec(("q|type|cycle|matiere|competence|commune|annee|licence|langue|pres|rayon|tri|page|ecole|x", ".*"), 0..12)) {
            let query = Query::read(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            let again = query.pairs();
            prop_assert_eq!(Query::read(again.iter().map(|(n, v)| (*n, v.as_str()))), query);
        }
    }
}
