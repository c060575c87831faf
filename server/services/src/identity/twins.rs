//! Who comes back under another subject with a name that the provider gave before (IDENTITY 1.6): nobody, until an administrator has told whether
//! that is the person who had it. Nothing is joined by itself.

use super::{
    audit::{self, Actor},
    rows::{identities, session as sessions, twins as rows},
};
use crate::{
    access,
    cx::{Change, Cx},
    error::{Error, Result},
};
use domain::{access::PortalAction, ids::AccountId, time::Timestamp};

/// One of two accounts that may be one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The account.
    pub account: AccountId,
    /// The name that its provider gives.
    pub name: String,
    /// The address that its provider gives.
    pub email: Option<String>,
    /// Since when it is here.
    pub since: Timestamp,
    /// When it was last signed in with.
    pub seen: Timestamp,
    /// Whether it may be used.
    pub is_open: bool,
}

/// Two accounts that may be one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// The provider that knows both.
    pub provider: String,
    /// The account that came later: nobody's until this is told.
    pub new: Side,
    /// The one whose name it bears there.
    pub former: Side,
}

/// The accounts of which an administrator has to tell whether they are one person's, the one that waits longest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not administer.
pub async fn twins(cx: &Cx) -> Result<Vec<Twin>> {
    access::check(cx, PortalAction::GrantRole)?;
    rows::twins(&mut cx.read().await?).await
}

/// Has all identities of `new` be those of `former`, whose bearer signs in with them from now on. The sessions of both end. What else the new
/// account holds is the caller's to look after, in the same change.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not administer; `NotFound` when the two do not wait for this word, or the former is not in use.
pub async fn join_twin(cx: &Cx, change: &mut Change, new: AccountId, former: AccountId) -> Result<()> {
    access::check(cx, PortalAction::GrantRole)?;
    // Always in the same order: two who do this at once do not wait for each other.
    for account in [new.min(former), new.max(former)] {
        identities::lock_account(change, account).await?;
    }
    if !rows::are_twins(change, new, former).await? {
        return Err(Error::NotFound);
    }
    rows::move_identities(change, new, former).await?;
    for account in [new, former] {
        sessions::delete_of(change, account).await?;
    }
    audit::note(cx, change, Actor::Viewer, "identity-join", &format!("account:{new}"), &format!("account:{former}")).await
}

/// Says that `new` is someone else than `former`: at their next sign-in they are what their provider says.
///
/// # Errors
/// As [`join_twin`].
pub async fn tell_apart(cx: &Cx, new: AccountId, former: AccountId) -> Result<()> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    identities::lock_account(&mut change, new).await?;
    if !rows::tell_apart(&mut change, new, former).await? {
        return Err(Error::NotFound);
    }
    sessions::delete_of(&mut change, new).await?;
    audit::note(cx, &mut change, Actor::Viewer, "identity-apart", &format!("account:{new}"), &format!("account:{former}")).await?;
    change.commit().await
}
