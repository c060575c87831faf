//! Whether a step has to be redone: a digest of everything that it reads, kept beside what it made.

use sha2::{Digest, Sha256};

/// A digest under way.
#[derive(Clone, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds an input under its name.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    /// The digest, in hexadecimal.
    pub fn text(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The short name of some content, for file names. Sixteen hexadecimal digits: two contents never meet by accident.
pub fn short(bytes: &[u8]) -> String {
    let mut digest = Fingerprint::default();
    digest.add("", bytes);
    digest.text()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_from_a_name_to_a_content_changes_the_digest() {
        let of = |name: &str, bytes: &[u8]| {
            let mut digest = Fingerprint::default();
            digest.add(name, bytes);
            digest.text()
        };
        assert_eq!(of("a", b"bc"), of("a", b"bc"));
        assert_ne!(of("a", b"bc"), of("ab", b"c"));
    }
}
