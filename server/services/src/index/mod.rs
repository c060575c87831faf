//! The search index.

/// The search index.
#[derive(Debug)]
pub struct Index;

impl Index {
    /// An index in memory.
    ///
    /// # Errors
    /// The index library's.
    pub fn in_memory() -> anyhow::Result<Self> {
        Ok(Self)
    }
}
