//! SQL of which project was made from which.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
};
use domain::{ids::ProjectId, projects::Licence, time::Timestamp};

/// Notes that `project` was made from `parent`.
pub(crate) async fn insert_parent(conn: &mut impl Conn, project: ProjectId, parent: ProjectId, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO project_parent (project_id, parent_id, at_ms) VALUES ($1, $2, $3)";
    exec!(conn, sql, project.get(), parent.get(), at.ms())?;
    Ok(())
}

/// What `project` was made from, and the licence that it has now.
pub(crate) async fn parent(conn: &mut impl Conn, project: ProjectId) -> Result<Option<(ProjectId, Option<Licence>)>> {
    let sql = "SELECT p.id, p.licence FROM project_parent x JOIN project p ON p.id = x.parent_id WHERE x.project_id = $1";
    let row = fetch_opt!(conn, (i64, Option<String>), sql, project.get())?;
    row.map(|(id, licence)| Ok((ProjectId::new(id), licence.as_deref().map(value).transpose()?))).transpose()
}

/// Which was made from which, in the whole family of `project`: each as (version, what it was made from), the first first. Twenty
/// generations, and two hundred versions, are more than a page shows.
pub(crate) async fn family(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<(ProjectId, ProjectId)>> {
    let sql = "WITH RECURSIVE up (id, depth) AS (SELECT CAST($1 AS BIGINT), 0 UNION ALL \
               SELECT x.parent_id, up.depth + 1 FROM up JOIN project_parent x ON x.project_id = up.id WHERE up.depth < 20), \
               first AS (SELECT id FROM up ORDER BY depth DESC LIMIT 1), \
               down (id, parent, at_ms, depth) AS (SELECT x.project_id, x.parent_id, x.at_ms, 1 FROM first JOIN project_parent x \
               ON x.parent_id = first.id UNION ALL SELECT x.project_id, x.parent_id, x.at_ms, down.depth + 1 FROM down \
               JOIN project_parent x ON x.parent_id = down.id WHERE down.depth < 20) \
               SELECT id, parent FROM down ORDER BY depth, at_ms, id LIMIT 200";
    let rows = fetch_all!(conn, (i64, i64), sql, project.get())?;
    Ok(rows.into_iter().map(|(version, parent)| (ProjectId::new(version), ProjectId::new(parent))).collect())
}
