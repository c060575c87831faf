//! What families allow: declared, taken back, at its end (S4, S5, R8).

use super::{
    super::{Project, rows},
    lacks_of, medium_for,
};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    identity, media,
};
use domain::{
    access::ProjectAction,
    events::Event,
    ids::{MediumId, ProjectId},
    media::{Hidden, People},
    moderation::Decision,
    projects::State,
    time::{Day, Timestamp},
};

/// How long before its end an authorisation is spoken of.
const WARNED_BEFORE_MS: i64 = 30 * 24 * 3_600_000;
/// How many are dealt with in one round: the next goes on.
const AT_ONCE: i64 = 100;

/// Writes into the ledger who can be recognised in `medium`; it is then shown again, if it was hidden since families' consent had ended.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` as for an edit; `Invalid` when it is shown already, and this would not allow it.
pub async fn declare_people(cx: &Cx, medium: impl Into<MediumId>, people: &People) -> Result<()> {
    let medium = medium.into();
    let mut change = cx.begin().await?;
    let (_, project) = medium_for(cx, &mut change, ProjectAction::Edit, medium, true).await?;
    media::declare(cx, &mut change, medium, people).await?;
    let said = match people {
        People::Unsaid => "unsaid".to_owned(),
        People::Nobody => "nobody".to_owned(),
        People::Pupils(signed) => format!("pupils until {}", signed.until),
    };
    identity::record(cx, &mut change, "medium-rights", &format!("medium:{medium}"), &said).await?;
    if let Some(before) = project {
        let now = reread(&mut change, before.id).await?;
        if before.state == State::Published {
            lacks_of(&now, medium, Day::containing(cx.now())).into_result()?;
            rows::leave_unchecked(&mut change, before.id, cx.now()).await?;
        }
        change.tell(Event::ProjectChanged { project: before.id });
    }
    change.commit().await
}

/// Takes `medium` from everyone but its authors and the animators, because a family no longer allows it (S5). One action, and logged.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn withdraw_consent(cx: &Cx, medium: impl Into<MediumId>) -> Result<()> {
    let medium = medium.into();
    let mut change = cx.begin().await?;
    let (_, project) = medium_for(cx, &mut change, ProjectAction::HidePictures, medium, true).await?;
    hide(cx, &mut change, medium, project.map(|project| project.id), Hidden::Withdrawn).await?;
    change.commit().await
}

/// Hides `medium` in `change`, tells of it, and notes it. What is hidden for the same reason already stays as it is.
pub(super) async fn hide(cx: &Cx, change: &mut Change, medium: MediumId, project: Option<ProjectId>, why: Hidden) -> Result<()> {
    if !media::hide(cx, change, medium, why).await? {
        return Ok(());
    }
    identity::record(cx, change, "medium-hide", &format!("medium:{medium}"), why.key()).await?;
    if let Some(project) = project {
        rows::point_at_cover(change, project).await?;
        change.tell(Event::ProjectChanged { project });
    }
    Ok(())
}

/// Hides `medium` until a request about it is decided; gives the project that shows it. Whoever asks: that they see it was asked before.
///
/// # Errors
/// The database's.
pub async fn hide_until_decided(cx: &Cx, change: &mut Change, medium: MediumId) -> Result<Option<ProjectId>> {
    let project = rows::id_of_medium(change, medium).await?;
    hide(cx, change, medium, project, Hidden::Asked).await?;
    Ok(project)
}

/// What becomes of `medium` when the requests about it are decided: it stays away as one that a family no longer allows, or is shown again.
///
/// # Errors
/// The database's.
pub async fn after_request(cx: &Cx, change: &mut Change, medium: MediumId, decision: Decision) -> Result<()> {
    let project = rows::id_of_medium(change, medium).await?;
    if decision == Decision::Removed {
        return hide(cx, change, medium, project, Hidden::Withdrawn).await;
    }
    media::show(change, medium, &[Hidden::Asked]).await?;
    if let Some(project) = project {
        rows::point_at_cover(change, project).await?;
        change.tell(Event::ProjectChanged { project });
    }
    Ok(())
}

/// Hides every medium whose authorisation has ended; answers how many. Called by a job every few seconds.
///
/// # Errors
/// `Unavailable` when the database is away; what was hidden before stays so.
pub async fn hide_ended(cx: &Cx) -> Result<usize> {
    let ended = media::due(&mut cx.read().await?, cx.now(), AT_ONCE).await?;
    let many = ended.len();
    for medium in ended {
        let mut change = cx.begin().await?;
        // Asked again under the lock: a new declaration may have come meanwhile.
        let (known, project) = medium_for(cx, &mut change, ProjectAction::HidePictures, medium, true).await?;
        if known.people.until().is_some_and(|until| until.end() <= cx.now()) {
            hide(cx, &mut change, medium, project.map(|project| project.id), Hidden::Expired).await?;
        }
        change.commit().await?;
    }
    Ok(many)
}

/// Tells, once for each, of authorisations that end within thirty days; answers how many. Called by a job.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn warn_of_endings(cx: &Cx) -> Result<usize> {
    let endings = media::ending(&mut cx.read().await?, cx.now().plus_ms(WARNED_BEFORE_MS), AT_ONCE).await?;
    let many = endings.len();
    for ending in endings {
        let mut change = cx.begin().await?;
        if media::warned(cx, &mut change, ending.medium).await?
            && let Some(project) = rows::id_of_medium(&mut change, ending.medium).await?
        {
            change.tell(Event::RightsEnding { project, medium: ending.medium });
        }
        change.commit().await?;
    }
    Ok(many)
}

/// The last day of `medium`'s authorisation, when it is near at `now`; nothing when there is no such medium or no such day.
///
/// # Errors
/// The database's.
pub async fn medium_ending(conn: &mut impl Conn, medium: MediumId, now: Timestamp) -> Result<Option<Day>> {
    let until = media::load_medium(conn, medium).await?.and_then(|known| known.people.until());
    Ok(until.filter(|until| until.end() <= now.plus_ms(WARNED_BEFORE_MS)))
}

/// Has the ends that are near told again, of every medium of a project that appears: of a draft, its authors alone had heard.
pub(in crate::projects) async fn tell_endings_again(change: &mut Change, project: &Project) -> Result<()> {
    let pictures = project.pictures.iter().map(|placed| placed.figure.picture.into());
    let files = project.attachments.iter().map(|attached| attached.attachment.id.into());
    for medium in pictures.chain(files) {
        media::forget_warning(change, medium).await?;
    }
    Ok(())
}

/// The project as it is after what was just declared; its cover is the first picture that may be shown now.
async fn reread(change: &mut Change, project: ProjectId) -> Result<Project> {
    rows::point_at_cover(change, project).await?;
    rows::load(change, project).await?.ok_or(Error::NotFound)
}
