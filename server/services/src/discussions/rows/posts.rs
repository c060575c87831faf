//! SQL of messages.

use super::topics::place;
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
};
use anyhow::anyhow;
use domain::{
    access::PostFacts,
    discussions::{Position, PostState, Sent},
    ids::{AccountId, PostId, TopicId},
    time::Timestamp,
};

/// A message, and how its author is named to others.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct PostRow {
    pub(crate) id: i64,
    topic_id: i64,
    pub(crate) position: Option<i64>,
    pub(crate) author_id: Option<i64>,
    pub(crate) name: String,
    state: String,
    pub(crate) body: String,
    pub(crate) version: i64,
    pub(crate) created_ms: i64,
    pub(crate) edited_ms: Option<i64>,
    pub(crate) reason: String,
}

impl PostRow {
    /// Its topic.
    pub(crate) const fn topic(&self) -> TopicId {
        TopicId::new(self.topic_id)
    }

    /// Its place.
    pub(crate) fn place(&self) -> Option<Position> {
        self.position.and_then(place)
    }

    /// What rights on it depend on, besides its topic.
    pub(crate) fn facts(&self) -> Result<PostFacts> {
        Ok(PostFacts { author: self.author_id.map(AccountId::new), state: value(&self.state)? })
    }
}

/// Messages `p`, and what else is said of which are wanted.
macro_rules! posts {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.topic_id, p.position, p.author_id, COALESCE(a.shown_name, a.name, '') AS name, p.state, p.body, p.version, \
             p.created_ms, p.edited_ms, p.reason FROM post p LEFT JOIN account a ON a.id = p.author_id ",
            $rest
        )
    };
}

/// The message `id`.
pub(crate) async fn post(conn: &mut impl Conn, id: PostId) -> Result<Option<PostRow>> {
    Ok(fetch_opt!(conn, PostRow, posts!("WHERE p.id = $1"), id.get())?)
}

/// The topic of the message `id`.
pub(crate) async fn topic_of_post(conn: &mut impl Conn, id: PostId) -> Result<Option<TopicId>> {
    Ok(fetch_opt!(conn, (i64,), "SELECT topic_id FROM post WHERE id = $1", id.get())?.map(|(topic,)| TopicId::new(topic)))
}

/// The messages of a topic between two places, in their order.
pub(crate) async fn posts(conn: &mut impl Conn, topic: TopicId, first: Position, last: Position) -> Result<Vec<PostRow>> {
    let sql = posts!("WHERE p.topic_id = $1 AND p.position BETWEEN $2 AND $3 ORDER BY p.position");
    Ok(fetch_all!(conn, PostRow, sql, topic.get(), i64::from(first.get()), i64::from(last.get()))?)
}

/// Those that wait to be read, the first written first.
pub(crate) async fn waiting_in(conn: &mut impl Conn, topic: TopicId) -> Result<Vec<PostRow>> {
    let sql = posts!("WHERE p.topic_id = $1 AND p.position IS NULL AND p.state = 'waiting' ORDER BY p.created_ms, p.id");
    Ok(fetch_all!(conn, PostRow, sql, topic.get())?)
}

/// All of a topic: those with a place in their order, then the others.
pub(crate) async fn all_posts(conn: &mut impl Conn, topic: TopicId) -> Result<Vec<PostRow>> {
    let sql = posts!("WHERE p.topic_id = $1 ORDER BY p.position IS NULL, p.position, p.created_ms, p.id");
    Ok(fetch_all!(conn, PostRow, sql, topic.get())?)
}

/// The message that opens a topic, or that will, once it is read.
pub(crate) async fn first_post(conn: &mut impl Conn, topic: TopicId) -> Result<Option<PostRow>> {
    let sql = posts!("WHERE p.topic_id = $1 ORDER BY p.position IS NULL, p.position, p.created_ms, p.id LIMIT 1");
    Ok(fetch_opt!(conn, PostRow, sql, topic.get())?)
}

/// Where the message `id` stands.
pub(crate) async fn position(conn: &mut impl Conn, id: PostId) -> Result<Option<Position>> {
    let found = fetch_opt!(conn, (Option<i64>,), "SELECT position FROM post WHERE id = $1", id.get())?;
    Ok(found.and_then(|(position,)| position).and_then(place))
}

/// The place of the first message since an instant.
pub(crate) async fn first_since(conn: &mut impl Conn, topic: TopicId, since: Timestamp) -> Result<Option<Position>> {
    let sql = "SELECT MIN(position) FROM post WHERE topic_id = $1 AND created_ms >= $2";
    Ok(scalar!(conn, Option<i64>, sql, topic.get(), since.ms())?.and_then(place))
}

/// The next number of a topic, which is locked by it.
pub(crate) async fn next_position(conn: &mut impl Conn, topic: TopicId, at: Timestamp) -> Result<Position> {
    let sql =
        "UPDATE topic SET last_position = last_position + 1, last_post_ms = $2, updated_ms = $2 WHERE id = $1 RETURNING last_position";
    let number = scalar!(conn, i64, sql, topic.get(), at.ms())?;
    place(number).ok_or_else(|| anyhow!("topic {topic} numbers its messages {number}").into())
}

