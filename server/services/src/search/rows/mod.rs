//! SQL of what is tended of search: synonyms, and what is searched for.

mod heard;
pub(super) mod holdings;
mod synonyms;

pub(super) use heard::*;
pub(super) use synonyms::*;
