//! SQL of remarks and of what is answered to them.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar},
    error::Result,
    projects::{Remark, RemarkAnswer},
};
use domain::{
    ids::{AccountId, ProjectId, RemarkId},
    projects::{About, NewRemark},
    time::Timestamp,
};

#[derive(sqlx::FromRow)]
struct RemarkRow {
    id: i64,
    field: String,
    passage: String,
    text: String,
    name: Option<String>,
    at_ms: i64,
    settled_ms: Option<i64>,
}

/// Keeps a remark.
pub(crate) async fn insert_remark(
    conn: &mut impl Conn,
    id: RemarkId,
    project: ProjectId,
    by: Option<AccountId>,
    remark: &NewRemark,
    at: Timestamp,
) -> Result<()> {
    let (field, passage) = match &remark.about {
        About::Whole => ("", ""),
        About::Field(field) => (*field, ""),
        About::Passage(passage) => ("", passage.as_str()),
    };
    let sql = "INSERT INTO project_remark (id, project_id, by_account, field, passage, text, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    exec!(conn, sql, id.get(), project.get(), by.map(AccountId::get), field, passage, &remark.text, at.ms())?;
    Ok(())
}

/// How many remarks were made since `since`.
pub(crate) async fn count_remarks_since(conn: &mut impl Conn, project: ProjectId, since: Timestamp) -> Result<usize> {
    let sql = "SELECT COUNT(*) FROM project_remark WHERE project_id = $1 AND at_ms >= $2";
    Ok(usize::try_from(scalar!(conn, i64, sql, project.get(), since.ms())?).unwrap_or_default())
}

/// The remarks that are not settled, and all that were made since `since`, in the order in which they were made.
pub(crate) async fn remarks(conn: &mut impl Conn, project: ProjectId, since: Timestamp) -> Result<Vec<Remark>> {
    let sql = "SELECT r.id, r.field, r.passage, r.text, a.name, r.at_ms, r.settled_ms FROM project_remark r \
               LEFT JOIN account a ON a.id = r.by_account WHERE r.project_id = $1 AND (r.at_ms >= $2 OR r.settled_ms IS NULL) \
               ORDER BY r.at_ms, r.id";
    let rows = fetch_all!(conn, RemarkRow, sql, project.get(), since.ms())?;
    let sql = "SELECT w.remark_id, w.text, a.name, w.at_ms FROM project_answer w JOIN project_remark r ON r.id = w.remark_id \
               LEFT JOIN account a ON a.id = w.by_account WHERE r.project_id = $1 ORDER BY w.at_ms, w.id";
    let answers = fetch_all!(conn, (i64, String, Option<String>, i64), sql, project.get())?;
    let of = |remark: i64| {
        let own = answers.iter().filter(|(of, ..)| *of == remark);
        own.map(|(_, text, by, at)| RemarkAnswer { text: text.clone(), by: by.clone().unwrap_or_default(), at: Timestamp::from_ms(*at) })
            .collect()
    };
    let remark = |row: RemarkRow| Remark {
        id: RemarkId::new(row.id),
        answers: of(row.id),
        field: Some(row.field).filter(|field| !field.is_empty()),
        passage: row.passage,
        text: row.text,
        by: row.name.unwrap_or_default(),
        at: Timestamp::from_ms(row.at_ms),
        settled: row.settled_ms.map(Timestamp::from_ms),
    };
    Ok(rows.into_iter().map(remark).collect())
}

/// Who made the remark `id` of `project`; nothing when there is none, nobody when their account is gone.
pub(crate) async fn maker_of_remark(conn: &mut impl Conn, project: ProjectId, id: RemarkId) -> Result<Option<Option<AccountId>>> {
    let sql = "SELECT by_account FROM project_remark WHERE id = $1 AND project_id = $2";
    let row = fetch_opt!(conn, (Option<i64>,), sql, id.get(), project.get())?;
    Ok(row.map(|(by,)| by.map(AccountId::new)))
}

/// Keeps an answer.
pub(crate) async fn insert_answer(
    conn: &mut impl Conn,
    id: i64,
    remark: RemarkId,
    by: Option<AccountId>,
    text: &str,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO project_answer (id, remark_id, by_account, text, at_ms) VALUES ($1, $2, $3, $4, $5)";
    exec!(conn, sql, id, remark.get(), by.map(AccountId::get), text, at.ms())?;
    Ok(())
}

/// Notes that a remark is settled since `at`, or no longer is. One that was settled before keeps its time.
pub(crate) async fn settle_remark(conn: &mut impl Conn, remark: RemarkId, at: Option<Timestamp>) -> Result<()> {
    match at {
        Some(at) => exec!(conn, "UPDATE project_remark SET settled_ms = $2 WHERE id = $1 AND settled_ms IS NULL", remark.get(), at.ms())?,
        None => exec!(conn, "UPDATE project_remark SET settled_ms = NULL WHERE id = $1", remark.get())?,
    };
    Ok(())
}

/// Settles every remark of a project.
pub(crate) async fn settle_remarks(conn: &mut impl Conn, project: ProjectId, at: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE project_remark SET settled_ms = $2 WHERE project_id = $1 AND settled_ms IS NULL", project.get(), at.ms())?;
    Ok(())
}
