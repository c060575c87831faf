//! SQL of one need: what it asks for, the schools that back it, and each answer.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
};
use domain::{
    discussions::{NeedStatus, Service},
    ids::{AccountId, NeedStepId, SpaceId, TopicId},
    territory::{Insee, Uai},
    time::Timestamp,
};

/// Takes a space's lock by a write that changes nothing.
pub(crate) async fn lock_space(conn: &mut impl Conn, id: SpaceId) -> Result<()> {
    exec!(conn, "UPDATE space SET updated_ms = updated_ms WHERE id = $1", id.get())?;
    Ok(())
}

/// Keeps what a new topic asks for.
pub(crate) async fn insert_need(
    conn: &mut impl Conn,
    topic: TopicId,
    service: Service,
    school: &Uai,
    commune: &Insee,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO need (topic_id, service, school, commune, status, filed_ms, status_ms) VALUES ($1, $2, $3, $4, $5, $6, $6)";
    exec!(conn, sql, topic.get(), service.key(), school.as_str(), commune.as_str(), NeedStatus::Filed.key(), at.ms())?;
    Ok(())
}

/// Where a need stands; nothing when the topic is none.
pub(crate) async fn need_status(conn: &mut impl Conn, topic: TopicId) -> Result<Option<NeedStatus>> {
    fetch_opt!(conn, (String,), "SELECT status FROM need WHERE topic_id = $1", topic.get())?.map(|(status,)| value(&status)).transpose()
}

/// Writes where it stands, and since when.
pub(crate) async fn set_need_status(conn: &mut impl Conn, topic: TopicId, status: NeedStatus, at: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE need SET status = $2, status_ms = $3 WHERE topic_id = $1", topic.get(), status.key(), at.ms())?;
    Ok(())
}

/// Keeps an answer.
pub(crate) async fn insert_need_step(
    conn: &mut impl Conn,
    id: NeedStepId,
    topic: TopicId,
    status: NeedStatus,
    answer: &str,
    account: Option<AccountId>,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO need_step (id, topic_id, status, answer, account_id, at_ms) VALUES ($1, $2, $3, $4, $5, $6)";
    exec!(conn, sql, id.get(), topic.get(), status.key(), answer, account.map(AccountId::get), at.ms())?;
    Ok(())
}

/// Has a school back a need, and `account` in its name; how many schools do so newly, which is none when it did.
pub(crate) async fn back_need(conn: &mut impl Conn, topic: TopicId, school: &Uai, account: AccountId, at: Timestamp) -> Result<u64> {
    let sql = "INSERT INTO need_voice (topic_id, school, account_id, backed_ms) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (topic_id, school, account_id) DO NOTHING";
    exec!(conn, sql, topic.get(), school.as_str(), account.get(), at.ms())?;
    let sql = "INSERT INTO need_backer (topic_id, school, backed_ms) VALUES ($1, $2, $3) ON CONFLICT (topic_id, school) DO NOTHING";
    Ok(exec!(conn, sql, topic.get(), school.as_str(), at.ms())?)
}

/// Has it back it no more, nor anyone in its name; how many schools did.
pub(crate) async fn back_need_no_more(conn: &mut impl Conn, topic: TopicId, school: &Uai) -> Result<u64> {
    exec!(conn, "DELETE FROM need_voice WHERE topic_id = $1 AND school = $2", topic.get(), school.as_str())?;
    Ok(exec!(conn, "DELETE FROM need_backer WHERE topic_id = $1 AND school = $2", topic.get(), school.as_str())?)
}

/// A school that backs a need.
pub(crate) struct NeedBacker {
    pub(crate) school: Uai,
    pub(crate) name: String,
    /// Empty, when the territory does not have it.
    pub(crate) commune: String,
}

/// The schools that back a need, the first first.
pub(crate) async fn need_backers(conn: &mut impl Conn, topic: TopicId) -> Result<Vec<NeedBacker>> {
    let sql = "SELECT b.school, COALESCE(s.name, b.school), COALESCE(c.name, '') FROM need_backer b LEFT JOIN school s ON s.uai = b.school \
               LEFT JOIN commune c ON c.insee = s.commune WHERE b.topic_id = $1 ORDER BY b.backed_ms, b.school";
    let rows = fetch_all!(conn, (String, String, String), sql, topic.get())?;
    rows.into_iter().map(|(school, name, commune)| Ok(NeedBacker { school: value(&school)?, name, commune })).collect()
}

