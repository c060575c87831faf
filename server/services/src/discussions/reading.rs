//! How far someone has read (D15).

use super::rows;
use crate::{cx::Cx, error::Result};
use domain::{discussions::Position, ids::TopicId};

/// Notes that the viewer has read a topic up to `position`; never back. For who is not signed in, nothing.
///
/// # Errors
/// The database's.
pub async fn note_read(cx: &Cx, topic: TopicId, position: Position) -> Result<()> {
    let Some(account) = cx.account() else { return Ok(()) };
    let known = rows::read_up_to(&mut cx.read().await?, account, topic).await?;
    if known.is_some_and(|known| known >= position) {
        return Ok(());
    }
    let mut change = cx.begin().await?;
    rows::note_read(&mut change, account, topic, position, cx.now()).await?;
    change.commit().await
}

/// How many topics that the viewer follows hold messages that they have not read.
///
/// # Errors
/// The database's.
pub async fn unread(cx: &Cx) -> Result<u32> {
    let Some(account) = cx.account() else { return Ok(0) };
    rows::count_unread(&mut cx.read().await?, &rows::Filter::of(cx), account).await
}
