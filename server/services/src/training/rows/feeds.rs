//! SQL of secret addresses for calendars.

use crate::{
    db::{Conn, exec, fetch_opt},
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};

/// Whose places the address of this hash shows; nobody's when they are suspended.
pub(crate) async fn owner_of_feed(conn: &mut impl Conn, hash: &str) -> Result<Option<AccountId>> {
    let sql = "SELECT f.account_id FROM calendar_feed f JOIN account a ON a.id = f.account_id WHERE f.secret_hash = $1 AND a.suspended_ms IS NULL";
    Ok(fetch_opt!(conn, (i64,), sql, hash)?.map(|(account,)| AccountId::new(account)))
}

/// Gives `account` an address, in place of the one it had.
pub(crate) async fn set_feed(conn: &mut impl Conn, account: AccountId, hash: &str, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO calendar_feed (account_id, secret_hash, made_ms) VALUES ($1, $2, $3) \
               ON CONFLICT (account_id) DO UPDATE SET secret_hash = excluded.secret_hash, made_ms = excluded.made_ms";
    exec!(conn, sql, account.get(), hash, at.ms())?;
    Ok(())
}

/// When the address of `account` was made.
pub(crate) async fn feed_made(conn: &mut impl Conn, account: AccountId) -> Result<Option<Timestamp>> {
    let row = fetch_opt!(conn, (i64,), "SELECT made_ms FROM calendar_feed WHERE account_id = $1", account.get())?;
    Ok(row.map(|(ms,)| Timestamp::from_ms(ms)))
}

/// Takes the address of `account` away.
pub(crate) async fn end_feed(conn: &mut impl Conn, account: AccountId) -> Result<()> {
    exec!(conn, "DELETE FROM calendar_feed WHERE account_id = $1", account.get())?;
    Ok(())
}
