//! A project as its author writes it, and what it lacks.

use crate::{
    problem::{Problems, Rule},
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, Link, Subject, Visibility},
    territory::Uai,
    time::SchoolYear,
};

/// The longest title, in characters.
pub const MAX_TITLE: usize = 120;
/// The longest summary, in characters.
pub const MAX_SUMMARY: usize = 400;
/// The longest single-line answer, in characters.
pub const MAX_LINE: usize = 200;
/// The longest body, in characters: some thirty printed pages.
pub const MAX_BODY: usize = 60_000;

const MAX_SHORT_TEXT: usize = 4_000;
const MAX_SCHOOLS: usize = 12;
const MAX_LINKS: usize = 20;
/// How much of a line that is refused is said back, in characters.
const MAX_SHOWN: usize = 60;

/// What a sheet says. Everything in it is cleaned and from closed lists; whether it is *enough* is another question, asked by
/// [`ProjectDraft::lacks_to_be_kept`] and [`ProjectDraft::lacks_to_be_submitted`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)] // A version kept before a field existed lacks it.
pub struct ProjectDraft {
    /// In one line.
    pub title: String,
    /// In a few sentences, for cards and link previews.
    pub summary: String,
    /// What is aimed at, one objective a line.
    pub objectives: String,
    /// The school year it belongs to; when nothing is said, the one in which it was published.
    pub school_year: Option<SchoolYear>,
    /// In which language it is written, whatever it teaches.
    pub language: Language,
    /// How long it takes, in words.
    pub duration: String,
    /// What must be at hand besides the equipment, one thing a line.
    pub materials: String,
    /// The steps, one a line, in order.
    pub steps: String,
    /// The story, in Markdown.
    pub body: String,
    /// What the children did and learnt, in Markdown.
    pub result: String,
    /// Pages to go further, one a line: see [`Link`].
    pub links: String,
    /// Teaching cycles.
    pub cycles: Vec<Cycle>,
    /// Class levels.
    pub levels: Vec<Level>,
    /// Subjects.
    pub subjects: Vec<Subject>,
    /// Digital competences.
    pub crcn: Vec<Crcn>,
    /// Equipment and services used.
    pub equipment: Vec<Equipment>,
    /// Where it took place.
    pub schools: Vec<Uai>,
    /// What others may do with it.
    pub licence: Option<Licence>,
    /// Who may read it once published.
    pub visibility: Visibility,
}

impl Default for ProjectDraft {
    fn default() -> Self {
        Self {
            title: String::new(),
            summary: String::new(),
            objectives: String::new(),
            school_year: None,
            language: Language::French,
            duration: String::new(),
            materials: String::new(),
            steps: String::new(),
            body: String::new(),
            result: String::new(),
            links: String::new(),
            cycles: Vec::new(),
            levels: Vec::new(),
            subjects: Vec::new(),
            crcn: Vec::new(),
            equipment: Vec::new(),
            schools: Vec::new(),
            licence: None,
            visibility: Visibility::Public,
        }
    }
}

impl ProjectDraft {
    /// What stops it from being kept as a draft: only a missing title and texts that are too long.
    pub fn lacks_to_be_kept(&self) -> Problems {
        let mut problems = Problems::new();
        problems.check_line("title", &self.title, true, MAX_TITLE);
        problems.check_line("summary", &self.summary, false, MAX_SUMMARY);
        problems.check_line("objectives", &self.objectives, false, MAX_SHORT_TEXT);
        problems.check_line("duration", &self.duration, false, MAX_LINE);
        problems.check_line("materials", &self.materials, false, MAX_SHORT_TEXT);
        problems.check_line("steps", &self.steps, false, MAX_SHORT_TEXT);
        problems.check_line("body", &self.body, false, MAX_BODY);
        problems.check_line("result", &self.result, false, MAX_BODY);
        problems.check_line("links", &self.links, false, MAX_SHORT_TEXT);
        self.check_links(&mut problems);
        if self.schools.len() > MAX_SCHOOLS {
            problems.add("schools", Rule::TooMany { max: MAX_SCHOOLS });
        }
        problems
    }

    fn check_links(&self, problems: &mut Problems) {
        if Self::lines(&self.links).count() > MAX_LINKS {
            problems.add("links", Rule::TooMany { max: MAX_LINKS });
        } else if let Some(line) = Self::lines(&self.links).find(|line| Link::read(line).is_none()) {
            problems.add("links", Rule::NotALink(line.chars().take(MAX_SHOWN).collect()));
        }
    }

