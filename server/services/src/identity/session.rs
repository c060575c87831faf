//! Sessions: who a cookie stands for, and for how long.

use super::{
    audit::{self, Actor},
    rows::{attempt, invitations, logout, session as rows},
};
use crate::{
    access,
    cx::{Change, Cx, Portal},
    db::Conn,
    db::value,
    error::Result,
    outside::Secret,
};
use domain::{
    access::{Member, PortalAction, Viewer},
    ids::AccountId,
    time::Timestamp,
};
use std::{collections::BTreeMap, str::FromStr, time::Duration};

/// How long a session counts without being used: a school day.
pub const IDLE_LIMIT_MS: i64 = 8 * 3_600_000;
/// How long a session counts at all.
pub const ABSOLUTE_LIMIT_MS: i64 = 12 * 3_600_000;
/// How often a use is noted at most.
const NOTED_EVERY_MS: i64 = 60_000;
/// How long a page waits for that note to be written. It is not worth more.
const NOTE_PATIENCE: Duration = Duration::from_millis(250);
/// How many people are asked after in one statement: engines take so many values and no more.
const AT_ONCE: usize = 1_000;

/// What the provider's side of a session is known by.
#[derive(Debug, Default)]
pub(crate) struct AtProvider<'a> {
    /// The ID token, for signing out at the provider's.
    pub(crate) id_token: Option<&'a str>,
    /// Whom the provider means by it: an ID token's `sub`.
    pub(crate) subject: Option<&'a str>,
    /// The hash of the provider's own session: an ID token's `sid`, a CAS ticket.
    pub(crate) session_hash: Option<String>,
}

/// Opens a session of `account`, in a change that has just established who that is, and gives what the cookie must hold. It is new
/// each time; the one that the browser had, `previous`, is ended. The ID token, if there is one, is for signing out at the provider's.
///
/// # Errors
/// The database's, or no chance to be had from the system.
pub async fn open_session(
    cx: &Cx,
    change: &mut Change,
    account: AccountId,
    provider: &str,
    id_token: Option<&str>,
    previous: Option<&Secret>,
) -> Result<Secret> {
    open(cx, change, account, provider, AtProvider { id_token, ..AtProvider::default() }, previous).await
}

/// The same, for a provider that may end the session itself.
pub(crate) async fn open(
    cx: &Cx,
    change: &mut Change,
    account: AccountId,
    provider: &str,
    there: AtProvider<'_>,
    previous: Option<&Secret>,
) -> Result<Secret> {
    if let Some(previous) = previous {
        rows::delete(change, &previous.hash()).await?;
    }
    let cx = &cx.clone().by_word_of(provider);
    let secret = Secret::new()?;
    let now = cx.now();
    let expires = now.plus_ms(ABSOLUTE_LIMIT_MS);
    rows::insert(change, &rows::NewSession { id_hash: secret.hash(), account, provider, there, now, expires }).await?;
    audit::note(cx, change, Actor::Account(account), "sign-in", &format!("provider:{provider}"), "ok").await?;
    Ok(secret)
}

/// Who a session stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// Them, with the rights that they have now; [`Viewer::Nobody`] when the session is unknown, too old, or its account is suspended.
    pub viewer: Viewer,
    /// The provider that they signed in with; nothing for nobody.
    pub provider: Option<String>,
    /// When the session was begun: what cannot be undone asks that it be recent. Nothing for nobody.
    pub signed_in: Option<Timestamp>,
}

impl Recognised {
    const NOBODY: Self = Self { viewer: Viewer::Nobody, provider: None, signed_in: None };
}

/// Who `session` stands for.
///
/// Two statements, on every request that comes with a cookie; a third, once a minute, notes that the session is in use. A note
/// that cannot be written (the database is busy) is left for the next request.
///
/// # Errors
/// `Unavailable` when the database is away: a cookie that could not be looked at does not make anyone nobody.
pub async fn recognise(portal: &Portal, session: &Secret) -> Result<Recognised> {
    let now = portal.clock.now();
    let id_hash = session.hash();
    let Some((recognised, seen)) = found(portal, &id_hash, now).await? else { return Ok(Recognised::NOBODY) };
    if seen <= now.plus_ms(-NOTED_EVERY_MS) {
        match tokio::time::timeout(NOTE_PATIENCE, note_use(portal, &id_hash, now)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the use of a session was not noted"),
            Err(_) => tracing::warn!("the use of a session was not noted: the database is busy"),
        }
    }
    Ok(recognised)
}

/// The same, for what an open page asks by itself: that nobody closed it is no use of the session, which ends as if it were closed.
///
/// # Errors
/// As [`recognise`].
pub async fn recognise_open_page(portal: &Portal, session: &Secret) -> Result<Recognised> {
    let found = found(portal, &session.hash(), portal.clock.now()).await?;
    Ok(found.map_or(Recognised::NOBODY, |(recognised, _)| recognised))
}

