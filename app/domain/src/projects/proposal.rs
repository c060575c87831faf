//! Other words that a reviewer proposes for a sheet (E2): what its authors wrote is never changed behind their back.

use super::ProjectDraft;
use crate::{
    problem::{Problems, Rule},
    text::{clean_line, clean_text},
};

/// The longest word that goes with a proposal, in characters.
pub const MAX_NOTE: usize = 2_000;

/// The fields whose words can be proposed otherwise, in the order of the sheet: its texts. What is chosen from a list is its authors' to
/// choose: a remark asks them to.
pub const PROPOSABLE: [&str; 8] = ["title", "summary", "objectives", "duration", "materials", "steps", "body", "result"];

/// Other words for one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// Which one.
    pub field: &'static str,
    /// What it said when they were proposed.
    pub before: String,
    /// What it would say.
    pub after: String,
}

/// How other words stand beside what the sheet says by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The field says what it said then: they replace it.
    Fits,
    /// It says so already.
    Done,
    /// Its authors have changed it since: taking the words would undo that.
    Overtaken,
}

impl TextEdit {
    /// How it stands beside `draft`.
    pub fn fit(&self, draft: &ProjectDraft) -> Fit {
        match draft.text(self.field) {
            Some(now) if now == self.after => Fit::Done,
            Some(now) if now == self.before => Fit::Fits,
            _ => Fit::Overtaken,
        }
    }

    /// The words that the form proposes for the sheet `base`, where they differ from its own.
    ///
    /// # Errors
    /// Each text that is too long, or a title that is missing; `proposal` when nothing differs.
    pub fn read<'a>(base: &ProjectDraft, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Vec<Self>, Problems> {
        let mut proposed = base.clone();
        for (name, value) in pairs {
            if let Some(text) = proposed.text_mut(name) {
                *text = if is_line(name) { clean_line(value) } else { clean_text(value) };
            }
        }
        proposed.lacks_to_be_kept().into_result()?;
        let edit = |field: &'static str| {
            let (before, after) = (base.text(field)?.to_owned(), proposed.text(field)?.to_owned());
            (before != after).then_some(Self { field, before, after })
        };
        let edits: Vec<_> = PROPOSABLE.into_iter().filter_map(edit).collect();
        if edits.is_empty() { Err(Problems::one("proposal", Rule::Required)) } else { Ok(edits) }
    }
}

fn is_line(field: &str) -> bool {
    matches!(field, "title" | "summary" | "duration")
}

impl ProjectDraft {
    /// What one of the [`PROPOSABLE`] fields says.
    pub fn text(&self, field: &str) -> Option<&str> {
        let text = match field {
            "title" => &self.title,
            "summary" => &self.summary,
            "objectives" => &self.objectives,
            "duration" => &self.duration,
            "materials" => &self.materials,
            "steps" => &self.steps,
            "body" => &self.body,
            "result" => &self.result,
            _ => return None,
        };
        Some(text)
    }

    /// The same, to be written.
    pub fn text_mut(&mut self, field: &str) -> Option<&mut String> {
        let text = match field {
            "title" => &mut self.title,
            "summary" => &mut self.summary,
            "objectives" => &mut self.objectives,
            "duration" => &mut self.duration,
            "materials" => &mut self.materials,
            "steps" => &mut self.steps,
            "body" => &mut self.body,
            "result" => &mut self.result,
            _ => return None,
        };
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> ProjectDraft {
        ProjectDraft { title: "Radio".into(), body: "Nous avons fait une émision.".into(), ..ProjectDraft::default() }
    }

    #[test]
    fn only_what_differs_is_proposed() {
        let pairs = [("title", " Radio "), ("body", "Nous avons fait une émission.\r\n"), ("licence", "cc0"), ("version", "3")];
        let edits = TextEdit::read(&sheet(), pairs).expect("sound");
        let expected =
            TextEdit { field: "body", before: "Nous avons fait une émision.".into(), after: "Nous avons fait une émission.".into() };
        assert_eq!(edits, [expected]);
        assert_eq!(TextEdit::read(&sheet(), [("title", "Radio")]), Err(Problems::one("proposal", Rule::Required)));
        assert_eq!(TextEdit::read(&sheet(), [("title", "")]), Err(Problems::one("title", Rule::Required)));
    }

    #[test]
    fn words_that_were_changed_since_are_told_from_those_that_fit() {
        let edit = TextEdit::read(&sheet(), [("title", "Radio d’école")]).expect("sound").remove(0);
        let now = |title: &str| ProjectDraft { title: title.into(), ..sheet() };
        let fits = ["Radio", "Radio d’école", "La radio"].map(|title| edit.fit(&now(title)));
        assert_eq!(fits, [Fit::Fits, Fit::Done, Fit::Overtaken]);
    }

    #[test]
    fn every_field_that_can_be_proposed_is_a_text_of_the_sheet() {
        let mut draft = ProjectDraft::default();
        for field in PROPOSABLE {
            *draft.text_mut(field).expect("a text") = field.to_owned();
        }
        for field in PROPOSABLE {
            assert_eq!(draft.text(field), Some(field));
        }
        assert_eq!(draft.text("licence"), None);
        assert!(draft.text_mut("licence").is_none());
    }
}
