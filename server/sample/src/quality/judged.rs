//! What people search for, and what of the demo answers it.

use super::names::Names;
use anyhow::{Context, ensure};
use domain::search::Thing;
use services::index::Document;
use std::collections::BTreeMap;

static JUDGED: &str = include_str!("../../search/judged.toml");

/// What makes a query hard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Words of the title, as it is written.
    Exact,
    /// Plurals, feminines, forms of verbs.
    Inflection,
    /// Without accents, in capitals, ligatures opened.
    Accents,
    /// What is elided, with each of the apostrophes that keyboards give.
    Elision,
    /// One mistake or two.
    Typo,
    /// Another word for it: the official one, the usual one, an acronym.
    Synonym,
    /// Several words, in any order, with those that say nothing.
    Several,
    /// Places, schools and people, alone or with a subject.
    Place,
    /// As one asks a colleague.
    Question,
    /// What is said in discussions and needs.
    Talk,
    /// Trainings and their sessions.
    Training,
}

impl Class {
    /// Every class, in the order of the table.
    pub const ALL: [Self; 11] = [
        Self::Exact,
        Self::Inflection,
        Self::Accents,
        Self::Elision,
        Self::Typo,
        Self::Synonym,
        Self::Several,
        Self::Place,
        Self::Question,
        Self::Talk,
        Self::Training,
    ];

    /// What the table calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Inflection => "inflection",
            Self::Accents => "accents",
            Self::Elision => "elision",
            Self::Typo => "typo",
            Self::Synonym => "synonym",
            Self::Several => "several words",
            Self::Place => "place",
            Self::Question => "question",
            Self::Talk => "talk",
            Self::Training => "training",
        }
    }
}

/// A query, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What makes it hard.
    pub class: Class,
    /// What is typed.
    pub words: String,
    /// What is of use (1), answers well (2), or is exactly this (3). Nothing else is of use.
    pub grades: BTreeMap<Thing, u8>,
}

/// A query as the file has it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    class: Class,
    words: String,
    #[serde(default, rename = "3")]
    exactly: Vec<String>,
    #[serde(default, rename = "2")]
    well: Vec<String>,
    #[serde(default, rename = "1")]
    somewhat: Vec<String>,
}

/// Every query, with the things that its names name among `documents`.
///
/// # Errors
/// When the file is not what it should be, or names what the demo has not: by query.
pub fn judged(documents: &[Document]) -> anyhow::Result<Vec<Judged>> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        query: Vec<Written>,
    }
    let names = Names::of(documents);
    let file: File = toml::from_str(JUDGED).context("search/judged.toml")?;
    file.query.into_iter().map(|written| judge(&names, written)).collect()
}

fn judge(names: &Names, written: Written) -> anyhow::Result<Judged> {
    let Written { class, words, exactly, well, somewhat } = written;
    let mut grades: BTreeMap<Thing, u8> = BTreeMap::new();
    for (grade, named) in [(3, exactly), (2, well), (1, somewhat)] {
        for name in named {
            for thing in names.things(&name).with_context(|| format!("« {words} »"))? {
                let given = grades.entry(thing).or_default();
                *given = grade.max(*given);
            }
        }
    }
    ensure!(grades.values().any(|grade| *grade >= 2), "« {words} »: nothing answers it");
    Ok(Judged { class, words, grades })
}
