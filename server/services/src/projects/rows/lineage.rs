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

/// What was made from `project`, the first first.
pub(crate) async fn versions_made(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<ProjectId>> {
    let rows =
        fetch_all!(conn, (i64,), "SELECT project_id FROM project_parent WHERE parent_id = $1 ORDER BY at_ms, project_id", project.get())?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}
