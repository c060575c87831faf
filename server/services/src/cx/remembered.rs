//! What was derived from the database, as the index is, or is still to be written to it, and is forgotten with the process.

use crate::{
    outbox::Memo,
    projects::{CardsAsked, PlainTexts, ProjectCard, Views},
    search::{Heard, SynonymsRead},
};
use std::sync::Arc;

/// Never the truth, and never asked who may see it: whoever reads here has asked before, or reads what everyone sees.
#[derive(Debug, Default)]
pub struct Remembered {
    /// Plain texts of sheets.
    pub texts: PlainTexts,
    /// Cards that were shown to visitors.
    pub cards: Memo<CardsAsked, Arc<[ProjectCard]>>,
    /// How often sheets were opened since it was last written down.
    pub views: Views,
    /// What was searched for since it was last written down.
    pub heard: Heard,
    /// What means the same, ready to search with.
    pub synonyms: SynonymsRead,
}
