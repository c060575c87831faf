//! Moves, and who must hear of them.

use crate::{
    db::{Conn, exec, fetch_all, value},
    error::Result,
    identity::Recipient,
    projects::MoveMade,
};
use domain::{
    ids::{AccountId, ProjectId},
    projects::Move,
    time::Timestamp,
};

/// Notes a move from one state to another.
pub(crate) async fn insert_move(
    conn: &mut impl Conn,
    id: i64,
    project: ProjectId,
    by: Option<AccountId>,
    made: Move,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO project_move (id, project_id, by_account, made, at_ms) VALUES ($1, $2, $3, $4, $5)";
    exec!(conn, sql, id, project.get(), by.map(AccountId::get), made.key(), at.ms())?;
    Ok(())
}

/// The moves of a project, the first first, each with who made it: nobody, when the portal did or the account is gone.
pub(crate) async fn moves(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<MoveMade>> {
    let sql = "SELECT m.made, a.name, m.at_ms FROM project_move m LEFT JOIN account a ON a.id = m.by_account \
               WHERE m.project_id = $1 ORDER BY m.at_ms, m.id";
    let rows = fetch_all!(conn, (String, Option<String>, i64), sql, project.get())?;
    rows.into_iter().map(|(made, by, at)| Ok(MoveMade { made: value(&made)?, by, at: Timestamp::from_ms(at) })).collect()
}

/// The slugs of scheduled projects whose minute has come.
pub(crate) async fn due(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<String>> {
    let sql = "SELECT slug FROM project WHERE state = 'scheduled' AND publish_at_ms <= $1 ORDER BY publish_at_ms, id";
    let rows = fetch_all!(conn, (String,), sql, now.ms())?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// A project's authors who can be written to.
pub(crate) async fn author_addresses(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Recipient>> {
    let sql = "SELECT a.id, a.name, a.email FROM project_author pa JOIN account a ON a.id = pa.account_id \
               WHERE pa.project_id = $1 AND a.email IS NOT NULL AND a.suspended_ms IS NULL ORDER BY pa.position";
    let rows = fetch_all!(conn, (i64, String, String), sql, project.get())?;
    Ok(rows.into_iter().map(Recipient::from).collect())
}
