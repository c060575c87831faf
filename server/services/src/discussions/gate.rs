//! The only way to a topic or a message in a write, and to one in a read.

use super::{Topic, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::{Action, Denial, PostAction, TopicAction, decide},
    ids::{PostId, TopicId},
};

/// The topic `id`, if `cx`'s viewer may do `action` to it.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen; `SignIn` or `Denied` when it is seen but this may not be done.
pub(super) async fn topic(cx: &Cx, conn: &mut impl Conn, action: TopicAction, id: TopicId) -> Result<Topic> {
    let topic = rows::topic(conn, id, cx.now()).await?.ok_or(Error::NotFound)?;
    decide(&cx.viewer, Action::Topic(action, &topic.facts()))?;
    if action == TopicAction::Reply {
        check_not_silenced(cx, conn).await?;
    }
    Ok(topic)
}

/// As [`topic`], in a write: the row is locked first, so that what is decided on is still true at the commit.
pub(super) async fn topic_for_write(cx: &Cx, conn: &mut impl Conn, action: TopicAction, id: TopicId) -> Result<Topic> {
    if !rows::lock_topic(conn, id).await? {
        return Err(Error::NotFound);
    }
    topic(cx, conn, action, id).await
}

/// The message `id` and its topic, whose row is locked, if `cx`'s viewer may do `action` to it.
///
/// # Errors
/// As [`topic`].
pub(super) async fn post_for_write(cx: &Cx, conn: &mut impl Conn, action: PostAction, id: PostId) -> Result<(Topic, rows::PostRow)> {
    let of = rows::topic_of_post(conn, id).await?.ok_or(Error::NotFound)?;
    rows::lock_topic(conn, of).await?;
    let found = post(cx, conn, action, id).await?;
    if action == PostAction::Edit {
        check_not_silenced(cx, conn).await?;
    }
    Ok(found)
}

/// The message `id` and its topic, to read.
///
/// # Errors
/// As [`topic`].
pub(super) async fn post(cx: &Cx, conn: &mut impl Conn, action: PostAction, id: PostId) -> Result<(Topic, rows::PostRow)> {
    let row = rows::post(conn, id).await?.ok_or(Error::NotFound)?;
    let topic = rows::topic(conn, row.topic(), cx.now()).await?.ok_or(Error::NotFound)?;
    decide(&cx.viewer, Action::Post(action, &topic.facts(), &row.facts()?))?;
    Ok((topic, row))
}

/// Whoever was asked not to write for some time reads on, and writes nothing.
pub(super) async fn check_not_silenced(cx: &Cx, conn: &mut impl Conn) -> Result<()> {
    let Some(account) = cx.account() else { return Ok(()) };
    if rows::is_silenced(conn, account, cx.now()).await? { Err(Error::Denied(Denial::Silenced)) } else { Ok(()) }
}
