//! SQL of who was there, and of certificates.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
    training::Certificate,
};
use anyhow::Context;
use domain::{
    ids::{RegistrationId, SessionId},
    time::Timestamp,
    training::{CertificateNumber, HalfDay, Presence},
};

/// What is noted of someone's half-days: which, whether they were there, and since when it is noted.
pub(crate) async fn presences_of(conn: &mut impl Conn, registration: RegistrationId) -> Result<Vec<(usize, Presence, Timestamp)>> {
    let sql = "SELECT half_day, presence, marked_ms FROM presence WHERE registration_id = $1 ORDER BY half_day";
    let rows = fetch_all!(conn, (i64, String, i64), sql, registration.get())?;
    let whole = |(half_day, presence, ms): (i64, String, i64)| {
        Ok((usize::try_from(half_day).context("a half-day's place")?, value(&presence)?, Timestamp::from_ms(ms)))
    };
    rows.into_iter().map(whole).collect()
}

/// What is noted of one half-day.
pub(crate) async fn presence(conn: &mut impl Conn, registration: RegistrationId, half_day: usize) -> Result<Option<(Presence, Timestamp)>> {
    let all = presences_of(conn, registration).await?;
    Ok(all.into_iter().find(|(known, ..)| *known == half_day).map(|(_, presence, at)| (presence, at)))
}

/// Notes whether someone was there.
pub(crate) async fn mark(
    conn: &mut impl Conn,
    registration: RegistrationId,
    half_day: usize,
    presence: Presence,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO presence (registration_id, half_day, presence, marked_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (registration_id, half_day) DO UPDATE SET presence = excluded.presence, marked_ms = excluded.marked_ms \
               WHERE presence.presence <> excluded.presence";
    exec!(conn, sql, registration.get(), half_day as i64, presence.key(), at.ms())?;
    Ok(())
}

/// Takes back what was noted.
pub(crate) async fn unmark(conn: &mut impl Conn, registration: RegistrationId, half_day: usize) -> Result<()> {
    let sql = "DELETE FROM presence WHERE registration_id = $1 AND half_day = $2";
    exec!(conn, sql, registration.get(), half_day as i64)?;
    Ok(())
}

/// How many of a session were there for a part of it at least.
pub(crate) async fn attendance(conn: &mut impl Conn, session: SessionId) -> Result<u32> {
    let sql = "SELECT COUNT(DISTINCT p.registration_id) FROM presence p JOIN registration r ON r.id = p.registration_id \
               WHERE r.session_id = $1 AND p.presence IN ('present', 'partial')";
    let many = crate::db::scalar!(conn, i64, sql, session.get())?;
    Ok(u32::try_from(many).context("how many were there")?)
}

/// What a certificate says, besides half-days.
#[derive(sqlx::FromRow)]
struct CertificateRow {
    number: String,
    name: String,
    school: String,
    title: String,
    place: String,
    minutes: i64,
    issued_ms: i64,
}

/// What a certificate says, besides half-days, as it is issued.
pub(crate) struct Issued {
    pub(crate) number: CertificateNumber,
    pub(crate) name: String,
    pub(crate) school: String,
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) minutes: i64,
    pub(crate) issued: Timestamp,
}

/// Keeps a certificate.
pub(crate) async fn insert_certificate(conn: &mut impl Conn, registration: RegistrationId, said: &Issued) -> Result<()> {
    let sql = "INSERT INTO certificate (registration_id, number, name, school, title, place, minutes, issued_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let Issued { number, name, school, title, place, minutes, issued } = said;
    exec!(conn, sql, registration.get(), number.as_str(), name, school, title, place, minutes, issued.ms())?;
    Ok(())
}

/// The place that the certificate of this number is of.
pub(crate) async fn registration_of_certificate(conn: &mut impl Conn, number: &CertificateNumber) -> Result<Option<RegistrationId>> {
    let row = fetch_opt!(conn, (i64,), "SELECT registration_id FROM certificate WHERE number = $1", number.as_str())?;
    Ok(row.map(|(id,)| RegistrationId::new(id)))
}

/// The certificate of a place, with all that it says.
pub(crate) async fn certificate(conn: &mut impl Conn, registration: RegistrationId) -> Result<Option<Certificate>> {
    let sql = "SELECT number, name, school, title, place, minutes, issued_ms FROM certificate WHERE registration_id = $1";
    let Some(row) = fetch_opt!(conn, CertificateRow, sql, registration.get())? else { return Ok(None) };
    let sql = "SELECT h.from_ms, h.until_ms, p.presence FROM presence p JOIN registration r ON r.id = p.registration_id \
               JOIN training_half_day h ON h.session_id = r.session_id AND h.position = p.half_day \
               WHERE p.registration_id = $1 ORDER BY h.position";
    let half_day = |(from, until, presence): (i64, i64, String)| {
        Ok((HalfDay { from: Timestamp::from_ms(from), until: Timestamp::from_ms(until) }, value(&presence)?))
    };
    let half_days = fetch_all!(conn, (i64, i64, String), sql, registration.get())?.into_iter().map(half_day).collect::<Result<_>>()?;
    Ok(Some(Certificate {
        registration,
        number: row.number.parse().context("the number of a certificate")?,
        name: row.name,
        school: row.school,
        title: row.title,
        place: row.place,
        half_days,
        minutes: row.minutes,
        issued: Timestamp::from_ms(row.issued_ms),
    }))
}
