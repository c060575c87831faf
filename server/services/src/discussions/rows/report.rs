//! SQL of what the moderation asks of messages, and of how fast someone writes.

use crate::{
    db::{Conn, fetch_all, fetch_opt},
    error::Result,
};
use domain::{
    ids::{AccountId, PostId},
    time::Timestamp,
};

/// The most that are read at once: who decides comes back for the others.
const MOST: i64 = 200;

/// The messages that wait to be read, the first written first.
pub(crate) async fn waiting_posts(conn: &mut impl Conn) -> Result<Vec<PostId>> {
    let sql = "SELECT p.id FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.state = 'waiting' AND NOT t.is_private \
               ORDER BY p.created_ms, p.id LIMIT $1";
    Ok(fetch_all!(conn, (i64,), sql, MOST)?.into_iter().map(|(id,)| PostId::new(id)).collect())
}

/// When the first of the last `many` messages of `account` was written, if all of them were since `since`.
pub(crate) async fn post_before_last(conn: &mut impl Conn, account: AccountId, many: u32, since: Timestamp) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_ms FROM post WHERE author_id = $1 AND created_ms > $2 ORDER BY created_ms DESC LIMIT 1 OFFSET $3";
    let found = fetch_opt!(conn, (i64,), sql, account.get(), since.ms(), i64::from(many) - 1)?;
    Ok(found.map(|(at,)| Timestamp::from_ms(at)))
}

/// The same of the topics that they opened.
pub(crate) async fn topic_before_last(conn: &mut impl Conn, account: AccountId, many: u32, since: Timestamp) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_ms FROM topic WHERE author_id = $1 AND created_ms > $2 ORDER BY created_ms DESC LIMIT 1 OFFSET $3";
    let found = fetch_opt!(conn, (i64,), sql, account.get(), since.ms(), i64::from(many) - 1)?;
    Ok(found.map(|(at,)| Timestamp::from_ms(at)))
}
