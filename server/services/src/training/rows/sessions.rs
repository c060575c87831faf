//! SQL of sessions: when, where, led by whom.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    training::{Session, onlooker::Onlooker},
};
use anyhow::Context;
use domain::{
    ids::{AccountId, SessionId, TrainingId},
    territory::Insee,
    text::fold,
    time::{Day, Timestamp},
    training::{HalfDay, KeptSeats, Seats, SessionForm, SessionState},
};

#[derive(sqlx::FromRow)]
struct SessionRow {
    training_id: i64,
    state: String,
    mode: String,
    place: String,
    room: String,
    commune: Option<String>,
    online: String,
    capacity: i64,
    kept: i64,
    released_on: Option<String>,
    approval: String,
    reminders: String,
    opens_ms: Option<i64>,
    closes_ms: Option<i64>,
    sequence: i64,
    report: String,
    reported_ms: Option<i64>,
    announced_ms: Option<i64>,
    updated_ms: i64,
}

/// The session `id`.
pub(crate) async fn session(conn: &mut impl Conn, id: SessionId) -> Result<Option<Session>> {
    let sql = "SELECT training_id, state, mode, place, room, commune, online, capacity, kept, released_on, approval, reminders, opens_ms, closes_ms, \
               sequence, report, reported_ms, announced_ms, updated_ms \
               FROM training_session WHERE id = $1";
    let Some(row) = fetch_opt!(conn, SessionRow, sql, id.get())? else { return Ok(None) };
    let sql = "SELECT from_ms, until_ms FROM training_half_day WHERE session_id = $1 ORDER BY position";
    let half_days = fetch_all!(conn, (i64, i64), sql, id.get())?;
    let sql = "SELECT account_id FROM training_trainer WHERE session_id = $1 ORDER BY position";
    let trainers = fetch_all!(conn, (i64,), sql, id.get())?;
    let half_day = |(from, until)| HalfDay { from: Timestamp::from_ms(from), until: Timestamp::from_ms(until) };
    Ok(Some(Session {
        id,
        training: TrainingId::new(row.training_id),
        state: value(&row.state)?,
        sequence: row.sequence,
        report: row.report.clone(),
        reported: row.reported_ms.map(Timestamp::from_ms),
        announced: row.announced_ms.map(Timestamp::from_ms),
        updated: Timestamp::from_ms(row.updated_ms),
        trainers: trainers.into_iter().map(|(account,)| AccountId::new(account)).collect(),
        form: form(row, half_days.into_iter().map(half_day).collect())?,
    }))
}

fn form(row: SessionRow, half_days: Vec<HalfDay>) -> Result<SessionForm> {
    let many = |number: i64| u32::try_from(number).context("a number of seats");
    let kept = match row.released_on {
        Some(day) => Some(KeptSeats { seats: many(row.kept)?, released_on: value::<Day>(&day)? }),
        None => None,
    };
    Ok(SessionForm {
        mode: value(&row.mode)?,
        place: row.place,
        room: row.room,
        commune: row.commune.as_deref().map(Insee::parse).transpose().context("a commune's code")?,
        online: row.online,
        half_days,
        opens: row.opens_ms.map(Timestamp::from_ms),
        closes: row.closes_ms.map(Timestamp::from_ms),
        approval: value(&row.approval)?,
        seats: Seats { capacity: many(row.capacity)?, kept },
        reminders: row.reminders.split_whitespace().map(|days| days.parse().context("a number of days")).collect::<Result<_, _>>()?,
    })
}

/// Keeps a new session.
pub(crate) async fn insert_session(conn: &mut impl Conn, session: &Session, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO training_session (id, training_id, state, mode, place, room, online, capacity, kept, approval, begins_ms, ends_ms, \
               next_number, sequence, created_ms, updated_ms) \
               VALUES ($1, $2, $3, '', '', '', '', 0, 0, '', 0, 0, 0, 0, $4, $4)";
    exec!(conn, sql, session.id.get(), session.training.get(), session.state.key(), at.ms())?;
    update_session(conn, session, at).await
}

