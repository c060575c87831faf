//! Where people write in what is tended of search. It names nobody: the list is the portal's, and who searched is kept nowhere.

use crate::holdings::{Words, words};

/// Where people write.
pub(in crate::search) const WORDS: &[Words] = &[
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
