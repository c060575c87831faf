//! SQL of what those who came think, and of reports.

use crate::{
    db::{Conn, exec, fetch_all, scalar, value},
    error::Result,
};
use anyhow::Context;
use domain::{
    ids::{RegistrationId, SessionId},
    time::Timestamp,
    training::{EvaluationQuestion, Score},
};

/// Whether the owner of this place answered.
pub(crate) async fn has_evaluated(conn: &mut impl Conn, registration: RegistrationId) -> Result<bool> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM evaluation_given WHERE registration_id = $1", registration.get())? > 0)
}

/// Notes that they do; false when they had.
pub(crate) async fn note_evaluated(conn: &mut impl Conn, registration: RegistrationId) -> Result<bool> {
    let sql = "INSERT INTO evaluation_given (registration_id) VALUES ($1) ON CONFLICT (registration_id) DO NOTHING";
    Ok(exec!(conn, sql, registration.get())? > 0)
}

/// Counts one more answer.
pub(crate) async fn count_score(conn: &mut impl Conn, session: SessionId, question: EvaluationQuestion, score: Score) -> Result<()> {
    let sql = "INSERT INTO evaluation_score (session_id, question, score, answers) VALUES ($1, $2, $3, 1) \
               ON CONFLICT (session_id, question, score) DO UPDATE SET answers = evaluation_score.answers + 1";
    exec!(conn, sql, session.get(), question.key(), score.key())?;
    Ok(())
}

/// Keeps a remark.
pub(crate) async fn insert_remark(conn: &mut impl Conn, id: i64, session: SessionId, remark: &str) -> Result<()> {
    exec!(conn, "INSERT INTO evaluation_remark (id, session_id, remark) VALUES ($1, $2, $3)", id, session.get(), remark)?;
    Ok(())
}

/// How many answered.
pub(crate) async fn evaluations(conn: &mut impl Conn, session: SessionId) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM evaluation_given g JOIN registration r ON r.id = g.registration_id WHERE r.session_id = $1";
    let many = scalar!(conn, i64, sql, session.get())?;
    Ok(u32::try_from(many).context("how many answered")?)
}

/// How often each score was given to each question.
pub(crate) async fn scores(conn: &mut impl Conn, session: SessionId) -> Result<Vec<(EvaluationQuestion, Score, u32)>> {
    let sql = "SELECT question, score, answers FROM evaluation_score WHERE session_id = $1 ORDER BY question, score";
    let rows = fetch_all!(conn, (String, String, i64), sql, session.get())?;
    let whole = |(question, score, many): (String, String, i64)| {
        Ok((value(&question)?, value(&score)?, u32::try_from(many).context("how many answered so")?))
    };
    rows.into_iter().map(whole).collect()
}

/// What was added, in the order of numbers of chance.
pub(crate) async fn remarks(conn: &mut impl Conn, session: SessionId) -> Result<Vec<String>> {
    let rows = fetch_all!(conn, (String,), "SELECT remark FROM evaluation_remark WHERE session_id = $1 ORDER BY id", session.get())?;
    Ok(rows.into_iter().map(|(remark,)| remark).collect())
}

/// Writes the report of a session.
pub(crate) async fn update_report(conn: &mut impl Conn, session: SessionId, report: &str, reported: Option<Timestamp>) -> Result<()> {
    let sql = "UPDATE training_session SET report = $2, reported_ms = $3 WHERE id = $1";
    exec!(conn, sql, session.get(), report, reported.map(Timestamp::ms))?;
    Ok(())
}
