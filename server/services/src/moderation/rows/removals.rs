//! SQL of what people ask to have taken away.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    moderation::Request,
};
use domain::{
    ids::{AccountId, MediumId, PostId, ProjectId, RequestId},
    moderation::{Decision, RemovalForm},
    time::Timestamp,
};

/// Keeps a request.
pub(crate) async fn insert(
    conn: &mut impl Conn,
    id: RequestId,
    project: Option<ProjectId>,
    form: &RemovalForm,
    at: Timestamp,
) -> Result<()> {
    let sql =
        "INSERT INTO removal_request (id, medium_id, project_id, asker, message, contact, asked_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (medium, asker, message, contact) = (form.medium.get(), form.asker.key(), &form.message, form.contact.as_deref());
    exec!(conn, sql, id.get(), medium, project.map(ProjectId::get), asker, message, contact, at.ms())?;
    Ok(())
}

/// How many came since an instant.
pub(crate) async fn asked_since(conn: &mut impl Conn, since: Timestamp) -> Result<i64> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM removal_request WHERE asked_ms >= $1", since.ms())?)
}

#[derive(sqlx::FromRow)]
struct RequestRow {
    id: i64,
    medium_id: i64,
    slug: Option<String>,
    title: Option<String>,
    post_id: Option<i64>,
    asker: String,
    message: String,
    contact: Option<String>,
    asked_ms: i64,
}

/// Those that wait, the oldest first.
pub(crate) async fn pending(conn: &mut impl Conn) -> Result<Vec<Request>> {
    let sql = "SELECT r.id, r.medium_id, p.slug, p.title, q.post_id, r.asker, r.message, r.contact, r.asked_ms FROM removal_request r \
               LEFT JOIN project p ON p.id = r.project_id LEFT JOIN post_picture q ON q.picture_id = r.medium_id \
               WHERE r.decided_ms IS NULL ORDER BY r.asked_ms, r.id";
    let rows = fetch_all!(conn, RequestRow, sql)?;
    let request = |row: RequestRow| {
        Ok(Request {
            id: RequestId::new(row.id),
            medium: MediumId::new(row.medium_id),
            project: row.slug.zip(row.title),
            post: row.post_id.map(PostId::new),
            asker: value(&row.asker)?,
            message: row.message,
            wants_answer: row.contact.is_some(),
            asked: Timestamp::from_ms(row.asked_ms),
        })
    };
    rows.into_iter().map(request).collect()
}

/// The medium of a request that waits.
pub(crate) async fn medium_of_pending(conn: &mut impl Conn, request: RequestId) -> Result<Option<MediumId>> {
    let sql = "SELECT medium_id FROM removal_request WHERE id = $1 AND decided_ms IS NULL";
    Ok(fetch_opt!(conn, (i64,), sql, request.get())?.map(|(medium,)| MediumId::new(medium)))
}

/// Decides on every request about `medium` that waits; gives their numbers.
pub(crate) async fn decide(
    conn: &mut impl Conn,
    medium: MediumId,
    decision: Decision,
    answer: &str,
    by: Option<AccountId>,
    at: Timestamp,
) -> Result<Vec<RequestId>> {
    let sql = "UPDATE removal_request SET decision = $2, answer = $3, decided_by = $4, decided_ms = $5 \
               WHERE medium_id = $1 AND decided_ms IS NULL RETURNING id";
    let rows = fetch_all!(conn, (i64,), sql, medium.get(), decision.key(), answer, by.map(AccountId::get), at.ms())?;
    Ok(rows.into_iter().map(|(id,)| RequestId::new(id)).collect())
}

/// What was decided of a request, what is answered, and where the answer goes.
pub(crate) async fn news(conn: &mut impl Conn, request: RequestId) -> Result<Option<(Option<Decision>, String, Option<String>)>> {
    let sql = "SELECT decision, answer, contact FROM removal_request WHERE id = $1";
    let row = fetch_opt!(conn, (Option<String>, String, Option<String>), sql, request.get())?;
    let Some((decision, answer, contact)) = row else { return Ok(None) };
    let decision = decision.as_deref().map(value).transpose()?;
    Ok(Some((decision, answer, contact)))
}

/// Forgets what was written of those decided before an instant; of how many.
pub(crate) async fn forget(conn: &mut impl Conn, before: Timestamp) -> Result<usize> {
    let sql = "UPDATE removal_request SET message = '', answer = '', contact = NULL \
               WHERE decided_ms < $1 AND (message <> '' OR answer <> '' OR contact IS NOT NULL)";
    Ok(usize::try_from(exec!(conn, sql, before.ms())?).unwrap_or(usize::MAX))
}
