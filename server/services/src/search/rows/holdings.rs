//! What is held of someone around search.

use crate::holdings::{Part, Step::Always, Words, words};

/// The searches that they keep.
pub(in crate::search) const PARTS: &[Part] = &[Part {
    file: "recherches",
    title: "Vos recherches enregistrées",
    names: &["saved_search.account_id"],
    held: "SELECT name AS nom, words AS mots, filters AS filtres, alert AS alerte, created_ms AS date_ms, seen_ms AS signalee_ms \
           FROM saved_search WHERE account_id = $1 ORDER BY created_ms, id",
    steps: &[Always("DELETE FROM saved_search WHERE account_id = $1")],
}];

/// Where people write.
pub(in crate::search) const WORDS: &[Words] = &[words!("saved_search", "name"), words!("saved_search", "words")];
