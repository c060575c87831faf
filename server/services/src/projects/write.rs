//! What an author does: begin, save, hand over, take back.

use super::{Author, Project, Saved, authors, desk, gate, lineage, media::lacks, pictures::place, review, rows};
use crate::{
    access,
    cx::{Change, Cx},
    db::Conn,
    error::{Conflict, Error, Result},
    territory,
};
use domain::{
    access::{Denial, PortalAction, ProjectAction, Viewer},
    events::Event,
    ids::ProjectId,
    problem::Rule,
    projects::{Move, Openings, ProjectDraft, ProjectForm, Regime, State},
    text::slugify,
    time::Day,
};

/// How a save came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveMode {
    /// Someone pressed the button.
    Kept,
    /// The page saved by itself while someone was typing.
    Auto,
}

/// Begins a project.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` when it has no title or breaks a rule.
pub async fn start(cx: &Cx, form: &ProjectForm, mode: SaveMode) -> Result<Saved> {
    let mut change = cx.begin().await?;
    let project = begin(cx, &mut change, form, mode).await?;
    change.commit().await?;
    Ok(saved(&project))
}

/// As [`start`], in a change of another slice that goes on.
///
/// # Errors
/// As [`start`].
pub async fn start_in(cx: &Cx, change: &mut Change, form: &ProjectForm, mode: SaveMode) -> Result<Saved> {
    Ok(saved(&begin(cx, change, form, mode).await?))
}

/// As [`start`], within a change that goes on.
pub(super) async fn begin(cx: &Cx, change: &mut Change, form: &ProjectForm, mode: SaveMode) -> Result<Project> {
    access::check(cx, PortalAction::StartProject)?;
    let member = cx.viewer.member().ok_or(Error::SignIn)?;
    let now = cx.now();
    let mut project = Project {
        id: ProjectId::new(cx.id()),
        slug: String::new(),
        draft: ProjectDraft::default(),
        state: State::Draft,
        openings: Openings::default(),
        pictures: Vec::new(),
        attachments: Vec::new(),
        authors: vec![Author { id: member.id, name: member.name.clone() }],
        communes: Vec::new(),
        version: 0,
        created: now,
        updated: now,
        submitted: None,
        publish_at: None,
        published: None,
    };
    project.slug = free_slug(change, &form.draft.title, None).await?;
    check(cx, change, &project, form).await?;
    rows::insert(change, &project).await?;
    write(cx, change, &mut project, form, mode).await?;
    Ok(project)
}

/// Saves what an author typed over the project at `slug`.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` for broken rules; `Conflict` when another version was saved meanwhile: nothing of
/// either is lost, and the caller shows what was typed again.
pub async fn save(cx: &Cx, slug: &str, form: &ProjectForm, mode: SaveMode) -> Result<Saved> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Edit, slug).await?;
    same_version(&project, form.version)?;
    if mode == SaveMode::Auto && project.state == State::Published {
        // What is typed half-way must not appear to readers: a published sheet is saved by its button alone.
        return Err(Error::Denied(Denial::State(State::Published)));
    }
    keep(cx, &mut change, &mut project, form, mode).await?;
    change.commit().await?;
    Ok(saved(&project))
}

/// Keeps `form` as the next version of `project`, whose row is locked; with another title, it moves to another address.
pub(super) async fn keep(cx: &Cx, change: &mut Change, project: &mut Project, form: &ProjectForm, mode: SaveMode) -> Result<()> {
    check(cx, change, project, form).await?;
    let former = project.slug.clone();
    if mode == SaveMode::Kept && slugify(&form.draft.title) != slugify(&project.draft.title) {
        project.slug = free_slug(change, &form.draft.title, Some(project.id)).await?;
    }
    write(cx, change, project, form, mode).await?;
    if project.slug != former {
        rows::keep_former_slug(change, project.id, &former, &project.slug).await?;
    }
    if project.state == State::Published {
        complete(cx, change, project).await?;
        rows::leave_unchecked(change, project.id, cx.now()).await?;
    }
    Ok(())
}

