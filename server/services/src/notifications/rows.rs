//! SQL of the queue of letters, of notices, and of what readers chose.

pub(super) mod holdings;

use super::{
    news::News,
    queue::{Queued, Waiting},
};
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, on, scalar, value},
    discussions::Filter,
    error::Result,
};
use domain::{
    ids::{AccountId, PostId, TopicId},
    notifications::{Frequency, LetterKind},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// The most unread notices that are counted.
const MOST_COUNTED: i64 = 100;

/// Queues a letter; one that is there already stays as it is.
pub(super) async fn insert(conn: &mut impl Conn, news: &News, queued: Queued) -> Result<()> {
    let sql = "INSERT INTO letter (id, seq, place, account_id, in_digest, urgent, due_ms, attempts, claimed_until_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0) ON CONFLICT (id) DO NOTHING";
    let Queued { seq, place, in_digest, due } = queued;
    exec!(conn, sql, &news.id, seq, place as i64, news.account.map(AccountId::get), in_digest, news.urgent, due.ms())?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct LetterRow {
    id: String,
    seq: i64,
    account_id: Option<i64>,
    in_digest: bool,
    attempts: i64,
}

/// Letters that are due and that no process is sending, the longest due first; those that cannot wait only, if so asked.
pub(super) async fn due(conn: &mut impl Conn, now: Timestamp, urgent_only: bool, limit: i64) -> Result<Vec<Waiting>> {
    let sql = "SELECT id, seq, account_id, in_digest, attempts FROM letter WHERE due_ms <= $1 AND claimed_until_ms <= $1 \
               AND (urgent OR NOT $2) ORDER BY urgent DESC, due_ms, seq, place LIMIT $3";
    Ok(fetch_all!(conn, LetterRow, sql, now.ms(), urgent_only, limit)?.into_iter().map(waiting).collect())
}

/// All that is due of one reader's digest.
pub(super) async fn digest(conn: &mut impl Conn, account: i64, now: Timestamp) -> Result<Vec<Waiting>> {
    let sql = "SELECT id, seq, account_id, in_digest, attempts FROM letter WHERE account_id = $1 AND in_digest AND due_ms <= $2 \
               AND claimed_until_ms <= $2 ORDER BY due_ms, seq, place";
    Ok(fetch_all!(conn, LetterRow, sql, account, now.ms())?.into_iter().map(waiting).collect())
}

fn waiting(row: LetterRow) -> Waiting {
    let account = row.account_id.unwrap_or_default();
    Waiting { id: row.id, seq: row.seq, account, in_digest: row.in_digest, attempts: row.attempts }
}

/// Takes a letter for oneself until an instant; false when it is gone, or another process has it.
pub(super) async fn claim(conn: &mut impl Conn, id: &str, now: Timestamp, until: Timestamp) -> Result<bool> {
    let sql = "UPDATE letter SET claimed_until_ms = $3 WHERE id = $1 AND claimed_until_ms <= $2";
    Ok(exec!(conn, sql, id, now.ms(), until.ms())? > 0)
}

/// Has a letter that is claimed until `until` tried again from `due` on.
pub(super) async fn put_off(conn: &mut impl Conn, id: &str, until: Timestamp, due: Timestamp) -> Result<()> {
    let sql = "UPDATE letter SET attempts = attempts + 1, due_ms = $3, claimed_until_ms = 0 WHERE id = $1 AND claimed_until_ms = $2";
    exec!(conn, sql, id, until.ms(), due.ms())?;
    Ok(())
}

/// Takes a letter that is claimed until `until` out of the queue.
pub(super) async fn forget(conn: &mut impl Conn, id: &str, until: Timestamp) -> Result<()> {
    exec!(conn, "DELETE FROM letter WHERE id = $1 AND claimed_until_ms = $2", id, until.ms())?;
    Ok(())
}

/// How many letters there are in the queue.
pub(super) async fn count_letters(conn: &mut impl Conn) -> Result<u64> {
    Ok(u64::try_from(scalar!(conn, i64, "SELECT COUNT(*) FROM letter")?).unwrap_or_default())
}

/// How often `account` wants to be told of `kind`: as they chose, else as its default says.
pub(super) async fn frequency(conn: &mut impl Conn, account: AccountId, kind: LetterKind) -> Result<Frequency> {
    let sql = "SELECT frequency FROM letter_choice WHERE account_id = $1 AND kind = $2";
    match fetch_opt!(conn, (String,), sql, account.get(), kind.key())? {
        Some((chosen,)) => value(&chosen),
        None => Ok(kind.default_frequency()),
    }
}

/// Those who want no letters of `kind`.
pub(super) async fn who_stopped(conn: &mut impl Conn, kind: LetterKind) -> Result<Vec<AccountId>> {
    let sql = "SELECT account_id FROM letter_choice WHERE kind = $1 AND frequency = $2 ORDER BY account_id";
    let rows = fetch_all!(conn, (i64,), sql, kind.key(), Frequency::Never.key())?;
    Ok(rows.into_iter().map(|(account,)| AccountId::new(account)).collect())
}

/// Writes what `account` chose of `kind`.
pub(super) async fn choose(conn: &mut impl Conn, account: AccountId, kind: LetterKind, frequency: Frequency) -> Result<()> {
    let sql = "INSERT INTO letter_choice (account_id, kind, frequency) VALUES ($1, $2, $3) \
               ON CONFLICT (account_id, kind) DO UPDATE SET frequency = excluded.frequency";
    exec!(conn, sql, account.get(), kind.key(), frequency.key())?;
    Ok(())
}

/// What the addresses at the foot of letters to `account` bear.
pub(super) async fn stop_secret(conn: &mut impl Conn, account: AccountId) -> Result<Option<String>> {
    let found = fetch_opt!(conn, (String,), "SELECT secret FROM letter_stop WHERE account_id = $1", account.get())?;
    Ok(found.map(|(secret,)| secret))
}

/// Keeps what they bear from now on, unless they bear something already; gives what they do.
pub(super) async fn keep_stop_secret(conn: &mut impl Conn, account: AccountId, secret: &str) -> Result<String> {
    let sql = "INSERT INTO letter_stop (account_id, secret) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING";
    exec!(conn, sql, account.get(), secret)?;
    Ok(scalar!(conn, String, "SELECT secret FROM letter_stop WHERE account_id = $1", account.get())?)
}

/// Keeps what the portal tells a reader of; nothing, when it tells nothing. One that is there already stays as it is.
pub(super) async fn keep_notice(conn: &mut impl Conn, news: &News, seq: i64, at: Timestamp) -> Result<()> {
    let (Some(account), Some(_)) = (news.account, &news.notice) else { return Ok(()) };
    let sql = "INSERT INTO notice (account_id, seq, id, kind, topic_id, post_id, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (account_id, id) DO NOTHING";
    let (topic, post) = (news.topic.map(TopicId::get), news.post.map(PostId::get));
    exec!(conn, sql, account.get(), seq, &news.id, news.kind.key(), topic, post, at.ms())?;
    Ok(())
}

/// A notice as it is kept: the event it tells of, and never what it says.
#[derive(sqlx::FromRow)]
pub(super) struct NoticeRow {
    pub(super) id: String,
    pub(super) seq: i64,
    pub(super) at_ms: i64,
    pub(super) read_ms: Option<i64>,
}

/// Notices of `account`, the latest first.
pub(super) async fn notices(conn: &mut impl Conn, account: AccountId, limit: i64, from: i64) -> Result<Vec<NoticeRow>> {
    let sql = "SELECT id, seq, at_ms, read_ms FROM notice WHERE account_id = $1 ORDER BY seq DESC, id LIMIT $2 OFFSET $3";
    Ok(fetch_all!(conn, NoticeRow, sql, account.get(), limit, from)?)
}

/// How many of them are not read; of those about a topic, only the ones that the viewer may read and has not muted, and whose message is
/// shown.
pub(super) async fn count_unread(conn: &mut impl Conn, filter: &Filter, account: AccountId) -> Result<u32> {
    let many = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT COUNT(*) FROM (SELECT n.id FROM notice n LEFT JOIN post p ON p.id = n.post_id \
             LEFT JOIN topic t ON t.id = COALESCE(p.topic_id, n.topic_id) WHERE n.read_ms IS NULL \
             AND (p.id IS NULL OR p.state = 'shown') AND n.account_id = ",
        );
        query.push_bind(account.get());
        query.push(" AND (t.id IS NULL OR (NOT EXISTS (SELECT 1 FROM follow f WHERE f.account_id = n.account_id \
                    AND f.followed = 'topic:' || t.id AND f.attention = 'mute')");
        filter.narrow(&mut query);
        query.push(")) LIMIT ").push_bind(MOST_COUNTED).push(") AS few");
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?;
    Ok(u32::try_from(many).unwrap_or_default())
}

/// Writes that `account` has read one.
pub(super) async fn read_notice(conn: &mut impl Conn, account: AccountId, id: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE notice SET read_ms = $3 WHERE account_id = $1 AND id = $2 AND read_ms IS NULL";
    exec!(conn, sql, account.get(), id, now.ms())?;
    Ok(())
}

/// Writes that `account` has read them all.
pub(super) async fn read_notices(conn: &mut impl Conn, account: AccountId, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE notice SET read_ms = $2 WHERE account_id = $1 AND read_ms IS NULL", account.get(), now.ms())?;
    Ok(())
}

/// Whether `account` has not read one about a topic.
pub(super) async fn is_told_of(conn: &mut impl Conn, account: AccountId, topic: TopicId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM notice n LEFT JOIN post p ON p.id = n.post_id WHERE n.account_id = $1 AND n.read_ms IS NULL \
               AND COALESCE(p.topic_id, n.topic_id) = $2";
    Ok(scalar!(conn, i64, sql, account.get(), topic.get())? > 0)
}

/// Writes that `account` has read those about a topic.
pub(super) async fn read_notices_of(conn: &mut impl Conn, account: AccountId, topic: TopicId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE notice SET read_ms = $3 WHERE account_id = $1 AND read_ms IS NULL AND (post_id IS NULL AND topic_id = $2 \
               OR EXISTS (SELECT 1 FROM post p WHERE p.id = notice.post_id AND p.topic_id = $2))";
    exec!(conn, sql, account.get(), topic.get(), now.ms())?;
    Ok(())
}

/// Forgets one.
pub(super) async fn forget_notice(conn: &mut impl Conn, account: AccountId, id: &str) -> Result<()> {
    exec!(conn, "DELETE FROM notice WHERE account_id = $1 AND id = $2", account.get(), id)?;
    Ok(())
}

/// Forgets those about a message, unless it is shown.
pub(super) async fn forget_notices_of(conn: &mut impl Conn, post: PostId) -> Result<()> {
    let sql = "DELETE FROM notice WHERE post_id = $1 AND NOT EXISTS (SELECT 1 FROM post p WHERE p.id = $1 AND p.state = 'shown')";
    exec!(conn, sql, post.get())?;
    Ok(())
}

/// Forgets those of before `old`, and those that are read of before `read`; gives how many there were.
pub(super) async fn sweep_notices(conn: &mut impl Conn, read: Timestamp, old: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM notice WHERE at_ms < $2 OR (read_ms IS NOT NULL AND at_ms < $1)";
    Ok(exec!(conn, sql, read.ms(), old.ms())?)
}
