//! SQL of lists of topics: only those that the viewer may read.

use super::Filter;
use crate::{
    db::{Rd, on, value},
    discussions::{About, TopicCard},
    error::Result,
};
use domain::{
    ids::{AccountId, SpaceId, TopicId},
    projects::Subject,
    time::Timestamp,
};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::BTreeMap;

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    author: Option<String>,
    last_position: i64,
    read: Option<i64>,
    answer_id: Option<i64>,
    locked_ms: Option<i64>,
    pinned: bool,
    last_post_ms: i64,
}

/// Begins a query on topics `t`, as cards, with how far the viewer has read each.
pub(super) fn begin<D: Database>(filter: &Filter, now: Timestamp) -> QueryBuilder<D>
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    let mut query = QueryBuilder::new(
        "SELECT t.id, t.slug, t.title, t.kind, COALESCE(a.shown_name, a.name) AS author, t.last_position, r.position AS read, t.answer_id, \
         t.locked_ms, COALESCE(t.pinned_until_ms, 0) > ",
    );
    query.push_bind(now.ms());
    query.push(" AS pinned, t.last_post_ms FROM topic t LEFT JOIN account a ON a.id = t.author_id LEFT JOIN topic_reading r ON r.topic_id = t.id AND r.account_id = ");
    query.push_bind(filter.reader()).push(" WHERE TRUE");
    query
}

pub(super) fn card(filter: &Filter, row: CardRow) -> Result<TopicCard> {
    let unread = row.last_position - row.read.unwrap_or_default();
    let number = |number: i64| u32::try_from(number).unwrap_or_default();
    Ok(TopicCard {
        id: TopicId::new(row.id),
        slug: row.slug,
        title: row.title,
        kind: value(&row.kind)?,
        author: row.author.unwrap_or_default(),
        replies: number(row.last_position - 1),
        unread: (filter.reader() != 0).then(|| number(unread)),
        answered: row.answer_id.is_some(),
        locked: row.locked_ms.is_some(),
        pinned: row.pinned,
        last_post: Timestamp::from_ms(row.last_post_ms),
    })
}

/// Topics of a space, those that are pinned first, then by their last message.
pub(crate) async fn topics_of_space(
    rd: &mut Rd,
    filter: &Filter,
    space: SpaceId,
    now: Timestamp,
    limit: i64,
    from: i64,
) -> Result<Vec<TopicCard>> {
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(filter, now);
        query.push(" AND EXISTS (SELECT 1 FROM topic_space here WHERE here.topic_id = t.id AND here.space_id = ").push_bind(space.get()).push(")");
        filter.narrow(&mut query);
        query.push(" ORDER BY pinned DESC, t.last_post_ms DESC, t.id DESC LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(from);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(filter, row)).collect()
}

/// How many topics of a space the viewer may read.
pub(crate) async fn count_topics(rd: &mut Rd, filter: &Filter, space: SpaceId) -> Result<u32> {
    let many = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT COUNT(*) FROM topic t WHERE EXISTS (SELECT 1 FROM topic_space here WHERE here.topic_id = t.id AND here.space_id = ");
        query.push_bind(space.get()).push(")");
        filter.narrow(&mut query);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?;
    Ok(u32::try_from(many).unwrap_or_default())
}

/// Topics that bear a tag, by their last message.
pub(crate) async fn topics_tagged(
    rd: &mut Rd,
    filter: &Filter,
    tag: Subject,
    now: Timestamp,
    limit: i64,
    from: i64,
) -> Result<Vec<TopicCard>> {
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(filter, now);
        push_tagged(&mut query, tag);
        filter.narrow(&mut query);
        query.push(" ORDER BY t.last_post_ms DESC, t.id DESC LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(from);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(filter, row)).collect()
}

/// How many of them the viewer may read.
pub(crate) async fn count_tagged(rd: &mut Rd, filter: &Filter, tag: Subject) -> Result<u32> {
    let many = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT COUNT(*) FROM topic t WHERE TRUE");
        push_tagged(&mut query, tag);
        filter.narrow(&mut query);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?;
    Ok(u32::try_from(many).unwrap_or_default())
}

/// How many messages the topics of a space hold, of those that the viewer may read.
pub(crate) async fn count_posts(rd: &mut Rd, filter: &Filter, space: SpaceId) -> Result<u32> {
    let many = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT CAST(COALESCE(SUM(t.last_position), 0) AS BIGINT) FROM topic t \
             WHERE EXISTS (SELECT 1 FROM topic_space here WHERE here.topic_id = t.id AND here.space_id = ",
        );
        query.push_bind(space.get()).push(")");
        filter.narrow(&mut query);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?;
    Ok(u32::try_from(many).unwrap_or_default())
}

fn push_tagged<D: Database>(query: &mut QueryBuilder<D>, tag: Subject)
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    query.push(" AND EXISTS (SELECT 1 FROM topic_tag tt WHERE tt.topic_id = t.id AND tt.tag = ").push_bind(tag.key().to_owned()).push(")");
}

/// The titles of those of `topics` that the viewer may read, with the part of its address that each makes.
pub(crate) async fn titles_of(rd: &mut Rd, filter: &Filter, topics: &[TopicId]) -> Result<BTreeMap<TopicId, (String, String)>> {
    if topics.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT t.id, t.title, t.slug FROM topic t WHERE t.id IN (");
        let mut list = query.separated(", ");
        for topic in topics {
            list.push_bind(topic.get());
        }
        query.push(")");
        filter.narrow(&mut query);
        query.build_query_as::<(i64, String, String)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, title, slug)| (TopicId::new(id), (title, slug))).collect())
}