    /// What stops it from being handed over and published (S1): the mandatory fields, each by name. They are what a reader needs to
    /// find the project and to follow it; objectives, duration, steps, equipment and result are asked for, and never demanded of
    /// someone who writes after class.
    pub fn lacks_to_be_submitted(&self) -> Problems {
        let mut problems = self.lacks_to_be_kept();
        let mandatory = [
            ("summary", self.summary.is_empty()),
            ("body", self.body.is_empty()),
            ("cycles", self.cycles.is_empty()),
            ("levels", self.levels.is_empty()),
            ("subjects", self.subjects.is_empty()),
            ("schools", self.schools.is_empty()),
            ("licence", self.licence.is_none()),
        ];
        for (field, missing) in mandatory {
            if missing {
                problems.add(field, Rule::Required);
            }
        }
        if self.levels.iter().any(|level| !self.cycles.contains(&level.cycle())) && !self.cycles.is_empty() {
            problems.add("levels", Rule::LevelOutsideCycles);
        }
        problems
    }

    /// Whether it joins the last years of primary school with the first of the collège, which are one cycle: then schools of both are
    /// named (S7).
    pub fn joins_college(&self) -> bool {
        self.levels.contains(&Level::Sixth) && self.levels.iter().any(|level| matches!(level, Level::Cm1 | Level::Cm2))
    }

    /// The objectives or steps of a multi-line answer, without the empty lines and the dashes people begin them with.
    pub fn lines(text: &str) -> impl Iterator<Item = &str> {
        text.lines().map(|line| line.trim().trim_start_matches(['-', '*', '•', '–']).trim()).filter(|line| !line.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> ProjectDraft {
        ProjectDraft {
            title: "Radio".into(),
            summary: "Une émission par mois.".into(),
            body: "Nous avons commencé par écouter.".into(),
            cycles: vec![Cycle::Two],
            levels: vec![Level::Ce1],
            subjects: vec![Subject::Francais],
            schools: vec![Uai::from_number(990_001)],
            licence: Some(Licence::CcBySa),
            ..ProjectDraft::default()
        }
    }

    #[test]
    fn each_mandatory_field_is_named_when_it_is_missing() {
        assert!(complete().lacks_to_be_submitted().is_empty());
        type Spoil = fn(&mut ProjectDraft);
        let cases: [(&str, Spoil); 8] = [
            ("title", |d| d.title.clear()),
            ("summary", |d| d.summary.clear()),
            ("body", |d| d.body.clear()),
            ("cycles", |d| d.cycles.clear()),
            ("levels", |d| d.levels.clear()),
            ("subjects", |d| d.subjects.clear()),
            ("schools", |d| d.schools.clear()),
            ("licence", |d| d.licence = None),
        ];
        for (field, spoil) in cases {
            let mut draft = complete();
            spoil(&mut draft);
            let found: Vec<_> = draft.lacks_to_be_submitted().iter().map(|p| p.field).collect();
            assert_eq!(found, [field]);
        }
    }

    #[test]
    fn a_draft_needs_a_title_only() {
        let draft = ProjectDraft { title: "Radio".into(), ..ProjectDraft::default() };
        assert!(draft.lacks_to_be_kept().is_empty());
        assert_eq!(ProjectDraft::default().lacks_to_be_kept(), Problems::one("title", Rule::Required));
        let long = ProjectDraft { title: "é".repeat(MAX_TITLE + 1), ..ProjectDraft::default() };
        assert_eq!(long.lacks_to_be_kept(), Problems::one("title", Rule::TooLong { max: MAX_TITLE, actual: MAX_TITLE + 1 }));
    }

    #[test]
    fn a_level_belongs_to_a_cycle_that_was_chosen() {
        let draft = ProjectDraft { levels: vec![Level::Ce1, Level::Cm2], ..complete() };
        assert_eq!(draft.lacks_to_be_submitted(), Problems::one("levels", Rule::LevelOutsideCycles));
    }

    #[test]
    fn lists_typed_line_by_line_lose_their_dashes() {
        let lines: Vec<_> = ProjectDraft::lines("- écouter\n\n • enregistrer \n monter").collect();
        assert_eq!(lines, ["écouter", "enregistrer", "monter"]);
    }
}
