//! Asking, without an account.

use super::rows;
use crate::{
    cx::Cx,
    error::{Error, Result},
    identity,
    projects::{self, Figure, Opened},
};
use domain::{events::Event, ids::RequestId, moderation::RemovalForm};
use std::time::Duration;

/// How many requests the portal takes in an hour: families who mean it never come in such numbers at once.
const AN_HOUR_AT_MOST: i64 = 60;
const HOUR_MS: i64 = 3_600_000;
/// When to come back after that.
const LATER: Duration = Duration::from_secs(600);

/// Takes a request to have a picture taken away, and hides the picture until it is decided. Gives the request's number.
///
/// # Errors
/// `NotFound` when the asker does not see such a picture; `Slow` when far too many come at once.
pub async fn ask(cx: &Cx, form: &RemovalForm) -> Result<RequestId> {
    projects::picture_seen(cx, form.picture).await?;
    let mut change = cx.begin().await?;
    if rows::asked_since(&mut change, cx.now().plus_ms(-HOUR_MS)).await? >= AN_HOUR_AT_MOST {
        return Err(Error::Slow(LATER));
    }
    let id = RequestId::new(cx.id());
    let project = projects::hide_until_decided(cx, &mut change, form.picture).await?;
    rows::insert(&mut change, id, project, form, cx.now()).await?;
    identity::record(cx, &mut change, "removal-ask", &format!("request:{id}"), &format!("picture:{}", form.picture)).await?;
    change.tell(Event::RemovalAsked { request: id });
    change.commit().await?;
    Ok(id)
}

/// The title and the pictures of the project at `slug`, as the viewer sees them: to choose which one is meant.
///
/// # Errors
/// `NotFound` when the viewer sees no such project.
pub async fn pictures_to_report(cx: &Cx, slug: &str) -> Result<(String, Vec<Figure>)> {
    match projects::open(cx, slug).await? {
        Opened::Sheet(sheet) => Ok((sheet.project.draft.title, sheet.figures)),
        Opened::Moved(present) => match projects::open(cx, &present).await? {
            Opened::Sheet(sheet) => Ok((sheet.project.draft.title, sheet.figures)),
            Opened::Moved(_) => Err(Error::NotFound),
        },
    }
}
