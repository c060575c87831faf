//! The minute at which everyone sees a session that was announced to some first (T21).

use super::rows;
use crate::{cx::Cx, error::Result};
use domain::events::Event;
use std::collections::BTreeSet;

/// Tells of sessions that everyone sees by now: what is said of their trainings to all may say more. How many trainings. Called by a job every few
/// seconds; nobody waits for it, since who sees a session is asked of the clock.
///
/// # Errors
/// `Unavailable` when the database is away: it is told the next time.
pub async fn announce(cx: &Cx) -> Result<usize> {
    if rows::to_announce(&mut cx.read().await?, cx.now()).await? == 0 {
        return Ok(0);
    }
    let mut change = cx.begin().await?;
    let trainings: BTreeSet<_> = rows::announce(&mut change, cx.now()).await?.into_iter().collect();
    for training in &trainings {
        change.tell(Event::TrainingChanged { training: *training });
    }
    change.commit().await?;
    Ok(trainings.len())
}
