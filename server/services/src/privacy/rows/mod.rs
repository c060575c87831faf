//! SQL of erasures, of links to archives, and of who accepted what.

pub(super) mod holdings;

use super::Acceptance;
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
};
use domain::{ids::AccountId, privacy::Contributions, time::Timestamp};

/// Takes `account`'s lock by a write that changes nothing.
pub(super) async fn lock(conn: &mut impl Conn, account: AccountId) -> Result<()> {
    exec!(conn, "UPDATE account SET seen_ms = seen_ms WHERE id = $1", account.get())?;
    Ok(())
}

/// Notes that `account` is erased; false when it was.
pub(super) async fn note(conn: &mut impl Conn, account: AccountId, at: Timestamp, contributions: Contributions) -> Result<bool> {
    let sql = "INSERT INTO erasure (account_id, at_ms, contributions) VALUES ($1, $2, $3) ON CONFLICT (account_id) DO NOTHING";
    Ok(exec!(conn, sql, account.get(), at.ms(), contributions.key())? == 1)
}

/// Someone who was erased.
pub(super) struct Erased {
    pub(super) account: AccountId,
    pub(super) contributions: Contributions,
}

/// Those of whom not all is cleaned yet.
pub(super) async fn to_settle(conn: &mut impl Conn) -> Result<Vec<Erased>> {
    let sql = "SELECT account_id, contributions FROM erasure WHERE settled_ms IS NULL ORDER BY at_ms, account_id";
    let erased =
        |(account, contributions): (i64, String)| Ok(Erased { account: AccountId::new(account), contributions: value(&contributions)? });
    fetch_all!(conn, (i64, String), sql)?.into_iter().map(erased).collect()
}

/// Notes that all is.
pub(super) async fn settled(conn: &mut impl Conn, account: AccountId, at: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE erasure SET settled_ms = $2 WHERE account_id = $1", account.get(), at.ms())?;
    Ok(())
}

/// Keeps a link to an archive.
pub(super) async fn insert_link(conn: &mut impl Conn, secret_hash: &str, account: AccountId, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO archive_link (secret_hash, account_id, made_ms) VALUES ($1, $2, $3)";
    exec!(conn, sql, secret_hash, account.get(), at.ms())?;
    Ok(())
}

/// How many `account` asked for since an instant.
pub(super) async fn links_since(conn: &mut impl Conn, account: AccountId, since: Timestamp) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM archive_link WHERE account_id = $1 AND made_ms > $2";
    Ok(scalar!(conn, i64, sql, account.get(), since.ms())?)
}

/// Uses a link of `account` that was made after `since`; false when there is none, or it was used.
pub(super) async fn use_link(conn: &mut impl Conn, secret_hash: &str, account: AccountId, at: Timestamp, since: Timestamp) -> Result<bool> {
    let sql = "UPDATE archive_link SET used_ms = $3 WHERE secret_hash = $1 AND account_id = $2 AND used_ms IS NULL AND made_ms > $4";
    Ok(exec!(conn, sql, secret_hash, account.get(), at.ms(), since.ms())? == 1)
}

/// Forgets links that were made before an instant; how many.
pub(super) async fn purge_links(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM archive_link WHERE made_ms < $1", before.ms())?)
}

/// When `account` accepted this version of the rules.
pub(super) async fn accepted(conn: &mut impl Conn, account: AccountId, version: &str) -> Result<Option<Timestamp>> {
    let sql = "SELECT at_ms FROM acceptance WHERE account_id = $1 AND version = $2";
    Ok(fetch_opt!(conn, (i64,), sql, account.get(), version)?.map(|(at,)| Timestamp::from_ms(at)))
}

/// Notes that they do; false when it was noted.
pub(super) async fn accept(conn: &mut impl Conn, account: AccountId, version: &str, at: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO acceptance (account_id, version, at_ms) VALUES ($1, $2, $3) ON CONFLICT (account_id, version) DO NOTHING";
    Ok(exec!(conn, sql, account.get(), version, at.ms())? == 1)
}

/// Who accepted what, the latest first.
pub(super) async fn acceptances(conn: &mut impl Conn) -> Result<Vec<Acceptance>> {
    let sql = "SELECT c.account_id, a.name, c.version, c.at_ms FROM acceptance c JOIN account a ON a.id = c.account_id \
               ORDER BY c.at_ms DESC, c.account_id";
    let whole = |(account, name, version, at)| Acceptance { account: AccountId::new(account), name, version, at: Timestamp::from_ms(at) };
    Ok(fetch_all!(conn, (i64, String, String, i64), sql)?.into_iter().map(whole).collect())
}
