//! Text as people type it, made fit to keep.

use unicode_normalization::UnicodeNormalization;

/// A line of text to keep: composed (NFC), without control, zero-width or direction-changing characters, spaces collapsed.
///
/// Direction overrides and zero-width characters are dropped because they make one name look like another.
pub fn clean_line(typed: &str) -> String {
    let kept = visible(typed.chars().map(|c| if c.is_control() { ' ' } else { c }));
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
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let kept = visible(lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')));
    kept.trim_matches(|c: char| c == '\n').trim_end().to_owned()
}

/// Composed, without what is not seen. A joiner stays where it makes one picture of two.
pub fn visible(text: impl Iterator<Item = char>) -> String {
    let kept: Vec<char> = text.filter(|c| !is_invisible(*c)).collect();
    let is_picture = |c: Option<&char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && *c != JOINER);
    let stays = |at: usize, c: char| c != JOINER || at > 0 && is_picture(kept.get(at - 1)) && is_picture(kept.get(at + 1));
    // Composed last: a mark may have stood between a letter and its accent.
    kept.iter().enumerate().filter(|(at, c)| stays(*at, **c)).map(|(_, c)| *c).nfc().collect()
}

/// What joins emoji: three faces become a family.
const JOINER: char = '\u{200D}';

/// Whether `c` is shown to nobody: it makes one word look like another, turns the direction of what follows, or is no character of XML.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200C}'
            | '\u{200E}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFFE}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// Whether `c` may stand in a page or a feed: what Markdown makes of `&#1;` or `&#x202E;` was typed as nothing of the kind.
pub fn is_shown(c: char) -> bool {
    !is_invisible(c) && (!c.is_control() || matches!(c, '\n' | '\t'))
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

/// « d’École des Tilleuls », « de Collège Aliénor ».
pub fn of_name(name: &str) -> String {
    let begins_with_a_vowel = fold(name).starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{}{name}", if begins_with_a_vowel { "d’" } else { "de " })
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
    fn what_is_not_seen_goes_and_families_stay_together() {
        let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        let cases = [
            ("Ra\u{200D}dio\u{200C}\u{061C} \u{202E}libre", "Radio libre"),
            ("\u{200D}a\u{200D}", "a"),
            (family, family),
            ("\u{2764}\u{FE0F}\u{200D}\u{1F525}", "\u{2764}\u{FE0F}\u{200D}\u{1F525}"),
        ];
        for (typed, kept) in cases {
            assert_eq!(clean_line(typed), kept);
            assert_eq!(clean_text(typed), kept);
        }
    }

    #[test]
    fn what_is_of_someone_or_somewhere_is_elided_before_a_vowel() {
        let names = ["École des Tilleuls", "Inès", "Collège Aliénor"];
        assert_eq!(names.map(of_name), ["d’École des Tilleuls", "d’Inès", "de Collège Aliénor"]);
    }

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
