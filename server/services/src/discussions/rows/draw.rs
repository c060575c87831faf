//! SQL of projects begun from topics.

use super::Filter;
use crate::{
    db::{Conn, Rd, exec, fetch_all, fetch_opt, on},
    discussions::TopicLink,
    error::Result,
};
use domain::{
    discussions::Sent,
    ids::{AccountId, ProjectId, TopicId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// Keeps that `account` began a project from a topic, by this sending of a form.
pub(crate) async fn insert_drawn(
    conn: &mut impl Conn,
    topic: TopicId,
    project: ProjectId,
    account: AccountId,
    sent: &Sent,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO topic_project (topic_id, project_id, account_id, sent, drawn_ms) VALUES ($1, $2, $3, $4, $5)";
    exec!(conn, sql, topic.get(), project.get(), account.get(), sent.as_str(), now.ms())?;
    Ok(())
}

/// The address of the project that was begun by this sending of a form, if one was.
pub(crate) async fn drawn_by(conn: &mut impl Conn, account: AccountId, sent: &Sent) -> Result<Option<String>> {
    let Some(mark) = sent.as_str() else { return Ok(None) };
    let sql = "SELECT p.slug FROM topic_project d JOIN project p ON p.id = d.project_id WHERE d.account_id = $1 AND d.sent = $2";
    Ok(fetch_opt!(conn, (String,), sql, account.get(), mark)?.map(|(slug,)| slug))
}

/// The projects begun from a topic, or from one that went into it, the first first.
pub(crate) async fn drawn_from(conn: &mut impl Conn, topic: TopicId) -> Result<Vec<ProjectId>> {
    let sql = "SELECT d.project_id FROM topic_project d JOIN topic o ON o.id = d.topic_id WHERE o.id = $1 OR o.merged_into = $1 \
               ORDER BY d.drawn_ms, d.project_id";
    Ok(fetch_all!(conn, (i64,), sql, topic.get())?.into_iter().map(|(project,)| ProjectId::new(project)).collect())
}

/// The topics that a project was begun from, wherever they are now.
pub(crate) async fn topics_of_project(rd: &mut Rd, filter: &Filter, project: ProjectId) -> Result<Vec<TopicLink>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT DISTINCT t.id, t.slug, t.title FROM topic_project d JOIN topic o ON o.id = d.topic_id \
             JOIN topic t ON t.id = COALESCE(o.merged_into, o.id) WHERE d.project_id = ",
        );
        query.push_bind(project.get());
        filter.narrow(&mut query);
        query.push(" ORDER BY t.id");
        query.build_query_as::<(i64, String, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, slug, title)| TopicLink { id: TopicId::new(id), slug, title }).collect())
}
