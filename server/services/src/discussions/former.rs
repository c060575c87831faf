//! What messages said before they were changed: read with them, and erased one by one where nobody should read it any more. And what a message
//! said that is gone: forgotten, in its time.

use super::{Topic, gate, posts, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    projects::Figure,
    text::SafeHtml,
};
use domain::{
    access::PostAction,
    discussions::{Position, PostState, TopicState},
    events::Event,
    ids::{AccountId, PostId},
    text::slugify,
    time::Timestamp,
};
use std::collections::BTreeMap;

/// How many former versions of a message are read.
pub(super) const VERSIONS: i64 = 50;

/// What a topic is called that went with its first message, once the words of both are forgotten.
const GONE: &str = "Sujet retiré";

/// What a message said before it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Which version it was.
    pub version: i64,
    /// Until when it said so.
    pub until: Timestamp,
    /// What it said, fit for a page; nothing, once it is erased.
    pub said: Option<SafeHtml>,
}

/// Former versions fit for a page, with those whom they name as they are named now, and the pictures that the message still shows.
pub(super) fn rendered(all: &[rows::FormerRow], names: &BTreeMap<AccountId, String>, pictures: &[Figure]) -> Vec<Former> {
    let whole = |row: &rows::FormerRow| Former {
        version: row.version,
        until: Timestamp::from_ms(row.until_ms),
        said: row.erased_ms.is_none().then(|| posts::rendered(&row.body, names, pictures)),
    };
    all.iter().map(whole).collect()
}

/// What the message `id` said before, the latest first, for who decides on it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn former_versions(cx: &Cx, conn: &mut impl Conn, id: PostId) -> Result<Vec<Former>> {
    gate::post(cx, conn, PostAction::Moderate, id).await?;
    let all = rows::versions(conn, id, VERSIONS).await?;
    let names = rows::names_in(conn, &all.iter().map(|row| row.body.as_str()).collect::<Vec<_>>()).await?;
    Ok(rendered(&all, &names, &[]))
}

/// Erases what the message `id` said as its former version `version`; that there was one stays. For the moderation's use cases, within their
/// change; gives what it said, so that its copies go with it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too when there is no such version, or it is erased already.
pub async fn erase_version(cx: &Cx, change: &mut Change, id: PostId, version: i64) -> Result<String> {
    let (topic, _) = gate::post_for_write(cx, change, PostAction::Moderate, id).await?;
    let words = rows::former_words(change, id, version).await?.ok_or(Error::NotFound)?;
    rows::erase_version(change, id, version, cx.now()).await?;
    change.tell(Event::PostChanged { topic: topic.id, post: id });
    Ok(words)
}

/// Forgets what the message `id` said, now and before, and its pictures, if it has been gone since `before`; its place stays. The title of a
/// topic that went with it goes too. For the moderation, which knows whether anything about it waits, within its change; whether there was
/// anything to forget.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn forget_words(cx: &Cx, change: &mut Change, id: PostId, before: Timestamp) -> Result<bool> {
    let (topic, post) = gate::post_for_write(cx, change, PostAction::Moderate, id).await?;
    if !rows::forget_words(change, id, before).await? {
        return Ok(false);
    }
    rows::forget_pictures_of(change, id).await?;
    if went_with_it(&topic, &post, post.facts()?.state) {
        rows::retitle(change, topic.id, GONE, &slugify(GONE), cx.now()).await?;
        change.tell(Event::TopicChanged { topic: topic.id });
    }
    change.tell(Event::PostChanged { topic: topic.id, post: id });
    Ok(true)
}

fn went_with_it(topic: &Topic, post: &rows::PostRow, state: PostState) -> bool {
    // One that others' answers keep may be shown again, under its title.
    !topic.outlives(post.place(), state)
        && topic.state == TopicState::Hidden
        && (post.place() == Some(Position::OPENING) || topic.last.is_none())
}
