//! Notifications: who is told of what happened, by letter.
//!
//! **Promises.** An author hears that changes are asked for and that a project is published; the animators that one waits. Each
//! event makes each letter once; when the mail server is away it is tried again.
//!
//! **Invariants.** A letter is about what is true when it leaves: an event whose state has passed makes none. The cursor moves after
//! the letters of its event; tested by `a_letter_that_could_not_leave_leaves_later`.
//!
//! **Events.** Reads `ProjectSubmitted`, `ProjectChangesAsked` and `ProjectPublished`; tells none.
//!
//! **Start reading at** [`catch_up`].

mod letters;

use crate::{
    cx::{Cx, Portal},
    error::Result,
    mail::Sender,
    outbox,
};
use std::sync::Arc;

/// The name under which this reader keeps its place.
const READER: &str = "mail";
/// How many events are dealt with before the place is looked up again.
const AT_ONCE: i64 = 50;

/// Sends the letters of what happened since the last time; answers how many left. Called by a job.
///
/// # Errors
/// The database's or the mail server's: the event stays to be dealt with.
pub async fn catch_up(portal: Arc<Portal>) -> Result<usize> {
    let cx = Cx::system(portal, "letters");
    let from = place(&cx).await?;
    let entries = outbox::after(&mut cx.read().await?, from, AT_ONCE).await?;
    let mut sent = 0;
    for entry in entries {
        let letters = letters::of(&cx, &entry).await?;
        let sender = Sender { name: &cx.portal.settings.name, address: &cx.portal.settings.sender };
        for letter in &letters {
            cx.portal.mailer.send(&sender, letter).await?;
            sent += 1;
        }
        let mut change = cx.begin().await?;
        outbox::set_cursor(&mut change, READER, entry.seq).await?;
        change.commit().await?;
    }
    Ok(sent)
}

/// Where this reader stands. One that never read begins now: the past is not written about.
async fn place(cx: &Cx) -> Result<i64> {
    let mut change = cx.begin().await?;
    if let Some(seq) = outbox::cursor(&mut change, READER).await? {
        return Ok(seq);
    }
    let last = outbox::last(&mut change).await?;
    outbox::set_cursor(&mut change, READER, last).await?;
    change.commit().await?;
    Ok(last)
}
