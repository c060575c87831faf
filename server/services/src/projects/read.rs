//! Opening one project: its page, its editor, its files.

use super::{Announcement, Echoes, Figure, Lineage, Place, Project, ProjectSheet, dialogue, gate, lineage, remarks, rows, trials};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity, text,
};
use domain::{
    access::{Action, ProjectAction, decide},
    ids::ProjectId,
    problem::{Problems, Rule},
    projects::{State, Subject},
    time::{Day, Timestamp},
};

/// What an address leads to.
#[derive(Clone, Debug)]
pub enum Opened {
    /// The sheet.
    Sheet(Box<ProjectSheet>),
    /// Its title changed: this is its present slug (S12).
    Moved(String),
}

/// The project at `slug`, as its page shows it to this viewer.
///
/// # Errors
/// `NotFound` when there is none, or none that this viewer may read.
pub async fn open(cx: &Cx, slug: &str) -> Result<Opened> {
    let mut conn = cx.read().await?;
    let project = match gate::project(cx, &mut conn, ProjectAction::Read, slug).await {
        Ok(project) => project,
        Err(Error::NotFound) => return moved(cx, &mut conn, slug).await,
        Err(error) => return Err(error),
    };
    let places = rows::places(&mut conn, project.id).await?;
    let may = what_may_be_done(cx, &project);
    let review = may.contains(&ProjectAction::ReadReview);
    let remarks = if review { remarks::of(&mut conn, &project).await? } else { Vec::new() };
    let proposals = if review { rows::open_proposals(&mut conn, project.id).await? } else { Vec::new() };
    let suspected = if review { dialogue::suspected(&project) } else { Vec::new() };
    let history = if review { rows::moves(&mut conn, project.id).await? } else { Vec::new() };
    let around = rows::around(&mut conn, project.id, Day::containing(cx.now())).await?;
    let seeks_partners = project.state == State::Published && around.seeks;
    let lineage = if around.kin > 0 { lineage::of(cx, &mut conn, project.id).await? } else { Lineage::default() };
    let echoes = if project.state == State::Published { trials::of(cx, &mut conn, project.id, around).await? } else { Echoes::default() };
    let unchecked = if may.contains(&ProjectAction::CheckOff) { rows::unchecked_since(&mut conn, project.id).await? } else { None };
    let figures: Vec<Figure> = if may.contains(&ProjectAction::ReadVersions) {
        project.authors_figures().cloned().collect()
    } else {
        project.figures().cloned().collect()
    };
    let attachments = if may.contains(&ProjectAction::ReadVersions) {
        project.attachments.iter().filter(|attached| attached.attachment.medium.hidden.is_none()).cloned().collect()
    } else {
        project.shown_attachments().cloned().collect()
    };
    let in_texts = Figure::in_texts(&figures);
    let (body, result) = (text::markdown(&project.draft.body, &in_texts), text::markdown(&project.draft.result, &in_texts));
    Ok(Opened::Sheet(Box::new(ProjectSheet {
        project,
        places,
        figures,
        attachments,
        body,
        result,
        may,
        remarks,
        proposals,
        suspected,
        history,
        seeks_partners,
        lineage,
        echoes,
        unchecked,
    })))
}

/// The project `id` and its schools, if everyone may read it at `at`; whoever asks.
///
/// # Errors
/// The database's.
pub async fn shown_to_all(conn: &mut impl Conn, id: ProjectId, at: Timestamp) -> Result<Option<(Project, Vec<Place>)>> {
    let Some(project) = rows::load(conn, id).await? else { return Ok(None) };
    if !project.is_open_to_all(at) {
        return Ok(None);
    }
    let places = rows::places(conn, id).await?;
    Ok(Some((project, places)))
}

/// A former address answers only those who may read what it leads to: else it would tell that something is there.
async fn moved(cx: &Cx, conn: &mut impl Conn, slug: &str) -> Result<Opened> {
    let present = rows::moved_from(conn, slug).await?.ok_or(Error::NotFound)?;
    gate::project(cx, conn, ProjectAction::Read, &present).await?;
    Ok(Opened::Moved(present))
}

fn what_may_be_done(cx: &Cx, project: &Project) -> Vec<ProjectAction> {
    let facts = project.facts(cx.now());
    ProjectAction::ALL.iter().copied().filter(|action| decide(&cx.viewer, Action::Project(*action, &facts)).is_ok()).collect()
}

/// The project at `slug` with the remarks made on it, for its editor.
///
/// # Errors
/// `NotFound`, `SignIn`, or `Denied` when the viewer may not change it now.
pub async fn open_to_edit(cx: &Cx, slug: &str) -> Result<(Project, Vec<super::Remark>)> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::Edit, slug).await?;
    let remarks = remarks::of(&mut conn, &project).await?;
    Ok((project, remarks))
}

/// The published project at `slug`, to be put forward by a viewer who reads it.
///
/// # Errors
/// `Invalid` on `project` when there is none.
pub async fn id_to_put_forward(cx: &Cx, conn: &mut impl Conn, slug: &str) -> Result<ProjectId> {
    match gate::project(cx, conn, ProjectAction::Read, slug).await {
        Ok(project) if project.state == State::Published => Ok(project.id),
        Ok(_) | Err(Error::NotFound) => Err(Problems::one("project", Rule::NotAProject).into()),
        Err(error) => Err(error),
    }
}

/// What the drawn cover of a project is made of: its title and its first subject.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen.
pub async fn cover_art(cx: &Cx, slug: &str) -> Result<(String, Option<Subject>)> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::Read, slug).await?;
    Ok((project.draft.title, project.draft.subjects.first().copied()))
}

/// What letters about a project need; nothing when it is no longer there.
///
/// # Errors
/// The database's.
pub async fn announcement(conn: &mut impl Conn, id: ProjectId) -> Result<Option<Announcement>> {
    let Some(project) = rows::load(conn, id).await? else { return Ok(None) };
    let remarks = remarks::count(conn, &project).await?;
    let authors = rows::author_addresses(conn, id).await?;
    let animators = identity::animators_of(conn, &project.communes).await?;
    Ok(Some(Announcement { title: project.draft.title, slug: project.slug, state: project.state, authors, animators, remarks }))
}
