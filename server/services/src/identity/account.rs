//! Accounts: made at the first sign-in, brought up to date at each.

use super::{
    audit::{self, Actor},
    grant::GRANTED,
    rows::{account as rows, session},
};
use crate::{
    access,
    cx::{Change, Cx},
    error::Result,
};
use domain::{
    access::{PortalAction, Role},
    events::Event,
    ids::AccountId,
    territory::{Insee, Uai},
    text::clean_line,
};

/// The longest name kept, in characters.
const MAX_NAME: usize = 200;

/// A person to have, whoever says so: the sample, a test, an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The provider that knows them; their roles come from it.
    pub provider: String,
    /// What that provider calls them, for good.
    pub subject: String,
    /// The name shown on pages.
    pub name: String,
    /// Where they can be written to.
    pub email: Option<String>,
    /// What they are.
    pub roles: Vec<Role>,
    /// The schools they are attached to.
    pub schools: Vec<Uai>,
    /// The communes they answer for.
    pub communes: Vec<Insee>,
}

/// Has `person` exist, exactly so; done twice, it changes nothing.
///
/// # Errors
/// `SignIn` or `Denied` for anyone but the portal itself and administrators.
pub async fn ensure_account(cx: &Cx, person: &NewPerson) -> Result<AccountId> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    let profile = Profile {
        provider: &person.provider,
        subject: &person.subject,
        uid: None,
        name: clean_name(&person.name),
        email: person.email.clone(),
        roles: person.roles.clone(),
        schools: person.schools.clone(),
    };
    let (account, _) = bring_up_to_date(cx, &mut change, Actor::Viewer, &profile).await?;
    rows::replace_communes(&mut change, account, &person.communes).await?;
    change.commit().await?;
    Ok(account)
}

/// A name fit to be shown: no trick characters, and not too long.
pub(super) fn clean_name(name: &str) -> String {
    let line = clean_line(name);
    match line.char_indices().nth(MAX_NAME) {
        Some((at, _)) => line[..at].trim_end().to_owned(),
        None => line,
    }
}

/// What makes someone a member of staff, of what a provider gives.
const STAFF: [Role; 3] = [Role::Teacher, Role::Head, Role::Advisor];

/// What a provider says of a person, as far as the portal keeps it.
pub(super) struct Profile<'a> {
    pub(super) provider: &'a str,
    pub(super) subject: &'a str,
    /// What the provider calls them besides.
    pub(super) uid: Option<&'a str>,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) roles: Vec<Role>,
    pub(super) schools: Vec<Uai>,
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It may.
    Active,
    /// An administrator took it out of use: nothing of it was changed.
    Suspended,
}

/// Makes the account of `profile`, or brings it up to date: name, address, schools, and the roles of this provider alone.
///
/// Someone whom the provider called otherwise before (the same `uid`, another subject) is not believed to be who had that name: their
/// account gets no role until an administrator has told whether the two are one person.
///
/// `actor` is who a change of roles is put down to; [`Actor::Nobody`] stands for the person themselves.
pub(super) async fn bring_up_to_date(cx: &Cx, change: &mut Change, actor: Actor, profile: &Profile<'_>) -> Result<(AccountId, Standing)> {
    let (account, twin) = find_or_make(cx, change, profile).await?;
    let former = rows::name(change, account).await?;
    if !rows::update(change, account, &profile.name, profile.email.as_deref(), cx.now()).await? {
        return Ok((account, Standing::Suspended));
    }
    if former.is_some_and(|former| !former.is_empty() && former != profile.name) {
        change.tell(Event::AuthorRenamed { account });
    }
    let choice = rows::name_shown(change, account).await?;
    rows::show_name(change, account, choice, choice.instead_of(&profile.name).as_deref()).await?;
    let actor = match actor {
        Actor::Nobody => Actor::Account(account),
        known => known,
    };
    let roles: &[Role] = if twin { &[] } else { &profile.roles };
    let is_otherwise = replace_roles(cx, change, actor, account, profile.provider, roles).await?;
    if is_otherwise {
        // As for roles given by hand: a new power begins with a new session.
        session::delete_of(change, account).await?;
    }
    let is_elsewhere = rows::replace_schools(change, account, profile.provider, &profile.schools).await?;
    if is_otherwise || is_elsewhere {
        change.tell(Event::PersonChanged { account });
    }
    Ok((account, Standing::Active))
}

