//! Filling a portal with the demo, through the same use cases as people, at the dates at which it would have happened.

use crate::{
    cast::{self, CAST, PROVIDER},
    scenes,
    sheets::{Jingle, Sheet, Teacher, sheets, teachers},
    sound, territory,
};
use anyhow::{Context, anyhow, bail};
use domain::{
    access::{Member, Role, Viewer},
    ids::PictureId,
    media::{Alternative, People},
    problem::Problems,
    projects::{AttachmentWords, PictureEntry, ProjectDraft, ProjectForm, RemarksForm, State},
    territory::Uai,
    time::{Day, Timestamp},
};
use services::{
    cx::{Cx, Portal},
    identity::{self, NewPerson, Providers},
    index::Index,
    mail::Mailer,
    media::{self, Prepared},
    outside::{Clock, Ids},
    projects::{self, SaveMode, Saved, Shelf},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// How the demo is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Filling {
    /// How many times every sheet is written: 1 for the demo, 30 for the bench.
    pub times: usize,
    /// The pictures' width, in pixels; none for tests that look at none.
    pub picture_width: Option<u32>,
}

impl Default for Filling {
    fn default() -> Self {
        Self { times: 1, picture_width: Some(1280) }
    }
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// This many projects.
    Made(usize),
    /// Nothing: the database holds projects already.
    AlreadyThere,
}

/// How long an author's draft waits before it is handed over, and then on the desk: three days, then two.
const WRITTEN_BEFORE_MS: i64 = 5 * 24 * 3_600_000;
const SUBMITTED_BEFORE_MS: i64 = 2 * 24 * 3_600_000;
/// When the territory was set up: before the first sheet.
const BEGINNING: &str = "2025-09-01T08:00";

/// Fills `portal`'s database and files. `progress` is told how many pictures and sheets are done, and of how many. A filling that was interrupted
/// is gone on with: the sheet that was being written stays where it was, the others follow.
///
/// # Errors
/// Whatever a use case refuses: the content is then wrong, and says which file.
pub async fn fill(portal: &Arc<Portal>, filling: Filling, mut progress: impl FnMut(usize, usize)) -> anyhow::Result<Filled> {
    let sheets = sheets()?;
    let Some(written) = written(portal, &sheets, filling.times).await? else { return Ok(Filled::AlreadyThere) };
    // Ids that count are the same in every demo; after an interruption, the first of them are taken.
    let past = Past::of(portal, if written.is_empty() { Ids::counted(1) } else { Ids::Random })?;
    past.set_up_territory().await?;
    let people = past.people().await?;
    let painted = filling.picture_width.map_or(0, |_| sheets.iter().filter(|sheet| sheet.picture.is_some()).count());
    let total = painted + sheets.len() * filling.times;
    progress(0, total);
    let pictures = paint(&sheets, filling.picture_width, |done| progress(done, total)).await?;
    let mut done = painted;
    for round in 0..filling.times {
        for (sheet, picture) in sheets.iter().zip(&pictures) {
            if !written.contains(&title(sheet, round)) {
                past.live(sheet, round, picture.as_deref(), &people).await.with_context(|| sheet.file.clone())?;
            }
            done += 1;
            progress(done, total);
        }
    }
    crate::forward::put_forward(&past.system(), &people).await?;
    let today = Day::containing(portal.clock.now());
    crate::trainings_held::hold(&past.system(), &people, today, |at| past.go_to(at)).await?;
    past.go_to(portal.clock.now());
    crate::trainings::plan(&past.system(), &people, today).await?;
    crate::talks::talk(&past.system(), &people, today, |at| past.go_to(at)).await?;
    Ok(Filled::Made(done - painted - written.len()))
}

/// The titles of the demo that an interrupted filling has written; nothing when the demo is whole, or when there is anything else:
/// what is invented is not mixed with people, schools and projects that are not.
async fn written(portal: &Arc<Portal>, sheets: &[Sheet], times: usize) -> anyhow::Result<Option<BTreeSet<String>>> {
    let cx = Cx::system(portal.clone(), "the demo");
    if services::identity::real_people(&cx).await? || !services::territory::open_schools(&cx).await?.iter().all(territory::is_invented) {
        return Ok(None);
    }
    let there = projects::readable(&cx, Shelf::All).await?;
    if there.len() >= sheets.len() * times {
        return Ok(None);
    }
    let expected: BTreeSet<String> = (0..times).flat_map(|round| sheets.iter().map(move |sheet| title(sheet, round))).collect();
    let there: BTreeSet<String> = projects::cards(&cx, &there).await?.into_iter().map(|card| card.title).collect();
    Ok(there.is_subset(&expected).then_some(there))
}

