//! A page elsewhere that a sheet points to.

/// An address of the web and the words it is shown by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads: `http` or `https`, with a host.
    pub address: String,
    /// What stands for it: the words of its line, or its host.
    pub words: String,
}

impl Link {
    /// Reads a line that holds one address, before or after its words: `https://example.org Le site de la radio`.
    ///
    /// Nothing when there is no address, or several.
    pub fn read(line: &str) -> Option<Self> {
        let (addresses, words): (Vec<_>, Vec<_>) = line.split_whitespace().partition(|word| is_address(word));
        let [address] = addresses.as_slice() else { return None };
        let words = words.join(" ");
        let words = words.trim_matches(|c: char| matches!(c, ' ' | ':' | '-' | '–' | '—' | '\u{a0}' | '\u{202f}'));
        let words = if words.is_empty() { host(address)?.trim_start_matches("www.") } else { words };
        Some(Self { address: (*address).to_owned(), words: words.to_owned() })
    }
}

fn is_address(word: &str) -> bool {
    host(word).is_some_and(|host| host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-')))
}

/// The host of an address; nothing of who signs in there, and no port, is taken for one.
fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_an_address_and_its_words_in_any_order() {
        let cases = [
            ("https://www.example.org/a?b=1", Some(("https://www.example.org/a?b=1", "example.org"))),
            ("Le site de la radio : https://example.org", Some(("https://example.org", "Le site de la radio"))),
            ("http://example.org – Nos podcasts", Some(("http://example.org", "Nos podcasts"))),
            ("https://a.fr https://b.fr", None),
            ("javascript:alert(1)", None),
            ("https://", None),
            ("https://localhost/x", None),
            ("https://moi:secret@example.org", None),
            ("example.org", None),
        ];
        for (line, expected) in cases {
            let read = Link::read(line);
            assert_eq!(read.as_ref().map(|link| (link.address.as_str(), link.words.as_str())), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_leads_to_the_web_or_nowhere(line in ".*") {
            if let Some(link) = Link::read(&line) {
                prop_assert!(link.address.starts_with("http://") || link.address.starts_with("https://"));
                prop_assert!(!link.words.is_empty());
            }
        }
    }
}
