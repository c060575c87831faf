//! Invitations to a role that no provider gives: a link that works once, for whoever holds it (SECURITY 4.4).

use super::{
    audit::{self, Actor},
    grant,
    rows::invitations as rows,
    session,
};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    outside::Secret,
};
use domain::{
    access::{Action, PortalAction, Role, decide},
    identity::InvitationForm,
    ids::{AccountId, RoleInvitationId},
    problem::{Problems, Rule},
    territory::Insee,
    time::Timestamp,
};

/// How long an invitation counts: two weeks, holidays included.
const INVITATION_MS: i64 = 14 * 86_400_000;
/// How many may wait at once.
const MOST: usize = 200;

/// An invitation that still counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleInvitation {
    /// Its number.
    pub id: RoleInvitationId,
    /// The role.
    pub role: Role,
    /// Whom it was made for.
    pub name: String,
    /// The service of the authority; may be empty.
    pub service: String,
    /// The communes, by code.
    pub communes: Vec<Insee>,
    /// When it was made.
    pub at: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

/// What someone who was invited is shown before they say yes. Whom it was made for is not: the link may have gone astray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitedTo {
    /// The role.
    pub role: Role,
    /// The service of the authority; may be empty.
    pub service: String,
    /// The names of the communes.
    pub communes: Vec<String>,
}

/// What it takes to invite to `role`: officials are invited by whoever animates or administers, those who decide on others by who gives roles.
const fn takes(role: Role) -> PortalAction {
    match role {
        Role::Official => PortalAction::Invite,
        _ => PortalAction::GrantRole,
    }
}

fn check(cx: &Cx, role: Role) -> Result<()> {
    access::check(cx, takes(role))
}

/// Whether who made an invitation may make it still: nobody keeps a power by a link that they made while they had it.
async fn counts(conn: &mut impl Conn, role: Role, by: Option<AccountId>) -> Result<bool> {
    // The command line's.
    let Some(by) = by else { return Ok(true) };
    let inviter = session::person(conn, by).await?;
    Ok(inviter.is_some_and(|inviter| decide(&inviter, Action::Portal(takes(role))).is_ok()))
}

/// Makes an invitation. The secret is given here and nowhere else: who holds it may use it once.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` for a commune that is not of the territory, or when very many wait.
pub async fn invite_to_role(cx: &Cx, form: &InvitationForm) -> Result<Secret> {
    check(cx, form.role)?;
    let mut change = cx.begin().await?;
    let mut problems = Problems::new();
    for commune in &form.communes {
        if !rows::is_a_commune(&mut change, commune).await? {
            problems.add("commune", Rule::Unknown(commune.to_string()));
        }
    }
    if rows::invitations(&mut change, cx.now()).await?.len() >= MOST {
        problems.add("name", Rule::TooMany { max: MOST });
    }
    problems.into_result()?;
    let secret = Secret::new()?;
    let id = RoleInvitationId::new(cx.id());
    let expires = cx.now().plus_ms(INVITATION_MS);
    rows::insert(&mut change, id, &secret.hash(), form, cx.account(), cx.now(), expires).await?;
    let outcome = grant::in_words(form.role, &form.communes);
    audit::note(cx, &mut change, Actor::Viewer, "invite", &format!("invitation:{id}"), &outcome).await?;
    change.commit().await?;
    Ok(secret)
}

/// The invitations that still count and that the viewer may take back, the first made first.
///
/// # Errors
/// `SignIn` or `Denied` for those who invite nobody.
pub async fn role_invitations(cx: &Cx) -> Result<Vec<RoleInvitation>> {
    access::check(cx, PortalAction::Invite)?;
    let mut waiting = rows::invitations(&mut cx.read().await?, cx.now()).await?;
    waiting.retain(|invitation| check(cx, invitation.role).is_ok());
    Ok(waiting)
}

/// Takes an invitation back.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it does not count any more, or is not the viewer's to take back.
pub async fn take_role_invitation_back(cx: &Cx, id: RoleInvitationId) -> Result<()> {
    access::check(cx, PortalAction::Invite)?;
    let mut change = cx.begin().await?;
    let role = rows::take_back(&mut change, id).await?.ok_or(Error::NotFound)?;
    check(cx, role).map_err(|_| Error::NotFound)?;
    audit::note(cx, &mut change, Actor::Viewer, "invite-back", &format!("invitation:{id}"), "ok").await?;
    change.commit().await
}

/// What `secret` invites to, for whoever is signed in.
///
/// # Errors
/// `SignIn`, before anything is looked up; `NotFound` when the invitation was used, was taken back, has ended, is of someone who may not make it any
/// more, or never was: nobody can tell which.
pub async fn invited_to(cx: &Cx, secret: &Secret) -> Result<InvitedTo> {
    access::check(cx, PortalAction::UseAccount)?;
    let mut conn = cx.read().await?;
    let (invited, by) = rows::invited(&mut conn, &secret.hash(), cx.now()).await?.ok_or(Error::NotFound)?;
    if counts(&mut conn, invited.role, by).await? { Ok(invited) } else { Err(Error::NotFound) }
}

/// Gives the viewer the role that `secret` invites to, once. Their sessions end: a new power begins with a new session.
///
/// # Errors
/// As [`invited_to`].
pub async fn accept_role(cx: &Cx, secret: &Secret) -> Result<Role> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    // Of two who hold one link, one takes the row.
    let rows::Taken { id, role, communes, by } = rows::take(&mut change, &secret.hash(), cx.now()).await?.ok_or(Error::NotFound)?;
    if !counts(&mut change, role, by).await? {
        return Err(Error::NotFound);
    }
    audit::note(cx, &mut change, Actor::Viewer, "invite-accept", &format!("invitation:{id} account:{account}"), "ok").await?;
    grant::give(cx, &mut change, account, role, &communes).await?;
    change.commit().await?;
    Ok(role)
}
