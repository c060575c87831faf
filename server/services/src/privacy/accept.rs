//! Who accepted the rules of use, in which version (R4).

use super::rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    identity,
};
use domain::{access::PortalAction, ids::AccountId, privacy::RULES_VERSION, time::Timestamp};

/// That someone accepted a version of the rules of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Who.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Which version.
    pub version: String,
    /// When.
    pub at: Timestamp,
}

/// When the viewer accepted the rules in force; nothing when they did not yet.
///
/// # Errors
/// `SignIn`.
pub async fn accepted(cx: &Cx) -> Result<Option<Timestamp>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    rows::accepted(&mut cx.read().await?, account, RULES_VERSION).await
}

/// Notes that the viewer accepts the rules in force; done twice, the first time counts.
///
/// # Errors
/// `SignIn`.
pub async fn accept(cx: &Cx) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    if rows::accept(&mut change, account, RULES_VERSION, cx.now()).await? {
        identity::record(cx, &mut change, "accept-rules", &format!("account:{account}"), RULES_VERSION).await?;
    }
    change.commit().await
}

/// Who accepted what, the latest first: for administrators.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn acceptances(cx: &Cx) -> Result<Vec<Acceptance>> {
    access::check(cx, PortalAction::GrantRole)?;
    rows::acceptances(&mut cx.read().await?).await
}
