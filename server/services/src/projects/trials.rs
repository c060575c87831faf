//! What becomes of a published project: thanks, bookmarks, and other classes' reports of trying it (S8, S11).

use super::{
    ProjectCard, gate,
    rows::{self, Around},
};
use crate::{
    access::visible,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity,
};
use domain::{
    access::{Denial, ProjectAction, Role},
    events::Event,
    ids::{AccountId, ProjectId, TrialId},
    projects::{Level, Mark, TrialForm},
    time::{Day, Timestamp},
};

/// How many bookmarks are listed: more is a library, with a search of its own.
const MANY: usize = 200;

/// A class that tried it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Its number.
    pub id: TrialId,
    /// Whose class it was.
    pub by: AccountId,
    /// Their name.
    pub name: String,
    /// With which level.
    pub level: Level,
    /// When.
    pub on: Day,
    /// What was done otherwise; may be empty.
    pub adaptation: String,
    /// What came of it.
    pub outcome: String,
    /// When it was told.
    pub at: Timestamp,
}

/// What readers made of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Echoes {
    /// How many thanked for it.
    pub thanks: i64,
    /// The viewer's own marks.
    pub mine: Vec<Mark>,
    /// The classes that tried it, the latest first.
    pub trials: Vec<Trial>,
}

/// What readers made of the project at `slug`, which the viewer may read.
///
/// # Errors
/// `NotFound` when the viewer sees no such project.
pub async fn echoes(cx: &Cx, slug: &str) -> Result<Echoes> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::Read, slug).await?;
    let around = rows::around(&mut conn, project.id, Day::containing(cx.now())).await?;
    of(cx, &mut conn, project.id, around).await
}

/// The same, of a project that the viewer may read and around which there is so much.
pub(super) async fn of(cx: &Cx, conn: &mut impl Conn, project: ProjectId, around: Around) -> Result<Echoes> {
    let mine = match cx.account() {
        Some(account) => rows::marks_of(conn, project, account).await?,
        None => Vec::new(),
    };
    let trials = if around.trials > 0 { rows::trials(conn, project).await? } else { Vec::new() };
    Ok(Echoes { thanks: around.thanks, mine, trials })
}

/// Marks the project at `slug`, or takes the mark back. Twice the same is once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; one does not thank oneself.
pub async fn mark(cx: &Cx, slug: &str, mark: Mark, wanted: bool) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Mark, slug).await?;
    let account = cx.account().ok_or(Error::SignIn)?;
    if wanted {
        if mark == Mark::Thanks && project.authors.iter().any(|author| author.id == account) {
            return Err(Error::Denied(Denial::Role));
        }
        rows::insert_mark(&mut change, project.id, account, mark, cx.now()).await?;
    } else {
        rows::delete_mark(&mut change, project.id, account, mark).await?;
    }
    change.commit().await
}

/// Tells that the viewer's class tried the project at `slug`; its authors hear of it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn report_trial(cx: &Cx, slug: &str, form: &TrialForm) -> Result<TrialId> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::ReportTrial, slug).await?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let id = TrialId::new(cx.id());
    rows::insert_trial(&mut change, id, project.id, account, form, cx.now()).await?;
    change.tell(Event::TrialReported { project: project.id, trial: id });
    change.commit().await?;
    Ok(id)
}

/// Takes a report away: whoever wrote it may, and the animator.
///
/// # Errors
/// `NotFound` when there is none on the project at `slug`; `SignIn` or `Denied`.
pub async fn remove_trial(cx: &Cx, slug: &str, trial: TrialId) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Read, slug).await?;
    let known = rows::trials(&mut change, project.id).await?.into_iter().find(|known| known.id == trial).ok_or(Error::NotFound)?;
    if !may_remove(cx, &known) {
        return Err(if cx.account().is_none() { Error::SignIn } else { Error::Denied(Denial::NotAuthor) });
    }
    rows::delete_trial(&mut change, trial).await?;
    identity::record(cx, &mut change, "trial-remove", &format!("trial:{trial}"), "ok").await?;
    change.tell(Event::ProjectChanged { project: project.id });
    change.commit().await
}

/// Whether `trial` is still told of `project`.
///
/// # Errors
/// The database's.
pub async fn is_tried(conn: &mut impl Conn, project: ProjectId, trial: TrialId) -> Result<bool> {
    Ok(rows::trials(conn, project).await?.iter().any(|known| known.id == trial))
}

/// Whether the viewer may take `trial` away.
pub fn may_remove(cx: &Cx, trial: &Trial) -> bool {
    cx.viewer.member().is_some_and(|member| member.id == trial.by || member.is(Role::Animator))
}

/// The projects that the viewer keeps, the last kept first, as far as they may still be read.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn bookmarked(cx: &Cx) -> Result<Vec<ProjectCard>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut ids = rows::marked_by(&mut conn, account, Mark::Bookmark).await?;
    ids.truncate(MANY);
    rows::cards(&mut conn, &ids, &visible(cx)).await
}