/// Hands the project over: it waits for review, or appears at once and is read then, as its [`Regime`] says.
///
/// # Errors
/// As [`save`]; `Invalid` names every mandatory field that is missing (S1), and what each picture lacks (S4, S14).
pub async fn submit(cx: &Cx, slug: &str, version: i64) -> Result<Saved> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Submit, slug).await?;
    same_version(&project, Some(version))?;
    complete(cx, &mut change, &project).await?;
    project.submitted = Some(cx.now());
    review::make(cx, &mut change, &mut project, Move::Submit).await?;
    match desk::regime_of(&mut change, &project).await? {
        Regime::Before => change.tell(Event::ProjectSubmitted { project: project.id }),
        Regime::After => {
            review::make_public(cx, &mut change, &mut project).await?;
            rows::leave_unchecked(&mut change, project.id, cx.now()).await?;
            change.tell(Event::ProjectToCheck { project: project.id });
        }
    }
    change.commit().await?;
    Ok(saved(&project))
}

/// Takes a project back from review, or from being withdrawn, to go on writing.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn take_back(cx: &Cx, slug: &str) -> Result<Saved> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::TakeBack, slug).await?;
    review::make(cx, &mut change, &mut project, Move::TakeBack).await?;
    change.commit().await?;
    Ok(saved(&project))
}

/// What a project lacks to be read by others: fields, pictures (S1, S4, S14), schools (S7), what it was made from (S15).
pub(super) async fn complete(cx: &Cx, conn: &mut impl Conn, project: &Project) -> Result<()> {
    let mut problems = project.draft.lacks_to_be_submitted();
    problems.extend(lacks(project, Day::containing(cx.now())));
    problems.extend(lineage::lacks(conn, project).await?);
    problems.extend(authors::lacks(conn, &project.draft).await?);
    Ok(problems.into_result()?)
}

/// Refuses what was decided on another version than the one kept.
pub(super) fn same_version(project: &Project, seen: Option<i64>) -> Result<()> {
    if seen == Some(project.version) { Ok(()) } else { Err(Error::Conflict(Conflict::StaleVersion { current: project.version })) }
}

async fn check(cx: &Cx, change: &mut Change, project: &Project, form: &ProjectForm) -> Result<()> {
    let mut problems = form.problems.clone();
    problems.extend(form.draft.lacks_to_be_kept());
    let before = (&project.openings, project.draft.visibility);
    if project.state == State::Published && !project.openings.check_reach(form.draft.visibility, before, cx.now()).is_empty() {
        problems.add("visibility", Rule::NeedsReview);
    }
    for school in &form.draft.schools {
        let already = project.draft.schools.contains(school);
        let allowed = already || (may_choose(&cx.viewer, school) && territory::is_open(change, school).await?);
        if !allowed {
            problems.add("schools", Rule::NotYourSchool);
        }
    }
    Ok(problems.into_result()?)
}

/// Teachers choose among their own schools; where the workspace named none, and for advisors and animators, any school.
fn may_choose(viewer: &Viewer, school: &domain::territory::Uai) -> bool {
    use domain::access::Role;
    viewer.member().is_none_or(|member| {
        member.is(Role::Advisor) || member.is(Role::Animator) || member.schools.is_empty() || member.schools.contains(school)
    })
}

async fn write(cx: &Cx, change: &mut Change, project: &mut Project, form: &ProjectForm, mode: SaveMode) -> Result<()> {
    project.draft = form.draft.clone();
    project.version += 1;
    project.updated = cx.now();
    rows::store_lists(change, project.id, &project.draft).await?;
    rows::update(change, project, cx.now()).await?;
    place(cx, change, project, form.pictures.as_ref()).await?;
    rows::keep_version(change, project, cx.account(), mode == SaveMode::Auto).await?;
    change.tell(Event::ProjectChanged { project: project.id });
    Ok(())
}

async fn free_slug(change: &mut Change, title: &str, mine: Option<ProjectId>) -> Result<String> {
    let wanted = slugify(title);
    if !is_reserved(&wanted) && rows::is_free(change, &wanted, mine).await? {
        return Ok(wanted);
    }
    for number in 2..1_000 {
        let slug = format!("{wanted}-{number}");
        if rows::is_free(change, &slug, mine).await? {
            return Ok(slug);
        }
    }
    Err(anyhow::anyhow!("a thousand projects are called {wanted:?}").into())
}

/// Words that stand in the place of a slug in other addresses.
fn is_reserved(slug: &str) -> bool {
    matches!(slug, "nouveau" | "partenaires")
}

pub(super) fn saved(project: &Project) -> Saved {
    Saved { id: project.id, slug: project.slug.clone(), version: project.version }
}
