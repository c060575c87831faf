//! SQL of which topics and messages there are to find: all of them, those of someone or of some place, those that a viewer may read.

use super::{Filter, indexed::push_numbers};
use crate::{
    db::{Conn, fetch_all, fetch_opt, on, value},
    error::Result,
};
use domain::{
    discussions::TopicKind,
    ids::{AccountId, PostId, SpaceId, TopicId},
    search::Thing,
    territory::{Insee, Uai},
};
use sqlx::QueryBuilder;

/// How many topics are asked after at once.
const AT_ONCE: usize = 500;

fn topic_thing((id, kind): (i64, String)) -> Result<Thing> {
    Ok(if value::<TopicKind>(&kind)? == TopicKind::Need { Thing::Need(TopicId::new(id)) } else { Thing::Topic(TopicId::new(id)) })
}

fn post_thing((id,): (i64,)) -> Thing {
    Thing::Post(PostId::new(id))
}

fn topic_ids(rows: Vec<(i64,)>) -> Vec<TopicId> {
    rows.into_iter().map(|(id,)| TopicId::new(id)).collect()
}

/// Every topic that is shown, every need, and the messages that answer in them.
pub(crate) async fn shown_things(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    let topics = fetch_all!(conn, (i64, String), "SELECT id, kind FROM topic WHERE state = 'shown' ORDER BY id")?;
    let mut things = topics.into_iter().map(topic_thing).collect::<Result<Vec<_>>>()?;
    // Those of a topic one after the other: what they share is read once.
    let sql = "SELECT p.id FROM post p JOIN topic t ON t.id = p.topic_id WHERE t.state = 'shown' AND p.state = 'shown' AND p.position > 1 \
               ORDER BY p.topic_id, p.position";
    things.extend(fetch_all!(conn, (i64,), sql)?.into_iter().map(post_thing));
    Ok(things)
}

/// Those of them that the viewer may read.
pub(crate) async fn readable_things(conn: &mut impl Conn, filter: &Filter) -> Result<Vec<Thing>> {
    let topics = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT t.id, t.kind FROM topic t WHERE TRUE");
        filter.narrow(&mut query);
        query.push(" ORDER BY t.id");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    let mut things = topics.into_iter().map(topic_thing).collect::<Result<Vec<_>>>()?;
    let posts = on!(conn, c, D => {
        let mut query =
            QueryBuilder::<D>::new("SELECT p.id FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.state = 'shown' AND p.position > 1");
        filter.narrow(&mut query);
        query.push(" ORDER BY p.id");
        query.build_query_as::<(i64,)>().fetch_all(c).await
    })?;
    things.extend(posts.into_iter().map(post_thing));
    Ok(things)
}

/// Some topics, and every message that was ever written in them. One that is gone is told as both things that it may have been.
pub(crate) async fn things_of_topics(conn: &mut impl Conn, topics: &[TopicId]) -> Result<Vec<Thing>> {
    let mut things = Vec::new();
    for some in topics.chunks(AT_ONCE) {
        let numbers: Vec<_> = some.iter().map(|topic| topic.get()).collect();
        let known = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new("SELECT id, kind FROM topic WHERE id IN ");
            push_numbers(&mut query, &numbers);
            query.build_query_as::<(i64, String)>().fetch_all(c).await
        })?;
        let gone = some.iter().filter(|topic| !known.iter().any(|(id, _)| *id == topic.get()));
        things.extend(gone.flat_map(|topic| [Thing::Topic(*topic), Thing::Need(*topic)]));
        for row in known {
            things.push(topic_thing(row)?);
        }
        let posts = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new("SELECT id FROM post WHERE topic_id IN ");
            push_numbers(&mut query, &numbers);
            query.build_query_as::<(i64,)>().fetch_all(c).await
        })?;
        things.extend(posts.into_iter().map(post_thing));
    }
    Ok(things)
}

/// The message `id`, and the topic that it opens, if it opens one.
pub(crate) async fn things_of_post(conn: &mut impl Conn, id: PostId) -> Result<Vec<Thing>> {
    let mut things = vec![Thing::Post(id)];
    let sql = "SELECT t.id, t.kind FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.id = $1 AND p.position = 1";
    if let Some(row) = fetch_opt!(conn, (i64, String), sql, id.get())? {
        things.push(topic_thing(row)?);
    }
    Ok(things)
}

/// The topics that `account` opened, and the messages that they wrote.
pub(crate) async fn things_of_author(conn: &mut impl Conn, account: AccountId) -> Result<Vec<Thing>> {
    let topics = fetch_all!(conn, (i64, String), "SELECT id, kind FROM topic WHERE author_id = $1 ORDER BY id", account.get())?;
    let mut things = topics.into_iter().map(topic_thing).collect::<Result<Vec<_>>>()?;
    let posts = fetch_all!(conn, (i64,), "SELECT id FROM post WHERE author_id = $1 ORDER BY id", account.get())?;
    things.extend(posts.into_iter().map(post_thing));
    Ok(things)
}

/// The needs of a school.
pub(crate) async fn needs_of_school(conn: &mut impl Conn, school: &Uai) -> Result<Vec<Thing>> {
    let needs = fetch_all!(conn, (i64,), "SELECT topic_id FROM need WHERE school = $1 ORDER BY topic_id", school.as_str())?;
    Ok(topic_ids(needs).into_iter().map(Thing::Need).collect())
}

/// Those of a commune.
pub(crate) async fn needs_of_commune(conn: &mut impl Conn, commune: &Insee) -> Result<Vec<Thing>> {
    let needs = fetch_all!(conn, (i64,), "SELECT topic_id FROM need WHERE commune = $1 ORDER BY topic_id", commune.as_str())?;
    Ok(topic_ids(needs).into_iter().map(Thing::Need).collect())
}

/// The topics that a space shows.
pub(crate) async fn topics_in_space(conn: &mut impl Conn, space: SpaceId) -> Result<Vec<TopicId>> {
    let sql = "SELECT topic_id FROM topic_space WHERE space_id = $1 ORDER BY topic_id";
    Ok(topic_ids(fetch_all!(conn, (i64,), sql, space.get())?))
}

/// The topics that stand beside any of `things`: projects, trainings, or sessions of trainings.
pub(crate) async fn topics_beside(conn: &mut impl Conn, things: &[Thing]) -> Result<Vec<TopicId>> {
    let (mut projects, mut trainings, mut sessions) = (Vec::new(), Vec::new(), Vec::new());
    for thing in things {
        match thing {
            Thing::Project(id) => projects.push(id.get()),
            Thing::Training(id) => trainings.push(id.get()),
            Thing::Session(id) => sessions.push(id.get()),
            _ => {}
        }
    }
    let mut topics = Vec::new();
    for (numbers, select, end) in [
        (projects, "SELECT id FROM topic WHERE NOT is_private AND project_id IN ", ""),
        (trainings, "SELECT id FROM topic WHERE NOT is_private AND training_id IN ", ""),
        (
            sessions,
            "SELECT id FROM topic WHERE NOT is_private AND training_id IN (SELECT training_id FROM training_session WHERE id IN ",
            ")",
        ),
    ] {
        for some in numbers.chunks(AT_ONCE) {
            let rows = on!(conn, c, D => {
                let mut query = QueryBuilder::<D>::new(select);
                push_numbers(&mut query, some);
                query.push(end);
                query.build_query_as::<(i64,)>().fetch_all(c).await
            })?;
            topics.extend(topic_ids(rows));
        }
    }
    topics.sort_unstable();
    topics.dedup();
    Ok(topics)
}
