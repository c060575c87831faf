//! A member's own sessions: where they are signed in, and how they sign out there (IDENTITY 59).

use super::{
    audit::{self, Actor},
    rows::session as rows,
    session::IDLE_LIMIT_MS,
};
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    outside::Secret,
};
use domain::{access::PortalAction, time::Timestamp};

/// What names a session among its member's own, and opens nothing: the hash of what its cookie holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionKey(String);

impl SessionKey {
    /// The key of the session whose cookie holds `secret`.
    pub fn of(secret: &Secret) -> Self {
        Self(secret.hash())
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

/// One of a member's own sessions. No address of the network and no description of the device is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// What names it.
    pub key: SessionKey,
    /// The provider that it was begun with.
    pub provider: String,
    /// When it began.
    pub begun: Timestamp,
    /// When its use was last noted, to the minute.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The viewer's own sessions, the last used first; `current` is the one that asks.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn own_sessions(cx: &Cx, current: Option<&SessionKey>) -> Result<Vec<OwnSession>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let now = cx.now();
    let rows = rows::live_of(&mut cx.read().await?, account, now, now.plus_ms(-IDLE_LIMIT_MS)).await?;
    let session = |(hash, provider, begun, seen)| {
        let key = SessionKey(hash);
        let current = current == Some(&key);
        OwnSession { key, provider, begun: Timestamp::from_ms(begun), seen: Timestamp::from_ms(seen), current }
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Ends one of the viewer's own sessions.
///
/// # Errors
/// `SignIn` when nobody is signed in; `NotFound` when they have no such session.
pub async fn end_session(cx: &Cx, key: &SessionKey) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    if !rows::delete_one_of(&mut change, account, key.as_str()).await? {
        return Err(Error::NotFound);
    }
    audit::note(cx, &mut change, Actor::Viewer, "session-end", &format!("account:{account}"), "one").await?;
    change.commit().await
}

/// Ends every session of the viewer's but `current`. Gives how many there were.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn end_other_sessions(cx: &Cx, current: &SessionKey) -> Result<u64> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let ended = rows::delete_others_of(&mut change, account, current.as_str()).await?;
    audit::note(cx, &mut change, Actor::Viewer, "session-end", &format!("account:{account}"), &format!("others {ended}")).await?;
    change.commit().await?;
    Ok(ended)
}
