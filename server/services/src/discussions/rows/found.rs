//! SQL of what results show of topics and messages: only of those that the viewer may read.

use super::{Filter, indexed::push_numbers, topics::place};
use crate::{
    db::{Conn, on, value},
    error::Result,
};
use domain::{
    discussions::{Position, TopicKind},
    ids::{PostId, TopicId},
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

#[derive(sqlx::FromRow)]
struct TopicRow {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    is_private: bool,
    last_position: i64,
    answer_id: Option<i64>,
    locked_ms: Option<i64>,
    author: String,
    body: String,
    beside: String,
    appeared_ms: i64,
}

/// A topic that was found, and what its first message says, if that is shown.
pub(crate) struct FoundTopic {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) kind: TopicKind,
    pub(crate) private: bool,
    pub(crate) replies: u32,
    pub(crate) answer: Option<PostId>,
    pub(crate) locked: bool,
    /// As they are named to others; empty, once they have left.
    pub(crate) author: String,
    /// As it is kept.
    pub(crate) body: String,
    /// The title of what it stands beside, if it does.
    pub(crate) beside: Option<String>,
    pub(crate) appeared: Timestamp,
}

/// Those of `topics` that the viewer may read.
pub(crate) async fn found_topics(conn: &mut impl Conn, filter: &Filter, topics: &[TopicId]) -> Result<BTreeMap<TopicId, FoundTopic>> {
    if topics.is_empty() {
        return Ok(BTreeMap::new());
    }
    let numbers: Vec<_> = topics.iter().map(|topic| topic.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT t.id, t.slug, t.title, t.kind, t.is_private, t.last_position, t.answer_id, t.locked_ms, \
             COALESCE(a.shown_name, a.name, '') AS author, COALESCE(CASE WHEN o.state = 'shown' THEN o.body END, '') AS body, \
             COALESCE(CASE WHEN NOT t.is_private THEN COALESCE(j.title, k.title) END, '') AS beside, \
             COALESCE(o.shown_ms, t.created_ms) AS appeared_ms FROM topic t LEFT JOIN account a ON a.id = t.author_id \
             LEFT JOIN post o ON o.topic_id = t.id AND o.position = 1 LEFT JOIN project j ON j.id = t.project_id \
             LEFT JOIN training k ON k.id = t.training_id WHERE t.id IN ",
        );
        push_numbers(&mut query, &numbers);
        filter.narrow(&mut query);
        query.build_query_as::<TopicRow>().fetch_all(c).await
    })?;
    let whole = |row: TopicRow| {
        let topic = FoundTopic {
            slug: row.slug,
            title: row.title,
            kind: value(&row.kind)?,
            private: row.is_private,
            replies: u32::try_from(row.last_position - 1).unwrap_or_default(),
            answer: row.answer_id.map(PostId::new),
            locked: row.locked_ms.is_some(),
            author: row.author,
            body: row.body,
            beside: Some(row.beside).filter(|title| !title.is_empty()),
            appeared: Timestamp::from_ms(row.appeared_ms),
        };
        Ok((TopicId::new(row.id), topic))
    };
    rows.into_iter().map(whole).collect()
}

#[derive(sqlx::FromRow)]
struct PostRow {
    id: i64,
    topic_id: i64,
    position: i64,
    author: String,
    body: String,
    appeared_ms: i64,
}

/// A message that was found.
pub(crate) struct FoundPost {
    pub(crate) topic: TopicId,
    pub(crate) place: Option<Position>,
    /// As they are named to others; empty, once they have left.
    pub(crate) author: String,
    /// As it is kept.
    pub(crate) body: String,
    pub(crate) appeared: Timestamp,
}

/// Those of `posts` that the viewer may read as everyone reads them, and that open no topic.
pub(crate) async fn found_posts(conn: &mut impl Conn, filter: &Filter, posts: &[PostId]) -> Result<BTreeMap<PostId, FoundPost>> {
    if posts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let numbers: Vec<_> = posts.iter().map(|post| post.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT p.id, p.topic_id, p.position, COALESCE(a.shown_name, a.name, '') AS author, p.body, \
             COALESCE(p.shown_ms, p.created_ms) AS appeared_ms FROM post p JOIN topic t ON t.id = p.topic_id \
             LEFT JOIN account a ON a.id = p.author_id WHERE p.state = 'shown' AND p.position > 1 AND p.id IN ",
        );
        push_numbers(&mut query, &numbers);
        filter.narrow(&mut query);
        query.build_query_as::<PostRow>().fetch_all(c).await
    })?;
    let whole = |row: PostRow| {
        let (author, body, appeared) = (row.author, row.body, Timestamp::from_ms(row.appeared_ms));
        (PostId::new(row.id), FoundPost { topic: TopicId::new(row.topic_id), place: place(row.position), author, body, appeared })
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// The names of the spaces that show each of `topics`, in their order, as far as the viewer reads them.
pub(crate) async fn space_names(conn: &mut impl Conn, filter: &Filter, topics: &[TopicId]) -> Result<BTreeMap<TopicId, Vec<String>>> {
    let mut names: BTreeMap<TopicId, Vec<String>> = BTreeMap::new();
    if topics.is_empty() {
        return Ok(names);
    }
    let numbers: Vec<_> = topics.iter().map(|topic| topic.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query =
            QueryBuilder::<D>::new("SELECT ts.topic_id, s.name FROM topic_space ts JOIN space s ON s.id = ts.space_id WHERE ts.topic_id IN ");
        push_numbers(&mut query, &numbers);
        filter.narrow_spaces(&mut query);
        query.push(" ORDER BY ts.topic_id, s.position, s.id");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    for (topic, name) in rows {
        names.entry(TopicId::new(topic)).or_default().push(name);
    }
    Ok(names)
}
