//! Roles that no provider gives: named here, kept whatever a provider says later.

use super::{
    audit::{self, Actor},
    rows::{account as rows, session},
};
use crate::{
    access,
    cx::{Change, Cx},
    error::{Error, Result},
};
use domain::{
    access::{PortalAction, Role},
    ids::AccountId,
};

/// The source of the roles that are named here. No provider may be called so.
pub(super) const GRANTED: &str = "granted";

/// A role that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// Who has it.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Whether they did not have it yet, by name.
    pub new: bool,
}

/// One of several people with the same e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The account, for [`grant_to`].
    pub account: AccountId,
    /// The name that its provider gives.
    pub name: String,
    /// The providers that it signs in with.
    pub providers: Vec<String>,
}

/// Why a role was not given.
#[derive(Debug, thiserror::Error)]
pub enum GrantFailure {
    /// Nobody with this address has signed in.
    #[error("nobody with the address {0:?} has signed in yet: ask them to sign in once, then give the role")]
    NoAccount(String),
    /// Providers give this address for several people. Addresses are what providers say, and are not verified: someone has to
    /// choose.
    #[error("several people have this address: give the role by account number ({})", list(.0))]
    Several(Vec<Candidate>),
    /// As for any use case.
    #[error(transparent)]
    Other(#[from] Error),
}

fn list(candidates: &[Candidate]) -> String {
    let line = |one: &Candidate| format!("{}: {:?}, with {}", one.account, one.name, one.providers.join(" and "));
    candidates.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Gives `role` to the one person whose provider gives the address `email`. Their sessions end: a new power begins with a new
/// session, so that none which someone else may hold grows with it.
///
/// # Errors
/// [`GrantFailure::NoAccount`] before they have signed in once; [`GrantFailure::Several`] when the address does not tell who is
/// meant; `SignIn` or `Denied` for anyone but administrators and the command line.
pub async fn grant(cx: &Cx, email: &str, role: Role) -> Result<Granted, GrantFailure> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let mut candidates: Vec<Candidate> = Vec::new();
    for (id, name, provider) in rows::with_email(&mut change, email).await? {
        match candidates.last_mut() {
            Some(last) if last.account.get() == id => last.providers.push(provider),
            _ => candidates.push(Candidate { account: AccountId::new(id), name, providers: vec![provider] }),
        }
    }
    match candidates.as_slice() {
        [] => Err(GrantFailure::NoAccount(email.to_owned())),
        [one] => Ok(give(cx, change, one.account, one.name.clone(), role).await?),
        _ => Err(GrantFailure::Several(candidates)),
    }
}

/// Gives `role` to `account`. Their sessions end, as for [`grant`].
///
/// # Errors
/// `NotFound` when there is no such account or it is suspended; `SignIn` or `Denied` as for [`grant`].
pub async fn grant_to(cx: &Cx, account: AccountId, role: Role) -> Result<Granted> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let name = rows::name(&mut change, account).await?.ok_or(Error::NotFound)?;
    give(cx, change, account, name, role).await
}

async fn give(cx: &Cx, mut change: Change, account: AccountId, name: String, role: Role) -> Result<Granted> {
    let new = rows::add_role(&mut change, account, GRANTED, role, cx.now()).await?;
    if new {
        session::delete_of(&mut change, account).await?;
        audit::note(cx, &mut change, Actor::Viewer, "grant", &format!("account:{account}"), role.key()).await?;
    }
    change.commit().await?;
    Ok(Granted { account, name, new })
}
