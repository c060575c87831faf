//! Reporting a message: why, and what one adds (M1).

use crate::{
    problem::{Problems, Rule},
    text::clean_text,
    vocabulary::vocabulary,
};

/// The longest note, in characters.
pub const MAX_NOTE: usize = 1_000;

vocabulary! {
    /// Why a message is reported, or taken from its readers.
    ReportReason {
        Insult = "insult", "Propos blessants ou irrespectueux";
        Child = "child", "Un enfant peut être reconnu";
        Personal = "personal", "Données personnelles";
        Advertisement = "advertisement", "Publicité";
        OffTopic = "off-topic", "Hors sujet";
        Illegal = "illegal", "Contraire à la loi";
        Other = "other", "Autre raison";
    }
}

/// A report as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportForm {
    /// Why.
    pub reason: ReportReason,
    /// What is added; may be empty, save where the reason says nothing by itself.
    pub note: String,
}

impl ReportForm {
    /// Reads the form's pairs: `reason` and `note`.
    ///
    /// # Errors
    /// What is missing or too long, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut reason, mut note) = (None, String::new());
        for (name, value) in pairs {
            match name {
                "reason" => reason = value.parse().ok(),
                "note" => clean_text(value).trim().clone_into(&mut note),
                _ => {}
            }
        }
        let mut problems = Problems::new();
        if reason.is_none() {
            problems.add("reason", Rule::Required);
        }
        problems.check_line("note", &note, reason == Some(ReportReason::Other), MAX_NOTE);
        match reason {
            Some(reason) if problems.is_empty() => Ok(Self { reason, note }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_why_and_another_reason_is_said_in_words() {
        let named = |pairs: &[(&'static str, &'static str)]| {
            ReportForm::read(pairs.to_vec()).err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>())
        };
        assert_eq!(named(&[]), Some(vec!["reason"]));
        assert_eq!(named(&[("reason", "spam")]), Some(vec!["reason"]), "no reason of ours");
        assert_eq!(named(&[("reason", "other"), ("note", " ")]), Some(vec!["note"]));
        let read = ReportForm::read([("reason", "child"), ("note", " Sur la photo \r\n")]).expect("sound");
        assert_eq!(read, ReportForm { reason: ReportReason::Child, note: "Sur la photo".into() });
        let long = "é".repeat(MAX_NOTE + 1);
        assert!(ReportForm::read([("reason", "insult"), ("note", long.as_str())]).is_err());
    }
}