/// Writes everything of a session but who has a place in it.
pub(crate) async fn update_session(conn: &mut impl Conn, session: &Session, at: Timestamp) -> Result<()> {
    let form = &session.form;
    let (begins, ends) = (session.begins().context("a session without half-days")?, session.ends().context("a session without half-days")?);
    let kept = form.seats.kept;
    let sql = "UPDATE training_session SET state = $2, mode = $3, place = $4, room = $5, online = $6, capacity = $7, kept = $8, \
               released_on = $9, approval = $10, opens_ms = $11, closes_ms = $12, begins_ms = $13, ends_ms = $14, sequence = $15, \
               updated_ms = $16, commune = $17, reminders = $18, announced_ms = $19 WHERE id = $1";
    exec!(
        conn,
        sql,
        session.id.get(),
        session.state.key(),
        form.mode.key(),
        &form.place,
        &form.room,
        &form.online,
        i64::from(form.seats.capacity),
        kept.map_or(0, |kept| i64::from(kept.seats)),
        kept.map(|kept| kept.released_on.to_string()),
        form.approval.key(),
        form.opens.map(Timestamp::ms),
        form.closes.map(Timestamp::ms),
        begins.ms(),
        ends.ms(),
        session.sequence,
        at.ms(),
        form.commune.as_ref().map(Insee::as_str),
        form.reminders.iter().map(u32::to_string).collect::<Vec<_>>().join(" "),
        session.announced.map(Timestamp::ms)
    )?;
    exec!(conn, "DELETE FROM training_half_day WHERE session_id = $1", session.id.get())?;
    for (position, half_day) in form.half_days.iter().enumerate() {
        let sql = "INSERT INTO training_half_day (session_id, position, from_ms, until_ms) VALUES ($1, $2, $3, $4)";
        exec!(conn, sql, session.id.get(), position as i64, half_day.from.ms(), half_day.until.ms())?;
    }
    exec!(conn, "DELETE FROM training_trainer WHERE session_id = $1", session.id.get())?;
    for (position, trainer) in session.trainers.iter().enumerate() {
        let sql = "INSERT INTO training_trainer (session_id, account_id, position) VALUES ($1, $2, $3)";
        exec!(conn, sql, session.id.get(), trainer.get(), position as i64)?;
    }
    Ok(())
}

