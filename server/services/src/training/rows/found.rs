//! SQL of what is found of trainings and sessions: much of few, at once.

use super::{push_numbers, push_seen};
use crate::{
    db::{Conn, fetch_all, fetch_opt, on, value},
    error::Result,
    training::onlooker::Onlooker,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, RegistrationId, SessionId, TrainingId, WishId},
    projects::Cycle,
    territory::Insee,
    time::Timestamp,
    training::{HalfDay, Mode, SessionState},
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// A session, as far as whoever sees it may know of it.
#[derive(Clone, Debug)]
pub(crate) struct ToldSession {
    /// Its id.
    pub(crate) id: SessionId,
    /// The training's address.
    pub(crate) slug: String,
    /// The training's title.
    pub(crate) title: String,
    /// For teachers of which cycles; any, when none is named.
    pub(crate) cycles: Vec<Cycle>,
    /// Where it stands.
    pub(crate) state: SessionState,
    /// How one takes part.
    pub(crate) mode: Mode,
    /// Where it takes place; may be empty.
    pub(crate) place: String,
    /// The room; may be empty.
    pub(crate) room: String,
    /// The commune where it takes place.
    pub(crate) commune: Option<Insee>,
    /// Its name; may be empty.
    pub(crate) commune_name: String,
    /// Its half-days, the first first.
    pub(crate) half_days: Vec<HalfDay>,
    /// Who leads it, by the names they chose to show.
    pub(crate) trainers: Vec<String>,
    /// What is told of it afterwards, in Markdown; empty until that is shown.
    pub(crate) report: String,
    /// When it is announced to everyone, where that was said.
    pub(crate) announced: Option<Timestamp>,
    /// Since when it is shown to everyone, as far as that was noted.
    pub(crate) shown: Option<Timestamp>,
    /// When it last changed.
    pub(crate) updated: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ToldRow {
    id: i64,
    slug: String,
    title: String,
    cycles: String,
    state: String,
    mode: String,
    place: String,
    room: String,
    commune: Option<String>,
    commune_name: String,
    report: String,
    reported_ms: Option<i64>,
    announced_ms: Option<i64>,
    shown_ms: Option<i64>,
    updated_ms: i64,
}

const TOLD: &str = "SELECT s.id, t.slug, t.title, t.cycles, s.state, s.mode, s.place, s.room, s.commune, COALESCE(c.name, '') AS commune_name, \
                    s.report, s.reported_ms, s.announced_ms, s.shown_ms, s.updated_ms FROM training_session s \
                    JOIN training t ON t.id = s.training_id LEFT JOIN commune c ON c.insee = s.commune WHERE s.id IN (";

/// Those of the sessions `ids` that `onlooker` sees.
pub(crate) async fn sessions_seen(conn: &mut impl Conn, ids: &[SessionId], onlooker: Onlooker) -> Result<Vec<ToldSession>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = || ids.iter().map(|id| id.get());
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(TOLD);
        push_numbers(&mut query, numbers());
        query.push(" AND ");
        push_seen(&mut query, onlooker);
        query.build_query_as::<ToldRow>().fetch_all(c).await
    })?;
    let days = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT session_id, from_ms, until_ms FROM training_half_day WHERE session_id IN (");
        push_numbers(&mut query, numbers());
        query.push(" ORDER BY session_id, position");
        query.build_query_as::<(i64, i64, i64)>().fetch_all(c).await
    })?;
    let names = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT l.session_id, COALESCE(a.shown_name, a.name) FROM training_trainer l JOIN account a ON a.id = l.account_id \
             WHERE l.session_id IN (",
        );
        push_numbers(&mut query, numbers());
        query.push(" ORDER BY l.session_id, l.position");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    let mut half_days: BTreeMap<i64, Vec<HalfDay>> = BTreeMap::new();
    for (session, from, until) in days {
        let half_day = HalfDay { from: Timestamp::from_ms(from), until: Timestamp::from_ms(until) };
        half_days.entry(session).or_default().push(half_day);
    }
    let mut trainers: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (session, name) in names {
        trainers.entry(session).or_default().push(name);
    }
    let whole = |row: ToldRow| {
        let (half_days, trainers) = (half_days.remove(&row.id).unwrap_or_default(), trainers.remove(&row.id).unwrap_or_default());
        told(row, half_days, trainers)
    };
    rows.into_iter().map(whole).collect()
}

