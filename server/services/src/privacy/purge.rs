//! Forgetting with time: what has been kept as long as the operator says (R3).

use super::{erase::erase_idle, rows};
use crate::{
    cx::Cx,
    discussions,
    error::{Error, Result},
    identity, search, training,
};
use domain::privacy::{ARCHIVE_MS, Retention, WARNED_MS};

/// How many accounts are told, or erased, in one round: the next goes on.
const AT_ONCE: i64 = 50;

/// Forgets what has been kept long enough: audit trail, drafts, places in sessions, what was searched for, links to archives; tells those who do
/// not come back that their account ends, and a month later erases it, as someone would who keeps what they published. Says how much. For a job.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn purge(cx: &Cx) -> Result<usize> {
    let (now, kept) = (cx.now(), cx.portal.settings.retention);
    let mut change = cx.begin().await?;
    let mut gone = identity::forget_trail(&mut change, Retention::limit(now, kept.audit)).await?;
    gone += discussions::purge_drafts(&mut change, Retention::limit(now, kept.drafts)).await?;
    gone += training::purge_registrations(&mut change, Retention::limit(now, kept.registrations)).await?;
    gone += search::purge_heard(&mut change, Retention::limit(now, kept.searches)).await?;
    gone += rows::purge_links(&mut change, now.plus_ms(-2 * ARCHIVE_MS)).await?;
    change.commit().await?;
    let unused_since = Retention::limit(now, kept.inactive);
    let warned = identity::warn_idle(cx, unused_since.plus_ms(WARNED_MS), AT_ONCE).await?;
    let erased = erase_ended(cx, unused_since).await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX).saturating_add(warned + erased))
}

async fn erase_ended(cx: &Cx, before: domain::time::Timestamp) -> Result<usize> {
    let ended = identity::ended(&mut cx.read().await?, before, cx.now().plus_ms(-WARNED_MS), AT_ONCE).await?;
    let mut erased = 0;
    for account in ended {
        match erase_idle(cx, account, before).await {
            Ok(done) => erased += usize::from(done),
            // The last administrator: nobody could name another.
            Err(Error::Invalid(_)) => tracing::warn!(%account, "the account of the last administrator is not used any more"),
            Err(error) => return Err(error),
        }
    }
    Ok(erased)
}
