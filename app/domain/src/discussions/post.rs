//! Messages: what is typed, where one stands, and the few words that may be said of one.

use crate::{
    problem::{Problems, Rule},
    text::clean_text,
    vocabulary::vocabulary,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest message, in characters: ten pages.
pub const MAX_POST: usize = 20_000;
/// The most addresses of the web in one message: more is a directory, or an advertisement.
const MAX_LINKS: usize = 30;
/// The most marks that one letter bears. Vietnamese has two.
const MAX_MARKS: usize = 3;

vocabulary! {
    /// Where a message stands.
    PostState {
        /// The animator reads it before it appears (M6).
        Waiting = "waiting", "En attente de relecture";
        /// It is read.
        Shown = "shown", "Publié";
        /// It was taken from its readers, and may come back.
        Hidden = "hidden", "Masqué";
        /// It was taken away by the animator, for a reason that its author reads (M2, D10).
        Removed = "removed", "Retiré";
        /// Its author took it back.
        Withdrawn = "withdrawn", "Repris par son auteur";
    }
}

vocabulary! {
    /// What readers say of a message with one press (D16).
    Reaction {
        Thanks = "thanks", "Merci";
        SameQuestion = "same", "Même question";
        WillTry = "try", "J’essaie";
    }
}

/// What tells one sending of a form from another: the same, sent twice by a double click or a browser that tries again, is one message.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sent(String);

impl Sent {
    /// The longest mark, in characters.
    const MAX: usize = 64;

    /// The mark that a form bore; an empty one tells nothing.
    pub fn new(mark: &str) -> Self {
        Self(mark.chars().filter(char::is_ascii_alphanumeric).take(Self::MAX).collect())
    }

    /// Its text; nothing when the form bore none.
    pub fn as_str(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|mark| !mark.is_empty())
    }
}

/// A message as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PostForm {
    /// What it says, in Markdown.
    pub body: String,
    /// Which sending of the form this is.
    pub sent: Sent,
}

impl PostForm {
    /// Reads the form's pairs: `body` and `sent`.
    ///
    /// # Errors
    /// What is wrong with `body`.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut body, mut sent) = (String::new(), Sent::default());
        for (name, value) in pairs {
            match name {
                "body" => body = settle(value),
                "sent" => sent = Sent::new(value),
                _ => {}
            }
        }
        let mut problems = Problems::new();
        problems.check_line("body", &body, true, MAX_POST);
        if links(&body) > MAX_LINKS {
            problems.add("body", Rule::TooManyLinks { max: MAX_LINKS });
        }
        problems.into_result()?;
        Ok(Self { body, sent })
    }
}

/// What was typed as it is kept: cleaned, and without the towers of marks that spill over the lines around them.
pub fn settle(typed: &str) -> String {
    let mut marks = 0;
    let cleaned = clean_text(typed);
    let kept = cleaned.nfd().filter(|c| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MAX_MARKS
    });
    kept.nfc().collect::<String>().trim_end().to_owned()
}

fn links(body: &str) -> usize {
    let lower = body.to_ascii_lowercase();
    lower.matches("http://").count() + lower.matches("https://").count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules(body: &str) -> Vec<Rule> {
        PostForm::read([("body", body)])
            .err()
            .map(|problems| problems.iter().map(|problem| problem.rule.clone()).collect())
            .unwrap_or_default()
    }

    #[test]
    fn a_message_says_something_and_not_too_much() {
        assert_eq!(rules("  \n "), [Rule::Required]);
        assert_eq!(rules(&"a".repeat(50_000)), [Rule::TooLong { max: MAX_POST, actual: 50_000 }]);
        assert_eq!(rules(&"https://exemple.fr/ ".repeat(300)), [Rule::TooManyLinks { max: MAX_LINKS }]);
        assert_eq!(rules("👍"), []);
    }

    #[test]
    fn towers_of_marks_are_cut_and_languages_are_not() {
        let zalgo = format!("E{}au", "\u{301}\u{316}\u{317}\u{318}".repeat(40));
        assert!(settle(&zalgo).chars().count() <= 6, "{}", settle(&zalgo));
        for word in ["élève", "Việt", "ế", "שָׁלוֹם", "हिन्दी"] {
            assert_eq!(settle(word), word.nfc().collect::<String>());
        }
    }

    #[test]
    fn a_sending_is_told_from_another() {
        assert_eq!(Sent::new("ab12").as_str(), Some("ab12"));
        assert_eq!(Sent::new(" ;\n").as_str(), None);
        assert!(Sent::new(&"a".repeat(500)).as_str().is_some_and(|mark| mark.len() == Sent::MAX));
    }

    proptest! {
        #[test]
        fn settling_twice_changes_nothing(typed in ".*") {
            prop_assert_eq!(settle(&settle(&typed)), settle(&typed));
        }
    }
}
