//! `/medias/{id}`: preparing what a sheet shows, whatever it is: masked, described, declared, taken from its readers.

mod posts;
mod rights;

pub(super) use posts::{moved, open, prepare};
pub(super) use rights::{Declare, Withdraw};

use domain::problem::Problems;

/// What was sent to the page and not accepted, or is only to be looked at.
#[derive(Clone, Debug, Default)]
pub(in crate::projects) struct Sent {
    /// Names and values.
    pub(in crate::projects) pairs: Vec<(String, String)>,
    /// What is wrong with them.
    pub(in crate::projects) problems: Problems,
}

impl Sent {
    /// The first value of `wanted`; empty when there is none.
    pub(in crate::projects) fn value(&self, wanted: &str) -> String {
        self.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether `value` was chosen as `wanted`.
    pub(in crate::projects) fn chosen(&self, wanted: &str, value: &str) -> bool {
        self.pairs.iter().any(|(name, sent)| name == wanted && sent == value)
    }
}

/// What was just done, in a sentence.
pub(in crate::projects) fn done(sent: &Sent) -> Option<&'static str> {
    match sent.value("fait").as_str() {
        "masque" => Some("C’est masqué pour de bon\u{a0}: ce qui était dessous n’existe plus nulle part."),
        "droits" => Some("C’est noté dans le registre des droits à l’image."),
        "mots" => Some("C’est noté."),
        "retrait" => Some("Ce n’est plus montré à personne, sauf à ses auteurs et à l’animatrice."),
        _ => None,
    }
}