/// As [`recognise`], where it does not matter who says so.
///
/// # Errors
/// As [`recognise`].
pub async fn viewer(portal: &Portal, session: &Secret) -> Result<Viewer> {
    Ok(recognise(portal, session).await?.viewer)
}

/// As [`recognise_open_page`], where it does not matter who says so.
///
/// # Errors
/// As [`recognise`].
pub async fn viewer_of_open_page(portal: &Portal, session: &Secret) -> Result<Viewer> {
    Ok(recognise_open_page(portal, session).await?.viewer)
}

/// Who the session of this hash stands for, and when its use was last noted; nothing when it does not count.
async fn found(portal: &Portal, id_hash: &str, now: Timestamp) -> Result<Option<(Recognised, Timestamp)>> {
    let mut conn = portal.db.read().await?;
    let Some(live) = rows::live(&mut conn, id_hash, now, now.plus_ms(-IDLE_LIMIT_MS)).await? else { return Ok(None) };
    let rights = rows::rights(&mut conn, live.account_id).await?;
    let (seen, provider) = (Timestamp::from_ms(live.seen_ms), Some(live.provider.clone()));
    let signed_in = Some(Timestamp::from_ms(live.created_ms));
    Ok(Some((Recognised { viewer: Viewer::Member(member(live, &rights)?), provider, signed_in }, seen)))
}

/// Who `account` is as far as rights go, without a session: to decide whether they may be told something. Nobody, when there is no such
/// account or it is suspended (N5).
///
/// # Errors
/// The database's.
pub async fn person(conn: &mut impl Conn, account: AccountId) -> Result<Option<Viewer>> {
    Ok(persons(conn, &[account]).await?.remove(&account))
}

/// The same of several, however many, in two statements for each thousand: those who are somebody, each by their account.
///
/// # Errors
/// The database's.
pub async fn persons(conn: &mut impl Conn, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, Viewer>> {
    let mut persons = BTreeMap::new();
    for some in accounts.chunks(AT_ONCE) {
        let mut rights = rows::rights_of(conn, some).await?;
        for live in rows::accounts(conn, some).await? {
            let theirs = rights.remove(&live.account_id).unwrap_or_default();
            persons.insert(AccountId::new(live.account_id), Viewer::Member(member(live, &theirs)?));
        }
    }
    Ok(persons)
}

async fn note_use(portal: &Portal, id_hash: &str, now: Timestamp) -> Result<()> {
    let mut tx = portal.db.write().await?;
    rows::touch(&mut tx, id_hash, now, now.plus_ms(-NOTED_EVERY_MS)).await?;
    Ok(tx.commit().await?)
}

fn member(live: rows::LiveRow, rights: &[(String, String)]) -> Result<Member> {
    let mut roles = of_kind(rights, "role")?;
    roles.sort_unstable();
    Ok(Member {
        id: AccountId::new(live.account_id),
        name: live.name,
        roles,
        schools: of_kind(rights, "school")?,
        communes: of_kind(rights, "commune")?,
        school_communes: of_kind(rights, "school-commune")?,
        animates: of_kind(rights, "animates")?,
        links: Vec::new(),
    })
}

fn of_kind<T: FromStr>(rights: &[(String, String)], kind: &str) -> Result<Vec<T>> {
    rights.iter().filter(|(of, _)| of == kind).map(|(_, key)| value(key)).collect()
}

/// Ends every session of `account`: their own wish, or an administrator's. Gives how many there were.
///
/// # Errors
/// `SignIn` or `Denied` for anyone else.
pub async fn close_all(cx: &Cx, account: AccountId) -> Result<u64> {
    if cx.account() != Some(account) {
        access::check(cx, PortalAction::GrantRole)?;
    }
    let mut change = cx.begin().await?;
    let closed = rows::delete_of(&mut change, account).await?;
    audit::note(cx, &mut change, Actor::Viewer, "sign-out-everywhere", &format!("account:{account}"), "ok").await?;
    change.commit().await?;
    Ok(closed)
}

/// What [`sweep`] took away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
    /// Sessions that no longer counted.
    pub sessions: u64,
    /// Sign-ins that nobody finished in time.
    pub attempts: u64,
}

/// Takes away what no longer counts: sessions, sign-ins under way, invitations. For a job.
///
/// # Errors
/// The database's.
pub async fn sweep(cx: &Cx) -> Result<Swept> {
    let now = cx.now();
    let mut change = cx.begin().await?;
    let sessions = rows::delete_expired(&mut change, now, now.plus_ms(-IDLE_LIMIT_MS)).await?;
    let attempts = attempt::delete_expired(&mut change, now).await?;
    logout::delete_expired(&mut change, now).await?;
    invitations::delete_expired(&mut change, now).await?;
    change.commit().await?;
    Ok(Swept { sessions, attempts })
}
