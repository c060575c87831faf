//! SQL of calls for partner classes.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
    projects::PartnerAnswer,
};
use domain::{
    ids::{AccountId, PartnerAnswerId, ProjectId, TopicId},
    projects::{Cycle, PartnerCall},
    time::{Day, Timestamp},
};

type CallRow = (i64, String, String, String, String);

fn call((id, message, cycles, reach, until): CallRow) -> Result<(ProjectId, PartnerCall)> {
    let cycles = cycles.split_whitespace().map(value::<Cycle>).collect::<Result<_>>()?;
    Ok((ProjectId::new(id), PartnerCall { message, cycles, reach: value(&reach)?, until: value(&until)? }))
}

/// The call of a project that counts on `today`.
pub(crate) async fn call_of(conn: &mut impl Conn, project: ProjectId, today: Day) -> Result<Option<PartnerCall>> {
    let sql = "SELECT project_id, message, cycles, reach, until_on FROM project_call WHERE project_id = $1 AND until_on >= $2";
    let row = fetch_opt!(conn, CallRow, sql, project.get(), today.to_string())?;
    row.map(|row| call(row).map(|(_, call)| call)).transpose()
}

/// Every call that counts on `today`, the latest first.
pub(crate) async fn calls(conn: &mut impl Conn, today: Day) -> Result<Vec<(ProjectId, PartnerCall)>> {
    let sql = "SELECT project_id, message, cycles, reach, until_on FROM project_call WHERE until_on >= $1 ORDER BY at_ms DESC, project_id";
    fetch_all!(conn, CallRow, sql, today.to_string())?.into_iter().map(call).collect()
}

/// Writes a project's call; none, when nothing is given.
pub(crate) async fn store_call(conn: &mut impl Conn, project: ProjectId, call: Option<&PartnerCall>, at: Timestamp) -> Result<()> {
    exec!(conn, "DELETE FROM project_call WHERE project_id = $1", project.get())?;
    if let Some(call) = call {
        let cycles = call.cycles.iter().map(|cycle| cycle.key()).collect::<Vec<_>>().join(" ");
        let sql = "INSERT INTO project_call (project_id, message, cycles, reach, until_on, at_ms) VALUES ($1, $2, $3, $4, $5, $6)";
        exec!(conn, sql, project.get(), &call.message, cycles, call.reach.key(), call.until.to_string(), at.ms())?;
    }
    Ok(())
}

/// Keeps an answer.
pub(crate) async fn insert_call_answer(
    conn: &mut impl Conn,
    id: PartnerAnswerId,
    project: ProjectId,
    by: AccountId,
    message: &str,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO project_call_answer (id, project_id, account_id, message, at_ms) VALUES ($1, $2, $3, $4, $5)";
    exec!(conn, sql, id.get(), project.get(), by.get(), message, at.ms())?;
    Ok(())
}

/// The answers to a project's calls, the latest first, each with its writer's name and school. One that goes on as a topic is read there alone:
/// between those whom it concerned, and as long as it stands.
pub(crate) async fn call_answers(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<PartnerAnswer>> {
    let sql = "SELECT w.id, a.name, COALESCE((SELECT MIN(s.name) FROM account_school k JOIN school s ON s.uai = k.uai \
               WHERE k.account_id = a.id), ''), CASE WHEN w.topic_id IS NULL THEN w.message ELSE '' END, w.at_ms FROM project_call_answer w JOIN account a ON a.id = w.account_id \
               WHERE w.project_id = $1 ORDER BY w.at_ms DESC, w.id DESC";
    let rows = fetch_all!(conn, (i64, String, String, String, i64), sql, project.get())?;
    let answer =
        |(id, by, school, message, at)| PartnerAnswer { id: PartnerAnswerId::new(id), by, school, message, at: Timestamp::from_ms(at) };
    Ok(rows.into_iter().map(answer).collect())
}

/// The topic as which an answer goes on.
pub(crate) async fn answer_topic(conn: &mut impl Conn, id: PartnerAnswerId) -> Result<Option<TopicId>> {
    let row = fetch_opt!(conn, (Option<i64>,), "SELECT topic_id FROM project_call_answer WHERE id = $1", id.get())?;
    Ok(row.and_then(|(topic,)| topic).map(TopicId::new))
}

/// The topic as which the last answer of `account` to a project's calls goes on.
pub(crate) async fn last_answer_topic(conn: &mut impl Conn, project: ProjectId, account: AccountId) -> Result<Option<TopicId>> {
    let sql = "SELECT topic_id FROM project_call_answer WHERE project_id = $1 AND account_id = $2 AND topic_id IS NOT NULL \
               ORDER BY at_ms DESC, id DESC LIMIT 1";
    Ok(fetch_opt!(conn, (i64,), sql, project.get(), account.get())?.map(|(topic,)| TopicId::new(topic)))
}

/// Keeps the topic as which an answer goes on.
pub(crate) async fn keep_answer_topic(conn: &mut impl Conn, id: PartnerAnswerId, topic: TopicId) -> Result<()> {
    exec!(conn, "UPDATE project_call_answer SET topic_id = $2 WHERE id = $1", id.get(), topic.get())?;
    Ok(())
}
