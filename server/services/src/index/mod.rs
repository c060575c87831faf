//! The search index.

/// The search index.
#[derive(Debug)]
pub struct Index;
