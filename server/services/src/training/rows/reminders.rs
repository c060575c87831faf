//! SQL of reminders.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
};
use anyhow::Context;
use domain::{
    ids::{RegistrationId, SessionId},
    time::Timestamp,
};

/// Open sessions to come, when each begins, and how many days before it people are reminded.
pub(crate) async fn reminders(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<(SessionId, Timestamp, Vec<u32>)>> {
    let sql = "SELECT id, begins_ms, reminders FROM training_session WHERE state = 'open' AND begins_ms > $1 AND reminders <> '' ORDER BY begins_ms";
    let rows = fetch_all!(conn, (i64, i64, String), sql, now.ms())?;
    let whole = |(id, begins, days): (i64, i64, String)| {
        let days = days.split_whitespace().map(|days| days.parse().context("a number of days")).collect::<Result<_, _>>()?;
        Ok((SessionId::new(id), Timestamp::from_ms(begins), days))
    };
    rows.into_iter().map(whole).collect()
}

/// Those who have a seat in a session and were not reminded so many days before it, or nearer.
pub(crate) async fn not_reminded(conn: &mut impl Conn, session: SessionId, days: u32) -> Result<Vec<RegistrationId>> {
    let sql = "SELECT r.id FROM registration r WHERE r.session_id = $1 AND r.standing = 'registered' AND NOT EXISTS (\
               SELECT 1 FROM registration_reminder m WHERE m.registration_id = r.id AND m.days <= $2) ORDER BY r.number";
    let rows = fetch_all!(conn, (i64,), sql, session.get(), i64::from(days))?;
    Ok(rows.into_iter().map(|(id,)| RegistrationId::new(id)).collect())
}

/// Notes that someone was reminded.
pub(crate) async fn insert_reminder(conn: &mut impl Conn, registration: RegistrationId, days: u32) -> Result<()> {
    let sql = "INSERT INTO registration_reminder (registration_id, days) VALUES ($1, $2)";
    exec!(conn, sql, registration.get(), i64::from(days))?;
    Ok(())
}

/// Has everyone in a session be reminded again: it takes place at another time.
pub(crate) async fn forget_reminders(conn: &mut impl Conn, session: SessionId) -> Result<()> {
    let sql = "DELETE FROM registration_reminder WHERE registration_id IN (SELECT id FROM registration WHERE session_id = $1)";
    exec!(conn, sql, session.get())?;
    Ok(())
}
