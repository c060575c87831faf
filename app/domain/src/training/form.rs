//! What is taught: a training as it was typed (T15).

use super::CrcnEdu;
use crate::{
    problem::Problems,
    projects::{Cycle, MAX_BODY, MAX_SUMMARY, MAX_TITLE},
    text::{clean_line, clean_text},
};

/// The longest list of aims or of materials, in characters.
const MAX_LIST: usize = 4_000;

/// A training as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainingForm {
    /// In one line.
    pub title: String,
    /// In a few sentences, for lists.
    pub summary: String,
    /// What one can do afterwards, one aim a line.
    pub aims: String,
    /// What happens, in Markdown.
    pub body: String,
    /// What one brings, one thing a line.
    pub materials: String,
    /// For teachers of which cycles; any, when none is named.
    pub cycles: Vec<Cycle>,
    /// Competences of the CRCN-Édu.
    pub competences: Vec<CrcnEdu>,
}

impl TrainingForm {
    /// Reads the form's pairs.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in pairs {
            match name {
                "title" => form.title = clean_line(value),
                "summary" => form.summary = clean_line(value),
                "aims" => form.aims = clean_text(value),
                "body" => form.body = clean_text(value),
                "materials" => form.materials = clean_text(value),
                "cycles" => form.cycles.extend(value.parse::<Cycle>().ok().filter(|cycle| !form.cycles.contains(cycle))),
                "competences" => form.competences.extend(value.parse::<CrcnEdu>().ok().filter(|known| !form.competences.contains(known))),
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
        problems.check_line("aims", &self.aims, false, MAX_LIST);
        problems.check_line("body", &self.body, false, MAX_BODY);
        problems.check_line("materials", &self.materials, false, MAX_LIST);
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_training_needs_a_title_and_a_summary_and_keeps_what_is_of_its_lists() {
        let pairs = [
            ("title", " Radio  en classe "),
            ("cycles", "2"),
            ("cycles", "2"),
            ("cycles", "9"),
            ("competences", "3.2"),
            ("competences", "x"),
        ];
        let form = TrainingForm::read(pairs);
        assert_eq!(
            (form.title.as_str(), form.cycles.as_slice(), form.competences.as_slice()),
            ("Radio en classe", &[Cycle::Two][..], &[CrcnEdu::Teach][..])
        );
        assert_eq!(form.lacks().iter().map(|problem| problem.field).collect::<Vec<_>>(), ["summary"]);
    }
}
