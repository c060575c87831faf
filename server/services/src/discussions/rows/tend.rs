//! SQL of what is done to a topic as a whole.

use crate::{
    db::{Conn, exec},
    error::Result,
};
use domain::{
    discussions::TopicState,
    ids::{PostId, SpaceId, TopicId},
    time::Timestamp,
};

/// Writes which message answers a topic.
pub(crate) async fn set_answer(conn: &mut impl Conn, id: TopicId, answer: Option<PostId>, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE topic SET answer_id = $2, updated_ms = $3 WHERE id = $1", id.get(), answer.map(PostId::get), now.ms())?;
    Ok(())
}

/// Writes its title.
pub(crate) async fn retitle(conn: &mut impl Conn, id: TopicId, title: &str, slug: &str, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE topic SET title = $2, slug = $3, updated_ms = $4 WHERE id = $1", id.get(), title, slug, now.ms())?;
    Ok(())
}

/// Writes since when it is locked.
pub(crate) async fn set_locked(conn: &mut impl Conn, id: TopicId, since: Option<Timestamp>, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE topic SET locked_ms = $2, updated_ms = $3 WHERE id = $1", id.get(), since.map(Timestamp::ms), now.ms())?;
    Ok(())
}

/// Writes until when it is pinned.
pub(crate) async fn set_pinned(conn: &mut impl Conn, id: TopicId, until: Option<Timestamp>, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE topic SET pinned_until_ms = $2, updated_ms = $3 WHERE id = $1", id.get(), until.map(Timestamp::ms), now.ms())?;
    Ok(())
}

/// Writes where it stands. One that is shown has no minute to come any more.
pub(crate) async fn set_topic_state(conn: &mut impl Conn, id: TopicId, state: TopicState, now: Timestamp) -> Result<()> {
    let sql = "UPDATE topic SET state = $2, opens_ms = CASE WHEN $2 = 'shown' THEN NULL ELSE opens_ms END, updated_ms = $3 WHERE id = $1";
    exec!(conn, sql, id.get(), state.key(), now.ms())?;
    Ok(())
}

/// Writes that it went into another.
pub(crate) async fn set_merged(conn: &mut impl Conn, from: TopicId, into: TopicId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE topic SET state = 'merged', merged_into = $2, answer_id = NULL, last_position = 0, updated_ms = $3 WHERE id = $1";
    exec!(conn, sql, from.get(), into.get(), now.ms())?;
    // What had gone into the first goes on to the second: an address leads on once.
    exec!(conn, "UPDATE topic SET merged_into = $2 WHERE merged_into = $1", from.get(), into.get())?;
    Ok(())
}

/// Writes its last place and minute as its messages have them.
pub(crate) async fn set_last_post(conn: &mut impl Conn, id: TopicId) -> Result<()> {
    let sql = "UPDATE topic SET last_position = (SELECT COALESCE(MAX(p.position), 0) FROM post p WHERE p.topic_id = $1), \
               last_post_ms = COALESCE((SELECT MAX(p.created_ms) FROM post p WHERE p.topic_id = $1 AND p.position IS NOT NULL), last_post_ms) \
               WHERE id = $1";
    exec!(conn, sql, id.get())?;
    Ok(())
}

/// Writes the spaces that show it.
pub(crate) async fn set_spaces(conn: &mut impl Conn, id: TopicId, spaces: &[SpaceId]) -> Result<()> {
    exec!(conn, "DELETE FROM topic_space WHERE topic_id = $1", id.get())?;
    for space in spaces {
        let sql = "INSERT INTO topic_space (topic_id, space_id) VALUES ($1, $2) ON CONFLICT (topic_id, space_id) DO NOTHING";
        exec!(conn, sql, id.get(), space.get())?;
    }
    Ok(())
}

/// Has the schools that back a need, and those who do in their name, back another; a need that went into one that is none stays in the database, on no page.
pub(crate) async fn join_needs(conn: &mut impl Conn, from: TopicId, into: TopicId) -> Result<()> {
    let sql = "INSERT INTO need_backer (topic_id, school, backed_ms) SELECT $2, b.school, b.backed_ms \
               FROM need_backer b WHERE b.topic_id = $1 AND EXISTS (SELECT 1 FROM need n WHERE n.topic_id = $2) \
               ON CONFLICT (topic_id, school) DO NOTHING";
    exec!(conn, sql, from.get(), into.get())?;
    let sql = "INSERT INTO need_voice (topic_id, school, account_id, backed_ms) SELECT $2, v.school, v.account_id, v.backed_ms \
               FROM need_voice v WHERE v.topic_id = $1 AND EXISTS (SELECT 1 FROM need n WHERE n.topic_id = $2) \
               ON CONFLICT (topic_id, school, account_id) DO NOTHING";
    exec!(conn, sql, from.get(), into.get())?;
    // What was answered to the one answers the other.
    exec!(conn, "UPDATE need_step SET topic_id = $2 WHERE topic_id = $1", from.get(), into.get())?;
    Ok(())
}

/// Has nobody have read further than the last message.
pub(crate) async fn read_no_further(conn: &mut impl Conn, id: TopicId) -> Result<()> {
    let sql = "UPDATE topic_reading SET position = (SELECT t.last_position FROM topic t WHERE t.id = $1) WHERE topic_id = $1 \
               AND position > (SELECT t.last_position FROM topic t WHERE t.id = $1)";
    exec!(conn, sql, id.get())?;
    Ok(())
}

/// Has those who follow a topic follow another, unless they chose otherwise.
pub(crate) async fn join_followers(conn: &mut impl Conn, from: TopicId, into: TopicId) -> Result<()> {
    let sql = "INSERT INTO follow (account_id, followed, attention, at_ms) SELECT f.account_id, $2, f.attention, f.at_ms FROM follow f \
               WHERE f.followed = $1 ON CONFLICT (account_id, followed) DO NOTHING";
    exec!(conn, sql, format!("topic:{from}"), format!("topic:{into}"))?;
    Ok(())
}
