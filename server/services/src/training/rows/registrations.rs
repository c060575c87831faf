//! SQL of who has a place in a session.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    training::Registration,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, RegistrationId, SessionId},
    time::{Day, Timestamp},
    training::{Claim, Standing, Taken},
};

#[derive(sqlx::FromRow)]
struct RegistrationRow {
    id: i64,
    session_id: i64,
    account_id: i64,
    number: i64,
    standing: String,
    had_a_seat: bool,
    claim: String,
    asked_ms: i64,
    offered_until_ms: Option<i64>,
}

fn whole(row: RegistrationRow) -> Result<Registration> {
    Ok(Registration {
        id: RegistrationId::new(row.id),
        session: SessionId::new(row.session_id),
        account: AccountId::new(row.account_id),
        number: row.number,
        standing: value(&row.standing)?,
        had_a_seat: row.had_a_seat,
        claim: value(&row.claim)?,
        asked: Timestamp::from_ms(row.asked_ms),
        offered_until: row.offered_until_ms.map(Timestamp::from_ms),
    })
}

/// Registrations, and what else is said of which are wanted.
macro_rules! registrations {
    ($rest:literal) => {
        concat!(
            "SELECT id, session_id, account_id, number, standing, had_a_seat, claim, asked_ms, offered_until_ms FROM registration ",
            $rest
        )
    };
}

/// Takes the lock that everyone queues at who changes the places of a session; false when there is no such session.
pub(crate) async fn lock_session(conn: &mut impl Conn, session: SessionId) -> Result<bool> {
    let sql = "UPDATE training_session SET next_number = next_number WHERE id = $1";
    Ok(exec!(conn, sql, session.get())? > 0)
}

/// Takes the next number of a session: the order in which people came.
pub(crate) async fn take_number(conn: &mut impl Conn, session: SessionId) -> Result<i64> {
    let sql = "UPDATE training_session SET next_number = next_number + 1 WHERE id = $1 RETURNING next_number";
    Ok(scalar!(conn, i64, sql, session.get())?)
}

/// Keeps a registration.
pub(crate) async fn insert_registration(conn: &mut impl Conn, registration: &Registration) -> Result<()> {
    let sql = "INSERT INTO registration (id, session_id, account_id, number, standing, claim, asked_ms, offered_until_ms, changed_ms, \
               had_a_seat) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9)";
    exec!(
        conn,
        sql,
        registration.id.get(),
        registration.session.get(),
        registration.account.get(),
        registration.number,
        registration.standing.key(),
        registration.claim.key(),
        registration.asked.ms(),
        registration.offered_until.map(Timestamp::ms),
        registration.had_a_seat
    )?;
    Ok(())
}

/// Writes where a registration stands, and until when a seat is offered to it.
pub(crate) async fn update_standing(
    conn: &mut impl Conn,
    registration: RegistrationId,
    standing: Standing,
    offered_until: Option<Timestamp>,
    at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE registration SET standing = $2, offered_until_ms = $3, changed_ms = $4, \
               had_a_seat = had_a_seat OR $2 = 'registered' WHERE id = $1";
    exec!(conn, sql, registration.get(), standing.key(), offered_until.map(Timestamp::ms), at.ms())?;
    Ok(())
}

/// The registration `id`.
pub(crate) async fn registration(conn: &mut impl Conn, id: RegistrationId) -> Result<Option<Registration>> {
    fetch_opt!(conn, RegistrationRow, registrations!("WHERE id = $1"), id.get())?.map(whole).transpose()
}

/// The last place that `account` asked for in a session.
pub(crate) async fn latest_registration(conn: &mut impl Conn, session: SessionId, account: AccountId) -> Result<Option<Registration>> {
    let sql = registrations!("WHERE session_id = $1 AND account_id = $2 ORDER BY number DESC LIMIT 1");
    fetch_opt!(conn, RegistrationRow, sql, session.get(), account.get())?.map(whole).transpose()
}

/// Everyone who asked for a place, in the order in which they came.
pub(crate) async fn registrations(conn: &mut impl Conn, session: SessionId) -> Result<Vec<Registration>> {
    fetch_all!(conn, RegistrationRow, registrations!("WHERE session_id = $1 ORDER BY number"), session.get())?
        .into_iter()
        .map(whole)
        .collect()
}

/// What `account` has or had, the latest first.
pub(crate) async fn registrations_of(conn: &mut impl Conn, account: AccountId) -> Result<Vec<Registration>> {
    let sql = registrations!("WHERE account_id = $1 ORDER BY asked_ms DESC, id DESC");
    fetch_all!(conn, RegistrationRow, sql, account.get())?.into_iter().map(whole).collect()
}

