//! SQL of what goes for good.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
};
use domain::{ids::PostId, time::Timestamp};

/// The messages gone since before `before` whose words are still kept, and about which nothing waits; the longest gone first.
pub(crate) async fn to_purge(conn: &mut impl Conn, before: Timestamp, most: i64) -> Result<Vec<PostId>> {
    let sql = "SELECT p.id FROM post p WHERE p.gone_ms IS NOT NULL AND p.body <> '' AND p.gone_ms <= $1 \
               AND NOT EXISTS (SELECT 1 FROM moderation_act a WHERE a.post_id = p.id AND a.appealed_ms IS NOT NULL \
               AND a.appeal_settled_ms IS NULL) \
               AND NOT EXISTS (SELECT 1 FROM post_report r WHERE r.post_id = p.id AND r.settled_ms IS NULL) \
               ORDER BY p.gone_ms, p.id LIMIT $2";
    Ok(fetch_all!(conn, (i64,), sql, before.ms(), most)?.into_iter().map(|(id,)| PostId::new(id)).collect())
}

/// Forgets what reports of a message say that it said.
pub(crate) async fn forget_all_reported(conn: &mut impl Conn, post: PostId) -> Result<()> {
    exec!(conn, "UPDATE post_report SET body = '' WHERE post_id = $1", post.get())?;
    Ok(())
}
