//! What is held about people: for how long, and what is left of someone who goes.
//!
//! **Promises.** [`without`] takes a name out of what others wrote, and nothing else; [`Retention`] says how long each kind of thing is kept,
//! within bounds that an operator cannot leave.
//!
//! **Start reading at** [`Contributions`], then [`Retention`].

mod retention;
mod without;

pub use retention::{Period, Retention};
pub use without::{without, without_in_slug};

use crate::vocabulary::vocabulary;

/// What stands where someone's name stood who has left.
pub const ERASED: &str = "Compte supprimé";
/// What one types to have one's account erased: nobody does so by mistake.
pub const CONFIRMATION: &str = "SUPPRIMER";
/// How long after signing in one may take away, or erase, what is held: whoever finds a computer unlocked has to sign in first.
pub const RECENT_MS: i64 = 15 * 60_000;
/// How long a link to an archive counts.
pub const ARCHIVE_MS: i64 = 24 * 3_600_000;
/// How many archives one may ask for in that time.
pub const ARCHIVES_A_DAY: u32 = 3;
/// How long before an account that is not used any more is erased its bearer is told.
pub const WARNED_MS: i64 = 30 * 24 * 3_600_000;
/// The version of the rules of use in force: the day from which on they apply. To be changed with the page that states them.
pub const RULES_VERSION: &str = "2026-11-01";

vocabulary! {
    /// What becomes of what someone wrote for others when they go.
    Contributions {
        /// It stays, under no name.
        Keep = "keep", "Les garder, sous la mention «\u{a0}Compte supprimé\u{a0}»";
        /// It goes with them.
        Delete = "delete", "Les supprimer aussi";
    }
}

/// Whether `typed` is what confirms an erasure, whatever the case.
pub fn is_confirmed(typed: &str) -> bool {
    typed.trim().to_uppercase() == CONFIRMATION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_erasure_is_confirmed_by_its_word_alone() {
        assert!(is_confirmed(" supprimer ") && is_confirmed("SUPPRIMER"));
        assert!(!is_confirmed("") && !is_confirmed("supprime") && !is_confirmed("oui"));
    }
}
