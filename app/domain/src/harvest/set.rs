//! Sets of records (OAI-PMH 2.0, section 2.6): by subject and by level, each under a set of all of its kind.

use crate::{
    problem::UnknownKey,
    projects::{Level, Subject},
};
use std::{fmt, str::FromStr};

const SUBJECTS: &str = "matiere";
const LEVELS: &str = "niveau";

/// A set that a harvester may ask for. Its specification, as addresses hold it, is what [`fmt::Display`] writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordSet {
    /// Whatever has a subject.
    Subjects,
    /// One subject.
    Subject(Subject),
    /// Whatever has a level.
    Levels,
    /// One level.
    Level(Level),
}

impl RecordSet {
    /// Every set, those that hold others before what they hold.
    pub fn all() -> impl Iterator<Item = Self> {
        let subjects = Subject::ALL.iter().copied().map(Self::Subject);
        let levels = Level::ALL.iter().copied().map(Self::Level);
        std::iter::once(Self::Subjects).chain(subjects).chain(std::iter::once(Self::Levels)).chain(levels)
    }

    /// What people call it.
    pub fn name(self) -> String {
        match self {
            Self::Subjects => "Par matière".to_owned(),
            Self::Subject(subject) => format!("Matière : {subject}"),
            Self::Levels => "Par niveau".to_owned(),
            Self::Level(level) => format!("Niveau : {level}"),
        }
    }
}

impl fmt::Display for RecordSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subjects => f.write_str(SUBJECTS),
            Self::Subject(subject) => write!(f, "{SUBJECTS}:{}", subject.key()),
            Self::Levels => f.write_str(LEVELS),
            Self::Level(level) => write!(f, "{LEVELS}:{}", level.key()),
        }
    }
}

impl FromStr for RecordSet {
    type Err = UnknownKey;
    fn from_str(spec: &str) -> Result<Self, UnknownKey> {
        match spec.split_once(':') {
            None if spec == SUBJECTS => Ok(Self::Subjects),
            None if spec == LEVELS => Ok(Self::Levels),
            Some((SUBJECTS, key)) => key.parse().map(Self::Subject),
            Some((LEVELS, key)) => key.parse().map(Self::Level),
            _ => Err(UnknownKey(spec.chars().take(40).collect())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_reads_back_and_is_spelt_as_the_protocol_wants() {
        for set in RecordSet::all() {
            let spec = set.to_string();
            assert_eq!(spec.parse(), Ok(set));
            let unreserved = |c: char| c.is_ascii_alphanumeric() || "-_.!~*'()".contains(c);
            assert!(spec.split(':').all(|part| !part.is_empty() && part.chars().all(unreserved)), "{spec}");
        }
        for wrong in ["", "matiere:", "matiere:latin", "niveau:francais", "cycle:1", "matiere:francais:ecrit"] {
            assert!(wrong.parse::<RecordSet>().is_err(), "{wrong}");
        }
    }
}
