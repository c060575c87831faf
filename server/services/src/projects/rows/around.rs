//! SQL of what stands around a sheet: asked in one statement, since most sheets have nothing of it.

use crate::{
    db::{Conn, fetch_opt},
    error::Result,
};
use domain::{ids::ProjectId, projects::Mark, time::Day};

/// How much there is of what stands around a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Around {
    /// How many thanked for it.
    pub(crate) thanks: i64,
    /// How many classes told that they tried it.
    pub(crate) trials: i64,
    /// How many projects it comes from or was made into.
    pub(crate) kin: i64,
    /// Whether it seeks partner classes.
    pub(crate) seeks: bool,
}

/// What stands around `project` on `today`.
pub(crate) async fn around(conn: &mut impl Conn, project: ProjectId, today: Day) -> Result<Around> {
    let sql = "SELECT (SELECT COUNT(*) FROM project_mark WHERE project_id = $1 AND mark = $2), \
               (SELECT COUNT(*) FROM project_trial WHERE project_id = $1), \
               (SELECT COUNT(*) FROM project_parent WHERE project_id = $1) + (SELECT COUNT(*) FROM project_parent WHERE parent_id = $1), \
               (SELECT COUNT(*) FROM project_call WHERE project_id = $1 AND until_on >= $3)";
    let row = fetch_opt!(conn, (i64, i64, i64, i64), sql, project.get(), Mark::Thanks.key(), today.to_string())?;
    Ok(row.map_or_else(Around::default, |(thanks, trials, kin, calls)| Around { thanks, trials, kin, seeks: calls > 0 }))
}
