//! Sign-ins under way: written once, read once.

use crate::{
    db::{Conn, exec, fetch_opt},
    error::Result,
};
use domain::time::Timestamp;

/// A sign-in under way.
#[derive(sqlx::FromRow)]
pub(crate) struct AttemptRow {
    pub(crate) browser_hash: String,
    pub(crate) provider: String,
    /// Of OpenID Connect alone.
    pub(crate) nonce: Option<String>,
    /// Where the code is bound to the browser.
    pub(crate) verifier: Option<String>,
    /// Whether the provider was asked to ask who is there.
    pub(crate) anew: bool,
    pub(crate) return_to: String,
    pub(crate) expires_ms: i64,
    /// The account that it gives a second identity to, if it does.
    pub(crate) link_account: Option<i64>,
}

pub(crate) async fn insert(conn: &mut impl Conn, state_hash: &str, attempt: &AttemptRow) -> Result<()> {
    let sql = "INSERT INTO sign_in_attempt (state_hash, browser_hash, provider, nonce, verifier, anew, return_to, expires_ms, link_account) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    exec!(
        conn,
        sql,
        state_hash,
        &attempt.browser_hash,
        &attempt.provider,
        attempt.nonce.as_deref(),
        attempt.verifier.as_deref(),
        attempt.anew,
        &attempt.return_to,
        attempt.expires_ms,
        attempt.link_account
    )?;
    Ok(())
}

/// Takes the sign-in of this state away, for good, and gives it.
pub(crate) async fn take(conn: &mut impl Conn, state_hash: &str) -> Result<Option<AttemptRow>> {
    let sql = "DELETE FROM sign_in_attempt WHERE state_hash = $1 \
               RETURNING browser_hash, provider, nonce, verifier, anew, return_to, expires_ms, link_account";
    Ok(fetch_opt!(conn, AttemptRow, sql, state_hash)?)
}

/// Takes away the sign-ins that nobody finished in time; gives how many there were.
pub(crate) async fn delete_expired(conn: &mut impl Conn, now: Timestamp) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM sign_in_attempt WHERE expires_ms <= $1", now.ms())?)
}
