//! What the editor sends, name by name, turned into a [`ProjectDraft`].

use super::pictures::{PicturesForm, TypedPictures};
use crate::{
    problem::{Problems, Rule},
    projects::ProjectDraft,
    text::{clean_line, clean_text},
};
use std::str::FromStr;

/// The editor's answer: the sheet, its pictures, and the version that the writer had in front of them.
///
/// Everything readable is kept even when something else is wrong: nothing typed is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectForm {
    /// The sheet as typed.
    pub draft: ProjectDraft,
    /// Its pictures, in order; nothing when the form did not ask, and they stay as they are.
    pub pictures: Option<PicturesForm>,
    /// The version the editor was opened on; absent for a new project.
    pub version: Option<i64>,
    /// Values that are in no list, by field.
    pub problems: Problems,
}

impl ProjectForm {
    /// Reads a form's pairs. Names that it does not know are left alone: buttons and files are the caller's.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        let mut pictures = TypedPictures::default();
        for (name, value) in pairs {
            let draft = &mut form.draft;
            let problems = &mut form.problems;
            match name {
                "title" => draft.title = clean_line(value),
                "summary" => draft.summary = clean_line(value),
                "objectives" => draft.objectives = clean_text(value),
                "school_year" => draft.school_year = one("school_year", value, problems),
                "language" => {
                    if let Some(language) = one("language", value, problems) {
                        draft.language = language;
                    }
                }
                "duration" => draft.duration = clean_line(value),
                "materials" => draft.materials = clean_text(value),
                "steps" => draft.steps = clean_text(value),
                "body" => draft.body = clean_text(value),
                "result" => draft.result = clean_text(value),
                "links" => draft.links = clean_text(value),
                "cycles" => choose(&mut draft.cycles, "cycles", value, problems),
                "levels" => choose(&mut draft.levels, "levels", value, problems),
                "subjects" => choose(&mut draft.subjects, "subjects", value, problems),
                "crcn" => choose(&mut draft.crcn, "crcn", value, problems),
                "equipment" => choose(&mut draft.equipment, "equipment", value, problems),
                "schools" => choose(&mut draft.schools, "schools", value, problems),
                "licence" => draft.licence = one("licence", value, problems),
                "visibility" => {
                    if let Some(visibility) = one("visibility", value, problems) {
                        draft.visibility = visibility;
                    }
                }
                "version" => form.version = value.trim().parse().ok(),
                other => pictures.take(other, value),
            }
        }
        form.pictures = pictures.finish(&mut form.problems);
        form
    }
}

/// Adds a choice of a list once, in the order sent; an empty value (« aucun choix ») is no choice.
fn choose<T: FromStr + PartialEq>(chosen: &mut Vec<T>, field: &'static str, value: &str, problems: &mut Problems) {
    if let Some(choice) = one(field, value, problems)
        && !chosen.contains(&choice)
    {
        chosen.push(choice);
    }
}

fn one<T: FromStr>(field: &'static str, value: &str, problems: &mut Problems) -> Option<T> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let parsed = value.parse().ok();
    if parsed.is_none() {
        problems.add(field, Rule::Unknown(value.chars().take(40).collect()));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::{Cycle, Language, Licence};
    use proptest::prelude::*;

    #[test]
    fn what_can_be_read_is_kept_and_the_rest_is_named() {
        let form = ProjectForm::read([
            ("title", "  Radio \u{200B} d’école "),
            ("cycles", "2"),
            ("cycles", "3"),
            ("cycles", "2"),
            ("licence", "cc-by"),
            ("language", "oci"),
            ("subjects", "poterie"),
            ("schools", "0940176G"),
            ("version", "7"),
            ("intent", "save"),
        ]);
        assert_eq!(form.draft.title, "Radio d’école");
        assert_eq!(form.draft.cycles, [Cycle::Two, Cycle::Three]);
        assert_eq!(form.draft.licence, Some(Licence::CcBy));
        assert_eq!(form.draft.language, Language::Occitan);
        assert_eq!(form.pictures, None, "nothing was asked of them");
        assert_eq!(form.version, Some(7));
        let named: Vec<_> = form.problems.iter().map(|p| p.field).collect();
        assert_eq!(named, ["subjects", "schools"]);
    }

    proptest! {
        #[test]
        fn no_form_makes_it_panic(pairs in proptest::collection::vec(("[a-z_]{0,12}", ".*"), 0..20)) {
            let form = ProjectForm::read(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())));
            prop_assert!(form.draft.title.chars().all(|c| !c.is_control()));
        }
    }
}
