//! What a reviewer does: ask for changes, publish now or later, withdraw, archive.

use super::{
    Project, Reviewed, gate, lineage,
    media::tell_endings_again,
    remarks, rows,
    write::{complete, same_version},
};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    identity,
};
use domain::{
    access::ProjectAction,
    events::Event,
    problem::{Problems, Rule},
    projects::{Move, RemarksForm},
    time::Timestamp,
};

/// Sends the project back to its authors with the remarks of `form`, at least one.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` without a remark, or with one about words that are not there; `Conflict` when it is no longer the version that was read.
pub async fn ask_changes(cx: &Cx, slug: &str, version: i64, form: &RemarksForm) -> Result<Reviewed> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Review, slug).await?;
    same_version(&project, Some(version))?;
    remarks::keep(cx, &mut change, &project, form).await?;
    project.publish_at = None;
    make(cx, &mut change, &mut project, Move::AskChanges).await?;
    change.tell(Event::ProjectChangesAsked { project: project.id });
    commit(change, &project).await
}

/// Publishes the project, as it was read in `version`.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when it lacks something; `Conflict` when it is no longer the version that was read.
pub async fn publish(cx: &Cx, slug: &str, version: i64) -> Result<Reviewed> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Publish, slug).await?;
    same_version(&project, Some(version))?;
    make_public(cx, &mut change, &mut project).await?;
    commit(change, &project).await
}

/// Has the project published at `at`, as it was read in `version`.
///
/// # Errors
/// As [`publish`]; `Invalid` when `at` is past.
pub async fn schedule(cx: &Cx, slug: &str, version: i64, at: Timestamp) -> Result<Reviewed> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Publish, slug).await?;
    same_version(&project, Some(version))?;
    complete(cx, &mut change, &project).await?;
    if at <= cx.now() {
        return Err(Problems::one("publish_at", Rule::NotAFutureDate).into());
    }
    project.publish_at = Some(at);
    make(cx, &mut change, &mut project, Move::Schedule).await?;
    commit(change, &project).await
}

/// Gives a planned publication up: the project waits for review again.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn unschedule(cx: &Cx, slug: &str) -> Result<Reviewed> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Publish, slug).await?;
    project.publish_at = None;
    make(cx, &mut change, &mut project, Move::Unschedule).await?;
    commit(change, &project).await
}

/// Takes a published project away from its readers.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn withdraw(cx: &Cx, slug: &str) -> Result<Reviewed> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Withdraw, slug).await?;
    rows::check_off(&mut change, project.id).await?;
    make(cx, &mut change, &mut project, Move::Withdraw).await?;
    commit(change, &project).await
}

/// Keeps a project without showing it any more.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn archive(cx: &Cx, slug: &str) -> Result<Reviewed> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Archive, slug).await?;
    rows::check_off(&mut change, project.id).await?;
    make(cx, &mut change, &mut project, Move::Archive).await?;
    commit(change, &project).await
}

/// Publishes every scheduled project whose minute has come; answers how many. Called by a job every few seconds.
///
/// Exactly once, across restarts and servers: the row is locked, and its state asked again, before the move. One that lacks
/// something, since a field became mandatory meanwhile, is put back on the desk, where its reviewer reads what: the others do not
/// wait for it.
///
/// # Errors
/// `Unavailable` when the database is away; what was published before stays published.
pub async fn publish_due(cx: &Cx) -> Result<usize> {
    let due = rows::due(&mut cx.read().await?, cx.now()).await?;
    let mut published = 0;
    for slug in due {
        match publish_planned(cx, &slug).await {
            Ok(done) => published += usize::from(done),
            Err(away @ Error::Unavailable { .. }) => return Err(away),
            Err(error) => {
                tracing::error!(project = slug, "not published at its minute: {error:#}");
                if let Err(error) = unschedule(cx, &slug).await {
                    tracing::error!(project = slug, "not put back on the desk: {error:#}");
                }
            }
        }
    }
    Ok(published)
}

/// Publishes one whose minute has come, unless someone did so, or gave the minute up, before its row was locked.
async fn publish_planned(cx: &Cx, slug: &str) -> Result<bool> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Publish, slug).await?;
    if project.publish_at.is_none_or(|at| at > cx.now()) {
        return Ok(false);
    }
    make_public(cx, &mut change, &mut project).await?;
    commit(change, &project).await?;
    Ok(true)
}

/// Makes a project visible, if it lacks nothing.
pub(super) async fn make_public(cx: &Cx, change: &mut Change, project: &mut Project) -> Result<()> {
    complete(cx, change, project).await?;
    rows::settle_remarks(change, project.id, cx.now()).await?;
    project.publish_at = None;
    tell_endings_again(change, project).await?;
    if project.published.is_none() {
        lineage::tell(change, project.id).await?;
    }
    project.published = project.published.or(Some(cx.now()));
    make(cx, change, project, Move::Publish).await?;
    change.tell(Event::ProjectPublished { project: project.id });
    Ok(())
}

/// Makes a move: the state, who may read from now on, and who did it when.
pub(super) async fn make(cx: &Cx, change: &mut Change, project: &mut Project, made: Move) -> Result<()> {
    project.state = project.state.after(made)?;
    rows::update(change, project, cx.now()).await?;
    rows::insert_move(change, cx.id(), project.id, cx.account(), made, cx.now()).await?;
    identity::record(cx, change, "project-move", &format!("project:{}", project.id), project.state.key()).await?;
    change.tell(Event::ProjectChanged { project: project.id });
    Ok(())
}

async fn commit(change: Change, project: &Project) -> Result<Reviewed> {
    change.commit().await?;
    Ok(Reviewed { slug: project.slug.clone(), state: project.state })
}
