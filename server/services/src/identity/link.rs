//! Several identities of one person: linked by the person alone, from a session that they have just begun, never by an address (IDENTITY 42, 53).
//!
//! A link is a sign-in like any other, begun by [`begin_link`], whose attempt names the account: `sign_in` asks here, once it has proved who
//! comes back, to whom the identity belongs.

use super::{
    audit::{self, Actor},
    own_sessions::SessionKey,
    rows::{account as accounts, identities as rows, session as sessions},
    sign_in::{self, Prompt, SignInFailure},
};
use crate::{
    access,
    cx::{Change, Cx},
    error::{Error, Result},
    outside::Secret,
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::AccountId,
    paths::{self, ReturnTo},
    problem::{Problems, Rule},
    time::Timestamp,
};
use url::Url;

/// How long after signing in one may link and unlink: whoever finds a browser open later cannot.
pub const FRESH_MS: i64 = 5 * 60_000;

/// What names an identity among its person's own: a hash, so that a page does not tell what the provider calls them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityKey(String);

impl IdentityKey {
    fn of(provider: &str, subject: &str) -> Self {
        Self(Secret::from_outside(&format!("{provider} {subject}")).hash())
    }

    /// One that came back from a form, whatever it is worth.
    pub fn from_outside(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its text, for a form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One of a member's identities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnIdentity {
    /// What names it.
    pub key: IdentityKey,
    /// The provider.
    pub provider: String,
    /// When it was first seen here.
    pub since: Timestamp,
    /// When it was last signed in with.
    pub seen: Timestamp,
}

/// The viewer's own identities, the first first.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn own_identities(cx: &Cx) -> Result<Vec<OwnIdentity>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let rows = rows::of_account(&mut cx.read().await?, account).await?;
    let identity = |(provider, subject, since, seen): (String, String, i64, i64)| OwnIdentity {
        key: IdentityKey::of(&provider, &subject),
        provider,
        since: Timestamp::from_ms(since),
        seen: Timestamp::from_ms(seen),
    };
    Ok(rows.into_iter().map(identity).collect())
}

/// Whether `session` is the viewer's, and was begun so lately that they may link and unlink.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn is_fresh(cx: &Cx, session: Option<&SessionKey>) -> Result<bool> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let Some(session) = session else { return Ok(false) };
    let begun = sessions::begun(&mut cx.read().await?, session.as_str(), account).await?;
    Ok(begun.is_some_and(|begun| cx.now().since_ms(begun) < FRESH_MS))
}

async fn check_fresh(cx: &Cx, session: Option<&SessionKey>) -> Result<()> {
    if is_fresh(cx, session).await? { Ok(()) } else { Err(Problems::one("identity", Rule::SignInAgain).into()) }
}

/// Begins a sign-in with `provider` whose identity becomes the viewer's: the address at the provider's to send the browser to.
///
/// # Errors
/// As [`super::begin`]; `SignIn` when nobody is signed in, `Invalid` when they signed in too long ago.
pub async fn begin_link(cx: &Cx, provider: &str, browser: &Secret, session: Option<&SessionKey>) -> Result<Url, SignInFailure> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    if cx.portal.providers.get(provider).is_none() {
        return Err(SignInFailure::UnknownProvider);
    }
    check_fresh(cx, session).await?;
    let back = ReturnTo::parse(&format!("{}?fait=associe", paths::MY_IDENTITIES));
    sign_in::begin_for(cx, provider, browser, back, Prompt::Anew, Some(account)).await
}

/// Refuses to finish a link in a browser where the person who began it is no longer signed in.
pub(super) fn check_still_there(cx: &Cx, link: Option<AccountId>) -> Result<(), SignInFailure> {
    if link.is_none() || cx.account() == link { Ok(()) } else { Err(SignInFailure::BadAnswer("its session has ended")) }
}

/// Has the identity that was just proved be `link`'s, if the sign-in was begun for that; refuses one that is someone else's.
pub(super) async fn attach(
    cx: &Cx,
    mut change: Change,
    link: Option<AccountId>,
    provider: &str,
    subject: &str,
) -> Result<Change, SignInFailure> {
    let Some(account) = link else { return Ok(change) };
    // Who left, or was suspended, since they began has no identity more; whoever leaves now waits.
    rows::lock_account(&mut change, account).await?;
    accounts::name(&mut change, account).await?.ok_or(Error::NotFound)?;
    let object = format!("account:{account} provider:{provider}");
    let owner = accounts::touch_identity(&mut change, provider, subject, cx.now()).await?;
    let theirs = match owner {
        Some(owner) => owner == account,
        None => rows::attach(&mut change, account, provider, subject, cx.now()).await?,
    };
    if !theirs {
        audit::note(cx, &mut change, Actor::Account(account), "link", &object, "refused: linked elsewhere").await?;
        change.commit().await?;
        return Err(SignInFailure::LinkedElsewhere);
    }
    if owner.is_none() {
        audit::note(cx, &mut change, Actor::Account(account), "link", &object, "ok").await?;
    }
    Ok(change)
}

/// Takes one of the viewer's identities away, with the roles and schools that came from it; never the last. All their sessions end: roles change.
///
/// # Errors
/// `SignIn` when nobody is signed in; `NotFound` when they have no such identity; `Invalid` for the last one, or when they signed in too long
/// ago.
pub async fn unlink(cx: &Cx, key: &IdentityKey, session: Option<&SessionKey>) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    check_fresh(cx, session).await?;
    let mut change = cx.begin().await?;
    // The account's lock: of two who take one away each, the second sees what the first left.
    rows::lock_account(&mut change, account).await?;
    let known = rows::of_account(&mut change, account).await?;
    let (provider, subject, ..) =
        known.iter().find(|(provider, subject, ..)| IdentityKey::of(provider, subject) == *key).ok_or(Error::NotFound)?;
    if known.len() < 2 {
        return Err(Problems::one("identity", Rule::LastIdentity).into());
    }
    rows::detach(&mut change, provider, subject).await?;
    if known.iter().filter(|(of, ..)| of == provider).count() == 1 {
        let is_otherwise = super::account::replace_roles(cx, &mut change, Actor::Viewer, account, provider, &[]).await?;
        let is_elsewhere = accounts::replace_schools(&mut change, account, provider, &[]).await?;
        if is_otherwise || is_elsewhere {
            change.tell(Event::PersonChanged { account });
        }
    }
    sessions::delete_of(&mut change, account).await?;
    audit::note(cx, &mut change, Actor::Viewer, "unlink", &format!("account:{account} provider:{provider}"), "ok").await?;
    change.commit().await
}
