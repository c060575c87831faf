//! Whose projects are read before they appear, and whose after (S3): a setting of the portal, of a commune, of an author.

use crate::{ids::AccountId, problem::UnknownKey, territory::Insee, vocabulary::vocabulary};

vocabulary! {
    /// When a project that its author hands over is read by the animator.
    Regime {
        /// It waits on the desk, and appears once it was read.
        Before = "before", "Lus avant de paraître";
        /// It appears at once, and is read then.
        After = "after", "Paraissent aussitôt, lus ensuite";
    }
}

/// Whom a regime is said of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everyone of whom nothing else is said.
    Everyone,
    /// Who works in a school of this commune.
    Commune(Insee),
    /// One author.
    Author(AccountId),
}

impl Scope {
    /// The kind, for the database: `everyone`, `commune` or `author`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Commune(_) => "commune",
            Self::Author(_) => "author",
        }
    }

    /// Which one of its kind, for the database; empty for everyone.
    pub fn subject(&self) -> String {
        match self {
            Self::Everyone => String::new(),
            Self::Commune(insee) => insee.to_string(),
            Self::Author(account) => account.to_string(),
        }
    }

    /// The scope of a kind and a subject; nothing when they are none.
    pub fn from_parts(kind: &str, subject: &str) -> Option<Self> {
        match kind {
            "everyone" if subject.is_empty() => Some(Self::Everyone),
            "commune" => subject.parse().ok().map(Self::Commune),
            "author" => subject.parse().ok().map(Self::Author),
            _ => None,
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind(), self.subject())
    }
}

impl std::str::FromStr for Scope {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once(':').and_then(|(kind, subject)| Self::from_parts(kind, subject));
        parts.ok_or_else(|| UnknownKey(text.chars().take(40).collect()))
    }
}

impl Regime {
    /// What holds for a project of `authors` in schools of `communes`, by `rules`.
    ///
    /// What is said of an author goes before what is said of a commune, and that before what is said of everyone; where two of a kind differ,
    /// it is read before. A portal that says nothing reads before: children's work is shown once someone answerable for it has seen it.
    pub fn of(rules: &[(Scope, Self)], authors: &[AccountId], communes: &[Insee]) -> Self {
        let strictest =
            |concerns: &dyn Fn(&Scope) -> bool| rules.iter().filter(|(scope, _)| concerns(scope)).map(|(_, regime)| *regime).min();
        strictest(&|scope| matches!(scope, Scope::Author(account) if authors.contains(account)))
            .or_else(|| strictest(&|scope| matches!(scope, Scope::Commune(insee) if communes.contains(insee))))
            .or_else(|| strictest(&|scope| *scope == Scope::Everyone))
            .unwrap_or(Self::Before)
    }
}

#[cfg(test)]
mod tests {
    use super::{Regime::*, Scope::*, *};

    #[test]
    fn what_is_nearest_holds_and_the_stricter_of_two() {
        let bordeaux: Insee = "33063".parse().expect("a code");
        let begles: Insee = "33039".parse().expect("a code");
        let (camille, noa) = (AccountId::new(1), AccountId::new(2));
        let commune = |insee: &Insee, regime| (Commune(insee.clone()), regime);
        type Case<'a> = (&'a [(Scope, Regime)], &'a [AccountId], Regime);
        let cases: [Case<'_>; 8] = [
            (&[], &[camille], Before),
            (&[(Everyone, After)], &[camille], After),
            (&[(Everyone, After), commune(&bordeaux, Before)], &[camille], Before),
            (&[(Everyone, After), commune(&begles, Before)], &[camille], After),
            (&[commune(&bordeaux, Before), (Author(camille), After)], &[camille], After),
            (&[(Author(camille), After), (Author(noa), Before)], &[camille, noa], Before),
            (&[(Author(noa), After)], &[camille], Before),
            (&[(Everyone, Before), commune(&bordeaux, After)], &[camille], After),
        ];
        for (rules, authors, expected) in cases {
            assert_eq!(Regime::of(rules, authors, std::slice::from_ref(&bordeaux)), expected, "{rules:?}");
        }
    }

    #[test]
    fn a_scope_is_read_as_it_is_written() {
        for scope in [Everyone, Commune("33063".parse().expect("a code")), Author(AccountId::new(7))] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for text in ["", "everyone", "everyone:x", "commune:", "author:x", "school:0330001A"] {
            assert!(text.parse::<Scope>().is_err(), "{text}");
        }
    }
}
