//! SQL of the outbox.

use super::Entry;
use crate::{
    db::{Conn, JsonText, Tx, exec, fetch_all, fetch_opt, scalar},
    error::Result,
};
use domain::{events::Event, time::Timestamp};

pub(super) async fn next_seq(tx: &mut Tx) -> Result<i64> {
    Ok(scalar!(tx, i64, "UPDATE outbox_counter SET last = last + 1 WHERE stream = 'portal' RETURNING last")?)
}

pub(super) async fn insert(tx: &mut Tx, seq: i64, at: Timestamp, event: &Event) -> Result<()> {
    exec!(tx, "INSERT INTO outbox (seq, at_ms, event) VALUES ($1, $2, $3)", seq, at.ms(), JsonText(event))?;
    Ok(())
}

/// The number of the last event told; 0 before the first.
///
/// # Errors
/// The database's.
pub async fn last(conn: &mut impl Conn) -> Result<i64> {
    Ok(scalar!(conn, i64, "SELECT last FROM outbox_counter WHERE stream = 'portal'")?)
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    seq: i64,
    event: JsonText<Event>,
}

/// The events after `seq`, oldest first, `limit` at most.
///
/// # Errors
/// The database's.
pub async fn after(conn: &mut impl Conn, seq: i64, limit: i64) -> Result<Vec<Entry>> {
    let rows = fetch_all!(conn, EntryRow, "SELECT seq, event FROM outbox WHERE seq > $1 ORDER BY seq LIMIT $2", seq, limit)?;
    Ok(rows.into_iter().map(|row| Entry { seq: row.seq, event: row.event.0 }).collect())
}

/// The event of this number, if it was told.
///
/// # Errors
/// The database's.
pub async fn entry(conn: &mut impl Conn, seq: i64) -> Result<Option<Entry>> {
    let row = fetch_opt!(conn, EntryRow, "SELECT seq, event FROM outbox WHERE seq = $1", seq)?;
    Ok(row.map(|row| Entry { seq: row.seq, event: row.event.0 }))
}

/// When the first event after `seq` was told; nothing, when none was.
///
/// # Errors
/// The database's.
pub async fn told_after(conn: &mut impl Conn, seq: i64) -> Result<Option<Timestamp>> {
    let row = fetch_opt!(conn, (i64,), "SELECT at_ms FROM outbox WHERE seq > $1 ORDER BY seq LIMIT 1", seq)?;
    Ok(row.map(|(at,)| Timestamp::from_ms(at)))
}

/// How far `reader` has come; nothing if it has never read.
///
/// # Errors
/// The database's.
pub async fn cursor(conn: &mut impl Conn, reader: &str) -> Result<Option<i64>> {
    let row = fetch_opt!(conn, (i64,), "SELECT seq FROM outbox_reader WHERE reader = $1", reader)?;
    Ok(row.map(|(seq,)| seq))
}

/// Notes that `reader` has dealt with everything up to `seq`.
///
/// # Errors
/// The database's.
pub async fn set_cursor(conn: &mut impl Conn, reader: &str, seq: i64) -> Result<()> {
    let sql = "INSERT INTO outbox_reader (reader, seq) VALUES ($1, $2) ON CONFLICT (reader) DO UPDATE SET seq = excluded.seq";
    exec!(conn, sql, reader, seq)?;
    Ok(())
}

/// Has `reader` go on from the event before `seq` to `seq`, and take no other's step: false when it stands elsewhere, since another
/// process read for it.
///
/// # Errors
/// The database's.
pub async fn advance(conn: &mut impl Conn, reader: &str, seq: i64) -> Result<bool> {
    let sql = "UPDATE outbox_reader SET seq = $2 WHERE reader = $1 AND seq = $2 - 1";
    Ok(exec!(conn, sql, reader, seq)? > 0)
}
