//! SQL of the calendar: sessions with what a list says of them.

use crate::{
    db::{Conn, fetch_all, fetch_opt, value},
    error::Result,
    training::{SessionCard, onlooker::Onlooker},
};
use anyhow::Context;
use domain::{ids::SessionId, territory::Insee, time::Timestamp, training::HalfDay};
use std::collections::BTreeMap;

#[derive(sqlx::FromRow)]
struct CardRow {
    id: i64,
    slug: String,
    title: String,
    cycles: String,
    state: String,
    mode: String,
    place: String,
    room: String,
    commune: String,
    capacity: i64,
    taken: i64,
    sequence: i64,
    opens_ms: Option<i64>,
    closes_ms: Option<i64>,
}

/// Cards, and what else is said of which are wanted. Cycles come as one text: both engines put rows together, each by its own name.
macro_rules! cards {
    ($($rest:tt)+) => {
        concat!(
            "SELECT s.id, t.slug, t.title, t.cycles, s.state, s.mode, s.place, s.room, COALESCE(c.name, '') AS commune, s.capacity, \
             s.sequence, s.opens_ms, s.closes_ms, \
             (SELECT COUNT(*) FROM registration r WHERE r.session_id = s.id AND r.standing IN ('registered', 'offered')) AS taken \
             FROM training_session s JOIN training t ON t.id = s.training_id LEFT JOIN commune c ON c.insee = s.commune ",
            $($rest)+
        )
    };
}

fn card(row: CardRow, half_days: Vec<HalfDay>) -> Result<SessionCard> {
    Ok(SessionCard {
        id: SessionId::new(row.id),
        slug: row.slug,
        title: row.title,
        cycles: row.cycles.split_whitespace().map(value).collect::<Result<_>>()?,
        state: value(&row.state)?,
        mode: value(&row.mode)?,
        place: row.place,
        room: row.room,
        commune: row.commune,
        half_days,
        capacity: u32::try_from(row.capacity).context("a number of seats")?,
        taken: u32::try_from(row.taken).context("how many hold a seat")?,
        sequence: row.sequence,
        opens: row.opens_ms.map(Timestamp::from_ms),
        closes: row.closes_ms.map(Timestamp::from_ms),
    })
}

/// Sessions that `onlooker` sees and that fall between two instants, in a commune if one is named, the next first.
pub(crate) async fn cards(
    conn: &mut impl Conn,
    from: Timestamp,
    until: Timestamp,
    commune: Option<&Insee>,
    onlooker: Onlooker,
) -> Result<Vec<SessionCard>> {
    let (account, announced_by) = onlooker.values();
    let sql = cards!(
        "WHERE ",
        shown!("$4", "$5"),
        " AND s.ends_ms > $1 AND s.begins_ms < $2 AND ($3 = '' OR s.commune = $3) ORDER BY s.begins_ms, s.id"
    );
    let commune = commune.map_or("", Insee::as_str);
    let rows = fetch_all!(conn, CardRow, sql, from.ms(), until.ms(), commune, account, announced_by)?;
    let sql = concat!(
        "SELECT h.session_id, h.from_ms, h.until_ms FROM training_half_day h JOIN training_session s ON s.id = h.session_id WHERE ",
        shown!("$3", "$4"),
        " AND s.ends_ms > $1 AND s.begins_ms < $2 ORDER BY h.session_id, h.position"
    );
    let mut half_days: BTreeMap<i64, Vec<HalfDay>> = BTreeMap::new();
    for (session, from, until) in fetch_all!(conn, (i64, i64, i64), sql, from.ms(), until.ms(), account, announced_by)? {
        half_days.entry(session).or_default().push(half_day(from, until));
    }
    let with_days = |row: CardRow| {
        let days = half_days.remove(&row.id).unwrap_or_default();
        card(row, days)
    };
    rows.into_iter().map(with_days).collect()
}

/// The card of one session, whatever its state.
pub(crate) async fn card_of(conn: &mut impl Conn, id: SessionId) -> Result<Option<SessionCard>> {
    let Some(row) = fetch_opt!(conn, CardRow, cards!("WHERE s.id = $1"), id.get())? else { return Ok(None) };
    let sql = "SELECT from_ms, until_ms FROM training_half_day WHERE session_id = $1 ORDER BY position";
    let half_days = fetch_all!(conn, (i64, i64), sql, id.get())?;
    Ok(Some(card(row, half_days.into_iter().map(|(from, until)| half_day(from, until)).collect())?))
}

fn half_day(from: i64, until: i64) -> HalfDay {
    HalfDay { from: Timestamp::from_ms(from), until: Timestamp::from_ms(until) }
}
