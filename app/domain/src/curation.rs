//! What the animator puts forward: collections of projects around a theme, and what stands large on the home page.
//!
//! **Start reading at** [`CollectionForm`], then [`SlotForm`].

use crate::{
    paths::slug_in,
    problem::{Problems, Rule},
    projects::{MAX_BODY, MAX_SUMMARY, MAX_TITLE},
    text::{clean_line, clean_text},
    time::Day,
};

/// The most projects in one collection: more is a list, and lists have facets.
pub const MAX_IN_COLLECTION: usize = 60;
/// The most projects that one training is about.
pub const MAX_AROUND_TRAINING: usize = 6;
/// The most slots that are kept, those to come included.
pub const MAX_SLOTS: usize = 60;

/// A collection as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CollectionForm {
    /// In one line.
    pub title: String,
    /// In a few sentences, for lists.
    pub summary: String,
    /// What leads in, in Markdown; may be empty.
    pub body: String,
}

impl CollectionForm {
    /// Reads the form's pairs.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name {
                "title" => form.title = clean_line(value),
                "summary" => form.summary = clean_line(value),
                "body" => form.body = clean_text(value),
                _ => {}
            }
        }
        form
    }

    /// What stops it from being kept.
    pub fn lacks(&self) -> Problems {
        let mut problems = Problems::new();
        problems.check_line("title", &self.title, true, MAX_TITLE);
        problems.check_line("summary", &self.summary, true, MAX_SUMMARY);
        problems.check_line("body", &self.body, false, MAX_BODY);
        problems
    }
}

/// A slot of the home page as it was typed, and sound: a project, from one day to another, both included, in Paris.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotForm {
    /// The project's address, or the part of it that its title made.
    pub slug: String,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl SlotForm {
    /// Reads the form, sent on `today`.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, today: Day) -> Result<Self, Problems> {
        let (mut slug, mut from, mut until) = (String::new(), "", "");
        for (name, value) in pairs {
            match name {
                "project" => slug_in(&clean_line(value)).clone_into(&mut slug),
                "from" => from = value,
                "until" => until = value,
                _ => {}
            }
        }
        let mut problems = Problems::new();
        if slug.is_empty() {
            problems.add("project", Rule::Required);
        }
        let mut day = |field: &'static str, typed: &str| {
            let day: Option<Day> = typed.parse().ok();
            if day.is_none() {
                problems.add(field, if typed.trim().is_empty() { Rule::Required } else { Rule::NotADay });
            }
            day
        };
        let (from, until) = (day("from", from), day("until", until));
        if until.is_some_and(|until| until < today || from.is_some_and(|from| until < from)) {
            problems.add("until", Rule::Past);
        }
        match (from, until) {
            (Some(from), Some(until)) if problems.is_empty() => Ok(Self { slug, from, until }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_lasts_from_a_day_to_another() {
        let today: Day = "2026-11-25".parse().expect("a day");
        let read = |project: &'static str, from: &'static str, until: &'static str| {
            SlotForm::read([("project", project), ("from", from), ("until", until)], today)
        };
        let slot = read("https://preau.example/projets/radio", "25/11/2026", "2026-12-01").expect("sound");
        assert_eq!((slot.slug.as_str(), slot.until.to_string().as_str()), ("radio", "2026-12-01"));
        assert!(read("radio", "2026-11-25", "2026-11-25").is_ok(), "one day is a time");
        let named = |answer: Result<SlotForm, Problems>| -> Vec<_> {
            answer.err().map(|problems| problems.iter().map(|p| (p.field, p.rule.clone())).collect()).unwrap_or_default()
        };
        assert_eq!(named(read("", "", "hier")), [("project", Rule::Required), ("from", Rule::Required), ("until", Rule::NotADay)]);
        assert_eq!(named(read("radio", "2026-12-02", "2026-12-01")), [("until", Rule::Past)]);
        assert_eq!(named(read("radio", "2026-11-01", "2026-11-24")), [("until", Rule::Past)]);
    }

    #[test]
    fn a_collection_needs_a_title_and_a_summary() {
        let lacks =
            |pairs: &[(&str, &str)]| CollectionForm::read(pairs.iter().copied()).lacks().iter().map(|p| p.field).collect::<Vec<_>>();
        assert_eq!(lacks(&[]), ["title", "summary"]);
        assert_eq!(lacks(&[("title", "Radio"), ("summary", "Trois classes à l’antenne.")]), Vec::<&str>::new());
    }
}
