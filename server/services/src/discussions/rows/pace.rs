//! SQL of how fast someone writes and presses.

use crate::{
    db::{Conn, fetch_opt},
    error::Result,
};
use domain::{ids::AccountId, time::Timestamp};

/// So many, since an instant and up to now: what a clock that was put back left in the future counts for nothing.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) many: u32,
    pub(crate) since: Timestamp,
    pub(crate) now: Timestamp,
}

/// When the first of the last so many was, if all of them were within the window.
async fn first_of_last(conn: &mut impl Conn, sql: &'static str, account: AccountId, window: Window) -> Result<Option<Timestamp>> {
    let Window { many, since, now } = window;
    let found = fetch_opt!(conn, (i64,), sql, account.get(), since.ms(), now.ms(), i64::from(many) - 1)?;
    Ok(found.map(|(at,)| Timestamp::from_ms(at)))
}

/// When the first of the last so many messages of `account` was written.
pub(crate) async fn post_before_last(conn: &mut impl Conn, account: AccountId, window: Window) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_ms FROM post WHERE author_id = $1 AND created_ms > $2 AND created_ms <= $3 \
               ORDER BY created_ms DESC LIMIT 1 OFFSET $4";
    first_of_last(conn, sql, account, window).await
}

/// The same of the topics that they opened.
pub(crate) async fn topic_before_last(conn: &mut impl Conn, account: AccountId, window: Window) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_ms FROM topic WHERE author_id = $1 AND created_ms > $2 AND created_ms <= $3 \
               ORDER BY created_ms DESC LIMIT 1 OFFSET $4";
    first_of_last(conn, sql, account, window).await
}

/// The same of the needs that they filed.
pub(crate) async fn need_before_last(conn: &mut impl Conn, account: AccountId, window: Window) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_ms FROM topic WHERE author_id = $1 AND kind = 'need' AND created_ms > $2 AND created_ms <= $3 \
               ORDER BY created_ms DESC LIMIT 1 OFFSET $4";
    first_of_last(conn, sql, account, window).await
}

/// The same of the changes to their messages that someone may have read.
pub(crate) async fn edit_before_last(conn: &mut impl Conn, account: AccountId, window: Window) -> Result<Option<Timestamp>> {
    let sql = "SELECT v.until_ms FROM post_version v JOIN post p ON p.id = v.post_id WHERE p.author_id = $1 AND v.until_ms > $2 \
               AND v.until_ms <= $3 ORDER BY v.until_ms DESC LIMIT 1 OFFSET $4";
    first_of_last(conn, sql, account, window).await
}

/// The same of the pictures that they had taken in for messages.
pub(crate) async fn picture_before_last(conn: &mut impl Conn, account: AccountId, window: Window) -> Result<Option<Timestamp>> {
    let sql = "SELECT at_ms FROM post_picture WHERE account_id = $1 AND at_ms > $2 AND at_ms <= $3 ORDER BY at_ms DESC LIMIT 1 OFFSET $4";
    first_of_last(conn, sql, account, window).await
}

/// Counts one press more; gives since when presses are counted, and how many there are. Counting begins anew with the first one after the
/// window, and where the clock was put back.
pub(crate) async fn count_press(conn: &mut impl Conn, account: AccountId, window: Window) -> Result<(Timestamp, i64)> {
    let Window { since, now, .. } = window;
    let sql = "INSERT INTO press (account_id, since_ms, many) VALUES ($1, $2, 1) ON CONFLICT (account_id) DO UPDATE SET \
               many = CASE WHEN press.since_ms > $3 AND press.since_ms <= $2 THEN press.many + 1 ELSE 1 END, \
               since_ms = CASE WHEN press.since_ms > $3 AND press.since_ms <= $2 THEN press.since_ms ELSE $2 END \
               RETURNING since_ms, many";
    let counted = fetch_opt!(conn, (i64, i64), sql, account.get(), now.ms(), since.ms())?;
    Ok(counted.map_or((now, 1), |(first, many)| (Timestamp::from_ms(first), many)))
}
