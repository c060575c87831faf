//! Messages as they are reported and decided on: for the moderation, which lies to the right.
//!
//! Who may decide is asked here as everywhere. What passes between some people alone is nobody else's, the animator's neither: the moderation
//! asks as the portal itself for a message that one of them has handed over by reporting it, and gets that message without what is around it.

use super::{SeenPost, Topic, gate, pictures, posts, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    text::SafeHtml,
};
use domain::{
    access::{PostAction, PostFacts},
    discussions::Position,
    ids::{AccountId, PostId},
    time::Timestamp,
};

/// How many messages stand before and after one that is decided on.
const AROUND: u32 = 2;
/// Where a topic is asked for without who reads it: of what is announced later, nothing is open by then.
const NO_HOUR: Timestamp = Timestamp::from_ms(0);

/// A message for who decides on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostInContext {
    /// Its topic.
    pub topic: Topic,
    /// The message.
    pub post: SeenPost,
    /// What it says, as it is kept: to be compared with what was reported.
    pub kept: String,
    /// Its version: what is decided of what was read is decided of no other.
    pub version: i64,
    /// The messages before it.
    pub before: Vec<SeenPost>,
    /// Those after it.
    pub after: Vec<SeenPost>,
}

/// The topic of the message `id`, and what it says as it is kept, if the viewer may report it. Its topic is locked: of two reports, the second
/// sees the first.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn reportable(cx: &Cx, conn: &mut impl Conn, id: PostId) -> Result<(Topic, String)> {
    let (topic, post) = gate::post_for_write(cx, conn, PostAction::Report, id).await?;
    Ok((topic, post.body))
}

/// What a decision on a message depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToModerate {
    /// Who wrote it, and where it stands.
    pub facts: PostFacts,
    /// Its version.
    pub version: i64,
    /// Whether what it says is still kept: what is gone for good does not come back.
    pub is_kept: bool,
}

/// What a decision on the message `id`, whose topic is locked, depends on, if the viewer may decide on it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn to_moderate(cx: &Cx, conn: &mut impl Conn, id: PostId) -> Result<ToModerate> {
    let (_, post) = gate::post_for_write(cx, conn, PostAction::Moderate, id).await?;
    Ok(ToModerate { facts: post.facts()?, version: post.version, is_kept: !post.body.is_empty() })
}

/// The message `id` with those around it, if the viewer may decide on it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn in_context(cx: &Cx, conn: &mut impl Conn, id: PostId) -> Result<PostInContext> {
    let (topic, row) = gate::post(cx, conn, PostAction::Moderate, id).await?;
    let around = match (topic.people.is_some(), row.place(), topic.last) {
        (false, Some(place), _) => Some((place.get().saturating_sub(AROUND), place.get().saturating_add(AROUND))),
        // One that waits comes after the last.
        (false, None, Some(last)) => Some((last.get().saturating_sub(AROUND - 1), last.get())),
        (true, _, _) | (false, None, None) => None,
    };
    let mut others = match around {
        Some((first, last)) => rows::posts(conn, topic.id, Position::new(first), Position::new(last)).await?,
        None => Vec::new(),
    };
    others.retain(|other| other.id != row.id);
    let place = row.position;
    let (before, after): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|other| place.is_none_or(|place| other.position.is_some_and(|there| there < place)));
    let (kept, version) = (row.body.clone(), row.version);
    let post = posts::seen(cx, conn, &topic, vec![row]).await?.pop().ok_or(Error::NotFound)?;
    let before = posts::seen(cx, conn, &topic, before).await?;
    let after = posts::seen(cx, conn, &topic, after).await?;
    Ok(PostInContext { topic, post, kept, version, before, after })
}

/// The messages that wait to be read before they appear, the first written first.
///
/// # Errors
/// The database's.
pub async fn waiting_posts(conn: &mut impl Conn) -> Result<Vec<PostId>> {
    rows::waiting_posts(conn).await
}

/// What was kept of a message, fit for a page.
///
/// # Errors
/// The database's.
pub async fn as_read(conn: &mut impl Conn, kept: &str) -> Result<SafeHtml> {
    let names = rows::names_in(conn, &[kept]).await?;
    // Which pictures it showed then was not kept: the message itself shows those of now.
    Ok(posts::rendered(kept, &names, &[]))
}

/// The title of the topic of the message `id`, and what it says, if `account` wrote it: one's own words stay one's own, wherever they stand (D10),
/// for as long as they are kept.
///
/// # Errors
/// The database's.
pub async fn own_words(conn: &mut impl Conn, id: PostId, account: AccountId) -> Result<Option<(String, SafeHtml)>> {
    let own = |post: &rows::PostRow| post.author_id == Some(account.get()) && !post.body.is_empty();
    let Some(post) = rows::post(conn, id).await?.filter(own) else { return Ok(None) };
    let Some(topic) = rows::topic(conn, post.topic(), NO_HOUR).await? else { return Ok(None) };
    let names = rows::names_in(conn, &[&post.body]).await?;
    let pictures = pictures::shown(conn, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Some((topic.title, posts::rendered(&post.body, &names, &pictures))))
}

/// The topic of the message `id`, and what rights on the message depend on: for letters to those who decide on it, and to its author. Who else
/// reads the topic is not asked.
///
/// # Errors
/// The database's.
pub async fn post_standing(conn: &mut impl Conn, id: PostId) -> Result<Option<(Topic, PostFacts)>> {
    let Some(post) = rows::post(conn, id).await? else { return Ok(None) };
    let Some(topic) = rows::topic(conn, post.topic(), NO_HOUR).await? else { return Ok(None) };
    let facts = post.facts()?;
    Ok(Some((topic, facts)))
}
