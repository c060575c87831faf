//! SQL of records.

use super::{Header, Position, Selection};
use crate::{
    db::{Conn, Rd, exec, on, scalar, value},
    error::Result,
};
use domain::{harvest::RecordSet, ids::ProjectId, time::Timestamp};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::HashMap;

/// Notes that `project` is shown to everyone, changed at `at`, and is in `sets`.
pub(super) async fn keep(conn: &mut impl Conn, project: ProjectId, at: Timestamp, sets: &[RecordSet]) -> Result<()> {
    let sql = "INSERT INTO harvest_record (project_id, changed_ms, deleted) VALUES ($1, $2, FALSE) \
               ON CONFLICT (project_id) DO UPDATE SET changed_ms = excluded.changed_ms, deleted = FALSE";
    exec!(conn, sql, project.get(), at.ms())?;
    exec!(conn, "DELETE FROM harvest_record_set WHERE project_id = $1", project.get())?;
    for set in sets {
        exec!(conn, "INSERT INTO harvest_record_set (project_id, spec) VALUES ($1, $2)", project.get(), set.to_string())?;
    }
    Ok(())
}

/// Notes that `project` is no longer shown to everyone, since `at`; answers whether it was until then. It stays in its sets:
/// who harvests one of them is told.
pub(super) async fn delete(conn: &mut impl Conn, project: ProjectId, at: Timestamp) -> Result<bool> {
    let sql = "UPDATE harvest_record SET changed_ms = $2, deleted = TRUE WHERE project_id = $1 AND NOT deleted";
    Ok(exec!(conn, sql, project.get(), at.ms())? == 1)
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    project_id: i64,
    changed_ms: i64,
    deleted: bool,
}

const RECORD: &str = "SELECT r.project_id, r.changed_ms, r.deleted FROM harvest_record r WHERE TRUE";

/// The headers that `selection` asks for, after `after`, `limit` at most.
pub(super) async fn headers(rd: &mut Rd, selection: &Selection, after: Option<Position>, limit: i64) -> Result<Vec<Header>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(RECORD);
        narrow(&mut query, selection);
        if let Some(after) = after {
            query.push(" AND (r.changed_ms, r.project_id) > (").push_bind(after.changed.ms());
            query.push(", ").push_bind(after.project.get()).push(")");
        }
        query.push(" ORDER BY r.changed_ms, r.project_id LIMIT ").push_bind(limit);
        query.build_query_as::<RecordRow>().fetch_all(c).await
    })?;
    with_sets(rd, rows).await
}

/// How many records `selection` asks for.
pub(super) async fn count(rd: &mut Rd, selection: &Selection) -> Result<i64> {
    Ok(on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT COUNT(*) FROM harvest_record r WHERE TRUE");
        narrow(&mut query, selection);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}

/// The header of `project`.
pub(super) async fn header(rd: &mut Rd, project: ProjectId) -> Result<Option<Header>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(RECORD);
        query.push(" AND r.project_id = ").push_bind(project.get());
        query.build_query_as::<RecordRow>().fetch_all(c).await
    })?;
    Ok(with_sets(rd, rows).await?.pop())
}

/// When the first record changed.
pub(super) async fn earliest(conn: &mut impl Conn) -> Result<Option<Timestamp>> {
    let first = scalar!(conn, Option<i64>, "SELECT MIN(changed_ms) FROM harvest_record")?;
    Ok(first.map(Timestamp::from_ms))
}

/// Adds `AND …` to a query on records `r`.
fn narrow<D: Database>(query: &mut QueryBuilder<D>, selection: &Selection)
where
    i64: for<'q> Encode<'q, D> + Type<D>,
    String: for<'q> Encode<'q, D> + Type<D>,
{
    if let Some(from) = selection.from {
        query.push(" AND r.changed_ms >= ").push_bind(from.ms());
    }
    if let Some(before) = selection.before {
        query.push(" AND r.changed_ms < ").push_bind(before.ms());
    }
    if let Some(set) = selection.set {
        // A set holds what those under it hold: `matiere` holds `matiere:emc`.
        query.push(" AND EXISTS (SELECT 1 FROM harvest_record_set s WHERE s.project_id = r.project_id AND (s.spec = ");
        query.push_bind(set.to_string()).push(" OR s.spec LIKE ").push_bind(format!("{set}:%")).push("))");
    }
}

async fn with_sets(rd: &mut Rd, rows: Vec<RecordRow>) -> Result<Vec<Header>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let found = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT s.project_id, s.spec FROM harvest_record_set s WHERE s.project_id IN (");
        let mut ids = query.separated(", ");
        for row in &rows {
            ids.push_bind(row.project_id);
        }
        query.push(") ORDER BY s.project_id, s.spec");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    let mut sets: HashMap<i64, Vec<RecordSet>> = HashMap::with_capacity(rows.len());
    for (project, spec) in found {
        sets.entry(project).or_default().push(value(&spec)?);
    }
    let header = |row: RecordRow| Header {
        project: ProjectId::new(row.project_id),
        changed: Timestamp::from_ms(row.changed_ms),
        deleted: row.deleted,
        sets: sets.remove(&row.project_id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(header).collect())
}
