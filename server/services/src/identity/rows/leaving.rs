//! SQL of those who leave, or do not come back.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar},
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};

/// Accounts that nobody signed in with since `before` and whose bearers were not told since; those who cannot be written to left out.
pub(crate) async fn to_warn(conn: &mut impl Conn, before: Timestamp, limit: i64) -> Result<Vec<AccountId>> {
    let sql = "SELECT a.id FROM account a LEFT JOIN idle_warning w ON w.account_id = a.id WHERE a.seen_ms < $1 AND a.email IS NOT NULL \
               AND a.suspended_ms IS NULL AND (w.at_ms IS NULL OR w.at_ms < a.seen_ms) ORDER BY a.seen_ms, a.id LIMIT $2";
    Ok(fetch_all!(conn, (i64,), sql, before.ms(), limit)?.into_iter().map(|(id,)| AccountId::new(id)).collect())
}

/// Accounts that nobody signed in with since `before`, and whose bearers were told before `warned`, or cannot be written to: they have no
/// address, or are suspended.
pub(crate) async fn ended(conn: &mut impl Conn, before: Timestamp, warned: Timestamp, limit: i64) -> Result<Vec<AccountId>> {
    let sql = "SELECT a.id FROM account a LEFT JOIN idle_warning w ON w.account_id = a.id WHERE a.seen_ms < $1 \
               AND (a.email IS NULL OR a.suspended_ms IS NOT NULL OR (w.at_ms > a.seen_ms AND w.at_ms <= $2)) \
               AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.account_id = a.id) ORDER BY a.seen_ms, a.id LIMIT $3";
    Ok(fetch_all!(conn, (i64,), sql, before.ms(), warned.ms(), limit)?.into_iter().map(|(id,)| AccountId::new(id)).collect())
}

/// Takes `account`'s lock by a write that changes nothing; false when somebody has signed in with it since `before`.
pub(crate) async fn lock_idle(conn: &mut impl Conn, account: AccountId, before: Timestamp) -> Result<bool> {
    Ok(exec!(conn, "UPDATE account SET seen_ms = seen_ms WHERE id = $1 AND seen_ms < $2", account.get(), before.ms())? == 1)
}

/// Notes that the bearer of `account` is told now.
pub(crate) async fn warn(conn: &mut impl Conn, account: AccountId, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO idle_warning (account_id, at_ms) VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET at_ms = excluded.at_ms";
    exec!(conn, sql, account.get(), now.ms())?;
    Ok(())
}

/// Whether the bearer of `account` was told, and has not signed in since.
pub(crate) async fn is_warned(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM idle_warning w JOIN account a ON a.id = w.account_id WHERE a.id = $1 AND w.at_ms > a.seen_ms";
    Ok(scalar!(conn, i64, sql, account.get())? > 0)
}

/// Whether `account` alone administers the portal, of those who may be used. Takes the locks of those who do: of two who leave at once, one
/// is first.
pub(crate) async fn is_last_admin(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    exec!(conn, "UPDATE account_role SET role = role WHERE role = 'admin'")?;
    let own = "SELECT COUNT(*) FROM account_role WHERE role = 'admin' AND account_id = $1";
    let others = "SELECT COUNT(*) FROM account_role ar JOIN account a ON a.id = ar.account_id \
                  WHERE ar.role = 'admin' AND a.suspended_ms IS NULL AND a.id <> $1";
    Ok(scalar!(conn, i64, own, account.get())? > 0 && scalar!(conn, i64, others, account.get())? == 0)
}

/// How everyone but `account` is named: by the names of their providers, and as they chose.
pub(crate) async fn other_names(conn: &mut impl Conn, account: AccountId) -> Result<Vec<(String, Option<String>)>> {
    Ok(fetch_all!(conn, (String, Option<String>), "SELECT name, shown_name FROM account WHERE id <> $1", account.get())?)
}

/// How `account` is named, how others read it, and where it is written to, whatever its standing.
pub(crate) async fn who(conn: &mut impl Conn, account: AccountId) -> Result<Option<(String, Option<String>, Option<String>)>> {
    let sql = "SELECT name, shown_name, email FROM account WHERE id = $1";
    Ok(fetch_opt!(conn, (String, Option<String>, Option<String>), sql, account.get())?)
}
