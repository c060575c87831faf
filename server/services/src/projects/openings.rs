//! For whom a project is open, from when to when, and its secret link (S10).

use super::{Project, gate, media::lacks, rows};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    identity,
    outside::Secret,
};
use domain::{
    access::{LinkKey, ProjectAction, Role},
    events::Event,
    projects::{Openings, OpeningsForm, State},
    time::Day,
};

/// How many projects are dealt with in one round: the next goes on.
const AT_ONCE: i64 = 100;

/// The project at `slug`, for those who say for whom it is open.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn openings(cx: &Cx, slug: &str) -> Result<Project> {
    gate::project(cx, &mut cx.read().await?, ProjectAction::SetOpenings, slug).await
}

/// Says for whom the project at `slug` is open, and when; its link stays.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; of a published project, `Invalid` when this is more than a reviewer allowed, or than families allow.
pub async fn set_openings(cx: &Cx, slug: &str, form: OpeningsForm) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::SetOpenings, slug).await?;
    let openings = form.over(&project.openings);
    keep(cx, &mut change, project, openings, "dates").await?;
    change.commit().await
}

/// Makes a secret link to the project at `slug`, in place of the one it had. The secret is given here and nowhere else.
///
/// # Errors
/// As [`set_openings`].
pub async fn make_link(cx: &Cx, slug: &str) -> Result<Secret> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::SetOpenings, slug).await?;
    let secret = Secret::new()?;
    let openings = project.openings.clone().with_link(Some(link_key(&secret)));
    keep(cx, &mut change, project, openings, "link").await?;
    change.commit().await?;
    Ok(secret)
}

/// Has the secret link of the project at `slug` open it no more.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn end_link(cx: &Cx, slug: &str) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::SetOpenings, slug).await?;
    let openings = project.openings.clone().with_link(None);
    keep(cx, &mut change, project, openings, "no link").await?;
    change.commit().await
}

/// What opens a secret link, as readers are compared by it.
pub fn link_key(secret: &Secret) -> LinkKey {
    LinkKey::new(secret.hash())
}

/// The address of the project that `secret` opens now, for whoever asks.
///
/// # Errors
/// `NotFound` when it opens nothing (any more, or yet).
pub async fn opened_by(cx: &Cx, secret: &Secret) -> Result<String> {
    let mut conn = cx.read().await?;
    let slug = rows::slug_of_link(&mut conn, &link_key(secret)).await?.ok_or(Error::NotFound)?;
    let holder = cx.as_viewer(cx.viewer.clone().with_links(vec![link_key(secret)]));
    gate::project(&holder, &mut conn, ProjectAction::Read, &slug).await.map_err(|_| Error::NotFound)?;
    Ok(slug)
}

async fn keep(cx: &Cx, change: &mut Change, before: Project, openings: Openings, what: &'static str) -> Result<()> {
    let now = cx.now();
    let project = Project { openings, ..before.clone() };
    if project.state == State::Published {
        if !cx.viewer.is(Role::Animator) {
            project.openings.check_reach(project.draft.visibility, &before.openings, now).into_result()?;
            rows::leave_unchecked(change, project.id, now).await?;
        }
        lacks(&project, Day::containing(now)).into_result()?;
    }
    rows::store_openings(change, project.id, &project.openings).await?;
    rows::store_readers(change, &project, now).await?;
    identity::record(cx, change, "project-openings", &format!("project:{}", project.id), what).await?;
    change.tell(Event::ProjectChanged { project: project.id });
    Ok(())
}

/// Writes anew who may read the projects for which a day has begun or ended; answers how many. Called by a job every few seconds.
///
/// A sheet and its files are decided on at the instant they are asked for; lists, search, feeds and records follow here.
///
/// # Errors
/// `Unavailable` when the database is away; what was written before stays.
pub async fn follow_openings(cx: &Cx) -> Result<usize> {
    let turned = rows::turned(&mut cx.read().await?, cx.now(), AT_ONCE).await?;
    let many = turned.len();
    for slug in turned {
        let mut change = cx.begin().await?;
        let project = match gate::project_for_write(cx, &mut change, ProjectAction::Read, &slug).await {
            Ok(project) => project,
            // Its address changed meanwhile: the next round finds it there.
            Err(Error::NotFound) => continue,
            Err(error) => return Err(error),
        };
        rows::store_readers(&mut change, &project, cx.now()).await?;
        change.tell(Event::ProjectChanged { project: project.id });
        change.commit().await?;
    }
    Ok(many)
}
