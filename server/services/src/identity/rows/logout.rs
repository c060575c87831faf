//! Logout tokens that were taken: each counts once.

use crate::{
    db::{Conn, exec},
    error::Result,
};
use domain::time::Timestamp;

/// Notes a logout token of `provider`; `false` when it was taken before.
pub(crate) async fn insert(conn: &mut impl Conn, provider: &str, jti_hash: &str, expires: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO logout_token (provider, jti_hash, expires_ms) VALUES ($1, $2, $3) ON CONFLICT (provider, jti_hash) DO NOTHING";
    Ok(exec!(conn, sql, provider, jti_hash, expires.ms())? == 1)
}

/// Forgets those that would no longer be taken anyway.
pub(crate) async fn delete_expired(conn: &mut impl Conn, now: Timestamp) -> Result<()> {
    exec!(conn, "DELETE FROM logout_token WHERE expires_ms <= $1", now.ms())?;
    Ok(())
}