/// The account of `profile`, and whether it may be another one's under a new subject.
async fn find_or_make(cx: &Cx, change: &mut Change, profile: &Profile<'_>) -> Result<(AccountId, bool)> {
    let (provider, subject, now) = (profile.provider, profile.subject, cx.now());
    if let Some(account) = rows::touch_identity(change, provider, subject, now).await? {
        return known(change, profile, account).await;
    }
    let account = AccountId::new(cx.id());
    if rows::insert(change, account, provider, subject, now).await? {
        let twin = mark_twin(cx, change, profile, account).await?;
        return Ok((account, twin));
    }
    let quicker = rows::touch_identity(change, provider, subject, now).await?;
    let account = quicker.ok_or_else(|| anyhow::anyhow!("an identity of {provider} was neither there nor to be made"))?;
    known(change, profile, account).await
}

async fn known(change: &mut Change, profile: &Profile<'_>, account: AccountId) -> Result<(AccountId, bool)> {
    if profile.uid.is_some() {
        rows::set_uid(change, profile.provider, profile.subject, profile.uid).await?;
    }
    Ok((account, rows::is_twin(change, profile.provider, profile.subject).await?))
}

/// Notes what the provider calls a new account besides, and whose name that was.
async fn mark_twin(cx: &Cx, change: &mut Change, profile: &Profile<'_>, account: AccountId) -> Result<bool> {
    let Some(uid) = profile.uid else { return Ok(false) };
    let other = rows::with_uid(change, profile.provider, uid).await?;
    rows::set_uid(change, profile.provider, profile.subject, Some(uid)).await?;
    let Some(other) = other else { return Ok(false) };
    rows::set_twin(change, profile.provider, profile.subject, other).await?;
    let outcome = format!("{}: perhaps account:{other} under another subject", profile.provider);
    audit::note(cx, change, Actor::Nobody, "identity-twin", &format!("account:{account}"), &outcome).await?;
    Ok(true)
}

/// Has `source` give exactly `roles`. Says, and writes to the audit trail, when that changes anything.
pub(super) async fn replace_roles(
    cx: &Cx,
    change: &mut Change,
    actor: Actor,
    account: AccountId,
    source: &str,
    roles: &[Role],
) -> Result<bool> {
    let before = rows::roles_from(change, account, source).await?;
    let mut after: Vec<_> = roles.iter().map(|role| role.key().to_owned()).collect();
    after.sort_unstable();
    after.dedup();
    if before == after {
        return Ok(false);
    }
    rows::replace_roles(change, account, source, roles, cx.now()).await?;
    let said = |roles: &[String]| if roles.is_empty() { "none".to_owned() } else { roles.join(" ") };
    let outcome = format!("{source}: {} -> {}", said(&before), said(&after));
    audit::note(cx, change, actor, "roles", &format!("account:{account}"), &outcome).await?;
    if is_staff(&before) && !is_staff(&after) && !rows::has_role_but_from(change, account, &STAFF, GRANTED).await? {
        suspend(cx, change, account).await?;
    }
    Ok(true)
}

fn is_staff(roles: &[String]) -> bool {
    STAFF.iter().any(|role| roles.iter().any(|key| key == role.key()))
}

/// Who is staff at no provider any more is nothing here either, until someone says what they are: what was given here was given to a member of staff.
async fn suspend(cx: &Cx, change: &mut Change, account: AccountId) -> Result<()> {
    let given = rows::roles_from(change, account, GRANTED).await?;
    if given.is_empty() {
        return Ok(());
    }
    rows::replace_roles(change, account, GRANTED, &[], cx.now()).await?;
    rows::replace_communes(change, account, &[]).await?;
    rows::replace_animated(change, account, &[]).await?;
    let outcome = format!("{GRANTED}: {} -> none: staff no longer", given.join(" "));
    audit::note(cx, change, Actor::Nobody, "roles", &format!("account:{account}"), &outcome).await
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn a_name_is_cut_between_characters() {
        assert_eq!(clean_name("\u{202E}Élodie\0 Dupé\u{200B}rier "), "Élodie Dupérier");
        assert_eq!(clean_name(&"é".repeat(300)), "é".repeat(200));
        assert_eq!(clean_name(&format!("{} {}", "é".repeat(199), "b")), "é".repeat(199));
    }
}
