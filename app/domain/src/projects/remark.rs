//! What a reviewer says of a sheet: of the whole, of a field, or of a passage of it.

use crate::{
    problem::{Problems, Rule},
    text::{clean_line, clean_text},
};

/// The longest remark, and the longest answer to one, in characters.
pub const MAX_REMARK: usize = 2_000;
/// The longest passage that a remark can be about, in characters: some lines, so that one sees what is meant.
pub const MAX_PASSAGE: usize = 600;
/// How many passages can be remarked on at once.
pub const MAX_PASSAGES: usize = 8;

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The sheet as a whole.
    Whole,
    /// A field, by its name.
    Field(&'static str),
    /// Some words of it, as its readers see them.
    Passage(String),
}

/// A remark as a reviewer wrote it: some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRemark {
    /// What it is about.
    pub about: About,
    /// What it says.
    pub text: String,
}

/// A field of the form in which remarks are written, by the names that its problems bear.
const WHOLE: &str = "remark";
const PASSAGES: &str = "passages";

/// The remarks of one decision, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarksForm {
    /// On the whole.
    pub whole: String,
    /// On fields: name and text.
    pub fields: Vec<(&'static str, String)>,
    /// On passages: the words meant, and the text.
    pub passages: Vec<(String, String)>,
}

impl RemarksForm {
    /// Reads the form's pairs: `remark`; the names of `fields`; `passage` and `passage-remark`, as many of each, in order; and the texts
    /// sent as `phrase`, which are put beneath what was typed of the whole.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, fields: &[&'static str]) -> Self {
        let mut form = Self::default();
        let text = |value: &str| clean_text(value).trim().to_owned();
        let (mut passages, mut texts, mut phrases) = (Vec::new(), Vec::new(), Vec::new());
        for (name, value) in pairs {
            match name {
                "remark" => form.whole = text(value),
                "passage" => passages.push(clean_line(value)),
                "passage-remark" => texts.push(text(value)),
                "phrase" => phrases.push(text(value)),
                other => {
                    if let Some(field) = fields.iter().find(|field| **field == other) {
                        form.fields.push((field, text(value)));
                    }
                }
            }
        }
        form.passages = passages.into_iter().zip(texts).filter(|(passage, text)| !passage.is_empty() || !text.is_empty()).collect();
        let said = [form.whole].into_iter().chain(phrases).filter(|text| !text.is_empty());
        form.whole = said.collect::<Vec<_>>().join("\n\n");
        form
    }

    /// The remarks written; `is_said` tells whether the sheet holds a passage.
    ///
    /// # Errors
    /// `remark` when there is none at all; each that is too long; `passages` when a passage is not in the sheet, or nothing is said of it.
    pub fn remarks(&self, is_said: impl Fn(&str) -> bool) -> Result<Vec<NewRemark>, Problems> {
        let mut problems = Problems::new();
        problems.check_line(WHOLE, &self.whole, false, MAX_REMARK);
        for (field, text) in &self.fields {
            problems.check_line(field, text, false, MAX_REMARK);
        }
        if self.passages.len() > MAX_PASSAGES {
            problems.add(PASSAGES, Rule::TooMany { max: MAX_PASSAGES });
        }
        for (passage, text) in &self.passages {
            problems.check_line(PASSAGES, text, true, MAX_REMARK);
            problems.check_line(PASSAGES, passage, true, MAX_PASSAGE);
            if !passage.is_empty() && !is_said(passage) {
                problems.add(PASSAGES, Rule::NotInTheSheet(passage.chars().take(40).collect()));
            }
        }
        let remarks = self.all();
        if remarks.is_empty() && problems.is_empty() {
            problems.add(WHOLE, Rule::Required);
        }
        problems.into_result()?;
        Ok(remarks)
    }

    fn all(&self) -> Vec<NewRemark> {
        let fields = self.fields.iter().map(|(field, text)| (About::Field(field), text));
        let passages = self.passages.iter().map(|(passage, text)| (About::Passage(passage.clone()), text));
        let said = fields.chain(passages).chain([(About::Whole, &self.whole)]);
        said.filter(|(_, text)| !text.trim().is_empty()).map(|(about, text)| NewRemark { about, text: text.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 2] = ["title", "body"];

    fn problems(pairs: &[(&str, &str)]) -> Vec<(&'static str, Rule)> {
        let form = RemarksForm::read(pairs.iter().copied(), &FIELDS);
        let refused = form.remarks(|passage| passage == "une émission").err().unwrap_or_default();
        refused.iter().map(|problem| (problem.field, problem.rule.clone())).collect()
    }

    #[test]
    fn a_remark_is_about_the_whole_a_field_or_a_passage() {
        let pairs = [
            ("remark", "Très beau travail.\r\n"),
            ("title", " Plus court ?"),
            ("body", ""),
            ("licence", "pas un champ de cette page"),
            ("passage", " une\n émission "),
            ("passage-remark", "Laquelle ?"),
            ("passage", ""),
            ("passage-remark", ""),
            ("phrase", "Merci de votre envoi."),
        ];
        let remarks = RemarksForm::read(pairs, &FIELDS).remarks(|passage| passage == "une émission").expect("sound");
        let remark = |about, text: &str| NewRemark { about, text: text.into() };
        let expected = [
            remark(About::Field("title"), "Plus court ?"),
            remark(About::Passage("une émission".into()), "Laquelle ?"),
            remark(About::Whole, "Très beau travail.\n\nMerci de votre envoi."),
        ];
        assert_eq!(remarks, expected);
    }

    #[test]
    fn a_decision_says_something_and_a_passage_is_one_of_the_sheet() {
        assert_eq!(problems(&[("remark", " \u{200b} ")]), [("remark", Rule::Required)]);
        assert_eq!(problems(&[("phrase", "Merci.")]), []);
        assert_eq!(problems(&[("passage", "une émission"), ("passage-remark", "")]), [("passages", Rule::Required)]);
        assert_eq!(problems(&[("passage", ""), ("passage-remark", "Laquelle ?")]), [("passages", Rule::Required)]);
        let elsewhere = [("passage", "une autre"), ("passage-remark", "Laquelle ?")];
        assert_eq!(problems(&elsewhere), [("passages", Rule::NotInTheSheet("une autre".into()))]);
        let long = "é".repeat(MAX_REMARK + 1);
        assert_eq!(problems(&[("title", &long)]), [("title", Rule::TooLong { max: MAX_REMARK, actual: MAX_REMARK + 1 })]);
        let many = [("passage", "une émission"), ("passage-remark", "Laquelle ?")].repeat(MAX_PASSAGES + 1);
        assert_eq!(problems(&many), [("passages", Rule::TooMany { max: MAX_PASSAGES })]);
    }
}
