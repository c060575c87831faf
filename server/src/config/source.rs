//! The file as text, and where in it something is written.

/// A configuration file.
pub(super) struct Source<'t> {
    /// What it is called in faults.
    pub(super) name: String,
    /// What it says.
    pub(super) text: &'t str,
}

impl Source<'_> {
    /// The line of the byte `at`: `preau.toml, ligne 3`.
    pub(super) fn line(&self, at: usize) -> String {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        format!("{}, ligne {}", self.name, before.iter().filter(|byte| **byte == b'\n').count() + 1)
    }

    /// The key `key`, which begins at the byte `at`: `preau.toml, ligne 3, clé « url »`.
    pub(super) fn key(&self, key: &str, at: usize) -> String {
        format!("{}, clé « {key} »", self.line(at))
    }
}
