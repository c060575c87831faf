//! A name, taken out of what others wrote.

use crate::text::{fold, slugify};

/// `text` with `instead` wherever it says `needle`, whatever the case and the accents, as words of their own; nothing where it does not.
pub fn without(text: &str, needle: &str, instead: &str) -> Option<String> {
    let folded = fold(needle);
    let (first, length) = (needle.chars().next()?, needle.chars().count());
    let begins = fold(first.encode_utf8(&mut [0; 4]));
    let mut kept = String::with_capacity(text.len());
    let (mut rest, mut before, mut found) = (text, None, false);
    while let Some(here) = rest.chars().next() {
        let is_within_a_word = before.is_some_and(char::is_alphanumeric) && first.is_alphanumeric();
        let end = (!is_within_a_word && fold(here.encode_utf8(&mut [0; 4])) == begins)
            .then(|| rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(length))
            .flatten()
            .filter(|end| ends_there(&rest[..*end], &rest[*end..]) && fold(&rest[..*end]) == folded);
        if let Some(end) = end {
            kept.push_str(instead);
            before = instead.chars().next_back();
            rest = &rest[end..];
            found = true;
        } else {
            kept.push(here);
            before = Some(here);
            rest = &rest[here.len_utf8()..];
        }
    }
    found.then_some(kept)
}

/// Whether what was found ends with a word.
fn ends_there(found: &str, after: &str) -> bool {
    let ends = |text: Option<char>| text.is_some_and(char::is_alphanumeric);
    !(ends(found.chars().next_back()) && ends(after.chars().next()))
}

/// `slug`, a part of an address that a title made, with `instead` where `needle` made it; nothing where it did not.
pub fn without_in_slug(slug: &str, needle: &str, instead: &str) -> Option<String> {
    let (around, sought) = (format!("-{slug}-"), format!("-{}-", slugify(needle)));
    let (before, after) = around.split_once(&sought)?;
    let parts = [before.trim_matches('-'), instead, after.trim_matches('-')];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_goes_and_what_only_resembles_it_stays() {
        let gone = |text: &str| without(text, "Élodie Dupérier", "Compte supprimé");
        assert_eq!(gone("Merci elodie duperier, ÉLODIE DUPÉRIER !").as_deref(), Some("Merci Compte supprimé, Compte supprimé !"));
        assert_eq!(gone("> Élodie Dupérier a écrit\u{a0}:").as_deref(), Some("> Compte supprimé a écrit\u{a0}:"));
        assert_eq!(gone("Élodie Dupériers, Mélodie Dupérier, Élodie").as_deref(), None);
        assert_eq!(without("Voir Léa É.", "Léa É.", "X").as_deref(), Some("Voir X"));
        assert_eq!(without("a@exemple.fr, ba@exemple.fr", "a@exemple.fr", "X").as_deref(), Some("X, ba@exemple.fr"));
        assert_eq!(without("", "", "X"), None);
    }

    #[test]
    fn an_address_made_of_a_name_says_it_no_more() {
        let gone = |slug: &str| without_in_slug(slug, "Élodie Dupérier", "compte-supprime-7");
        assert_eq!(gone("la-classe-d-elodie-duperier-au-port").as_deref(), Some("la-classe-d-compte-supprime-7-au-port"));
        assert_eq!(gone("elodie-duperier").as_deref(), Some("compte-supprime-7"));
        assert_eq!(gone("melodie-duperier"), None);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_where_nothing_is_found(text in ".*", needle in "[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}") {
            prop_assume!(!fold(&text).contains(&fold(&needle)));
            prop_assert_eq!(without(&text, &needle, "X"), None);
        }
    }
}
