//! Letters: how they leave, and what each says.

/// How letters leave.
#[derive(Debug)]
pub enum Mailer {
    /// Kept in memory, for tests.
    Memory,
}

impl Mailer {
    /// Letters kept in memory.
    pub const fn memory() -> Self {
        Self::Memory
    }
}
