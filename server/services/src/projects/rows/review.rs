//! Remarks, moves, and who must hear of them.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
    projects::{Recipient, Remark},
};
use domain::{
    ids::{AccountId, ProjectId},
    projects::Move,
    time::Timestamp,
};

/// Keeps a remark; `field` is empty for the whole.
pub(crate) async fn insert_remark(
    conn: &mut impl Conn,
    id: i64,
    project: ProjectId,
    by: Option<AccountId>,
    field: &str,
    text: &str,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO project_remark (id, project_id, by_account, field, text, at_ms) VALUES ($1, $2, $3, $4, $5, $6)";
    exec!(conn, sql, id, project.get(), by.map(AccountId::get), field, text, at.ms())?;
    Ok(())
}

/// The remarks made since `since`, in the order in which they were made.
pub(crate) async fn remarks_since(conn: &mut impl Conn, project: ProjectId, since: Timestamp) -> Result<Vec<Remark>> {
    let sql = "SELECT r.field, r.text, COALESCE(a.name, ''), r.at_ms FROM project_remark r LEFT JOIN account a ON a.id = r.by_account \
               WHERE r.project_id = $1 AND r.at_ms >= $2 ORDER BY r.at_ms, r.id";
    let rows = fetch_all!(conn, (String, String, String, i64), sql, project.get(), since.ms())?;
    let remark = |(field, text, by, at): (String, String, String, i64)| Remark {
        field: Some(field).filter(|field| !field.is_empty()),
        text,
        by,
        at: Timestamp::from_ms(at),
    };
    Ok(rows.into_iter().map(remark).collect())
}

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
    Ok(rows.into_iter().map(recipient).collect())
}

/// The animators who can be written to.
pub(crate) async fn animator_addresses(conn: &mut impl Conn) -> Result<Vec<Recipient>> {
    let sql = "SELECT DISTINCT a.id, a.name, a.email FROM account_role ar JOIN account a ON a.id = ar.account_id \
               WHERE ar.role = 'animator' AND a.email IS NOT NULL AND a.suspended_ms IS NULL ORDER BY a.id";
    let rows = fetch_all!(conn, (i64, String, String), sql)?;
    Ok(rows.into_iter().map(recipient).collect())
}

fn recipient((id, name, email): (i64, String, String)) -> Recipient {
    Recipient { account: AccountId::new(id), name, email }
}
