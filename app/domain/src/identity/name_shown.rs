//! How a member is named to others (S13): their choice, and the same everywhere.

use crate::vocabulary::vocabulary;

/// What stands for who does not want to be named: the school stands beside it where there is one.
const NAMELESS: &str = "Une équipe d’école";

vocabulary! {
    /// How much of a name others read.
    NameShown {
        /// All of it.
        Full = "full", "Prénom et nom";
        /// The given name, and how the family name begins.
        Initial = "initial", "Prénom et initiale du nom";
        /// Nothing of it.
        School = "school", "Mon école seulement";
    }
}

impl NameShown {
    /// What others read instead of `name`; nothing when they read it as it is.
    pub fn instead_of(self, name: &str) -> Option<String> {
        match self {
            Self::Full => None,
            Self::School => Some(NAMELESS.to_owned()),
            Self::Initial => {
                let mut words = name.split_whitespace();
                let given = words.next()?;
                // A name of one word is a given name, as far as anyone can tell.
                let initial = words.next_back()?.chars().next()?;
                Some(format!("{given} {}.", initial.to_uppercase()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_as_its_bearer_wants() {
        let shown = |name: &str| NameShown::ALL.iter().map(|choice| choice.instead_of(name)).collect::<Vec<_>>();
        let nameless = Some("Une équipe d’école".to_owned());
        assert_eq!(shown("Camille Durand"), [None, Some("Camille D.".into()), nameless.clone()]);
        assert_eq!(shown("Marie-Claire de la Tour"), [None, Some("Marie-Claire T.".into()), nameless.clone()]);
        assert_eq!(shown("Léa élan"), [None, Some("Léa É.".into()), nameless.clone()]);
        assert_eq!(shown("Camille"), [None, None, nameless]);
    }
}
