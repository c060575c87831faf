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

    /// The character that begins at the byte `at`: `preau.toml, ligne 3, colonne 7`.
    pub(super) fn column(&self, at: usize) -> String {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        let on_its_line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        format!("{}, colonne {}", self.line(at), String::from_utf8_lossy(on_its_line).chars().count() + 1)
    }

    /// The key `key`, which begins at the byte `at`: `preau.toml, ligne 3, clé « url »`.
    pub(super) fn key(&self, key: &str, at: usize) -> String {
        format!("{}, clé « {key} »", self.line(at))
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_column_counts_characters_from_the_beginning_of_its_line() {
        let text = "clé = 1\nécole = été\n";
        let source = Source { name: "preau.toml".to_owned(), text };
        let at = |sought: &str| source.column(text.find(sought).expect("it is there"));
        assert_eq!(at("clé"), "preau.toml, ligne 1, colonne 1");
        assert_eq!(at("= 1"), "preau.toml, ligne 1, colonne 5");
        assert_eq!(at("été"), "preau.toml, ligne 2, colonne 9");
        assert_eq!(source.column(usize::MAX), "preau.toml, ligne 3, colonne 1");
    }
}
