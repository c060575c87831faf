//! What is told of a topic while it is open before someone (D13): how far it goes, and nothing of what it says.

use super::gate;
use crate::{cx::Cx, error::Result, outbox};
use domain::{access::TopicAction, discussions::Position, ids::TopicId};

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
