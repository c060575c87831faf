//! SQL of what messages said before.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt},
    error::Result,
};
use domain::{ids::PostId, time::Timestamp};

/// What a message said before it was changed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct FormerRow {
    pub(crate) version: i64,
    /// Empty, once it is erased.
    pub(crate) body: String,
    pub(crate) until_ms: i64,
    pub(crate) erased_ms: Option<i64>,
}

/// What a message said before, the latest first.
pub(crate) async fn versions(conn: &mut impl Conn, id: PostId, limit: i64) -> Result<Vec<FormerRow>> {
    let sql = "SELECT version, body, until_ms, erased_ms FROM post_version WHERE post_id = $1 ORDER BY version DESC LIMIT $2";
    Ok(fetch_all!(conn, FormerRow, sql, id.get(), limit)?)
}

/// What a former version says; nothing when there is none, or it is erased.
pub(crate) async fn former_words(conn: &mut impl Conn, id: PostId, version: i64) -> Result<Option<String>> {
    let sql = "SELECT body FROM post_version WHERE post_id = $1 AND version = $2 AND erased_ms IS NULL";
    Ok(fetch_opt!(conn, (String,), sql, id.get(), version)?.map(|(body,)| body))
}

/// Forgets what a message said, now and before, and whom it named, if it has been gone since `before`; whether anything was there to forget.
pub(crate) async fn forget_words(conn: &mut impl Conn, id: PostId, before: Timestamp) -> Result<bool> {
    let sql = "UPDATE post SET body = '' WHERE id = $1 AND body <> '' AND gone_ms <= $2";
    if exec!(conn, sql, id.get(), before.ms())? == 0 {
        return Ok(false);
    }
    exec!(conn, "DELETE FROM post_version WHERE post_id = $1", id.get())?;
    exec!(conn, "DELETE FROM post_mention WHERE post_id = $1", id.get())?;
    // What its author began to write in its place.
    exec!(conn, "DELETE FROM post_draft WHERE place = $1", format!("post:{id}"))?;
    Ok(true)
}

/// Erases the words of a former version; its line stays.
pub(crate) async fn erase_version(conn: &mut impl Conn, id: PostId, version: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE post_version SET body = '', erased_ms = $3 WHERE post_id = $1 AND version = $2";
    exec!(conn, sql, id.get(), version, now.ms())?;
    Ok(())
}
