//! Messages that are read before they appear (M6), and read again when they change.
//!
//! **Invariants.** Whoever's new message would wait has a changed one read again: until then its words, those of before as well, are their
//! author's and who decides's alone, and its place is kept. A first message takes its topic with it, whose title stands above it. What was read
//! vouches for its author no longer once it says something else. Tested by `a_first_message_that_changes_is_read_again_at_its_place`.

use super::{Topic, posts, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::Result,
};
use domain::{
    discussions::{Position, PostState, TopicState},
    events::Event,
    ids::PostId,
};

/// Whether the message `post` is read again before it appears, should the viewer change it. What passes between some people alone waits for
/// nobody.
pub(super) async fn is_read_again(cx: &Cx, conn: &mut impl Conn, topic: &Topic, post: &rows::PostRow) -> Result<bool> {
    if post.facts()?.state != PostState::Shown || topic.people.is_some() {
        return Ok(false);
    }
    let Some(account) = cx.account() else { return Ok(false) };
    posts::waits_without(cx, conn, account, Some(PostId::new(post.id))).await
}

/// Has the message `post`, as it was before the viewer changed it, read again, if their messages are still read first; whether it waits now.
pub(super) async fn after_change(cx: &Cx, change: &mut Change, topic: &Topic, post: &rows::PostRow) -> Result<bool> {
    let (id, state) = (PostId::new(post.id), post.facts()?.state);
    if !is_read_again(cx, change, topic, post).await? {
        return Ok(state == PostState::Waiting);
    }
    rows::set_post_state(change, id, PostState::Waiting, "", cx.now()).await?;
    if post.place() == Some(Position::OPENING) && matches!(topic.state, TopicState::Shown | TopicState::Scheduled) {
        rows::set_topic_state(change, topic.id, TopicState::Waiting, cx.now()).await?;
        change.tell(Event::TopicChanged { topic: topic.id });
    }
    change.tell(Event::PostToRead { topic: topic.id, post: id });
    Ok(true)
}

/// As [`after_change`], when the viewer gives the topic another title: it is read with its first message.
pub(super) async fn after_retitle(cx: &Cx, change: &mut Change, topic: &Topic) -> Result<()> {
    let Some(post) = rows::first_post(change, topic.id).await? else { return Ok(()) };
    if after_change(cx, change, topic, &post).await? {
        // Whoever has read it under another title has not read it.
        rows::count_up(change, PostId::new(post.id)).await?;
        change.tell(Event::PostChanged { topic: topic.id, post: PostId::new(post.id) });
    }
    Ok(())
}