/// Topics beside a project or a training, by their last message.
pub(crate) async fn topics_about(rd: &mut Rd, filter: &Filter, about: About, limit: i64) -> Result<Vec<TopicCard>> {
    let (column, id) = match about {
        About::Project(id) => (" AND NOT t.is_private AND t.project_id = ", id.get()),
        About::Training(id) => (" AND NOT t.is_private AND t.training_id = ", id.get()),
    };
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(filter, Timestamp::from_ms(0));
        query.push(column).push_bind(id);
        filter.narrow(&mut query);
        query.push(" ORDER BY t.last_post_ms DESC, t.id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(filter, row)).collect()
}

/// Topics with a message since `since`, the latest first.
pub(crate) async fn recent_topics(rd: &mut Rd, filter: &Filter, since: Timestamp, limit: i64) -> Result<Vec<TopicCard>> {
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(filter, since);
        query.push(" AND t.last_post_ms >= ").push_bind(since.ms());
        filter.narrow(&mut query);
        query.push(" ORDER BY t.last_post_ms DESC, t.id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(filter, row)).collect()
}

/// Questions of which nobody but who asked has said anything, and nobody wrote since `before`, the one that waits longest first. Those that are
/// locked wait for nobody, nor do those between partners.
pub(crate) async fn unanswered_topics(
    rd: &mut Rd,
    filter: &Filter,
    now: Timestamp,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<TopicCard>> {
    let rows = on!(rd, c, D => {
        let mut query = begin::<D>(filter, now);
        query.push(
            " AND t.kind = 'question' AND NOT t.is_private AND t.locked_ms IS NULL AND NOT EXISTS (SELECT 1 FROM post p WHERE p.topic_id = t.id \
             AND p.position > 1 AND p.state = 'shown' AND (t.author_id IS NULL OR p.author_id IS NULL OR p.author_id <> t.author_id)) AND t.last_post_ms <= ",
        );
        query.push_bind(before.ms());
        filter.narrow(&mut query);
        query.push(" ORDER BY t.last_post_ms, t.id LIMIT ").push_bind(limit);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(|row| card(filter, row)).collect()
}

/// How many topics that `account` wrote in, takes part in or follows hold messages that they have not read.
pub(crate) async fn count_unread(rd: &mut Rd, filter: &Filter, account: AccountId) -> Result<u32> {
    let many = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT COUNT(*) FROM topic t LEFT JOIN topic_reading r ON r.topic_id = t.id AND r.account_id = ",
        );
        query.push_bind(account.get());
        query.push(" LEFT JOIN follow f ON f.followed = 'topic:' || t.id AND f.account_id = ").push_bind(account.get());
        query.push(" WHERE t.last_position > COALESCE(r.position, 0) AND (f.attention = 'watch' OR (f.attention IS NULL AND (");
        query.push("EXISTS (SELECT 1 FROM post p WHERE p.topic_id = t.id AND p.author_id = ").push_bind(account.get()).push(") OR ");
        query.push("EXISTS (SELECT 1 FROM topic_person pe WHERE pe.topic_id = t.id AND pe.account_id = ").push_bind(account.get());
        query.push("))))");
        filter.narrow(&mut query);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?;
    Ok(u32::try_from(many).unwrap_or_default())
}