/// How many hold a seat, by what they may have.
pub(crate) async fn taken(conn: &mut impl Conn, session: SessionId) -> Result<Taken> {
    let sql = "SELECT claim, COUNT(*) FROM registration WHERE session_id = $1 AND standing IN ('registered', 'offered') GROUP BY claim";
    let mut taken = Taken::default();
    for (claim, many) in fetch_all!(conn, (String, i64), sql, session.get())? {
        let many = u32::try_from(many).context("how many hold a seat")?;
        match value(&claim)? {
            Claim::NeverServed => taken.never_served = many,
            Claim::Served => taken.served = many,
        }
    }
    Ok(taken)
}

/// Those who wait, in the order in which they came.
pub(crate) async fn waiting(conn: &mut impl Conn, session: SessionId) -> Result<Vec<(RegistrationId, Claim)>> {
    let sql = "SELECT id, claim FROM registration WHERE session_id = $1 AND standing = 'waiting' ORDER BY number";
    let rows = fetch_all!(conn, (i64, String), sql, session.get())?;
    rows.into_iter().map(|(id, claim)| Ok((RegistrationId::new(id), value(&claim)?))).collect()
}

/// How many wait before this one.
pub(crate) async fn waiting_before(conn: &mut impl Conn, registration: &Registration) -> Result<usize> {
    let sql = "SELECT COUNT(*) FROM registration WHERE session_id = $1 AND standing = 'waiting' AND number < $2";
    let many = scalar!(conn, i64, sql, registration.session.get(), registration.number)?;
    Ok(usize::try_from(many).context("how many wait")?)
}

/// Those who wait for someone to agree, in sessions that are open, the first who asked first.
pub(crate) async fn asked(conn: &mut impl Conn) -> Result<Vec<(Registration, SessionId)>> {
    let sql = registrations!(
        "WHERE standing = 'asked' AND session_id IN (SELECT id FROM training_session WHERE state = 'open') ORDER BY asked_ms, id"
    );
    let rows = fetch_all!(conn, RegistrationRow, sql)?;
    rows.into_iter().map(|row| whole(row).map(|registration| (registration.clone(), registration.session))).collect()
}

/// Offers whose time is over at `now`, the longest ago first.
pub(crate) async fn lapsed(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<(RegistrationId, SessionId)>> {
    let sql = "SELECT id, session_id FROM registration WHERE standing = 'offered' AND offered_until_ms <= $1 ORDER BY offered_until_ms, id";
    let rows = fetch_all!(conn, (i64, i64), sql, now.ms())?;
    Ok(rows.into_iter().map(|(id, session)| (RegistrationId::new(id), SessionId::new(session))).collect())
}

/// How many places in its session the owner of `registration` had before it, with a seat: their calendar was told of each.
pub(crate) async fn seats_before(conn: &mut impl Conn, registration: &Registration) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM registration WHERE session_id = $1 AND account_id = $2 AND number < $3 AND had_a_seat";
    Ok(scalar!(conn, i64, sql, registration.session.get(), registration.account.get(), registration.number)?)
}

/// Sessions to come in which people wait and seats are free that none is kept of any more.
pub(crate) async fn with_free_seats(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<SessionId>> {
    let sql = "SELECT s.id FROM training_session s WHERE s.state = 'open' AND s.begins_ms > $1 AND (s.released_on IS NULL OR s.released_on <= $2) \
               AND EXISTS (SELECT 1 FROM registration w WHERE w.session_id = s.id AND w.standing = 'waiting') AND s.capacity > (\
               SELECT COUNT(*) FROM registration r WHERE r.session_id = s.id AND r.standing IN ('registered', 'offered')) ORDER BY s.id";
    let rows = fetch_all!(conn, (i64,), sql, now.ms(), Day::containing(now).to_string())?;
    Ok(rows.into_iter().map(|(id,)| SessionId::new(id)).collect())
}

/// Whether a school that `account` is attached to was never served: nobody of it has had a seat in a session that took place. A commune
/// that was never served has no other schools.
pub(crate) async fn is_never_served(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM account_school mine JOIN school s ON s.uai = mine.uai WHERE mine.account_id = $1 AND NOT EXISTS (\
               SELECT 1 FROM registration r JOIN training_session t ON t.id = r.session_id AND t.state IN ('held', 'closed') \
               JOIN account_school theirs ON theirs.account_id = r.account_id \
               WHERE r.standing = 'registered' AND theirs.uai = s.uai)";
    Ok(scalar!(conn, i64, sql, account.get())? > 0)
}
