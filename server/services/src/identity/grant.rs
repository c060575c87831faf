//! Roles that no provider gives: named here, kept whatever a provider says later.

use super::{
    audit::{self, Actor},
    pending,
    rows::{account as rows, grants, invitations, session},
};
use crate::{
    access,
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::{PortalAction, Role},
    events::Event,
    ids::AccountId,
    problem::{Problems, Rule},
    territory::Insee,
    time::Timestamp,
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

/// A role that was given here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleGiven {
    /// Who has it.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The communes that it is for, where a role is for some; none for an official of the whole authority.
    pub communes: Vec<Insee>,
    /// When it was given.
    pub since: Timestamp,
}

/// The one person whose provider gives the address `email`.
///
/// # Errors
/// [`GrantFailure::NoAccount`] before they have signed in once; [`GrantFailure::Several`] when the address does not tell who is
/// meant; `SignIn` or `Denied` for anyone but administrators and the command line.
pub async fn person_with(cx: &Cx, email: &str) -> Result<AccountId, GrantFailure> {
    access::check(cx, PortalAction::GrantRole)?;
    Ok(one_with(&mut cx.read().await?, email).await?.account)
}

async fn one_with(conn: &mut impl Conn, email: &str) -> Result<Candidate, GrantFailure> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (id, name, provider) in rows::with_email(conn, email).await? {
        match candidates.last_mut() {
            Some(last) if last.account.get() == id => last.providers.push(provider),
            _ => candidates.push(Candidate { account: AccountId::new(id), name, providers: vec![provider] }),
        }
    }
    match <[Candidate; 1]>::try_from(candidates) {
        Ok([one]) => Ok(one),
        Err(none) if none.is_empty() => Err(GrantFailure::NoAccount(email.to_owned())),
        Err(several) => Err(GrantFailure::Several(several)),
    }
}

/// Gives `role` to the one person whose provider gives the address `email`. Their sessions end: a new power begins with a new
/// session, so that none which someone else may hold grows with it.
///
/// # Errors
/// As [`person_with`].
pub async fn grant(cx: &Cx, email: &str, role: Role) -> Result<Granted, GrantFailure> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let one = one_with(&mut change, email).await?;
    Ok(give_alone(cx, change, one.account, one.name, role, None).await?)
}

/// Gives `role` to `account`. Their sessions end, as for [`grant`].
///
/// # Errors
/// `NotFound` when there is no such account or it is suspended; `SignIn` or `Denied` as for [`grant`].
pub async fn grant_to(cx: &Cx, account: AccountId, role: Role) -> Result<Granted> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let name = rows::name(&mut change, account).await?.ok_or(Error::NotFound)?;
    give_alone(cx, change, account, name, role, None).await
}

/// Has `account` animate these communes, and no others from now on (G8). Their sessions end, as for [`grant`].
///
/// # Errors
/// As [`grant_to`]; `Invalid` when no commune is named, or one that is not of the territory.
pub async fn delegate(cx: &Cx, account: AccountId, communes: &[Insee]) -> Result<Granted> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let name = rows::name(&mut change, account).await?.ok_or(Error::NotFound)?;
    let mut problems = Problems::new();
    if communes.is_empty() {
        problems.add("commune", Rule::Required);
    }
    for commune in communes {
        if !invitations::is_a_commune(&mut change, commune).await? {
            problems.add("commune", Rule::Unknown(commune.to_string()));
        }
    }
    problems.into_result()?;
    give_alone(cx, change, account, name, Role::Delegate, Some(communes)).await
}

async fn give_alone(
    cx: &Cx,
    mut change: Change,
    account: AccountId,
    name: String,
    role: Role,
    communes: Option<&[Insee]>,
) -> Result<Granted> {
    let new = match communes {
        Some(communes) => give(cx, &mut change, account, role, communes).await?,
        None => add(cx, &mut change, account, role, role.key()).await?,
    };
    change.commit().await?;
    Ok(Granted { account, name, new })
}

/// Gives `role` for these communes, in a change that goes on; what was given for others is so no more. Says whether it is new.
pub(super) async fn give(cx: &Cx, change: &mut Change, account: AccountId, role: Role, communes: &[Insee]) -> Result<bool> {
    match role {
        Role::Official => rows::replace_communes(change, account, communes).await?,
        Role::Delegate => rows::replace_animated(change, account, communes).await?,
        _ => {}
    }
    let new = add(cx, change, account, role, &in_words(role, communes)).await?;
    if !new && matches!(role, Role::Official | Role::Delegate) {
        // The role was there; where it counts may not have been.
        session::delete_of(change, account).await?;
        audit::note(cx, change, Actor::Viewer, "grant", &format!("account:{account}"), &in_words(role, communes)).await?;
    }
    Ok(new)
}

/// What the audit trail says of a role and its communes.
pub(super) fn in_words(role: Role, communes: &[Insee]) -> String {
    let mut said = role.key().to_owned();
    for commune in communes {
        said.push(' ');
        said.push_str(commune.as_str());
    }
    said
}

async fn add(cx: &Cx, change: &mut Change, account: AccountId, role: Role, said: &str) -> Result<bool> {
    let new = rows::add_role(change, account, GRANTED, role, cx.now()).await?;
    if new {
        pending::forget(change, account).await?;
        session::delete_of(change, account).await?;
        audit::note(cx, change, Actor::Viewer, "grant", &format!("account:{account}"), said).await?;
        change.tell(Event::PersonChanged { account });
    }
    Ok(new)
}

/// The roles that were given here, by role and name.
///
/// # Errors
/// `SignIn` or `Denied` as for [`grant`].
pub async fn roles_given(cx: &Cx) -> Result<Vec<RoleGiven>> {
    access::check(cx, PortalAction::GrantRole)?;
    grants::given(&mut cx.read().await?, GRANTED).await
}

/// Takes a role back that was given here; what a provider says stays. Their sessions end.
///
/// # Errors
/// `SignIn` or `Denied` as for [`grant`]; `NotFound` when it was not given here; `Invalid` for the last administrator, whom the command line
/// alone takes away.
pub async fn revoke(cx: &Cx, account: AccountId, role: Role) -> Result<()> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let others = grants::others_with(&mut change, account, role).await?;
    if !grants::take(&mut change, account, GRANTED, role).await? {
        return Err(Error::NotFound);
    }
    if role == Role::Admin && others == 0 && cx.account().is_some() {
        return Err(Problems::one("role", Rule::LastAdmin).into());
    }
    match role {
        Role::Official => rows::replace_communes(&mut change, account, &[]).await?,
        Role::Delegate => rows::replace_animated(&mut change, account, &[]).await?,
        _ => {}
    }
    session::delete_of(&mut change, account).await?;
    audit::note(cx, &mut change, Actor::Viewer, "revoke", &format!("account:{account}"), role.key()).await?;
    change.tell(Event::PersonChanged { account });
    change.commit().await
}
