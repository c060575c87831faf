//! What goes for good a month after it was taken back or taken away (SECURITY 4.5): what it said, now and before, its pictures, and the copies that
//! reports keep. The message keeps its place, and each act its line.
//!
//! **Invariants.** While an appeal or a report about it waits, nothing of a message goes: whoever decides reads it; tested by
//! `what_was_taken_away_goes_once_no_appeal_waits`. Who it concerns may appeal for as long as its words are kept.

use super::rows;
use crate::{cx::Cx, discussions, error::Result, identity};

/// How long the words are kept.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;
/// How many messages go in one round: the next goes on.
const AT_ONCE: i64 = 100;

/// Forgets what messages said that have been gone for a month; says how many. For a job.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn purge(cx: &Cx) -> Result<usize> {
    let before = cx.now().plus_ms(-KEPT_MS);
    let due = rows::to_purge(&mut cx.read().await?, before, AT_ONCE).await?;
    let mut purged = 0;
    for post in due {
        let mut change = cx.begin().await?;
        // Another process may have been faster, or someone decided anew.
        if discussions::forget_words(cx, &mut change, post, before).await? {
            rows::forget_all_reported(&mut change, post).await?;
            identity::record(cx, &mut change, "post-purge", &format!("post:{post}"), "").await?;
            change.commit().await?;
            purged += 1;
        }
    }
    Ok(purged)
}
