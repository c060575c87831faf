//! Words that look like a pupil's name (R6): a first name with an age, a class or a family name after it, and first names in captions
//! and titles of files. A reader decides; this only points.

use crate::text::fold;

/// First names that pupils and their parents often have (Insee, *Fichier des prénoms*, those most given from 1980 to 2020), folded.
/// Those that are also common words, places or famous are left out: what points at everything is read by nobody.
const FIRST_NAMES: &str = include_str!("names.txt");
/// Before a name, these say that it is a place's: « l'école Jules Ferry ».
const PLACES: [&str; 16] = [
    "ecole",
    "college",
    "lycee",
    "rue",
    "avenue",
    "place",
    "cours",
    "quai",
    "parc",
    "square",
    "mediatheque",
    "bibliotheque",
    "groupe",
    "scolaire",
    "maternelle",
    "elementaire",
];
/// What stands after a pupil's name in a caption or a story.
const CLASSES: [&str; 10] = ["tps", "ps", "ms", "gs", "cp", "ce1", "ce2", "cm1", "cm2", "6e"];
/// How many words after a name are looked at.
const NEAR: usize = 4;

/// Where words come from: how little is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A caption, what stands for a picture, the title of a file: there, a first name is a child's.
    Label,
    /// A story: grown-ups and authors are named too.
    Story,
}

/// The passages of `text` that look like a pupil's name, each once, at most ten.
pub fn pupil_names(text: &str, told: Told) -> Vec<String> {
    let words: Vec<Word<'_>> = words(text).collect();
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !word.is_first_name() || at.checked_sub(1).is_some_and(|before| words[before].is_place()) {
            continue;
        }
        if let Some(last) = last_of_name(&words[at..], told) {
            let passage = text[word.start..words[at + last].end].to_owned();
            if !found.contains(&passage) {
                found.push(passage);
            }
        }
    }
    found.truncate(10);
    found
}

/// Which word ends the passage that begins by a first name; nothing when nothing says that it is a pupil's.
fn last_of_name(words: &[Word<'_>], told: Told) -> Option<usize> {
    let near = words.iter().enumerate().skip(1).take(NEAR);
    let age =
        near.clone().find(|(at, word)| word.is_age() && words.get(at + 1).is_some_and(|next| matches!(next.folded.as_str(), "an" | "ans")));
    if let Some((at, _)) = age {
        return Some(at + 1);
    }
    if let Some((at, _)) = near.clone().find(|(_, word)| CLASSES.contains(&word.folded.as_str())) {
        return Some(at);
    }
    match told {
        Told::Label => Some(0),
        Told::Story => None,
    }
}

/// A word, and where it stands.
struct Word<'a> {
    text: &'a str,
    folded: String,
    start: usize,
    end: usize,
}

impl Word<'_> {
    fn is_first_name(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase) && FIRST_NAMES.lines().any(|name| name == self.folded)
    }

    fn is_place(&self) -> bool {
        PLACES.contains(&self.folded.as_str())
    }

    fn is_age(&self) -> bool {
        self.text.parse::<u8>().is_ok_and(|age| (2..=16).contains(&age))
    }
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let start = at;
        at = start + word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then(|| Word { text: word, folded: fold(word), start, end: start + word.len() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_first_name_with_an_age_or_a_class_is_pointed_at_in_a_story() {
        let table: [(&str, &[&str]); 8] = [
            ("Louise, 8 ans, tient le micro.", &["Louise, 8 ans"]),
            ("C’est Inès (9 ans) qui parle, puis Mathéo en CM2.", &["Inès (9 ans", "Mathéo en CM2"]),
            ("Les élèves de Camille Durand ont semé.", &[]),
            ("L’école Louise Michel, 8 classes.", &[]),
            ("Le récit de Jules Verne a plu aux CM1.", &[]),
            ("Nous avons 8 ans de recul.", &[]),
            ("Lucas a 12 ans. Lucas a 12 ans.", &["Lucas a 12 ans"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(pupil_names(text, Told::Story), expected, "{text}");
        }
    }

    #[test]
    fn a_first_name_alone_is_enough_in_a_caption_or_the_title_of_a_file() {
        for (text, expected) in [
            ("Louise et Mathéo au potager", vec!["Louise", "Mathéo"]),
            ("Lecture_Emma_CE1", vec!["Emma_CE1"]),
            ("La classe devant le marché", vec![]),
            ("Le cours Louise Michel", vec![]),
        ] {
            assert_eq!(pupil_names(text, Told::Label), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_a_passage_is_of_the_text(text in "\\PC{0,200}") {
            for told in [Told::Label, Told::Story] {
                for passage in pupil_names(&text, told) {
                    prop_assert!(text.contains(&passage));
                }
            }
        }
    }

    #[test]
    fn the_list_is_folded_sorted_and_says_nothing_twice() {
        let names: Vec<_> = FIRST_NAMES.lines().collect();
        assert!(names.is_sorted() && names.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(names.iter().all(|name| *name == fold(name)), "folded");
    }
}
