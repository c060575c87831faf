//! What is held of someone around search, and where people write. Synonyms are the portal’s, and who searched is kept nowhere.

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
pub(in crate::search) const WORDS: &[Words] = &[
    words!("saved_search", "name"),
    words!("saved_search", "words"),
    words!("synonym_group", "expressions"),
    words!("synonym_group", "note"),
    // What was searched for is not put into other words: it goes.
    Words {
        column: "search_heard.words",
        is_slug: false,
        find: "SELECT DISTINCT words FROM search_heard WHERE LOWER(words) LIKE $1 ESCAPE '!'",
        write: "DELETE FROM search_heard WHERE words = $1 AND words <> $2",
    },
];