fn told(row: ToldRow, half_days: Vec<HalfDay>, trainers: Vec<String>) -> Result<ToldSession> {
    let updated = row.reported_ms.map_or(row.updated_ms, |reported| reported.max(row.updated_ms));
    Ok(ToldSession {
        id: SessionId::new(row.id),
        slug: row.slug,
        title: row.title,
        cycles: row.cycles.split_whitespace().map(value).collect::<Result<_>>()?,
        state: value(&row.state)?,
        mode: value(&row.mode)?,
        place: row.place,
        room: row.room,
        commune: row.commune.as_deref().map(Insee::parse).transpose().context("a commune's code")?,
        commune_name: row.commune_name,
        half_days,
        trainers,
        report: if row.reported_ms.is_some() { row.report } else { String::new() },
        announced: row.announced_ms.map(Timestamp::from_ms),
        shown: row.shown_ms.map(Timestamp::from_ms),
        updated: Timestamp::from_ms(updated),
    })
}

/// When the first session of a training that is not being prepared is announced to everyone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Appearance {
    /// From when everyone sees one; the beginning of time, where none was announced to some first.
    pub(crate) everyone_from: Timestamp,
    /// When that is, or was, as far as it was noted.
    pub(crate) appeared: Option<Timestamp>,
}

/// When each of the trainings `ids` appears; not of those of which all sessions are being prepared.
pub(crate) async fn appearances(conn: &mut impl Conn, ids: &[TrainingId]) -> Result<BTreeMap<TrainingId, Appearance>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT training_id, MIN(COALESCE(announced_ms, 0)), MIN(COALESCE(announced_ms, shown_ms)) FROM training_session \
             WHERE state <> 'draft' AND training_id IN (",
        );
        push_numbers(&mut query, ids.iter().map(|id| id.get()));
        query.push(" GROUP BY training_id");
        query.build_query_as::<(i64, i64, Option<i64>)>().fetch_all(c).await
    })?;
    let appearance = |(training, from, appeared): (i64, i64, Option<i64>)| {
        let appearance = Appearance { everyone_from: Timestamp::from_ms(from), appeared: appeared.map(Timestamp::from_ms) };
        (TrainingId::new(training), appearance)
    };
    Ok(rows.into_iter().map(appearance).collect())
}

/// The communes of the sessions that `onlooker` sees of each of the trainings `ids`, with their names, by name.
pub(crate) async fn communes_seen(
    conn: &mut impl Conn,
    ids: &[TrainingId],
    onlooker: Onlooker,
) -> Result<BTreeMap<TrainingId, Vec<(Insee, String)>>> {
    let mut communes: BTreeMap<_, Vec<_>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(communes);
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT DISTINCT s.training_id, c.name, c.insee FROM training_session s JOIN commune c ON c.insee = s.commune \
             WHERE s.training_id IN (",
        );
        push_numbers(&mut query, ids.iter().map(|id| id.get()));
        query.push(" AND ");
        push_seen(&mut query, onlooker);
        query.push(" ORDER BY s.training_id, c.name, c.insee");
        query.build_query_as::<(i64, String, String)>().fetch_all(c).await
    })?;
    for (training, name, insee) in rows {
        communes.entry(TrainingId::new(training)).or_default().push((value(&insee)?, name));
    }
    Ok(communes)
}

/// When the sessions that `onlooker` sees of each of the trainings `ids`, and that are open and to come at `now`, begin, the next first.
pub(crate) async fn next_dates(
    conn: &mut impl Conn,
    ids: &[TrainingId],
    onlooker: Onlooker,
    now: Timestamp,
) -> Result<BTreeMap<TrainingId, Vec<Timestamp>>> {
    let mut next: BTreeMap<_, Vec<_>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(next);
    }
    let rows = on!(conn, c, D => {
        let mut query =
            QueryBuilder::<D>::new("SELECT s.training_id, s.begins_ms FROM training_session s WHERE s.state = 'open' AND s.begins_ms > ");
        query.push_bind(now.ms()).push(" AND s.training_id IN (");
        push_numbers(&mut query, ids.iter().map(|id| id.get()));
        query.push(" AND ");
        push_seen(&mut query, onlooker);
        query.push(" ORDER BY s.training_id, s.begins_ms, s.id");
        query.build_query_as::<(i64, i64)>().fetch_all(c).await
    })?;
    for (training, begins) in rows {
        next.entry(TrainingId::new(training)).or_default().push(Timestamp::from_ms(begins));
    }
    Ok(next)
}

