//! SQL of what is reported.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
};
use domain::{
    access::Role,
    ids::{AccountId, PictureId, PostId, ReportId},
    moderation::{ReportForm, ReportReason},
    time::Timestamp,
};

/// A report that waits, without who made it.
pub(crate) struct OpenReport {
    pub(crate) id: ReportId,
    pub(crate) reason: ReportReason,
    pub(crate) note: String,
    pub(crate) body: String,
    pub(crate) at: Timestamp,
}

/// Keeps a report, and what the message says now.
pub(crate) async fn insert_report(
    conn: &mut impl Conn,
    id: ReportId,
    post: PostId,
    account: AccountId,
    form: &ReportForm,
    body: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO post_report (id, post_id, account_id, reason, note, body, reported_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    exec!(conn, sql, id.get(), post.get(), account.get(), form.reason.key(), &form.note, body, now.ms())?;
    Ok(())
}

/// The report of `account` about a message that waits.
pub(crate) async fn open_report(conn: &mut impl Conn, post: PostId, account: AccountId) -> Result<Option<ReportId>> {
    let sql = "SELECT id FROM post_report WHERE post_id = $1 AND account_id = $2 AND settled_ms IS NULL";
    Ok(fetch_opt!(conn, (i64,), sql, post.get(), account.get())?.map(|(id,)| ReportId::new(id)))
}

/// How many `account` made since an instant.
pub(crate) async fn reports_since(conn: &mut impl Conn, account: AccountId, since: Timestamp) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM post_report WHERE account_id = $1 AND reported_ms > $2";
    Ok(scalar!(conn, i64, sql, account.get(), since.ms())?)
}

/// How many messages are reported.
pub(crate) async fn count_reported(conn: &mut impl Conn) -> Result<usize> {
    let many = scalar!(conn, i64, "SELECT COUNT(DISTINCT post_id) FROM post_report WHERE settled_ms IS NULL")?;
    Ok(usize::try_from(many).unwrap_or_default())
}

/// The messages that are reported, the one that waits longest first.
pub(crate) async fn reported_posts(conn: &mut impl Conn, most: usize) -> Result<Vec<PostId>> {
    let sql = "SELECT post_id FROM post_report WHERE settled_ms IS NULL GROUP BY post_id ORDER BY MIN(reported_ms), post_id LIMIT $1";
    let rows = fetch_all!(conn, (i64,), sql, i64::try_from(most).unwrap_or(i64::MAX))?;
    Ok(rows.into_iter().map(|(post,)| PostId::new(post)).collect())
}

/// What is reported of a message and waits, the oldest first.
pub(crate) async fn open_reports(conn: &mut impl Conn, post: PostId) -> Result<Vec<OpenReport>> {
    let sql =
        "SELECT id, reason, note, body, reported_ms FROM post_report WHERE post_id = $1 AND settled_ms IS NULL ORDER BY reported_ms, id";
    let whole = |(id, reason, note, body, at): (i64, String, String, String, i64)| {
        Ok(OpenReport { id: ReportId::new(id), reason: value(&reason)?, note, body, at: Timestamp::from_ms(at) })
    };
    fetch_all!(conn, (i64, String, String, String, i64), sql, post.get())?.into_iter().map(whole).collect()
}

/// Those who reported it, and what they are.
pub(crate) async fn roles_of_reporters(conn: &mut impl Conn, post: PostId) -> Result<Vec<(AccountId, Role)>> {
    let sql = "SELECT DISTINCT ar.account_id, ar.role FROM post_report r JOIN account_role ar ON ar.account_id = r.account_id \
               WHERE r.post_id = $1 AND r.settled_ms IS NULL ORDER BY ar.account_id, ar.role";
    let rows = fetch_all!(conn, (i64, String), sql, post.get())?;
    rows.into_iter().map(|(account, role)| Ok((AccountId::new(account), value(&role)?))).collect()
}

/// The message of a report that waits.
pub(crate) async fn post_of_open_report(conn: &mut impl Conn, report: ReportId) -> Result<Option<PostId>> {
    let sql = "SELECT post_id FROM post_report WHERE id = $1 AND settled_ms IS NULL";
    Ok(fetch_opt!(conn, (i64,), sql, report.get())?.map(|(post,)| PostId::new(post)))
}

/// Settles all that is reported of a message and waits.
pub(crate) async fn settle_reports(conn: &mut impl Conn, post: PostId, outcome: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE post_report SET settled_ms = $2, outcome = $3 WHERE post_id = $1 AND settled_ms IS NULL";
    exec!(conn, sql, post.get(), now.ms(), outcome)?;
    Ok(())
}

/// Forgets the copies of `words` that reports of a message keep.
pub(crate) async fn forget_reported(conn: &mut impl Conn, post: PostId, words: &str) -> Result<()> {
    exec!(conn, "UPDATE post_report SET body = '' WHERE post_id = $1 AND body = $2", post.get(), words)?;
    Ok(())
}

/// Whether a message is in the hands of who decides: something about it, or about a picture of it, waits for a decision; it was taken from its
/// readers, and may be given back; or it waits to be read.
pub(crate) async fn is_handed_over(conn: &mut impl Conn, post: PostId) -> Result<bool> {
    let sql = "SELECT (SELECT COUNT(*) FROM post_report WHERE post_id = $1 AND settled_ms IS NULL) \
               + (SELECT COUNT(*) FROM moderation_act WHERE post_id = $1 AND appealed_ms IS NOT NULL AND appeal_settled_ms IS NULL) \
               + (SELECT COUNT(*) FROM post_picture q JOIN removal_request r ON r.medium_id = q.picture_id \
               WHERE q.post_id = $1 AND r.decided_ms IS NULL) \
               + (SELECT COUNT(*) FROM post WHERE id = $1 AND state IN ('hidden', 'removed')) \
               + (SELECT COUNT(*) FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.id = $1 AND p.state = 'waiting' AND NOT t.is_private)";
    Ok(scalar!(conn, i64, sql, post.get())? > 0)
}

/// Whether a decision on a picture waits: its removal was asked for, or its message is reported, or what was decided of that is appealed.
pub(crate) async fn is_picture_handed_over(conn: &mut impl Conn, picture: PictureId) -> Result<bool> {
    let sql = "SELECT (SELECT COUNT(*) FROM removal_request WHERE medium_id = $1 AND decided_ms IS NULL) \
               + (SELECT COUNT(*) FROM post_picture q JOIN post_report r ON r.post_id = q.post_id \
               WHERE q.picture_id = $1 AND r.settled_ms IS NULL) \
               + (SELECT COUNT(*) FROM post_picture q JOIN moderation_act m ON m.post_id = q.post_id \
               WHERE q.picture_id = $1 AND m.appealed_ms IS NOT NULL AND m.appeal_settled_ms IS NULL)";
    Ok(scalar!(conn, i64, sql, picture.get())? > 0)
}
