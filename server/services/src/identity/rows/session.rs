//! Sessions: the row holds the hash of what the cookie holds.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, on, scalar},
    error::Result,
    identity::session::AtProvider,
};
use domain::{ids::AccountId, time::Timestamp};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::BTreeMap;

pub(crate) struct NewSession<'a> {
    pub(crate) id_hash: String,
    pub(crate) account: AccountId,
    pub(crate) provider: &'a str,
    pub(crate) there: AtProvider<'a>,
    pub(crate) now: Timestamp,
    pub(crate) expires: Timestamp,
}

pub(crate) async fn insert(conn: &mut impl Conn, session: &NewSession<'_>) -> Result<()> {
    let sql = "INSERT INTO session (id_hash, account_id, provider, id_token, created_ms, seen_ms, expires_ms, provider_subject, provider_session) \
               VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)";
    let there = &session.there;
    exec!(
        conn,
        sql,
        &session.id_hash,
        session.account.get(),
        session.provider,
        there.id_token,
        session.now.ms(),
        session.expires.ms(),
        there.subject,
        there.session_hash.as_deref()
    )?;
    Ok(())
}

/// A session that counts: its account, the provider that it began with, and when it was last seen.
#[derive(sqlx::FromRow)]
pub(crate) struct LiveRow {
    pub(crate) account_id: i64,
    pub(crate) name: String,
    pub(crate) seen_ms: i64,
    pub(crate) created_ms: i64,
    pub(crate) provider: String,
}

/// The session of this hash, if it is neither too old nor idle since before `idle_since`, and its account is not suspended.
pub(crate) async fn live(conn: &mut impl Conn, id_hash: &str, now: Timestamp, idle_since: Timestamp) -> Result<Option<LiveRow>> {
    let sql = "SELECT s.account_id, a.name, s.seen_ms, s.created_ms, s.provider FROM session s JOIN account a ON a.id = s.account_id \
               WHERE s.id_hash = $1 AND s.expires_ms > $2 AND s.seen_ms > $3 AND a.suspended_ms IS NULL";
    Ok(fetch_opt!(conn, LiveRow, sql, id_hash, now.ms(), idle_since.ms())?)
}

/// Those of these accounts that are not suspended, as if each had a session.
pub(crate) async fn accounts(conn: &mut impl Conn, accounts: &[AccountId]) -> Result<Vec<LiveRow>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT id AS account_id, name, seen_ms, created_ms, '' AS provider FROM account WHERE suspended_ms IS NULL AND id IN (",
        );
        push_ids(&mut query, accounts);
        query.push(")");
        query.build_query_as::<LiveRow>().fetch_all(c).await
    })?;
    Ok(rows)
}

fn push_ids<D: Database>(query: &mut QueryBuilder<D>, accounts: &[AccountId])
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    let mut list = query.separated(", ");
    for account in accounts {
        list.push_bind(account.get());
    }
}

/// What a person is, as `(kind, key)`: `role`, `school`, `commune`, `animates`, `school-commune`.
pub(crate) async fn rights(conn: &mut impl Conn, account: i64) -> Result<Vec<(String, String)>> {
    let sql = "SELECT 'role', role FROM account_role WHERE account_id = $1 \
               UNION SELECT 'school', uai FROM account_school WHERE account_id = $1 \
               UNION SELECT 'commune', insee FROM account_commune WHERE account_id = $1 \
               UNION SELECT 'animates', insee FROM account_animates WHERE account_id = $1 \
               UNION SELECT 'school-commune', s.commune FROM account_school os JOIN school s ON s.uai = os.uai WHERE os.account_id = $1 ORDER BY 1, 2";
    Ok(fetch_all!(conn, (String, String), sql, account)?)
}

/// The same of each of these accounts.
pub(crate) async fn rights_of(conn: &mut impl Conn, accounts: &[AccountId]) -> Result<BTreeMap<i64, Vec<(String, String)>>> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let kinds = [
        "SELECT account_id, 'role', role FROM account_role WHERE account_id IN (",
        ") UNION SELECT account_id, 'school', uai FROM account_school WHERE account_id IN (",
        ") UNION SELECT account_id, 'commune', insee FROM account_commune WHERE account_id IN (",
        ") UNION SELECT account_id, 'animates', insee FROM account_animates WHERE account_id IN (",
        ") UNION SELECT os.account_id, 'school-commune', s.commune FROM account_school os JOIN school s ON s.uai = os.uai WHERE os.account_id IN (",
    ];
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("");
        for kind in kinds {
            query.push(kind);
            push_ids(&mut query, accounts);
        }
        query.push(") ORDER BY 1, 2, 3");
        query.build_query_as::<(i64, String, String)>().fetch_all(c).await
    })?;
    let mut rights: BTreeMap<i64, Vec<(String, String)>> = BTreeMap::new();
    for (account, kind, key) in rows {
        rights.entry(account).or_default().push((kind, key));
    }
    Ok(rights)
}

