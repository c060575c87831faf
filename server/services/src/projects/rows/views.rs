//! SQL of views.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
};
use domain::ids::ProjectId;

/// Adds to a project's views in a month; of a project that is gone, nothing is kept.
pub(crate) async fn add_views(conn: &mut impl Conn, project: ProjectId, month: &str, views: i64) -> Result<()> {
    let sql = "INSERT INTO project_view (project_id, month, views) SELECT id, $2, $3 FROM project WHERE id = $1 \
               ON CONFLICT (project_id, month) DO UPDATE SET views = project_view.views + excluded.views";
    exec!(conn, sql, project.get(), month, views)?;
    Ok(())
}

/// A project's views by month, the first month first.
pub(crate) async fn views(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT month, views FROM project_view WHERE project_id = $1 ORDER BY month";
    Ok(fetch_all!(conn, (String, i64), sql, project.get())?)
}
