//! SQL of who signs a project, and of invitations to.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, on},
    error::Result,
    projects::Invitation,
};
use domain::{
    ids::{AccountId, InvitationId, ProjectId},
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::collections::BTreeSet;

/// Keeps an invitation.
pub(crate) async fn insert_invitation(
    conn: &mut impl Conn,
    project: ProjectId,
    by: AccountId,
    secret_hash: &str,
    invitation: &Invitation,
) -> Result<()> {
    let sql = "INSERT INTO project_invitation (id, project_id, secret_hash, by_account, at_ms, expires_ms) VALUES ($1, $2, $3, $4, $5, $6)";
    let Invitation { id, at, expires } = invitation;
    exec!(conn, sql, id.get(), project.get(), secret_hash, by.get(), at.ms(), expires.ms())?;
    Ok(())
}

/// The invitations of a project that still count, the first first.
pub(crate) async fn invitations(conn: &mut impl Conn, project: ProjectId, now: Timestamp) -> Result<Vec<Invitation>> {
    let sql = "SELECT id, at_ms, expires_ms FROM project_invitation WHERE project_id = $1 AND expires_ms > $2 ORDER BY at_ms, id";
    let rows = fetch_all!(conn, (i64, i64, i64), sql, project.get(), now.ms())?;
    let invitation =
        |(id, at, expires)| Invitation { id: InvitationId::new(id), at: Timestamp::from_ms(at), expires: Timestamp::from_ms(expires) };
    Ok(rows.into_iter().map(invitation).collect())
}

/// The invitation that a secret opens and the slug of its project, while it counts.
pub(crate) async fn invitation(conn: &mut impl Conn, secret_hash: &str, now: Timestamp) -> Result<Option<(InvitationId, String)>> {
    let sql = "SELECT i.id, p.slug FROM project_invitation i JOIN project p ON p.id = i.project_id \
               WHERE i.secret_hash = $1 AND i.expires_ms > $2";
    let row = fetch_opt!(conn, (i64, String), sql, secret_hash, now.ms())?;
    Ok(row.map(|(id, slug)| (InvitationId::new(id), slug)))
}

/// Takes an invitation away; whether it was there.
pub(crate) async fn delete_invitation(conn: &mut impl Conn, project: ProjectId, id: InvitationId) -> Result<bool> {
    Ok(exec!(conn, "DELETE FROM project_invitation WHERE id = $1 AND project_id = $2", id.get(), project.get())? == 1)
}

/// Has `account` sign the project, after those who do.
pub(crate) async fn add_author(conn: &mut impl Conn, project: ProjectId, account: AccountId) -> Result<()> {
    let sql = "INSERT INTO project_author (project_id, account_id, position) \
               SELECT $1, $2, COALESCE(MAX(position) + 1, 0) FROM project_author WHERE project_id = $1";
    exec!(conn, sql, project.get(), account.get())?;
    Ok(())
}

/// Has `account` sign it no more.
pub(crate) async fn remove_author(conn: &mut impl Conn, project: ProjectId, account: AccountId) -> Result<()> {
    exec!(conn, "DELETE FROM project_author WHERE project_id = $1 AND account_id = $2", project.get(), account.get())?;
    Ok(())
}

/// Those of `projects` that are published and that `account` does not sign.
pub(crate) async fn published_by_others(conn: &mut impl Conn, account: AccountId, projects: &[ProjectId]) -> Result<BTreeSet<ProjectId>> {
    if projects.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT p.id FROM project p WHERE p.state = 'published' AND NOT EXISTS (SELECT 1 FROM project_author a \
             WHERE a.project_id = p.id AND a.account_id = ",
        );
        query.push_bind(account.get());
        query.push(") AND p.id IN (");
        let mut list = query.separated(", ");
        for project in projects {
            list.push_bind(project.get());
        }
        query.push(")");
        query.build_query_as::<(i64,)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}
