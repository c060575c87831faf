//! Text as people type it, made fit to keep.

use unicode_normalization::UnicodeNormalization;

/// A line of text to keep: composed (NFC), without control, zero-width or direction-changing characters, spaces collapsed.
///
/// Direction overrides and zero-width characters are dropped because they make one name look like another.
pub fn clean_line(typed: &str) -> String {
    let kept: String = typed.nfc().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    let mut line = String::with_capacity(kept.len());
    let mut gap = false;
    for c in kept.trim().chars() {
        if c == ' ' {
            gap = true;
        } else {
            if gap {
                line.push(' ');
                gap = false;
            }
            line.push(c);
        }
    }
    line
}

/// A text of several lines to keep: as [`clean_line`], but line ends stay, as `\n`, and so do spaces (Markdown needs them).
pub fn clean_text(typed: &str) -> String {
    let kept: String = typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .nfc()
        .filter(|c| (!c.is_control() || matches!(c, '\n' | '\t')) && !is_invisible(*c))
        .collect();
    kept.trim_matches(|c: char| c == '\n').trim_end().to_owned()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}'..='\u{FFFF}')
}

/// A key to compare names by: lower case, without accents, ligatures opened (`Bègles` → `begles`, `Cœur` → `coeur`).
///
/// Made here and kept in a column of its own, because the two database engines fold differently.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let composed: String = text.nfc().collect();
    deunicode::deunicode(&composed).to_lowercase()
}

/// The part of an address that a title makes: `L’eau, à quoi ça sert ?` → `l-eau-a-quoi-ca-sert`. Never empty, 80 characters at most.
pub fn slugify(title: &str) -> String {
    let mut slug = String::new();
    for c in fold(title).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    if slug.len() > MAX_SLUG {
        let cut = slug[..MAX_SLUG].rfind('-').filter(|at| *at > MAX_SLUG / 2).unwrap_or(MAX_SLUG);
        slug.truncate(cut);
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "sans-titre".to_owned() } else { slug.to_owned() }
}

const MAX_SLUG: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_are_plain_and_readable() {
        let cases = [
            ("L’eau, à quoi ça sert ?", "l-eau-a-quoi-ca-sert"),
            ("Le cœur de l’École", "le-coeur-de-l-ecole"),
            ("???", "sans-titre"),
            ("", "sans-titre"),
            ("e\u{301}cole", "ecole"),
        ];
        for (title, slug) in cases {
            assert_eq!(slugify(title), slug, "{title}");
        }
    }

    #[test]
    fn a_line_keeps_no_trick() {
        assert_eq!(clean_line("  A\u{202E}dmin\u{200B}\0 \t istrateur\n"), "Admin istrateur");
        assert_eq!(clean_line("e\u{301}cole\u{202F}!"), "école\u{202F}!");
        assert_eq!(clean_text("un\r\n\r\n  deux\u{0}\rtrois \n\n"), "un\n\n  deux\ntrois");
    }

    proptest! {
        #[test]
        fn slugify_gives_an_address_whatever_is_typed(title in ".*") {
            let slug = slugify(&title);
            prop_assert!(!slug.is_empty() && slug.len() <= MAX_SLUG);
            prop_assert!(slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
            prop_assert_eq!(slugify(&slug), slug);
        }

        #[test]
        fn cleaning_twice_changes_nothing(typed in ".*") {
            prop_assert_eq!(clean_line(&clean_line(&typed)), clean_line(&typed));
            prop_assert_eq!(clean_text(&clean_text(&typed)), clean_text(&typed));
        }
    }
}