/// The portal as it was on the days when things happened: same database and files, its clock moved by hand, ids that count.
struct Past {
    portal: Arc<Portal>,
}

impl Past {
    fn of(portal: &Arc<Portal>, ids: Ids) -> anyhow::Result<Self> {
        let past = Portal {
            db: portal.db.clone(),
            index: Index::in_memory()?,
            remembered: Default::default(),
            live: Default::default(),
            measured: Default::default(),
            files: portal.files.clone(),
            reader: portal.reader.clone(),
            mailer: Mailer::memory(),
            clock: Clock::fixed(Timestamp::from_paris(BEGINNING).context("the beginning is a date")?),
            ids,
            settings: portal.settings.clone(),
            providers: Providers::new(Vec::new())?,
            wake: tokio::sync::Notify::new(),
        };
        Ok(Self { portal: Arc::new(past) })
    }

    fn system(&self) -> Cx {
        Cx::system(self.portal.clone(), "the demo")
    }

    fn go_to(&self, at: Timestamp) {
        self.portal.clock.advance_ms(at.ms() - self.portal.clock.now().ms());
    }

    async fn set_up_territory(&self) -> anyhow::Result<()> {
        let (_, report) = territory::load(&self.system()).await?;
        if !report.refused.is_empty() {
            bail!("the invented schools are refused: {:?}", report.refused.first());
        }
        Ok(())
    }

    /// Everyone's viewer, by key.
    async fn people(&self) -> anyhow::Result<BTreeMap<String, Viewer>> {
        let cx = self.system();
        let mut people = BTreeMap::new();
        for person in CAST {
            people.insert(person.key.to_owned(), viewer(&cx, person.account()).await?);
        }
        let mut schools: BTreeMap<String, BTreeSet<Uai>> = BTreeMap::new();
        for sheet in sheets()? {
            schools.entry(sheet.author).or_default().insert(sheet.school);
            if let Some((partner, college)) = sheet.partner {
                schools.entry(partner).or_default().insert(college);
            }
        }
        for teacher in teachers()? {
            let attached = schools.remove(&teacher.key).unwrap_or_default();
            let person = account(&teacher, attached);
            people.insert(teacher.key, viewer(&cx, person).await?);
        }
        Ok(people)
    }

    /// Takes a sheet through everything that happened to it.
    async fn live(&self, sheet: &Sheet, round: usize, picture: Option<&Prepared>, people: &BTreeMap<String, Viewer>) -> anyhow::Result<()> {
        let viewer = |key: &str| people.get(key).cloned().with_context(|| format!("nobody is called {key:?}"));
        let author = Cx::new(self.portal.clone(), viewer(&sheet.author)?, "the demo");
        let animator = author.as_viewer(viewer(cast::ANIMATOR.key)?);
        let at = |before: i64| self.go_to(sheet.at.plus_ms(-before));
        at(if sheet.state == State::Draft { 0 } else { WRITTEN_BEFORE_MS });
        let picture = match picture {
            Some(prepared) => Some(media::keep(&author, prepared).await?),
            None => None,
        };
        if let Some(picture) = picture {
            // All are drawn: there is nobody in them.
            projects::declare_people(&author, picture, &People::Nobody).await?;
        }
        let mut saved = projects::start(&author, &form(sheet, round, picture), SaveMode::Kept).await?;
        if let Some((partner, college)) = &sheet.partner {
            let invitation = projects::invite(&author, &saved.slug).await?;
            saved = projects::join(&author.as_viewer(viewer(partner)?), &invitation, Some(college)).await?;
        }
        if let Some(jingle) = sheet.jingle.as_ref().filter(|_| round == 0) {
            attach(&author, &saved, jingle).await?;
        }
        if sheet.state == State::Draft {
            return Ok(());
        }
        at(if sheet.state == State::Submitted { 0 } else { SUBMITTED_BEFORE_MS });
        projects::submit(&author, &saved.slug, saved.version).await?;
        at(0);
        self.decide(sheet, &saved, &animator).await
    }

