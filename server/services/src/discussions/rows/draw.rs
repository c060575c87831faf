//! SQL of projects begun from topics.

use super::Filter;
use crate::{
    db::{Conn, Rd, exec, fetch_all, on},
    discussions::TopicLink,
    error::Result,
};
use domain::{
    ids::{ProjectId, TopicId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// Keeps that a project was begun from a topic.
pub(crate) async fn insert_drawn(conn: &mut impl Conn, topic: TopicId, project: ProjectId, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO topic_project (topic_id, project_id, drawn_ms) VALUES ($1, $2, $3)";
    exec!(conn, sql, topic.get(), project.get(), now.ms())?;
    Ok(())
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
