//! SQL of drafts.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt},
    discussions::Draft,
    error::Result,
};
use domain::{
    ids::{AccountId, ProjectId, TrainingId},
    time::Timestamp,
};

#[derive(sqlx::FromRow)]
struct DraftRow {
    place: String,
    title: String,
    body: String,
    updated_ms: i64,
}

impl From<DraftRow> for Draft {
    fn from(row: DraftRow) -> Self {
        Self { place: row.place, title: row.title, body: row.body, updated: Timestamp::from_ms(row.updated_ms) }
    }
}

/// Keeps a draft, in place of what was there.
pub(crate) async fn keep_draft(
    conn: &mut impl Conn,
    account: AccountId,
    place: &str,
    title: &str,
    body: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO post_draft (account_id, place, title, body, updated_ms) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (account_id, place) DO UPDATE SET title = excluded.title, body = excluded.body, updated_ms = excluded.updated_ms";
    exec!(conn, sql, account.get(), place, title, body, now.ms())?;
    Ok(())
}

/// Forgets it.
pub(crate) async fn forget_draft(conn: &mut impl Conn, account: AccountId, place: &str) -> Result<()> {
    exec!(conn, "DELETE FROM post_draft WHERE account_id = $1 AND place = $2", account.get(), place)?;
    Ok(())
}

/// Forgets all but the latest `kept`.
pub(crate) async fn forget_oldest_drafts(conn: &mut impl Conn, account: AccountId, kept: i64) -> Result<()> {
    let sql = "DELETE FROM post_draft WHERE account_id = $1 AND place NOT IN (SELECT d.place FROM post_draft d WHERE d.account_id = $1 \
               ORDER BY d.updated_ms DESC, d.place LIMIT $2)";
    exec!(conn, sql, account.get(), kept)?;
    Ok(())
}

/// The draft there.
pub(crate) async fn draft(conn: &mut impl Conn, account: AccountId, place: &str) -> Result<Option<Draft>> {
    let sql = "SELECT place, title, body, updated_ms FROM post_draft WHERE account_id = $1 AND place = $2";
    Ok(fetch_opt!(conn, DraftRow, sql, account.get(), place)?.map(Draft::from))
}

/// All of someone's, the latest first.
pub(crate) async fn drafts(conn: &mut impl Conn, account: AccountId) -> Result<Vec<Draft>> {
    let sql = "SELECT place, title, body, updated_ms FROM post_draft WHERE account_id = $1 ORDER BY updated_ms DESC, place";
    Ok(fetch_all!(conn, DraftRow, sql, account.get())?.into_iter().map(Draft::from).collect())
}

/// The project at `slug`, whoever reads it.
pub(crate) async fn project_at(conn: &mut impl Conn, slug: &str) -> Result<Option<ProjectId>> {
    Ok(fetch_opt!(conn, (i64,), "SELECT id FROM project WHERE slug = $1", slug)?.map(|(id,)| ProjectId::new(id)))
}

/// The training at `slug`, whoever reads it.
pub(crate) async fn training_at(conn: &mut impl Conn, slug: &str) -> Result<Option<TrainingId>> {
    Ok(fetch_opt!(conn, (i64,), "SELECT id FROM training WHERE slug = $1", slug)?.map(|(id,)| TrainingId::new(id)))
}
