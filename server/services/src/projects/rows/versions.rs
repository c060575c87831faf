//! Versions: what a sheet said at every save.

use crate::{
    db::{Conn, JsonText, exec, fetch_all, fetch_opt},
    error::Result,
    projects::{Project, Version},
};
use domain::{
    ids::{AccountId, ProjectId},
    projects::ProjectDraft,
    time::Timestamp,
};

/// Keeps a version whole. An autosave takes the place of the same person's autosave before it.
pub(crate) async fn keep_version(conn: &mut impl Conn, project: &Project, by: Option<AccountId>, autosaved: bool) -> Result<()> {
    let by = by.map(AccountId::get);
    if autosaved {
        let sql = "DELETE FROM project_version WHERE project_id = $1 AND version = $2 AND autosaved AND by_account IS NOT DISTINCT FROM $3";
        exec!(conn, sql, project.id.get(), project.version - 1, by)?;
    }
    let sql = "INSERT INTO project_version (project_id, version, by_account, at_ms, sheet, autosaved) VALUES ($1, $2, $3, $4, $5, $6)";
    exec!(conn, sql, project.id.get(), project.version, by, project.updated.ms(), JsonText(&project.draft), autosaved)?;
    Ok(())
}

/// Every version kept, the latest first.
pub(crate) async fn versions(conn: &mut impl Conn, id: ProjectId) -> Result<Vec<Version>> {
    let sql = "SELECT v.version, a.name, v.at_ms, v.autosaved FROM project_version v LEFT JOIN account a ON a.id = v.by_account \
               WHERE v.project_id = $1 ORDER BY v.version DESC";
    let rows = fetch_all!(conn, (i64, Option<String>, i64, bool), sql, id.get())?;
    let version = |(number, by, at, autosaved)| Version { number, by, at: Timestamp::from_ms(at), autosaved };
    Ok(rows.into_iter().map(version).collect())
}

/// What version `number` said.
pub(crate) async fn sheet_of_version(conn: &mut impl Conn, id: ProjectId, number: i64) -> Result<Option<ProjectDraft>> {
    let sql = "SELECT sheet FROM project_version WHERE project_id = $1 AND version = $2";
    let row = fetch_opt!(conn, (JsonText<ProjectDraft>,), sql, id.get(), number)?;
    Ok(row.map(|(sheet,)| sheet.0))
}

/// What the last version up to `number` said.
pub(crate) async fn sheet_not_after(conn: &mut impl Conn, id: ProjectId, number: i64) -> Result<Option<ProjectDraft>> {
    let sql = "SELECT sheet FROM project_version WHERE project_id = $1 AND version <= $2 ORDER BY version DESC LIMIT 1";
    let row = fetch_opt!(conn, (JsonText<ProjectDraft>,), sql, id.get(), number)?;
    Ok(row.map(|(sheet,)| sheet.0))
}
