//! A sheet field by field: what each says as text, and how two sheets that grew from one are brought together.

use super::ProjectDraft;
use crate::territory::Uai;

/// Two sheets brought together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What both say; where both changed the same field, what the second one says.
    pub draft: ProjectDraft,
    /// Fields taken from the first, which the second had left as they were.
    pub taken: Vec<&'static str>,
    /// Fields that both changed, each in its own way: someone must choose.
    pub disputed: Vec<&'static str>,
}

impl ProjectDraft {
    /// Brings together `theirs`, which is kept, and `mine`, which was typed meanwhile; both grew from `base`.
    pub fn merge(base: &Self, theirs: &Self, mine: &Self) -> Merged {
        let mut merged = Merged { draft: mine.clone(), taken: Vec::new(), disputed: Vec::new() };
        macro_rules! bring {
            ($($field:ident)+) => {
                // Naming every field here: one that is added and not brought together does not compile.
                let Self { $($field: _),+ } = base;
                $(
                    let same = theirs.$field == mine.$field || theirs.$field == base.$field;
                    if !same && mine.$field == base.$field {
                        merged.draft.$field = theirs.$field.clone();
                        merged.taken.push(stringify!($field));
                    } else if !same {
                        merged.disputed.push(stringify!($field));
                    }
                )+
            };
        }
        bring!(title summary cycles levels subjects schools school_year language objectives duration materials equipment steps crcn body
               result links licence visibility);
        merged
    }

    /// What every field says, as text, by its name in the form and in the order of the sheet. `school` names a school.
    pub fn told(&self, school: impl Fn(&Uai) -> String) -> [(&'static str, String); 19] {
        macro_rules! labels {
            ($list:expr) => {
                $list.iter().map(|value| value.label()).collect::<Vec<_>>().join(", ")
            };
        }
        [
            ("title", self.title.clone()),
            ("summary", self.summary.clone()),
            ("cycles", labels!(self.cycles)),
            ("levels", labels!(self.levels)),
            ("subjects", labels!(self.subjects)),
            ("schools", self.schools.iter().map(school).collect::<Vec<_>>().join(", ")),
            ("school_year", self.school_year.map(|year| year.to_string()).unwrap_or_default()),
            ("language", self.language.label().to_owned()),
            ("objectives", self.objectives.clone()),
            ("duration", self.duration.clone()),
            ("materials", self.materials.clone()),
            ("equipment", labels!(self.equipment)),
            ("steps", self.steps.clone()),
            ("crcn", labels!(self.crcn)),
            ("body", self.body.clone()),
            ("result", self.result.clone()),
            ("links", self.links.clone()),
            ("licence", self.licence.map(|licence| licence.label().to_owned()).unwrap_or_default()),
            ("visibility", self.visibility.label().to_owned()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::{Cycle, Licence};
    use proptest::prelude::*;

    fn sheet(title: &str, body: &str, cycles: &[Cycle]) -> ProjectDraft {
        ProjectDraft { title: title.into(), body: body.into(), cycles: cycles.to_vec(), ..ProjectDraft::default() }
    }

    #[test]
    fn what_one_changed_is_taken_and_what_both_changed_is_asked() {
        let base = sheet("Radio", "Un", &[Cycle::One]);
        let theirs = ProjectDraft { licence: Some(Licence::Cc0), ..sheet("Radio d’école", "Deux", &[Cycle::Two]) };
        let mine = sheet("Radio", "Trois", &[Cycle::Two]);
        let merged = ProjectDraft::merge(&base, &theirs, &mine);
        assert_eq!(merged.taken, ["title", "licence"]);
        assert_eq!(merged.disputed, ["body"]);
        assert_eq!(merged.draft, ProjectDraft { licence: Some(Licence::Cc0), ..sheet("Radio d’école", "Trois", &[Cycle::Two]) });
    }

    #[test]
    fn every_field_of_the_form_is_told() {
        let draft = ProjectDraft { schools: vec![Uai::from_number(990_001)], ..sheet("Radio", "Un", &[Cycle::One]) };
        let told = draft.told(|_| "École du Port".to_owned());
        assert!(told.contains(&("schools", "École du Port".to_owned())));
        let kept = serde_json::to_value(&draft).expect("it is plain data");
        let mut names: Vec<_> = told.iter().map(|(name, _)| (*name).to_owned()).collect();
        names.sort();
        let mut fields: Vec<_> = kept.as_object().expect("an object").keys().cloned().collect();
        fields.sort();
        assert_eq!(names, fields);
    }

    proptest! {
        #[test]
        fn bringing_together_loses_nothing_of_either(
            base in ("[ab]", "[ab]"), theirs in ("[ab]", "[ab]"), mine in ("[ab]", "[ab]"),
        ) {
            let [base, theirs, mine] = [base, theirs, mine].map(|(title, body)| sheet(&title, &body, &[]));
            let merged = ProjectDraft::merge(&base, &theirs, &mine);
            let whole = |field: fn(&ProjectDraft) -> &str, name: &str| {
                let kept = field(&merged.draft);
                let (base, theirs, mine) = (field(&base), field(&theirs), field(&mine));
                // What each of them changed is there, or it is disputed.
                (mine == base || kept == mine) && (theirs == base || kept == theirs || merged.disputed.contains(&name))
            };
            prop_assert!(whole(|draft| &draft.title, "title"));
            prop_assert!(whole(|draft| &draft.body, "body"));
        }
    }
}
