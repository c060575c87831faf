//! The audit trail: written, never changed.

use crate::{
    db::{Conn, exec},
    error::Result,
};
use domain::time::Timestamp;

/// One line of the trail.
pub(crate) struct Line<'a> {
    pub(crate) id: i64,
    pub(crate) at: Timestamp,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) object: &'a str,
    pub(crate) outcome: &'a str,
    pub(crate) request: &'a str,
}

pub(crate) async fn insert(conn: &mut impl Conn, line: &Line<'_>) -> Result<()> {
    let sql = "INSERT INTO audit (id, at_ms, actor, action, object, outcome, request) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    exec!(conn, sql, line.id, line.at.ms(), line.actor, line.action, line.object, line.outcome, line.request)?;
    Ok(())
}