/// Takes the lock of the calendar: of two who plan at once, the second sees what the first did.
pub(crate) async fn lock_calendar(conn: &mut impl Conn) -> Result<()> {
    exec!(conn, "UPDATE training_calendar SET changes = changes + 1")?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct MeanwhileRow {
    title: String,
    place: String,
    room: String,
    commune: Option<String>,
    same_trainer: i64,
}

/// A session that takes the same room of the same place, or the same trainer, at the same time as `session`: the title of its training.
/// Names are compared as people read them: neither accents nor capitals make another room.
pub(crate) async fn taken_by(conn: &mut impl Conn, session: &Session) -> Result<Option<String>> {
    let form = &session.form;
    for half_day in &form.half_days {
        let sql = "SELECT t.title, s.place, s.room, s.commune, (SELECT COUNT(*) FROM training_trainer theirs \
                   JOIN training_trainer ours ON ours.account_id = theirs.account_id \
                   WHERE theirs.session_id = s.id AND ours.session_id = $1) AS same_trainer \
                   FROM training_session s JOIN training t ON t.id = s.training_id \
                   JOIN training_half_day h ON h.session_id = s.id AND h.from_ms < $2 AND $3 < h.until_ms \
                   WHERE s.id <> $1 AND s.state <> 'cancelled' ORDER BY s.begins_ms, s.id";
        let (id, from, until) = (session.id.get(), half_day.from.ms(), half_day.until.ms());
        let same = |one: &str, other: &str| fold(one) == fold(other);
        let same_room = |row: &MeanwhileRow| {
            let same_commune = row.commune.as_deref() == form.commune.as_ref().map(Insee::as_str);
            !form.room.is_empty() && same_commune && same(&row.room, &form.room) && same(&row.place, &form.place)
        };
        let rows = fetch_all!(conn, MeanwhileRow, sql, id, until, from)?;
        if let Some(row) = rows.into_iter().find(|row| row.same_trainer > 0 || same_room(row)) {
            return Ok(Some(row.title));
        }
    }
    Ok(None)
}

/// The sessions of `training` and where each stands, the next first.
pub(crate) async fn session_ids(conn: &mut impl Conn, training: TrainingId) -> Result<Vec<(SessionId, SessionState)>> {
    let sql = "SELECT id, state FROM training_session WHERE training_id = $1 ORDER BY begins_ms, id";
    let rows = fetch_all!(conn, (i64, String), sql, training.get())?;
    rows.into_iter().map(|(id, state)| Ok((SessionId::new(id), value(&state)?))).collect()
}

/// The sessions of `training` that `onlooker` sees, the next first.
pub(crate) async fn shown_sessions(conn: &mut impl Conn, training: TrainingId, onlooker: Onlooker) -> Result<Vec<SessionId>> {
    let (account, announced_by) = onlooker.values();
    let sql =
        concat!("SELECT s.id FROM training_session s WHERE s.training_id = $1 AND ", shown!("$2", "$3"), " ORDER BY s.begins_ms, s.id");
    let rows = fetch_all!(conn, (i64,), sql, training.get(), account, announced_by)?;
    Ok(rows.into_iter().map(|(id,)| SessionId::new(id)).collect())
}

/// Whom a session of `training` concerns that is not being prepared, announced or not.
pub(crate) async fn concerned(conn: &mut impl Conn, training: TrainingId) -> Result<Vec<AccountId>> {
    let sql = concat!(
        "SELECT DISTINCT c.account_id FROM (",
        concerned!("training_session s, ", " AND s.training_id = $1 AND s.state <> 'draft'"),
        ") AS c ORDER BY c.account_id"
    );
    Ok(fetch_all!(conn, (i64,), sql, training.get())?.into_iter().map(|(account,)| AccountId::new(account)).collect())
}

/// Whom the session `id` concerns, announced or not.
pub(crate) async fn concerned_by_session(conn: &mut impl Conn, id: SessionId) -> Result<Vec<AccountId>> {
    let sql = concat!(
        "SELECT DISTINCT c.account_id FROM (",
        concerned!("training_session s, ", " AND s.id = $1 AND s.state <> 'draft'"),
        ") AS c ORDER BY c.account_id"
    );
    Ok(fetch_all!(conn, (i64,), sql, id.get())?.into_iter().map(|(account,)| AccountId::new(account)).collect())
}

/// Notes that a session is shown to everyone since `now`, if it is, and was not before.
pub(crate) async fn note_shown(conn: &mut impl Conn, id: SessionId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE training_session SET shown_ms = $2 WHERE id = $1 AND shown_ms IS NULL AND state <> 'draft' \
               AND COALESCE(announced_ms, 0) <= $2";
    exec!(conn, sql, id.get(), now.ms())?;
    Ok(())
}

/// How many sessions everyone sees at `now` of which that was not told yet.
pub(crate) async fn to_announce(conn: &mut impl Conn, now: Timestamp) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM training_session WHERE shown_ms IS NULL AND announced_ms <= $1 AND state <> 'draft'";
    Ok(scalar!(conn, i64, sql, now.ms())?)
}

/// Notes that everyone sees them; of which trainings they are.
pub(crate) async fn announce(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<TrainingId>> {
    let sql = "UPDATE training_session SET shown_ms = announced_ms WHERE shown_ms IS NULL AND announced_ms <= $1 AND state <> 'draft' \
               RETURNING training_id";
    Ok(fetch_all!(conn, (i64,), sql, now.ms())?.into_iter().map(|(training,)| TrainingId::new(training)).collect())
}

/// Whether `onlooker` sees a session.
pub(crate) async fn is_shown(conn: &mut impl Conn, session: SessionId, onlooker: Onlooker) -> Result<bool> {
    let (account, announced_by) = onlooker.values();
    let sql = concat!("SELECT COUNT(*) FROM training_session s WHERE s.id = $1 AND ", shown!("$2", "$3"));
    Ok(scalar!(conn, i64, sql, session.get(), account, announced_by)? > 0)
}
