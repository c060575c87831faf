//! The justifications that are at hand (M4, E12), as reviewers have theirs.

use super::rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    projects::Phrase,
};
use domain::{access::PortalAction, ids::PhraseId, phrases::settle_phrase};

/// The phrases at hand, the oldest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn phrases(cx: &Cx) -> Result<Vec<Phrase>> {
    access::check(cx, PortalAction::OpenModeration)?;
    rows::phrases(&mut cx.read().await?).await
}

/// Adds a phrase.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` when it is empty or too long, or when there are many already.
pub async fn add_phrase(cx: &Cx, text: &str) -> Result<()> {
    access::check(cx, PortalAction::Moderate)?;
    let mut change = cx.begin().await?;
    let text = settle_phrase(text, rows::phrases(&mut change).await?.len())?;
    rows::insert_phrase(&mut change, PhraseId::new(cx.id()), &text).await?;
    change.commit().await
}

/// Takes a phrase away.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it is not there.
pub async fn remove_phrase(cx: &Cx, id: PhraseId) -> Result<()> {
    access::check(cx, PortalAction::Moderate)?;
    let mut change = cx.begin().await?;
    if !rows::delete_phrase(&mut change, id).await? {
        return Err(Error::NotFound);
    }
    change.commit().await
}