/// A message to keep.
pub(crate) struct NewPost<'a> {
    pub(crate) id: PostId,
    pub(crate) topic: TopicId,
    pub(crate) position: Option<Position>,
    pub(crate) account: AccountId,
    pub(crate) state: PostState,
    pub(crate) body: &'a str,
    pub(crate) sent: &'a Sent,
    /// Whether its readers find it from now on.
    pub(crate) appears: bool,
    pub(crate) now: Timestamp,
}

/// Keeps a message.
pub(crate) async fn insert_post(conn: &mut impl Conn, post: NewPost<'_>) -> Result<()> {
    let sql = "INSERT INTO post (id, topic_id, position, author_id, state, body, sent, version, created_ms, shown_ms, reason) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, '')";
    let NewPost { id, topic, position, account, state, body, sent, appears, now } = post;
    let position = position.map(|position| i64::from(position.get()));
    let shown = appears.then_some(now.ms());
    exec!(conn, sql, id.get(), topic.get(), position, account.get(), state.key(), body, sent.as_str(), now.ms(), shown)?;
    Ok(())
}

/// The message that came with this sending of a form, if one did.
pub(crate) async fn post_sent(conn: &mut impl Conn, account: AccountId, sent: &Sent) -> Result<Option<PostId>> {
    let Some(mark) = sent.as_str() else { return Ok(None) };
    let found = fetch_opt!(conn, (i64,), "SELECT id FROM post WHERE author_id = $1 AND sent = $2", account.get(), mark)?;
    Ok(found.map(|(id,)| PostId::new(id)))
}

/// Puts a message at a place of a topic, or off its place.
pub(crate) async fn put_post(conn: &mut impl Conn, id: PostId, topic: TopicId, place: Option<Position>) -> Result<()> {
    let place = place.map(|place| i64::from(place.get()));
    exec!(conn, "UPDATE post SET topic_id = $2, position = $3 WHERE id = $1", id.get(), topic.get(), place)?;
    Ok(())
}

/// Keeps what a message says as a former version.
pub(crate) async fn keep_version(conn: &mut impl Conn, post: &PostRow, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO post_version (post_id, version, body, until_ms) VALUES ($1, $2, $3, $4)";
    exec!(conn, sql, post.id, post.version, &post.body, now.ms())?;
    Ok(())
}

/// Writes what a message says from now on.
pub(crate) async fn change_body(conn: &mut impl Conn, id: PostId, body: &str, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE post SET body = $2, version = version + 1, edited_ms = $3 WHERE id = $1", id.get(), body, now.ms())?;
    Ok(())
}

/// Makes it another version, though its words stay.
pub(crate) async fn count_up(conn: &mut impl Conn, id: PostId) -> Result<()> {
    exec!(conn, "UPDATE post SET version = version + 1 WHERE id = $1", id.get())?;
    Ok(())
}

/// Writes where a message stands from `now` on, and why; when it is shown for the first time, that as well.
pub(crate) async fn set_post_state(conn: &mut impl Conn, id: PostId, state: PostState, reason: &str, now: Timestamp) -> Result<()> {
    let gone = matches!(state, PostState::Withdrawn | PostState::Removed).then_some(now.ms());
    let sql = "UPDATE post SET state = $2, reason = $3, gone_ms = $4, \
               shown_ms = CASE WHEN $2 = 'shown' THEN COALESCE(shown_ms, $5) ELSE shown_ms END WHERE id = $1";
    exec!(conn, sql, id.get(), state.key(), reason, gone, now.ms())?;
    Ok(())
}

/// Writes that the messages of a topic that opens at `now` are shown since then.
pub(crate) async fn note_shown(conn: &mut impl Conn, topic: TopicId, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE post SET shown_ms = $2 WHERE topic_id = $1 AND state = 'shown'", topic.get(), now.ms())?;
    Ok(())
}

/// How many messages of `account` are shown, without the message `but`, and without those between some people alone.
pub(crate) async fn count_shown_by(conn: &mut impl Conn, account: AccountId, but: Option<PostId>) -> Result<u32> {
    let sql = "SELECT COUNT(*) FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.author_id = $1 AND p.state = 'shown' \
               AND NOT t.is_private AND p.id <> $2";
    // No message has the number 0.
    Ok(u32::try_from(scalar!(conn, i64, sql, account.get(), but.map_or(0, PostId::get))?).unwrap_or(u32::MAX))
}

/// Whether `account` wrote in a topic, or is one of the few that it is between.
pub(crate) async fn takes_part(conn: &mut impl Conn, account: AccountId, topic: TopicId) -> Result<bool> {
    let sql = "SELECT (SELECT COUNT(*) FROM post WHERE topic_id = $1 AND author_id = $2) \
               + (SELECT COUNT(*) FROM topic_person WHERE topic_id = $1 AND account_id = $2)";
    Ok(scalar!(conn, i64, sql, topic.get(), account.get())? > 0)
}

/// From how many messages on a member's messages appear at once.
pub(crate) async fn read_first(conn: &mut impl Conn) -> Result<u32> {
    let many = scalar!(conn, i64, "SELECT read_first FROM discussion_setting WHERE id = 1")?;
    Ok(u32::try_from(many).unwrap_or_default())
}

/// Writes it.
pub(crate) async fn set_read_first(conn: &mut impl Conn, many: u32) -> Result<()> {
    exec!(conn, "UPDATE discussion_setting SET read_first = $1 WHERE id = 1", i64::from(many))?;
    Ok(())
}
