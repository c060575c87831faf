//! Names that are the same in every demo, and the things that they name: ids are made when it is filled.

use anyhow::{Context, anyhow, ensure};
use domain::{
    search::{Kind, Thing},
    territory::Insee,
    text::slugify,
};
use services::index::Document;

/// What can be named.
pub(super) struct Names {
    /// By kind, then by id: things made one after the other stand in that order.
    known: Vec<Known>,
}

struct Known {
    thing: Thing,
    slug: String,
    commune: Option<Insee>,
}

impl Names {
    /// Names of what these documents are about.
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut known: Vec<Known> = documents.iter().map(Known::of).collect();
        known.sort_by(|one, other| one.thing.cmp(&other.thing));
        Self { known }
    }

    /// The things that `name` names: one, or all schools of a commune.
    ///
    /// # Errors
    /// When it names none, or more than it should.
    pub(super) fn things(&self, name: &str) -> anyhow::Result<Vec<Thing>> {
        let (kind, which) = name.split_once(':').with_context(|| format!("{name:?} names no kind"))?;
        let things = match kind {
            "ecoles" => self.schools(which, ""),
            "maternelles" => self.schools(which, "ecole-maternelle-"),
            "colleges" => self.schools(which, "college-"),
            _ => self.named(kind.parse().map_err(|_| anyhow!("{name:?} is of no kind"))?, which)?,
        };
        ensure!(!things.is_empty(), "{name:?} names nothing");
        ensure!(things.len() == 1 || ["ecoles", "maternelles", "colleges"].contains(&kind), "{name:?} names {} things", things.len());
        Ok(things)
    }

    fn named(&self, kind: Kind, which: &str) -> anyhow::Result<Vec<Thing>> {
        let of_the_kind = self.known.iter().filter(|known| known.thing.kind() == kind);
        let things: Vec<_> = match kind {
            Kind::School | Kind::Commune => {
                let code = format!("{}:{which}", kind.key());
                of_the_kind.filter(|known| known.thing.to_string() == code).map(Known::thing).collect()
            }
            Kind::Session => {
                let (training, number) = which.split_once('/').with_context(|| format!("{which:?} says not which session"))?;
                let before = number.parse::<usize>()?.checked_sub(1).context("sessions are counted from 1")?;
                of_the_kind.filter(|known| known.says(training)).skip(before).take(1).map(Known::thing).collect()
            }
            _ => of_the_kind.filter(|known| known.says(which)).map(Known::thing).collect(),
        };
        Ok(things)
    }

    fn schools(&self, commune: &str, kind: &str) -> Vec<Thing> {
        let of_the_commune = self
            .known
            .iter()
            .filter(|known| known.thing.kind() == Kind::School && known.commune.as_ref().is_some_and(|insee| insee.as_str() == commune));
        of_the_commune.filter(|known| known.slug.starts_with(kind)).map(Known::thing).collect()
    }
}

impl Known {
    fn of(document: &Document) -> Self {
        // A message has no title of its own.
        let said = if document.title.is_empty() { &document.text } else { &document.title };
        Self { thing: document.thing.clone(), slug: slugify(said), commune: document.values.communes.first().cloned() }
    }

    fn thing(&self) -> Thing {
        self.thing.clone()
    }

    /// Whether these words stand in its slug, whole.
    fn says(&self, words: &str) -> bool {
        format!("-{}-", self.slug).contains(&format!("-{words}-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        ids::{PostId, ProjectId, SessionId},
        time::Timestamp,
    };
    use services::index::document::{Readers, Values};

    fn document(thing: Thing, title: &str, text: &str) -> Document {
        Document { text: text.into(), ..Document::new(thing, Readers::everyone(), title, Timestamp::from_ms(0)) }
    }

    fn names() -> Names {
        let bassens: Insee = Insee::parse("33032").expect("a code");
        let school = |number: u32, title: &str| {
            let thing = Thing::School(domain::territory::Uai::from_number(number));
            Document { values: Values { communes: vec![bassens.clone()], ..Values::default() }, ..document(thing, title, "") }
        };
        Names::of(&[
            document(Thing::Project(ProjectId::new(4)), "Une Lune, à midi", ""),
            document(Thing::Project(ProjectId::new(5)), "Une Lune de plus", ""),
            document(Thing::Post(PostId::new(6)), "", "Des charlottes de cantine, une par élève."),
            document(Thing::Session(SessionId::new(9)), "Tenir une radio", ""),
            document(Thing::Session(SessionId::new(8)), "Tenir une radio", ""),
            school(990_017, "École élémentaire Les Magnolias"),
            school(990_019, "École maternelle L’Étoile du matin"),
        ])
    }

    #[test]
    fn a_thing_is_named_by_words_that_no_other_of_its_kind_has() {
        let names = names();
        assert_eq!(names.things("projet:lune-a-midi").expect("one"), [Thing::Project(ProjectId::new(4))]);
        assert_eq!(names.things("message:charlottes-de-cantine").expect("one"), [Thing::Post(PostId::new(6))]);
        for none in ["projet:une-lune", "projet:une-lun", "sujet:lune-a-midi", "lune", "rien:lune", "ecole:0330000A", "ecoles:33063"] {
            assert!(names.things(none).is_err(), "{none}");
        }
    }

    #[test]
    fn sessions_are_counted_in_the_order_in_which_they_were_made() {
        let names = names();
        assert_eq!(names.things("session:tenir-une-radio/1").expect("one"), [Thing::Session(SessionId::new(8))]);
        assert_eq!(names.things("session:tenir-une-radio/2").expect("one"), [Thing::Session(SessionId::new(9))]);
        for none in ["session:tenir-une-radio/3", "session:tenir-une-radio/0", "session:tenir-une-radio"] {
            assert!(names.things(none).is_err(), "{none}");
        }
    }

    #[test]
    fn schools_of_a_commune_are_named_together() {
        let names = names();
        assert_eq!(names.things("ecoles:33032").expect("both").len(), 2);
        assert_eq!(names.things("maternelles:33032").expect("one").len(), 1);
        assert!(names.things("colleges:33032").is_err());
    }
}
