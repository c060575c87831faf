//! Whether a form may be sent at all: asked before the picture that came with it is taken in, which is heavy, and before its words are looked
//! at. Where it may not, what was typed is kept as a draft.

use super::{
    About, beside,
    drafts::{self, AsTyped, DraftPlace},
    gate, pace, posts, rows, topics,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
};
use domain::{
    access::PostAction,
    ids::{PostId, SpaceId, TopicId},
};

/// Lets the viewer send a message to the topic `id` now; one that is there already may be sent again.
///
/// # Errors
/// As [`super::reply`].
pub async fn check_reply(cx: &Cx, id: TopicId, typed: &AsTyped<'_>) -> Result<()> {
    drafts::keeping(cx, Some(DraftPlace::Topic(id)), "", typed.body, may_reply(cx, id, typed)).await
}

async fn may_reply(cx: &Cx, id: TopicId, typed: &AsTyped<'_>) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    if rows::post_sent(&mut conn, account, &typed.sent).await?.is_some() {
        return Ok(());
    }
    posts::answerable(cx, &mut conn, account, id).await.map(drop)
}

/// Lets the viewer open a topic now, in the spaces that are chosen, as far as any is, or beside what is named.
///
/// # Errors
/// As [`super::open_topic`].
pub async fn check_open(cx: &Cx, spaces: &[SpaceId], about: Option<About>, typed: &AsTyped<'_>) -> Result<()> {
    let place = topics::draft_place(spaces, about);
    drafts::keeping(cx, Some(place), typed.title, typed.body, may_open(cx, spaces, about, typed)).await
}

async fn may_open(cx: &Cx, spaces: &[SpaceId], about: Option<About>, typed: &AsTyped<'_>) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    if rows::topic_sent(&mut conn, account, &typed.sent).await?.is_some() {
        return Ok(());
    }
    let (_, beside) = topics::places(cx, &mut conn, spaces, about).await?;
    if let Some((_, readers)) = beside {
        beside::check_may_open(cx, readers)?;
    }
    gate::check_not_silenced(cx, &mut conn).await?;
    pace::check_topic(cx, &mut conn, account).await
}

/// Lets the viewer change the message `id` now.
///
/// # Errors
/// As [`super::edit`], but for `Conflict`.
pub async fn check_edit(cx: &Cx, id: PostId, typed: &AsTyped<'_>) -> Result<()> {
    drafts::keeping(cx, Some(DraftPlace::Post(id)), "", typed.body, may_edit(cx, id)).await
}

async fn may_edit(cx: &Cx, id: PostId) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    gate::post(cx, &mut conn, PostAction::Edit, id).await?;
    gate::check_not_silenced(cx, &mut conn).await?;
    pace::check_edit(cx, &mut conn, account).await
}
