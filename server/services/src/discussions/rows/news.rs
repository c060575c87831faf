//! SQL of whom a message concerns.

use crate::{
    db::{Conn, fetch_all, fetch_opt, on, value},
    discussions::news::Candidate,
    error::Result,
};
use domain::{
    discussions::{Followed, Position},
    ids::{AccountId, PostId, TopicId},
};
use sqlx::QueryBuilder;
use std::collections::BTreeSet;

#[derive(sqlx::FromRow)]
struct WhyRow {
    id: i64,
    name: String,
    email: String,
    why: String,
}

/// Those whom a topic, and the message at a place in it, may concern, and why; one of them alone, if so asked. Whether they may read it is
/// not asked. Who wrote after the message took no part when it came.
pub(crate) async fn candidates(
    conn: &mut impl Conn,
    topic: TopicId,
    post: Option<(PostId, Position)>,
    only: Option<AccountId>,
) -> Result<Vec<Candidate>> {
    let sql = "SELECT a.id, a.name, COALESCE(a.email, '') AS email, c.why FROM (\
               SELECT m.account_id AS id, 'named' AS why FROM post_mention m WHERE m.post_id = $2 \
               UNION SELECT p.author_id, 'part' FROM post p WHERE p.topic_id = $1 AND p.author_id IS NOT NULL \
               AND p.position < $5 \
               UNION SELECT tp.account_id, 'part' FROM topic_person tp WHERE tp.topic_id = $1 \
               UNION SELECT f.account_id, 'topic-' || f.attention FROM follow f WHERE f.followed = $3 \
               UNION SELECT f.account_id, 'space-' || f.attention FROM topic_space ts \
               JOIN follow f ON f.followed = 'space:' || ts.space_id WHERE ts.topic_id = $1 \
               UNION SELECT f.account_id, 'tag-' || f.attention FROM topic_tag tt JOIN follow f ON f.followed = 'tag:' || tt.tag \
               WHERE tt.topic_id = $1) c JOIN account a ON a.id = c.id \
               WHERE a.suspended_ms IS NULL AND ($4 = 0 OR a.id = $4) ORDER BY a.id, c.why";
    // No message and no account has the number 0.
    let (post, place) = post.map_or((0, i64::MAX), |(post, position)| (post.get(), i64::from(position.get())));
    let only = only.map_or(0, AccountId::get);
    gathered(fetch_all!(conn, WhyRow, sql, topic.get(), post, Followed::Topic(topic).key(), only, place)?)
}

/// Those whom a topic may concern that would bear these tags and stand in these spaces, and why: as [`candidates`] finds them once it is there.
pub(crate) async fn candidates_around(conn: &mut impl Conn, followed: &[Followed]) -> Result<Vec<Candidate>> {
    if followed.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT a.id, a.name, COALESCE(a.email, '') AS email, \
             CASE WHEN f.followed LIKE 'space:%' THEN 'space-' ELSE 'tag-' END || f.attention AS why \
             FROM follow f JOIN account a ON a.id = f.account_id WHERE a.suspended_ms IS NULL AND f.followed IN (",
        );
        let mut list = query.separated(", ");
        for one in followed {
            list.push_bind(one.key());
        }
        query.push(") ORDER BY a.id, why");
        query.build_query_as::<WhyRow>().fetch_all(c).await
    })?;
    gathered(rows)
}

/// Each person once, with all that may concern them; rows are in their order.
fn gathered(rows: Vec<WhyRow>) -> Result<Vec<Candidate>> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for row in rows {
        if candidates.last().is_none_or(|last| last.reader.account.get() != row.id) {
            candidates.push(Candidate::new((row.id, row.name, row.email).into()));
        }
        if let Some(candidate) = candidates.last_mut() {
            note(candidate, &row.why)?;
        }
    }
    Ok(candidates)
}

fn note(candidate: &mut Candidate, why: &str) -> Result<()> {
    match why.split_once('-') {
        Some(("topic", attention)) => candidate.topic = Some(value(attention)?),
        Some(("space", attention)) => candidate.spaces.push(value(attention)?),
        Some((_, attention)) => candidate.tags.push(value(attention)?),
        None if why == "named" => candidate.named = true,
        None => candidate.takes_part = true,
    }
    Ok(())
}

/// The message that opens a topic.
pub(crate) async fn opening(conn: &mut impl Conn, topic: TopicId) -> Result<Option<PostId>> {
    let found = fetch_opt!(conn, (i64,), "SELECT id FROM post WHERE topic_id = $1 AND position = 1", topic.get())?;
    Ok(found.map(|(id,)| PostId::new(id)))
}

/// Those of `topics` that are shown, and that `account` neither opened nor muted.
pub(crate) async fn topics_of_others(conn: &mut impl Conn, account: AccountId, topics: &[TopicId]) -> Result<BTreeSet<TopicId>> {
    let found = of_others(
        conn,
        "SELECT p.id FROM topic p WHERE p.state = 'shown' AND NOT EXISTS (SELECT 1 FROM follow f \
         WHERE f.followed = 'topic:' || p.id AND f.attention = 'mute' AND f.account_id = ",
        account,
        topics.iter().map(|topic| topic.get()).collect(),
    );
    Ok(found.await?.into_iter().map(TopicId::new).collect())
}

/// Those of `posts` that are shown, that `account` did not write, and whose topic they did not mute.
pub(crate) async fn posts_of_others(conn: &mut impl Conn, account: AccountId, posts: &[PostId]) -> Result<BTreeSet<PostId>> {
    let found = of_others(
        conn,
        "SELECT p.id FROM post p WHERE p.state = 'shown' AND NOT EXISTS (SELECT 1 FROM follow f \
         WHERE f.followed = 'topic:' || p.topic_id AND f.attention = 'mute' AND f.account_id = ",
        account,
        posts.iter().map(|post| post.get()).collect(),
    );
    Ok(found.await?.into_iter().map(PostId::new).collect())
}

async fn of_others(conn: &mut impl Conn, not_muted: &'static str, account: AccountId, ids: Vec<i64>) -> Result<Vec<i64>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(not_muted);
        query.push_bind(account.get());
        query.push(") AND (p.author_id IS NULL OR p.author_id <> ");
        query.push_bind(account.get());
        query.push(") AND p.id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(")");
        query.build_query_as::<(i64,)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
