//! SQL of what the moderation asks of messages.

use crate::{
    db::{Conn, fetch_all},
    error::Result,
};
use domain::ids::PostId;

/// The most that are read at once: who decides comes back for the others.
const MOST: i64 = 200;

/// The messages that wait to be read, the first written first.
pub(crate) async fn waiting_posts(conn: &mut impl Conn) -> Result<Vec<PostId>> {
    let sql = "SELECT p.id FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.state = 'waiting' AND NOT t.is_private \
               ORDER BY p.created_ms, p.id LIMIT $1";
    Ok(fetch_all!(conn, (i64,), sql, MOST)?.into_iter().map(|(id,)| PostId::new(id)).collect())
}
