//! The pictures of a sheet, as the editor sends them: for each its alternative text, its caption and its place.
//!
//! A picture is named by its id in every field (`alt-12`, `caption-12`, `place-12`), so that a form may hold any number of them, in any order,
//! with or without JavaScript.

use crate::{
    ids::PictureId,
    media::{Alternative, MAX_ALT, MAX_PICTURES},
    problem::{Problems, Rule},
    text::clean_line,
};

/// A picture as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureEntry {
    /// Which one.
    pub picture: PictureId,
    /// What stands for it.
    pub alt: Alternative,
    /// The line beneath it; may be empty.
    pub caption: String,
}

/// All of them, in the order of the sheet.
pub type PicturesForm = Vec<PictureEntry>;

/// A form's pictures while its pairs are read.
#[derive(Debug, Default)]
pub(super) struct TypedPictures {
    /// Whether the form asked for pictures at all: it may hold none.
    listed: bool,
    typed: Vec<Typed>,
}

#[derive(Debug)]
struct Typed {
    picture: PictureId,
    alt: String,
    decorative: bool,
    caption: String,
    place: Option<usize>,
}

impl TypedPictures {
    /// Takes a pair in, if it is about pictures.
    pub(super) fn take(&mut self, name: &str, value: &str) {
        if name == "pictures_listed" {
            self.listed = true;
            return;
        }
        if name == "picture" {
            self.listed = true;
            if let Ok(picture) = value.trim().parse() {
                self.of(picture);
            }
            return;
        }
        let Some((what, Ok(picture))) = name.rsplit_once('-').map(|(what, id)| (what, id.parse::<PictureId>())) else { return };
        // Only of a picture that the form lists: else a forged name would add one.
        let Some(typed) = self.typed.iter_mut().find(|typed| typed.picture == picture) else { return };
        match what {
            "alt" => typed.alt = value.to_owned(),
            "decorative" => typed.decorative = !value.is_empty(),
            "caption" => typed.caption = clean_line(value),
            "place" => typed.place = value.trim().parse().ok(),
            _ => {}
        }
    }

    fn of(&mut self, picture: PictureId) {
        if !self.typed.iter().any(|typed| typed.picture == picture) {
            self.typed.push(Typed { picture, alt: String::new(), decorative: false, caption: String::new(), place: None });
        }
    }

    /// The pictures in the order asked for; what is too long or too many is named.
    pub(super) fn finish(mut self, problems: &mut Problems) -> Option<PicturesForm> {
        if !self.listed {
            return None;
        }
        // One that was moved up goes before the one that stands there, one that was moved down after it.
        let mut keyed: Vec<_> = self.typed.drain(..).enumerate().collect();
        keyed.sort_by_key(|(at, typed)| {
            let wanted = typed.place.unwrap_or(at + 1);
            (wanted, wanted.cmp(&(at + 1)), *at)
        });
        for (_, typed) in &keyed {
            problems.check_line("pictures", &typed.alt, false, MAX_ALT);
            problems.check_line("pictures", &typed.caption, false, MAX_ALT);
        }
        if keyed.len() > MAX_PICTURES {
            problems.add("pictures", Rule::TooMany { max: MAX_PICTURES });
        }
        let entry = |typed: Typed| PictureEntry {
            picture: typed.picture,
            alt: Alternative::from_form(&typed.alt, typed.decorative),
            caption: typed.caption,
        };
        Some(keyed.into_iter().map(|(_, typed)| entry(typed)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::ProjectForm;

    fn order(pairs: &[(&str, &str)]) -> Option<Vec<i64>> {
        let form = ProjectForm::read(pairs.iter().copied());
        form.pictures.map(|pictures| pictures.iter().map(|entry| entry.picture.get()).collect())
    }

    #[test]
    fn pictures_come_in_the_order_asked_for() {
        assert_eq!(order(&[("title", "x")]), None);
        assert_eq!(order(&[("pictures_listed", "1")]), Some(vec![]));
        let three = [("picture", "7"), ("picture", "8"), ("picture", "9"), ("picture", "8"), ("picture", "x")];
        assert_eq!(order(&three), Some(vec![7, 8, 9]));
        let placed = |places: [&'static str; 3]| {
            let places = [("place-7", places[0]), ("place-8", places[1]), ("place-9", places[2])];
            order(&[three.as_slice(), &places].concat())
        };
        assert_eq!(placed(["1", "2", "3"]), Some(vec![7, 8, 9]));
        assert_eq!(placed(["1", "2", "1"]), Some(vec![9, 7, 8]), "the last goes first");
        assert_eq!(placed(["3", "2", "3"]), Some(vec![8, 9, 7]), "the first goes last");
        assert_eq!(placed(["2", "1", "3"]), Some(vec![8, 7, 9]));
        assert_eq!(placed(["", "a", "-1"]), Some(vec![7, 8, 9]));
    }

    #[test]
    fn each_picture_has_its_own_words_and_none_is_added_by_them() {
        let form = ProjectForm::read([
            ("picture", "7"),
            ("picture", "8"),
            ("alt-7", " Un micro "),
            ("caption-7", "Avant l’antenne"),
            ("alt-8", "Une fleur"),
            ("decorative-8", "1"),
            ("alt-9", "Une autre"),
        ]);
        let expected = [
            PictureEntry { picture: PictureId::new(7), alt: Alternative::Text("Un micro".into()), caption: "Avant l’antenne".into() },
            PictureEntry { picture: PictureId::new(8), alt: Alternative::Decorative, caption: String::new() },
        ];
        assert_eq!(form.pictures.as_deref(), Some(expected.as_slice()));
        assert!(form.problems.is_empty());
    }

    #[test]
    fn too_many_pictures_and_too_long_words_are_named_and_kept() {
        let ids: Vec<String> = (0..200).map(|id| id.to_string()).collect();
        let long = "é".repeat(MAX_ALT + 1);
        let pairs = ids.iter().map(|id| ("picture", id.as_str())).chain([("alt-3", long.as_str())]);
        let form = ProjectForm::read(pairs);
        assert_eq!(form.pictures.map(|pictures| pictures.len()), Some(200), "nothing typed is lost");
        let named: Vec<_> = form.problems.iter().map(|problem| problem.rule.clone()).collect();
        assert_eq!(named, [Rule::TooLong { max: MAX_ALT, actual: MAX_ALT + 1 }, Rule::TooMany { max: MAX_PICTURES }]);
    }
}
