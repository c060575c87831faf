//! What is asked of lists and of search, and how it stands in an address.

use crate::{
    projects::{Cycle, Equipment, Level, Subject},
    territory::{Insee, Uai},
    text::clean_line,
};

/// How many cards or results a page shows.
pub const PAGE_SIZE: usize = 24;

/// The longest query, in characters; the rest is left out.
pub const MAX_QUERY: usize = 200;

/// The last page that can be asked for.
pub const MAX_PAGE: usize = 1_000;

/// A search or a filtered list: words, facets and a page, as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// The words searched for; empty for a plain list.
    pub words: String,
    /// Any of these cycles (`cycle`).
    pub cycles: Vec<Cycle>,
    /// Any of these levels (`niveau`).
    pub levels: Vec<Level>,
    /// Any of these subjects (`matiere`).
    pub subjects: Vec<Subject>,
    /// Any of these communes (`commune`).
    pub communes: Vec<Insee>,
    /// Any of this equipment (`materiel`).
    pub equipment: Vec<Equipment>,
    /// This school alone (`ecole`).
    pub school: Option<Uai>,
    /// The page, from 0 here and from 1 in the address (`page`).
    pub page: usize,
}

/// One value of a facet, as chips and check boxes need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// `cycle`
    Cycle,
    /// `matiere`
    Subject,
    /// `commune`
    Commune,
    /// `niveau`
    Level,
    /// `materiel`
    Equipment,
}

impl Facet {
    /// The facet's name in addresses.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Cycle => "cycle",
            Self::Subject => "matiere",
            Self::Commune => "commune",
            Self::Level => "niveau",
            Self::Equipment => "materiel",
        }
    }
}

impl Query {
    /// Reads an address's parameters. What cannot be read is left out: an old or mistyped address still shows a list.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            match name {
                "q" => query.words = clean_line(value).chars().take(MAX_QUERY).collect(),
                "cycle" => add(&mut query.cycles, value),
                "niveau" => add(&mut query.levels, value),
                "matiere" => add(&mut query.subjects, value),
                "commune" => add(&mut query.communes, value),
                "materiel" => add(&mut query.equipment, value),
                "ecole" => query.school = value.parse().ok(),
                "page" => query.page = value.parse().unwrap_or(1_usize).clamp(1, MAX_PAGE) - 1,
                _ => {}
            }
        }
        query
    }

    /// The values chosen in one facet, as their keys.
    pub fn chosen(&self, facet: Facet) -> Vec<String> {
        match facet {
            Facet::Cycle => self.cycles.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Subject => self.subjects.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Level => self.levels.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Equipment => self.equipment.iter().map(|v| v.key().to_owned()).collect(),
            Facet::Commune => self.communes.iter().map(ToString::to_string).collect(),
        }
    }

    /// The address's parameters, page left out when it is the first. Reads back as the same query.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.words.is_empty() {
            pairs.push(("q", self.words.clone()));
        }
        for facet in [Facet::Cycle, Facet::Level, Facet::Subject, Facet::Commune, Facet::Equipment] {
            pairs.extend(self.chosen(facet).into_iter().map(|value| (facet.parameter(), value)));
        }
        if let Some(school) = &self.school {
            pairs.push(("ecole", school.to_string()));
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

    /// The facets alone: what a feed follows.
    pub fn as_feed(&self) -> Self {
        Self { words: String::new(), page: 0, ..self.clone() }
    }

    /// The same query without one chosen value, back on its first page.
    pub fn without(&self, facet: Facet, value: &str) -> Self {
        let pairs: Vec<_> = self.pairs().into_iter().filter(|(n, v)| *n != "page" && !(*n == facet.parameter() && v == value)).collect();
        Self::read(pairs.iter().map(|(n, v)| (*n, v.as_str())))
    }

    /// Whether words alone narrow it, no filter.
    pub fn is_only_words(&self) -> bool {
        let words_alone = Self { words: self.words.clone(), page: self.page, ..Self::default() };
        !self.words.is_empty() && *self == words_alone
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default().at_page(self.page)
    }
}

fn add<T: std::str::FromStr + PartialEq>(chosen: &mut Vec<T>, value: &str) {
    if let Ok(value) = value.trim().parse()
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
        let typed = [("cycle", "3"), ("cycle", "2"), ("matiere", "sciences"), ("commune", "33063"), ("q", " l’eau "), ("page", "4")];
        let query = Query::read(typed);
        assert_eq!(query.words, "l’eau");
        assert_eq!(query.page, 3);
        let pairs = query.pairs();
        assert_eq!(Query::read(pairs.iter().map(|(n, v)| (*n, v.as_str()))), query);
        assert!(!query.without(Facet::Cycle, "3").cycles.contains(&Cycle::Three));
        assert_eq!(query.without(Facet::Cycle, "3").page, 0);
    }

    proptest! {
        #[test]
        fn no_address_makes_it_panic(pairs in proptest::collection::vec(("q|cycle|matiere|commune|page|ecole|x", ".*"), 0..12)) {
            let query = Query::read(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            let again = query.pairs();
            prop_assert_eq!(Query::read(again.iter().map(|(n, v)| (*n, v.as_str()))), query);
        }
    }
}
