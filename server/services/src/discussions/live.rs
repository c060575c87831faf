//! What is told of a topic, or of a space, while it is open before someone (D13): how far it goes, and nothing of what it says.

use super::{gate, rows};
use crate::{
    cx::Cx,
    error::{Error, Result},
    outbox,
};
use domain::{
    access::{Action, SpaceAction, TopicAction, decide},
    discussions::Position,
    ids::TopicId,
};

/// How far a topic goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveTopic {
    /// The place of its last message; nothing while its first one waits.
    pub last: Option<Position>,
    /// The number of the last event told when this was read.
    pub seq: i64,
}

/// How far the topic `id` goes now, for who may read it now.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read.
pub async fn readable(cx: &Cx, id: TopicId) -> Result<LiveTopic> {
    let mut conn = cx.read().await?;
    // Before the topic is read: what comes meanwhile is news.
    let seq = outbox::last(&mut conn).await?;
    let topic = gate::topic(cx, &mut conn, TopicAction::Read, id).await?;
    Ok(LiveTopic { last: topic.last, seq })
}

/// How much a space holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveSpace {
    /// How many messages its topics hold, as far as the viewer reads them.
    pub posts: u32,
    /// The number of the last event told when this was read.
    pub seq: i64,
}

/// How many messages the space at `slug` holds now, for who may read it now.
///
/// # Errors
/// `NotFound` when there is none that the viewer reads.
pub async fn readable_space(cx: &Cx, slug: &str) -> Result<LiveSpace> {
    let mut conn = cx.read().await?;
    let seq = outbox::last(&mut conn).await?;
    let space = rows::space_at(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    decide(&cx.viewer, Action::Space(SpaceAction::Read, &space.access))?;
    let posts = rows::count_posts(&mut conn, &rows::Filter::of(cx), space.id).await?;
    Ok(LiveSpace { posts, seq })
}
