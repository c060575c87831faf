//! SQL of search: what is kept beside the index.

mod heard;
pub(super) mod holdings;
mod saved;
mod synonyms;

pub(super) use heard::*;
pub(super) use saved::*;
pub(super) use synonyms::*;
