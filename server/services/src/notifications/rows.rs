//! SQL of the queue of letters, and of what readers chose.

use super::{
    news::News,
    queue::{Queued, Waiting},
};
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
};
use domain::{
    ids::AccountId,
    notifications::{Frequency, LetterKind},
    time::Timestamp,
};

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

/// How often `account` wants to be told of `kind`: at once, unless they chose.
pub(super) async fn frequency(conn: &mut impl Conn, account: AccountId, kind: LetterKind) -> Result<Frequency> {
    let sql = "SELECT frequency FROM letter_choice WHERE account_id = $1 AND kind = $2";
    match fetch_opt!(conn, (String,), sql, account.get(), kind.key())? {
        Some((chosen,)) => value(&chosen),
        None => Ok(Frequency::AtOnce),
    }
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
