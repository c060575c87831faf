//! The projects of the demo, as written in `projects/*.md`: a TOML head between `+++` lines, then the story.

use crate::scenes::Scene;
use anyhow::{Context, bail};
use domain::{
    projects::{Crcn, Cycle, Equipment, Language, Level, Licence, ProjectDraft, State, Subject, Visibility},
    territory::{Insee, Uai},
    time::Timestamp,
};
use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/projects");
static TEACHERS: &str = include_str!("../teachers.toml");

/// A sheet and what became of it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The file's name, for errors.
    pub file: String,
    /// What it says.
    pub draft: ProjectDraft,
    /// The key of who wrote it: of the cast, or of the teachers.
    pub author: String,
    /// Where it took place.
    pub school: Uai,
    /// Who signs it too, with their collège.
    pub partner: Option<(String, Uai)>,
    /// Where it stands.
    pub state: State,
    /// When it came to stand there.
    pub at: Timestamp,
    /// Its picture, if it has one.
    pub picture: Option<Picture>,
    /// The sound that is attached to it, if one is.
    pub jingle: Option<Jingle>,
    /// What the animator asked for, and of which field.
    pub remark: Option<(String, String)>,
}

/// The sound of a sheet, which the program plays.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Jingle {
    /// What it is.
    pub title: String,
    /// What one hears.
    pub transcript: String,
}

/// The picture of a sheet.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What is drawn.
    pub scene: Scene,
    /// What stands for it.
    pub alt: String,
    /// The line beneath it.
    pub caption: String,
}

/// An invented teacher.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Teacher {
    /// The key sheets name them by.
    pub key: String,
    first_name: String,
    last_name: String,
}

impl Teacher {
    /// The name shown.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// The head of a file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    title: String,
    summary: String,
    author: String,
    commune: Insee,
    school: usize,
    /// Who signs it too, of the commune's first collège.
    partner: Option<String>,
    jingle: Option<Jingle>,
    cycles: Vec<u8>,
    levels: Vec<Level>,
    subjects: Vec<Subject>,
    #[serde(default)]
    crcn: Vec<Crcn>,
    equipment: Vec<Equipment>,
    /// French, when nothing is said.
    language: Option<Language>,
    objectives: String,
    duration: String,
    #[serde(default)]
    materials: String,
    steps: String,
    result: String,
    licence: Licence,
    visibility: Visibility,
    state: State,
    date: String,
    scene: String,
    #[serde(default)]
    alt: String,
    #[serde(default)]
    caption: String,
    remark: Option<String>,
    remark_field: Option<String>,
}

/// The invented teachers.
///
/// # Errors
/// When the file is not what it should be.
pub fn teachers() -> anyhow::Result<Vec<Teacher>> {
    #[derive(serde::Deserialize)]
    struct File {
        teacher: Vec<Teacher>,
    }
    Ok(toml::from_str::<File>(TEACHERS).context("teachers.toml")?.teacher)
}

/// Every sheet, in the order of their dates.
///
/// # Errors
/// The first file that is not what it should be, by name.
pub fn sheets() -> anyhow::Result<Vec<Sheet>> {
    let mut sheets = Vec::new();
    for file in FILES.files() {
        let name = file.path().display().to_string();
        let text = file.contents_utf8().with_context(|| format!("{name} is not UTF-8"))?;
        sheets.push(sheet(&name, text).with_context(|| name.clone())?);
    }
    sheets.sort_by_key(|sheet| (sheet.at, sheet.file.clone()));
    Ok(sheets)
}

fn sheet(file: &str, text: &str) -> anyhow::Result<Sheet> {
    let Some((head, body)) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) else { bail!("no head") };
    let head: Head = toml::from_str(head)?;
    let nursery = head.levels.iter().all(|level| level.cycle() == Cycle::One);
    let school = crate::territory::school_for(head.commune.as_str(), head.school, nursery).context("no such school")?;
    let partner = match head.partner {
        None => None,
        Some(key) => Some((key, crate::territory::college(head.commune.as_str(), 1).context("the commune has no collège")?)),
    };
    let picture = match head.scene.as_str() {
        "none" => None,
        key => Some(Picture { scene: key.parse().map_err(|_| anyhow::anyhow!("no scene {key:?}"))?, alt: head.alt, caption: head.caption }),
    };
    let cycles: Result<Vec<Cycle>, _> = head.cycles.iter().map(|cycle| cycle.to_string().parse()).collect();
    let draft = ProjectDraft {
        title: head.title,
        summary: head.summary,
        objectives: head.objectives.trim().to_owned(),
        school_year: None,
        language: head.language.unwrap_or(Language::French),
        duration: head.duration,
        materials: head.materials.trim().to_owned(),
        steps: head.steps.trim().to_owned(),
        body: body.trim().to_owned(),
        result: head.result.trim().to_owned(),
        links: String::new(),
        cycles: cycles?,
        levels: head.levels,
        subjects: head.subjects,
        crcn: head.crcn,
        equipment: head.equipment,
        schools: vec![school.clone()],
        licence: Some(head.licence),
        visibility: head.visibility,
    };
    Ok(Sheet {
        file: file.to_owned(),
        draft,
        author: head.author,
        school,
        partner,
        state: head.state,
        at: Timestamp::from_paris(&head.date).context("the date is not one")?,
        picture,
        jingle: head.jingle,
        remark: head.remark.map(|text| (head.remark_field.unwrap_or_default(), text)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_demo_holds_a_school_year_of_complete_sheets() {
        let sheets = sheets().expect("every file reads");
        let published: Vec<_> = sheets.iter().filter(|sheet| sheet.state == State::Published).collect();
        assert!(sheets.len() >= 60 && published.len() >= 50, "{} sheets, {} published", sheets.len(), published.len());
        assert!(published.iter().filter(|sheet| sheet.picture.is_some()).count() >= 60);
        let (first, last) = (published.iter().map(|sheet| sheet.at).min(), published.iter().map(|sheet| sheet.at).max());
        let days = first.zip(last).map(|(first, last)| last.since_ms(first) / 86_400_000);
        assert!(days.is_some_and(|days| days > 240), "from September to summer: {days:?}");
        let titles: HashSet<_> = sheets.iter().map(|sheet| &sheet.draft.title).collect();
        assert_eq!(titles.len(), sheets.len(), "every title stands once");
        for sheet in &sheets {
            assert!(sheet.draft.lacks_to_be_submitted().is_empty(), "{}: {:?}", sheet.file, sheet.draft.lacks_to_be_submitted());
            assert!(sheet.picture.as_ref().is_none_or(|picture| !picture.alt.is_empty()), "{}", sheet.file);
        }
    }

    #[test]
    fn every_sheet_was_written_by_someone_there_is() {
        let known: HashSet<String> =
            teachers().expect("teachers").into_iter().map(|t| t.key).chain(crate::cast::CAST.iter().map(|p| p.key.to_owned())).collect();
        for sheet in sheets().expect("every file reads") {
            assert!(known.contains(&sheet.author), "{}: {}", sheet.file, sheet.author);
            assert!(sheet.partner.as_ref().is_none_or(|(key, _)| known.contains(key)), "{}: {:?}", sheet.file, sheet.partner);
            assert_eq!(sheet.draft.joins_college(), sheet.partner.is_some(), "{}: a school and a collège sign it", sheet.file);
        }
    }
}
