//! How far someone has read (D15).

use super::rows;
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::Result,
};
use domain::{
    discussions::Position,
    ids::{AccountId, TopicId},
};

/// Whether `position` is further than `account` had read a topic.
///
/// # Errors
/// The database's.
pub async fn is_further(conn: &mut impl Conn, account: AccountId, topic: TopicId, position: Position) -> Result<bool> {
    Ok(rows::read_up_to(conn, account, topic).await?.is_none_or(|known| known < position))
}

/// Notes that the viewer has read a topic up to `position`; never back. For who is not signed in, nothing.
///
/// # Errors
/// The database's.
pub async fn note_read(cx: &Cx, change: &mut Change, topic: TopicId, position: Position) -> Result<()> {
    let Some(account) = cx.account() else { return Ok(()) };
    rows::note_read(change, account, topic, position, cx.now()).await
}

/// How many topics that the viewer follows hold messages that they have not read.
///
/// # Errors
/// The database's.
pub async fn unread(cx: &Cx) -> Result<u32> {
    let Some(account) = cx.account() else { return Ok(0) };
    rows::count_unread(&mut cx.read().await?, &rows::Filter::of(cx), account).await
}