/// Notes that a session was used, unless that was noted since `not_since`.
pub(crate) async fn touch(conn: &mut impl Conn, id_hash: &str, now: Timestamp, not_since: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE session SET seen_ms = $2 WHERE id_hash = $1 AND seen_ms <= $3", id_hash, now.ms(), not_since.ms())?;
    Ok(())
}

/// A session that was ended.
#[derive(sqlx::FromRow)]
pub(crate) struct EndedRow {
    pub(crate) account_id: i64,
    pub(crate) provider: String,
    pub(crate) id_token: Option<String>,
}

/// Ends one session; nothing when there is none.
pub(crate) async fn delete(conn: &mut impl Conn, id_hash: &str) -> Result<Option<EndedRow>> {
    Ok(fetch_opt!(conn, EndedRow, "DELETE FROM session WHERE id_hash = $1 RETURNING account_id, provider, id_token", id_hash)?)
}

/// Ends every session of an account; gives how many there were.
pub(crate) async fn delete_of(conn: &mut impl Conn, account: AccountId) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM session WHERE account_id = $1", account.get())?)
}

/// The sessions of an account that count, the last used first: their hashes, providers, beginnings and last uses.
pub(crate) async fn live_of(
    conn: &mut impl Conn,
    account: AccountId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<(String, String, i64, i64)>> {
    let sql = "SELECT id_hash, provider, created_ms, seen_ms FROM session WHERE account_id = $1 AND expires_ms > $2 AND seen_ms > $3 \
               ORDER BY seen_ms DESC, created_ms DESC, id_hash";
    Ok(fetch_all!(conn, (String, String, i64, i64), sql, account.get(), now.ms(), idle_since.ms())?)
}

/// When the session of this hash began, if it is `account`'s.
pub(crate) async fn begun(conn: &mut impl Conn, id_hash: &str, account: AccountId) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_ms FROM session WHERE id_hash = $1 AND account_id = $2";
    Ok(fetch_opt!(conn, (i64,), sql, id_hash, account.get())?.map(|(ms,)| Timestamp::from_ms(ms)))
}

/// Ends the session of this hash, if it is `account`'s. Says whether there was one.
pub(crate) async fn delete_one_of(conn: &mut impl Conn, account: AccountId, id_hash: &str) -> Result<bool> {
    Ok(exec!(conn, "DELETE FROM session WHERE id_hash = $1 AND account_id = $2", id_hash, account.get())? == 1)
}

/// Ends every session of an account but the one of this hash; gives how many there were.
pub(crate) async fn delete_others_of(conn: &mut impl Conn, account: AccountId, id_hash: &str) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM session WHERE account_id = $1 AND id_hash <> $2", account.get(), id_hash)?)
}

/// Ends the sessions that no longer count; gives how many there were.
pub(crate) async fn delete_expired(conn: &mut impl Conn, now: Timestamp, idle_since: Timestamp) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM session WHERE expires_ms <= $1 OR seen_ms <= $2", now.ms(), idle_since.ms())?)
}

/// Whether a session began with a provider's own session `session_hash`.
pub(crate) async fn is_there(conn: &mut impl Conn, provider: &str, session_hash: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM session WHERE provider = $1 AND provider_session = $2";
    Ok(scalar!(conn, i64, sql, provider, session_hash)? > 0)
}

/// Ends the sessions of a provider that began with its own session `session_hash`; gives how many there were.
pub(crate) async fn delete_of_session(conn: &mut impl Conn, provider: &str, session_hash: &str) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM session WHERE provider = $1 AND provider_session = $2", provider, session_hash)?)
}

/// Ends every session of whom a provider calls `subject`; gives how many there were.
pub(crate) async fn delete_of_subject(conn: &mut impl Conn, provider: &str, subject: &str) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM session WHERE provider = $1 AND provider_subject = $2", provider, subject)?)
}

/// Ends the sessions of whom a provider calls `subject` that began with its own session `session_hash`, or of which that is not
/// known; gives how many there were.
pub(crate) async fn delete_of_both(conn: &mut impl Conn, provider: &str, subject: &str, session_hash: &str) -> Result<u64> {
    let sql = "DELETE FROM session WHERE provider = $1 AND provider_subject = $2 AND (provider_session = $3 OR provider_session IS NULL)";
    Ok(exec!(conn, sql, provider, subject, session_hash)?)
}
