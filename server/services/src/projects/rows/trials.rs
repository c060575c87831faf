//! SQL of what readers make of projects.

use super::lists::push_ids;
use crate::{
    db::{Conn, exec, fetch_all, on, scalar, value},
    error::Result,
    projects::Trial,
};
use anyhow::Context;
use domain::{
    ids::{AccountId, ProjectId, TrialId},
    projects::{Mark, TrialForm},
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::collections::HashMap;

pub(crate) async fn marks_of(conn: &mut impl Conn, project: ProjectId, account: AccountId) -> Result<Vec<Mark>> {
    let sql = "SELECT mark FROM project_mark WHERE project_id = $1 AND account_id = $2 ORDER BY mark";
    let rows = fetch_all!(conn, (String,), sql, project.get(), account.get())?;
    rows.iter().map(|(mark,)| value(mark)).collect()
}

pub(crate) async fn insert_mark(conn: &mut impl Conn, project: ProjectId, account: AccountId, mark: Mark, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO project_mark (project_id, account_id, mark, at_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (project_id, account_id, mark) DO NOTHING";
    exec!(conn, sql, project.get(), account.get(), mark.key(), at.ms())?;
    Ok(())
}

/// How many marked a project so.
pub(crate) async fn count_marks(conn: &mut impl Conn, project: ProjectId, mark: Mark) -> Result<i64> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM project_mark WHERE project_id = $1 AND mark = $2", project.get(), mark.key())?)
}

pub(crate) async fn delete_mark(conn: &mut impl Conn, project: ProjectId, account: AccountId, mark: Mark) -> Result<()> {
    let sql = "DELETE FROM project_mark WHERE project_id = $1 AND account_id = $2 AND mark = $3";
    exec!(conn, sql, project.get(), account.get(), mark.key())?;
    Ok(())
}

pub(crate) async fn marked_by(conn: &mut impl Conn, account: AccountId, mark: Mark) -> Result<Vec<ProjectId>> {
    let sql = "SELECT project_id FROM project_mark WHERE account_id = $1 AND mark = $2 ORDER BY at_ms DESC, project_id DESC";
    let rows = fetch_all!(conn, (i64,), sql, account.get(), mark.key())?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

pub(crate) async fn insert_trial(
    conn: &mut impl Conn,
    id: TrialId,
    project: ProjectId,
    account: AccountId,
    form: &TrialForm,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO project_trial (id, project_id, account_id, level, tried_on, adaptation, outcome, at_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (level, on) = (form.level.key(), form.on.to_string());
    exec!(conn, sql, id.get(), project.get(), account.get(), level, on, &form.adaptation, &form.outcome, at.ms())?;
    Ok(())
}

pub(crate) async fn delete_trial(conn: &mut impl Conn, trial: TrialId) -> Result<()> {
    exec!(conn, "DELETE FROM project_trial WHERE id = $1", trial.get())?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct TrialRow {
    id: i64,
    account_id: i64,
    name: String,
    level: String,
    tried_on: String,
    adaptation: String,
    outcome: String,
    at_ms: i64,
}

/// The trials of a project, the latest first.
pub(crate) async fn trials(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Trial>> {
    let sql = "SELECT t.id, t.account_id, COALESCE(a.shown_name, a.name) AS name, t.level, t.tried_on, t.adaptation, t.outcome, t.at_ms FROM project_trial t \
               JOIN account a ON a.id = t.account_id WHERE t.project_id = $1 ORDER BY t.at_ms DESC, t.id DESC";
    let rows = fetch_all!(conn, TrialRow, sql, project.get())?;
    let trial = |row: TrialRow| {
        Ok(Trial {
            id: TrialId::new(row.id),
            by: AccountId::new(row.account_id),
            name: row.name,
            level: value(&row.level)?,
            on: value(&row.tried_on)?,
            adaptation: row.adaptation,
            outcome: row.outcome,
            at: Timestamp::from_ms(row.at_ms),
        })
    };
    rows.into_iter().map(trial).collect()
}

/// How many trials are told of each of `ids`; those of which none is are left out.
pub(crate) async fn count_trials(conn: &mut impl Conn, ids: &[ProjectId]) -> Result<HashMap<ProjectId, u32>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT project_id, COUNT(*) FROM project_trial WHERE project_id IN (");
        push_ids(&mut query, ids);
        query.push(" GROUP BY project_id");
        query.build_query_as::<(i64, i64)>().fetch_all(c).await
    })?;
    let counted = |(project, trials): (i64, i64)| Ok((ProjectId::new(project), u32::try_from(trials).context("how many trials")?));
    rows.into_iter().map(counted).collect()
}
