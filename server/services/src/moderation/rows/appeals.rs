//! SQL of acts as those whom they concern read them, and of what is said against them.

use super::acts::{ActRow, acts, whole};
use crate::{
    db::{Conn, exec, fetch_all, scalar},
    error::Result,
    moderation::Act,
};
use domain::{
    ids::{AccountId, ActId},
    time::Timestamp,
};

/// The acts that concern `account`, the latest first. That a message was let through is no news to them.
pub(crate) async fn acts_about(conn: &mut impl Conn, account: AccountId) -> Result<Vec<Act>> {
    let sql = acts!("WHERE m.account_id = $1 AND m.kind <> 'approved' ORDER BY m.at_ms DESC, m.id DESC");
    fetch_all!(conn, ActRow, sql, account.get())?.into_iter().map(whole).collect()
}

/// Whether there is any.
pub(crate) async fn is_concerned(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM moderation_act WHERE account_id = $1 AND kind <> 'approved'";
    Ok(scalar!(conn, i64, sql, account.get())? > 0)
}

/// Writes what is said against an act, if nothing was; whether it was written.
pub(crate) async fn appeal(conn: &mut impl Conn, id: ActId, text: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE moderation_act SET appeal = $2, appealed_ms = $3 WHERE id = $1 AND appealed_ms IS NULL";
    Ok(exec!(conn, sql, id.get(), text, now.ms())? > 0)
}

/// The appeals that wait, the oldest first.
pub(crate) async fn waiting_appeals(conn: &mut impl Conn) -> Result<Vec<Act>> {
    let sql = acts!("WHERE m.appealed_ms IS NOT NULL AND m.appeal_settled_ms IS NULL ORDER BY m.appealed_ms, m.id LIMIT 50");
    fetch_all!(conn, ActRow, sql)?.into_iter().map(whole).collect()
}

/// How many there are.
pub(crate) async fn count_appeals(conn: &mut impl Conn) -> Result<usize> {
    let sql = "SELECT COUNT(*) FROM moderation_act WHERE appealed_ms IS NOT NULL AND appeal_settled_ms IS NULL";
    Ok(usize::try_from(scalar!(conn, i64, sql)?).unwrap_or_default())
}

/// Writes the answer to an appeal that waits; whether it waited.
pub(crate) async fn settle_appeal(conn: &mut impl Conn, id: ActId, kept: bool, answer: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE moderation_act SET appeal_kept = $2, appeal_answer = $3, appeal_settled_ms = $4 \
               WHERE id = $1 AND appealed_ms IS NOT NULL AND appeal_settled_ms IS NULL";
    Ok(exec!(conn, sql, id.get(), kept, answer, now.ms())? > 0)
}
