//! SQL of the identities of one account.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};

/// The identities of an account, the first first: provider, subject, when it was first and last seen.
pub(crate) async fn of_account(conn: &mut impl Conn, account: AccountId) -> Result<Vec<(String, String, i64, i64)>> {
    let sql =
        "SELECT provider, subject, created_ms, seen_ms FROM account_identity WHERE account_id = $1 ORDER BY created_ms, provider, subject";
    Ok(fetch_all!(conn, (String, String, i64, i64), sql, account.get())?)
}

/// Gives an account one identity more. Says whether it is theirs now: someone else may have been quicker.
pub(crate) async fn attach(conn: &mut impl Conn, account: AccountId, provider: &str, subject: &str, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO account_identity (provider, subject, account_id, created_ms, seen_ms) VALUES ($1, $2, $3, $4, $4) \
               ON CONFLICT (provider, subject) DO NOTHING";
    Ok(exec!(conn, sql, provider, subject, account.get(), now.ms())? == 1)
}

/// Takes an identity away.
pub(crate) async fn detach(conn: &mut impl Conn, provider: &str, subject: &str) -> Result<()> {
    exec!(conn, "DELETE FROM account_identity WHERE provider = $1 AND subject = $2", provider, subject)?;
    Ok(())
}

/// Takes an account's lock by a write that changes nothing.
pub(crate) async fn lock_account(conn: &mut impl Conn, account: AccountId) -> Result<()> {
    exec!(conn, "UPDATE account SET seen_ms = seen_ms WHERE id = $1", account.get())?;
    Ok(())
}
