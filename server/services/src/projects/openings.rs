//! For whom a project is open, from when to when, and its secret link (S10).

use super::{Project, gate, media::lacks, rows, write::same_version};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    identity,
    outside::Secret,
};
use domain::{
    access::{Action, LinkKey, ProjectAction, Role, decide},
    events::Event,
    projects::{Openings, OpeningsForm, State},
    time::Day,
};

/// How long after it has come a turn is written, in milliseconds: the clock of another server, which reads it, may be behind.
const SETTLED_MS: i64 = 2_000;

/// The project at `slug`, for those who say for whom it is open.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn openings(cx: &Cx, slug: &str) -> Result<Project> {
    gate::project(cx, &mut cx.read().await?, ProjectAction::SetOpenings, slug).await
}

/// Says for whom the project at `slug` is open, and when, as was decided on seeing `version`; its link stays.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Conflict` when another version was saved meanwhile; of a published project, `Invalid` when this is
/// more than the animator allowed, or than families allow.
pub async fn set_openings(cx: &Cx, slug: &str, version: i64, form: OpeningsForm) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::SetOpenings, slug).await?;
    same_version(&project, Some(version))?;
    let openings = form.over(&project.openings);
    keep(cx, &mut change, project, openings, "dates").await?;
    change.commit().await
}

/// Makes a secret link to the project at `slug`, in place of the one it had. The secret is given here and nowhere else.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; of a published project, `Invalid` when families do not allow it.
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

/// Whether the viewer reads `project` by its secret link alone.
pub fn reads_by_link(cx: &Cx, project: &Project) -> bool {
    let without = cx.viewer.clone().without_links();
    decide(&without, Action::Project(ProjectAction::Read, &project.facts(cx.now()))).is_err()
}

/// The address of the project that `secret` opens now, for whoever asks.
///
/// # Errors
/// `NotFound` when it opens nothing (any more, or yet).
pub async fn opened_by(cx: &Cx, secret: &Secret) -> Result<String> {
    let mut conn = cx.read().await?;
    let slug = rows::slug_of_link(&mut conn, &link_key(secret)).await?.ok_or(Error::NotFound)?;
    let holder = cx.as_viewer(cx.viewer.clone().with_links(vec![link_key(secret)]));
    gate::project(&holder, &mut conn, ProjectAction::Read, &slug).await?;
    Ok(slug)
}

async fn keep(cx: &Cx, change: &mut Change, before: Project, openings: Openings, what: &'static str) -> Result<()> {
    let now = cx.now();
    let (visibility, former) = (before.draft.visibility, before.openings.clone());
    // A reviewer who decides on what was open otherwise is told, as of any other version.
    let project = Project { openings, version: before.version + 1, ..before };
    if project.state == State::Published {
        if !cx.viewer.is(Role::Animator) {
            project.openings.check_reach(visibility, (&former, visibility), now).into_result()?;
            rows::leave_unchecked(change, project.id, now).await?;
        }
        if project.openings.promises_more(visibility, (&former, visibility), now) {
            lacks(&project, Day::containing(now)).into_result()?;
        }
    }
    rows::store_openings(change, project.id, &project.openings).await?;
    rows::update(change, &project, now).await?;
    identity::record(cx, change, "project-openings", &format!("project:{}", project.id), what).await?;
    change.tell(Event::ProjectChanged { project: project.id });
    Ok(())
}

/// Writes anew who may read the projects for which a day has begun or ended; answers how many. Called by a job every few seconds.
///
/// A sheet and its files are decided on at the instant they are asked for; lists, search, feeds and records follow here. One that cannot
/// be written is told in the log, and the others do not wait for it.
///
/// # Errors
/// `Unavailable` when the database is away; what was written before stays.
pub async fn follow_openings(cx: &Cx) -> Result<usize> {
    let turned = rows::turned(&mut cx.read().await?, cx.now().plus_ms(-SETTLED_MS)).await?;
    let mut followed = 0;
    for slug in turned {
        match follow(cx, &slug).await {
            Ok(()) => followed += 1,
            // Its address changed meanwhile: the next round finds it there.
            Err(Error::NotFound) => {}
            Err(away @ Error::Unavailable { .. }) => return Err(away),
            Err(error) => tracing::error!(project = slug, "its readers are not written: {error:#}"),
        }
    }
    Ok(followed)
}

async fn follow(cx: &Cx, slug: &str) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Read, slug).await?;
    rows::store_readers(&mut change, &project, cx.now()).await?;
    change.tell(Event::ProjectChanged { project: project.id });
    change.commit().await
}
