//! Phrases at hand: what one often has to say, written once (E12).

use crate::{
    problem::{Problems, Rule},
    projects::MAX_REMARK,
    text::clean_text,
};

/// How many are kept of a kind: more are not found again in the list.
const MAX_PHRASES: usize = 40;

/// The phrase that was typed, fit to be kept beside `known` others.
///
/// # Errors
/// `phrase` when it says nothing, or too much, or when there are many already.
pub fn settle_phrase(typed: &str, known: usize) -> Result<String, Problems> {
    let text = clean_text(typed).trim().to_owned();
    let mut problems = Problems::new();
    problems.check_line("phrase", &text, true, MAX_REMARK);
    if known >= MAX_PHRASES {
        problems.add("phrase", Rule::TooMany { max: MAX_PHRASES });
    }
    problems.into_result()?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_says_something_and_they_are_not_too_many() {
        assert_eq!(settle_phrase(" Merci. \r\n", 0).as_deref(), Ok("Merci."));
        assert!(settle_phrase(" \u{200b} ", 0).is_err());
        assert!(settle_phrase("Merci.", MAX_PHRASES).is_err());
    }
}