/// Sessions, each with its training.
type Pairs = Vec<(SessionId, TrainingId)>;

fn pairs(rows: Vec<(i64, i64)>) -> Pairs {
    rows.into_iter().map(|(session, training)| (SessionId::new(session), TrainingId::new(training))).collect()
}

/// Every session that `onlooker` sees.
pub(crate) async fn all_seen(conn: &mut impl Conn, onlooker: Onlooker) -> Result<Pairs> {
    let (account, announced_by) = onlooker.values();
    let sql = concat!("SELECT s.id, s.training_id FROM training_session s WHERE ", shown!("$1", "$2"), " ORDER BY s.id");
    Ok(pairs(fetch_all!(conn, (i64, i64), sql, account, announced_by)?))
}

/// The training of a session.
pub(crate) async fn with_training(conn: &mut impl Conn, id: SessionId) -> Result<Pairs> {
    Ok(pairs(fetch_all!(conn, (i64, i64), "SELECT id, training_id FROM training_session WHERE id = $1", id.get())?))
}

/// The sessions of a training.
pub(crate) async fn of_training(conn: &mut impl Conn, id: TrainingId) -> Result<Pairs> {
    Ok(pairs(fetch_all!(conn, (i64, i64), "SELECT id, training_id FROM training_session WHERE training_id = $1 ORDER BY id", id.get())?))
}

/// The training that answers a wish.
pub(crate) async fn answering(conn: &mut impl Conn, wish: WishId) -> Result<Option<TrainingId>> {
    let row = fetch_opt!(conn, (Option<i64>,), "SELECT training_id FROM wish WHERE id = $1", wish.get())?;
    Ok(row.and_then(|(training,)| training).map(TrainingId::new))
}

/// The session of a registration, while those alone see it whom it concerns.
pub(crate) async fn held_back_of(conn: &mut impl Conn, registration: RegistrationId) -> Result<Pairs> {
    let sql = "SELECT s.id, s.training_id FROM registration r JOIN training_session s ON s.id = r.session_id \
               WHERE r.id = $1 AND s.shown_ms IS NULL";
    Ok(pairs(fetch_all!(conn, (i64, i64), sql, registration.get())?))
}

/// Sessions that those alone see whom they concern, and in which someone waits for the head of a school to agree.
pub(crate) async fn held_back_for_heads(conn: &mut impl Conn) -> Result<Pairs> {
    let sql = "SELECT s.id, s.training_id FROM training_session s WHERE s.shown_ms IS NULL AND s.state <> 'draft' AND s.approval = 'head' \
               AND EXISTS (SELECT 1 FROM registration r WHERE r.session_id = s.id AND r.standing = 'asked') ORDER BY s.id";
    Ok(pairs(fetch_all!(conn, (i64, i64), sql)?))
}

/// The sessions that someone leads.
pub(crate) async fn led_by(conn: &mut impl Conn, account: AccountId) -> Result<Pairs> {
    let sql = "SELECT s.id, s.training_id FROM training_trainer l JOIN training_session s ON s.id = l.session_id WHERE l.account_id = $1 \
               ORDER BY s.id";
    Ok(pairs(fetch_all!(conn, (i64, i64), sql, account.get())?))
}

/// The sessions that take place in a commune.
pub(crate) async fn in_commune(conn: &mut impl Conn, commune: &Insee) -> Result<Pairs> {
    let sql = "SELECT id, training_id FROM training_session WHERE commune = $1 ORDER BY id";
    Ok(pairs(fetch_all!(conn, (i64, i64), sql, commune.as_str())?))
}
