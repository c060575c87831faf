//! SQL of for whom a project is open, and when.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
};
use domain::{
    access::LinkKey,
    ids::ProjectId,
    projects::{Circle, Openings, Period},
    time::{Day, Timestamp},
};

#[derive(sqlx::FromRow)]
struct OpeningRow {
    circle: String,
    from_on: Option<String>,
    until_on: Option<String>,
    secret_hash: Option<String>,
}

/// For whom a project is open, and when.
pub(crate) async fn openings(conn: &mut impl Conn, id: ProjectId) -> Result<Openings> {
    let sql = "SELECT circle, from_on, until_on, secret_hash FROM project_opening WHERE project_id = $1";
    let rows = fetch_all!(conn, OpeningRow, sql, id.get())?;
    let link = rows.iter().find_map(|row| row.secret_hash.clone()).map(LinkKey::new);
    let day = |text: Option<&str>| text.map(value::<Day>).transpose();
    let said = |row: &OpeningRow| {
        Ok((value::<Circle>(&row.circle)?, Period { from: day(row.from_on.as_deref())?, until: day(row.until_on.as_deref())? }))
    };
    Ok(Openings::new(rows.iter().map(said).collect::<Result<_>>()?, link))
}

/// Writes for whom a project is open, and when.
pub(crate) async fn store_openings(conn: &mut impl Conn, id: ProjectId, openings: &Openings) -> Result<()> {
    exec!(conn, "DELETE FROM project_opening WHERE project_id = $1", id.get())?;
    for circle in Circle::ALL {
        let period = openings.periods().find(|(of, _)| of == circle).map(|(_, period)| period);
        let link = openings.link().filter(|_| *circle == Circle::Link).map(LinkKey::as_str);
        if period.is_none() && link.is_none() {
            continue;
        }
        let Period { from, until } = period.unwrap_or_default();
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let sql = "INSERT INTO project_opening (project_id, circle, from_on, until_on, secret_hash) VALUES ($1, $2, $3, $4, $5)";
        exec!(conn, sql, id.get(), circle.key(), day(from), day(until), link)?;
    }
    Ok(())
}

/// The address of the project that a secret link opens.
pub(crate) async fn slug_of_link(conn: &mut impl Conn, link: &LinkKey) -> Result<Option<String>> {
    let sql = "SELECT p.slug FROM project_opening o JOIN project p ON p.id = o.project_id WHERE o.secret_hash = $1";
    Ok(fetch_opt!(conn, (String,), sql, link.as_str())?.map(|(slug,)| slug))
}

/// The addresses of projects whose readers had changed by `by` and were not written since, the longest ago first.
pub(crate) async fn turned(conn: &mut impl Conn, by: Timestamp) -> Result<Vec<String>> {
    let sql = "SELECT slug FROM project WHERE readers_until_ms <= $1 ORDER BY readers_until_ms, id";
    Ok(fetch_all!(conn, (String,), sql, by.ms())?.into_iter().map(|(slug,)| slug).collect())
}
