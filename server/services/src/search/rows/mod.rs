//! SQL of search: what is kept beside the index.

pub(super) mod holdings;
mod saved;

pub(super) use saved::*;
