//! Where people write in what is put forward. It names nobody: collections are the portal's.

use crate::holdings::{Words, words};

/// Where people write.
pub(in crate::curation) const WORDS: &[Words] =
    &[words!("collection", "title"), words!("collection", "slug", slug), words!("collection", "summary"), words!("collection", "body")];
