//! What may be kept of what people search for (Q8): words, and never what leads to someone.

use crate::text::{clean_line, fold};

/// The longest search that is counted, in characters: what is longer was pasted, and may say anything.
pub const MAX_HEARD: usize = 80;
/// How many times something was searched for before anyone is shown it: a name that was typed once stays unseen.
pub const SHOWN_FROM: i64 = 3;
/// Over how many days, today included.
pub const HEARD_DAYS: u32 = 30;
/// From this many digits on, it is a telephone, a date of birth or a number of something.
const TOO_MANY_DIGITS: usize = 6;

/// What is counted of a search for `typed`: in lower case, without accents, one space between words. Nothing for what is empty or long, or looks
/// like an address or a number that names someone.
pub fn heard_words(typed: &str) -> Option<String> {
    let folded = fold(&clean_line(typed));
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let is_kept = words.chars().any(char::is_alphanumeric) && words.chars().count() <= MAX_HEARD && digits < TOO_MANY_DIGITS;
    (is_kept && !words.contains('@')).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_counted_without_capitals_and_accents() {
        let table = [
            (" Éducation  AUX médias ", "education aux medias"),
            ("L’ÉCOLE", "l'ecole"),
            ("cœur", "coeur"),
            ("CM1 2026", "cm1 2026"),
            ("web\tradio\n", "web radio"),
        ];
        for (typed, expected) in table {
            assert_eq!(heard_words(typed).as_deref(), Some(expected), "{typed:?}");
        }
    }

    #[test]
    fn what_may_lead_to_someone_is_not() {
        let forbidden = [
            "",
            "  ",
            "?!",
            "camille@exemple.fr",
            "écrire à Camille.Durand@exemple.fr",
            "camille\u{FF20}exemple.fr",
            "06 12 34 56 78",
            "+33 6.12.34.56.78",
            "né le 12/05/2016",
            "0330001A",
            "\u{0660}\u{0661}\u{0662}\u{0663}\u{0664}\u{0665}",
        ];
        for typed in forbidden {
            assert_eq!(heard_words(typed), None, "{typed:?}");
        }
        assert!(heard_words(&"a".repeat(MAX_HEARD)).is_some());
        assert_eq!(heard_words(&"a".repeat(MAX_HEARD + 1)), None);
    }

    proptest! {
        #[test]
        fn what_is_counted_is_counted_as_the_same_again(typed in ".{0,60}") {
            if let Some(words) = heard_words(&typed) {
                prop_assert!(words.chars().count() <= MAX_HEARD);
                let again = heard_words(&words);
                prop_assert_eq!(again, Some(words));
            }
        }
    }
}
