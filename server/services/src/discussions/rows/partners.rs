//! SQL of topics between some people alone.

use super::{
    Filter,
    lists::{CardRow, begin, card},
};
use crate::{
    db::{Rd, on},
    discussions::{PartnerTopic, TopicCard},
    error::Result,
};
use domain::{
    ids::{PartnerAnswerId, ProjectId, TopicId},
    time::Timestamp,
};
use sqlx::QueryBuilder;

/// The topics as which answers to a project's calls go on, the latest answer first.
pub(crate) async fn partner_topics(rd: &mut Rd, filter: &Filter, project: ProjectId) -> Result<Vec<PartnerTopic>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT w.id, t.id, t.slug FROM project_call_answer w JOIN topic t ON t.id = w.topic_id WHERE w.project_id = ",
        );
        query.push_bind(project.get());
        filter.narrow(&mut query);
        query.push(" ORDER BY w.at_ms DESC, w.id DESC");
        query.build_query_as::<(i64, i64, String)>().fetch_all(c).await
    })?;
    let topic = |(answer, topic, slug)| PartnerTopic { answer: PartnerAnswerId::new(answer), topic: TopicId::new(topic), slug };
    Ok(rows.into_iter().map(topic).collect())
}

/// Private topics, by their last message.
pub(crate) async fn private_topics(rd: &mut Rd, filter: &Filter, now: Timestamp, limit: i64) -> Result<Vec<TopicCard>> {
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(filter, now);
        query.push(" AND t.is_private");
        filter.narrow(&mut query);
        query.push(" ORDER BY t.last_post_ms DESC, t.id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(filter, row)).collect()
}
