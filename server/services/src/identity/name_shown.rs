//! How a member is named to others (S13).

use super::rows::account as rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
};
use domain::{access::PortalAction, events::Event, identity::NameShown};

/// How the viewer is named to others.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn name_shown(cx: &Cx) -> Result<NameShown> {
    let account = cx.account().ok_or(Error::SignIn)?;
    rows::name_shown(&mut cx.read().await?, account).await
}

/// Has the viewer be named so from now on, on everything that they wrote.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn show_name(cx: &Cx, choice: NameShown) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let name = rows::name(&mut change, account).await?.ok_or(Error::SignIn)?;
    rows::show_name(&mut change, account, choice, choice.instead_of(&name).as_deref()).await?;
    change.tell(Event::AuthorRenamed { account });
    change.commit().await
}