    async fn decide(&self, sheet: &Sheet, saved: &Saved, animator: &Cx) -> anyhow::Result<()> {
        match sheet.state {
            State::Draft | State::Submitted => {}
            State::ChangesRequested => {
                let (field, text) = sheet.remark.clone().context("changes were asked for without a remark")?;
                projects::ask_changes(animator, &saved.slug, saved.version, &remark(&field, text)).await?;
            }
            State::Scheduled => bail!("the demo plans no publication"),
            State::Published | State::Withdrawn | State::Archived => {
                projects::publish(animator, &saved.slug, saved.version).await?;
                if sheet.state == State::Withdrawn {
                    projects::withdraw(animator, &saved.slug).await?;
                } else if sheet.state == State::Archived {
                    projects::archive(animator, &saved.slug).await?;
                }
            }
        }
        Ok(())
    }
}

/// Attaches a sheet's sound, in which nobody speaks.
async fn attach(author: &Cx, saved: &Saved, jingle: &Jingle) -> anyhow::Result<()> {
    let attachment = projects::attach(author, &saved.slug, sound::jingle(), "jingle.wav").await?;
    let words = AttachmentWords { title: jingle.title.clone(), transcript: jingle.transcript.clone(), captions: None };
    projects::describe(author, attachment, &words).await?;
    projects::declare_people(author, attachment, &People::Nobody).await?;
    Ok(())
}

/// Has the person exist, and gives what they are as far as rights go.
pub(crate) async fn viewer(cx: &Cx, person: NewPerson) -> anyhow::Result<Viewer> {
    let id = identity::ensure_account(cx, &person).await?;
    let NewPerson { name, roles, schools, communes, .. } = person;
    let named = services::territory::school_names(&mut cx.read().await?, &schools).await?;
    let school_communes: BTreeSet<_> = named.into_values().map(|school| school.commune).collect();
    let school_communes = school_communes.into_iter().collect();
    Ok(Viewer::Member(Member { id, name, roles, schools, communes, school_communes, animates: Vec::new(), links: Vec::new() }))
}

fn account(teacher: &Teacher, schools: BTreeSet<Uai>) -> NewPerson {
    NewPerson {
        provider: PROVIDER.to_owned(),
        subject: teacher.key.clone(),
        name: teacher.name(),
        email: Some(format!("{}@demo.preau.example", teacher.key)),
        roles: vec![Role::Teacher],
        schools: schools.into_iter().collect(),
        communes: Vec::new(),
    }
}

fn form(sheet: &Sheet, round: usize, picture: Option<PictureId>) -> ProjectForm {
    let placed = picture.zip(sheet.picture.as_ref()).map(|(picture, drawn)| PictureEntry {
        picture,
        alt: Alternative::Text(drawn.alt.clone()),
        caption: drawn.caption.clone(),
    });
    ProjectForm {
        draft: ProjectDraft { title: title(sheet, round), ..sheet.draft.clone() },
        pictures: Some(placed.into_iter().collect()),
        version: None,
        problems: Problems::new(),
    }
}

fn title(sheet: &Sheet, round: usize) -> String {
    if round == 0 { sheet.draft.title.clone() } else { format!("{} ({})", sheet.draft.title, round + 1) }
}

fn remark(field: &str, text: String) -> RemarksForm {
    let known = ["title", "summary", "objectives", "duration", "steps", "body", "result"].into_iter().find(|known| *known == field);
    match known {
        Some(field) => RemarksForm { fields: vec![(field, text)], ..RemarksForm::default() },
        None => RemarksForm { whole: text, ..RemarksForm::default() },
    }
}

/// Draws every picture once, on as many threads as there are cores.
async fn paint(sheets: &[Sheet], width: Option<u32>, mut progress: impl FnMut(usize)) -> anyhow::Result<Vec<Option<Arc<Prepared>>>> {
    let mut tasks = tokio::task::JoinSet::new();
    for (place, sheet) in sheets.iter().enumerate() {
        if let (Some(picture), Some(width)) = (&sheet.picture, width) {
            let scene = picture.scene;
            let seed = place as u64;
            tasks.spawn_blocking(move || {
                let png = scenes::paint(scene, seed, width, width * 2 / 3)?;
                let prepared = media::prepare(png).map_err(|problem| anyhow!("a drawn picture is refused: {problem}"))?;
                anyhow::Ok((place, Arc::new(prepared)))
            });
        }
    }
    let mut pictures = vec![None; sheets.len()];
    let mut done = 0;
    while let Some(painted) = tasks.join_next().await {
        let (place, prepared) = painted??;
        pictures[place] = Some(prepared);
        done += 1;
        progress(done);
    }
    Ok(pictures)
}