/// The schools in whose name `account` backs a need.
pub(crate) async fn backed_for(conn: &mut impl Conn, topic: TopicId, account: AccountId) -> Result<Vec<Uai>> {
    let sql = "SELECT school FROM need_voice WHERE topic_id = $1 AND account_id = $2 ORDER BY school";
    fetch_all!(conn, (String,), sql, topic.get(), account.get())?.iter().map(|(school,)| value(school)).collect()
}

/// Everyone who backs a need for their school, whoever else of it does, the first first.
pub(crate) async fn backing_accounts(conn: &mut impl Conn, topic: TopicId) -> Result<Vec<AccountId>> {
    let sql = "SELECT account_id FROM need_voice WHERE topic_id = $1 GROUP BY account_id ORDER BY MIN(backed_ms), account_id";
    Ok(fetch_all!(conn, (i64,), sql, topic.get())?.into_iter().map(|(account,)| AccountId::new(account)).collect())
}

/// Where an answer put a need, and who gave it.
pub(crate) async fn need_step(conn: &mut impl Conn, topic: TopicId, id: NeedStepId) -> Result<Option<(NeedStatus, Option<AccountId>)>> {
    let sql = "SELECT status, account_id FROM need_step WHERE id = $1 AND topic_id = $2";
    let found = fetch_opt!(conn, (String, Option<i64>), sql, id.get(), topic.get())?;
    found.map(|(status, account)| Ok((value(&status)?, account.map(AccountId::new)))).transpose()
}

/// The last answer to a need.
pub(crate) struct LastNeedStep {
    pub(crate) id: NeedStepId,
    pub(crate) status: NeedStatus,
    pub(crate) answer: String,
    /// Who gave it; nobody, once they have left.
    pub(crate) account: Option<AccountId>,
}

/// The last answer to a need, if there is any.
pub(crate) async fn last_need_step(conn: &mut impl Conn, topic: TopicId) -> Result<Option<LastNeedStep>> {
    let sql = "SELECT id, status, answer, account_id FROM need_step WHERE topic_id = $1 ORDER BY at_ms DESC, id DESC LIMIT 1";
    let found = fetch_opt!(conn, (i64, String, String, Option<i64>), sql, topic.get())?;
    let whole = |(id, status, answer, account): (i64, String, String, Option<i64>)| {
        let account = account.map(AccountId::new);
        Ok(LastNeedStep { id: NeedStepId::new(id), status: value(&status)?, answer, account })
    };
    found.map(whole).transpose()
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    id: i64,
    status: String,
    answer: String,
    name: String,
    of_the_commune: bool,
    of_a_commune: bool,
    at_ms: i64,
}

/// An answer to a need, and what is known of who gave it.
pub(crate) struct NeedAnswer {
    pub(crate) id: NeedStepId,
    pub(crate) status: NeedStatus,
    pub(crate) answer: String,
    /// As they are named to others; empty, once they have left.
    pub(crate) name: String,
    /// Whether they answer for the need's commune.
    pub(crate) of_the_commune: bool,
    /// Whether they answer for any.
    pub(crate) of_a_commune: bool,
    pub(crate) at: Timestamp,
}

/// The answers to a need, the first first.
pub(crate) async fn need_answers(conn: &mut impl Conn, topic: TopicId) -> Result<Vec<NeedAnswer>> {
    let sql = "SELECT s.id, s.status, s.answer, COALESCE(a.shown_name, a.name, '') AS name, \
               EXISTS (SELECT 1 FROM account_commune h WHERE h.account_id = s.account_id AND h.insee = n.commune) AS of_the_commune, \
               EXISTS (SELECT 1 FROM account_commune e WHERE e.account_id = s.account_id) AS of_a_commune, s.at_ms \
               FROM need_step s JOIN need n ON n.topic_id = s.topic_id LEFT JOIN account a ON a.id = s.account_id \
               WHERE s.topic_id = $1 ORDER BY s.at_ms, s.id";
    let whole = |row: AnswerRow| {
        Ok(NeedAnswer {
            id: NeedStepId::new(row.id),
            status: value(&row.status)?,
            answer: row.answer,
            name: row.name,
            of_the_commune: row.of_the_commune,
            of_a_commune: row.of_a_commune,
            at: Timestamp::from_ms(row.at_ms),
        })
    };
    fetch_all!(conn, AnswerRow, sql, topic.get())?.into_iter().map(whole).collect()
}
