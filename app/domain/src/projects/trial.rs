//! « Je l’ai testé dans ma classe »: another class's report of reusing a project (S8); and what a reader marks it with.

use super::Level;
use crate::{
    problem::{Problems, Rule},
    text::clean_text,
    time::Day,
    vocabulary::vocabulary,
};

/// The longest account of what was changed, or of what came of it, in characters.
pub const MAX_ACCOUNT: usize = 2_000;

vocabulary! {
    /// What a reader marks a project with.
    Mark {
        Thanks = "thanks", "Merci";
        Bookmark = "bookmark", "Gardé";
    }
}

/// A trial as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialForm {
    /// With which class.
    pub level: Level,
    /// When.
    pub on: Day,
    /// What was done otherwise; may be empty.
    pub adaptation: String,
    /// What came of it.
    pub outcome: String,
}

impl TrialForm {
    /// Reads the form, sent on `today`.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, today: Day) -> Result<Self, Problems> {
        let (mut level, mut on, mut adaptation, mut outcome) = (None, "", String::new(), String::new());
        for (name, value) in pairs {
            match name {
                "level" => level = value.parse().ok(),
                "on" => on = value,
                "adaptation" => clean_text(value).trim().clone_into(&mut adaptation),
                "outcome" => clean_text(value).trim().clone_into(&mut outcome),
                _ => {}
            }
        }
        let mut problems = Problems::new();
        if level.is_none() {
            problems.add("level", Rule::Required);
        }
        let day: Option<Day> = on.parse().ok();
        match day {
            None if on.trim().is_empty() => problems.add("on", Rule::Required),
            None => problems.add("on", Rule::NotADay),
            Some(day) if day > today => problems.add("on", Rule::NotYet),
            Some(_) => {}
        }
        problems.check_line("adaptation", &adaptation, false, MAX_ACCOUNT);
        problems.check_line("outcome", &outcome, true, MAX_ACCOUNT);
        let (Some(level), Some(on)) = (level, day) else { return Err(problems) };
        problems.into_result()?;
        Ok(Self { level, on, adaptation, outcome })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_says_with_whom_when_and_what_came_of_it() {
        let today: Day = "2026-11-25".parse().expect("a day");
        let whole = [("level", "ce2"), ("on", "12/11/2026"), ("adaptation", " En deux séances "), ("outcome", "Très bien")];
        let read = TrialForm::read(whole, today).expect("whole");
        assert_eq!((read.level, read.on.to_string().as_str(), read.adaptation.as_str()), (Level::Ce2, "2026-11-12", "En deux séances"));
        let named = |pairs: &[(&str, &str)]| -> Vec<_> {
            let problems = TrialForm::read(pairs.iter().copied(), today).err();
            problems.map(|problems| problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect()).unwrap_or_default()
        };
        assert_eq!(named(&[]), [("level", Rule::Required), ("on", Rule::Required), ("outcome", Rule::Required)]);
        assert_eq!(named(&[("level", "ce2"), ("on", "2026-11-26"), ("outcome", "x")]), [("on", Rule::NotYet)]);
        assert_eq!(named(&[("level", "ce2"), ("on", "hier"), ("outcome", "x")]), [("on", Rule::NotADay)]);
    }
}
