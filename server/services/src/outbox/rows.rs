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
