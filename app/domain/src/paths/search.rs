//! Addresses of search, and of what is kept and tended of it.

use crate::ids::{SavedSearchId, SynonymGroupId};

/// Search.
pub const SEARCH: &str = "/recherche";
/// What a search finds that everyone may read, the latest first, as an Atom feed.
pub const SEARCH_FEED: &str = "/recherche.atom";
/// What the search box offers while someone types, as JSON.
pub const SUGGESTIONS: &str = "/recherche/suggestions";
/// The searches that a member keeps.
pub const MY_SEARCHES: &str = "/moi/recherches";
/// What means the same to whoever searches, and what is searched for.
pub const TEND_SEARCH: &str = "/animation/recherche";

/// Where a search that a member keeps is changed.
pub fn saved_search(id: SavedSearchId) -> String {
    format!("{MY_SEARCHES}#recherche-{id}")
}

/// Where a group of synonyms is changed.
pub fn synonym_group(group: SynonymGroupId) -> String {
    format!("{TEND_SEARCH}?groupe={group}#modifier")
}
