//! Asking, without an account.

use super::rows::removals as rows;
use crate::{
    cx::Cx,
    discussions,
    error::{Error, Result},
    identity,
    projects::{self, Attached, Figure, Opened, ProjectSheet},
};
use domain::{
    events::Event,
    ids::{MediumId, PostId, RequestId},
    moderation::RemovalForm,
};
use std::time::Duration;

/// How many requests the portal takes in an hour: families who mean it never come in such numbers at once.
const AN_HOUR_AT_MOST: i64 = 60;
const HOUR_MS: i64 = 3_600_000;
/// When to come back after that.
const LATER: Duration = Duration::from_secs(600);

/// Takes a request to have a medium taken away, and hides it until it is decided. Gives the request's number.
///
/// # Errors
/// `NotFound` when the asker does not see such a picture; `Slow` when far too many come at once.
pub async fn ask(cx: &Cx, form: &RemovalForm) -> Result<RequestId> {
    check_seen(cx, form.medium).await?;
    let mut change = cx.begin().await?;
    if rows::asked_since(&mut change, cx.now().plus_ms(-HOUR_MS)).await? >= AN_HOUR_AT_MOST {
        return Err(Error::Slow(LATER));
    }
    let id = RequestId::new(cx.id());
    let project = projects::hide_until_decided(cx, &mut change, form.medium).await?;
    discussions::tell_of_medium(&mut change, form.medium).await?;
    rows::insert(&mut change, id, project, form, cx.now()).await?;
    identity::record(cx, &mut change, "removal-ask", &format!("request:{id}"), &format!("medium:{}", form.medium)).await?;
    change.tell(Event::RemovalAsked { request: id });
    change.commit().await?;
    Ok(id)
}

/// A project shows it, or a message does.
async fn check_seen(cx: &Cx, medium: MediumId) -> Result<()> {
    match projects::check_medium_seen(cx, medium).await {
        Err(Error::NotFound) => discussions::check_medium_seen(cx, medium).await,
        answer => answer,
    }
}

/// What the viewer sees of a project or of a message, and may ask to have taken away.
#[derive(Clone, Debug)]
pub struct Reportable {
    /// The project's title, or that of the message's topic.
    pub title: String,
    /// Its pictures.
    pub figures: Vec<Figure>,
    /// What is attached to it.
    pub attachments: Vec<Attached>,
}

/// What the viewer sees of the project at `slug`, or once at `slug`: to choose which one is meant.
///
/// # Errors
/// `NotFound` when the viewer sees no such project.
pub async fn to_report(cx: &Cx, slug: &str) -> Result<Reportable> {
    let mut slug = slug.to_owned();
    // An address that has changed leads to the present one, which does not lead on.
    for _ in 0..2 {
        match projects::open(cx, &slug).await? {
            Opened::Sheet(sheet) => {
                let ProjectSheet { project, figures, attachments, .. } = *sheet;
                return Ok(Reportable { title: project.draft.title, figures, attachments });
            }
            Opened::Moved(present) => slug = present,
        }
    }
    Err(Error::NotFound)
}

/// What the viewer sees in the message `id`: to choose which picture is meant.
///
/// # Errors
/// `NotFound` when the viewer reads no such message.
pub async fn to_report_in_post(cx: &Cx, id: PostId) -> Result<Reportable> {
    let page = discussions::post(cx, id).await?;
    Ok(Reportable { title: page.topic.title, figures: page.post.pictures, attachments: Vec::new() })
}
