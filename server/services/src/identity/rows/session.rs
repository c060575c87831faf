//! Sessions: the row holds the hash of what the cookie holds.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt},
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};

pub(crate) struct NewSession<'a> {
    pub(crate) id_hash: String,
    pub(crate) account: AccountId,
    pub(crate) provider: &'a str,
    pub(crate) id_token: Option<&'a str>,
    pub(crate) now: Timestamp,
    pub(crate) expires: Timestamp,
}

pub(crate) async fn insert(conn: &mut impl Conn, session: &NewSession<'_>) -> Result<()> {
    let sql = "INSERT INTO session (id_hash, account_id, provider, id_token, created_ms, seen_ms, expires_ms) \
               VALUES ($1, $2, $3, $4, $5, $5, $6)";
    exec!(conn, sql, &session.id_hash, session.account.get(), session.provider, session.id_token, session.now.ms(), session.expires.ms())?;
    Ok(())
}

/// A session that counts: its account and when it was last seen.
#[derive(sqlx::FromRow)]
pub(crate) struct LiveRow {
    pub(crate) account_id: i64,
    pub(crate) name: String,
    pub(crate) seen_ms: i64,
}

/// The session of this hash, if it is neither too old nor idle since before `idle_since`, and its account is not suspended.
pub(crate) async fn live(conn: &mut impl Conn, id_hash: &str, now: Timestamp, idle_since: Timestamp) -> Result<Option<LiveRow>> {
    let sql = "SELECT s.account_id, a.name, s.seen_ms FROM session s JOIN account a ON a.id = s.account_id \
               WHERE s.id_hash = $1 AND s.expires_ms > $2 AND s.seen_ms > $3 AND a.suspended_ms IS NULL";
    Ok(fetch_opt!(conn, LiveRow, sql, id_hash, now.ms(), idle_since.ms())?)
}

/// An account that is not suspended, as if it had a session.
pub(crate) async fn account(conn: &mut impl Conn, account: AccountId) -> Result<Option<LiveRow>> {
    let sql = "SELECT id AS account_id, name, seen_ms FROM account WHERE id = $1 AND suspended_ms IS NULL";
    Ok(fetch_opt!(conn, LiveRow, sql, account.get())?)
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
