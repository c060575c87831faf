//! Notifications: who is told of what happened, by letter.
//!
//! **Promises.** An author hears that changes are asked for or proposed, that a remark was answered, that a project is published, tried or taken
//! over, and that an authorisation ends; the animators that a project or a request waits, and what appeared unread; a reviewer what is
//! handed to them and what is answered to them; whoever asked for a picture's removal, if they left an address, what was decided. Each
//! event makes each letter once; when the mail server is away it is tried again, and a letter that can never leave is logged and
//! left, so that nobody else waits for it.
//!
//! **Invariants.** A letter is about what is true when it leaves: an event whose state has passed makes none; tested by
//! `no_letter_tells_what_is_no_longer_so`. The cursor moves after the letters of its event; tested by
//! `a_letter_that_could_not_leave_leaves_later`.
//!
//! **Events.** Reads those of projects and of moderation, all but `ProjectChanged`; tells none.
//!
//! **Start reading at** [`catch_up`].

mod letters;
mod pictures;
mod review;
mod trainings;

use crate::{
    cx::{Cx, Portal},
    error::{Error, Result},
    mail::{Letter, Sender},
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
/// `Unavailable` when the database or the mail server is away: the event stays to be dealt with.
pub async fn catch_up(portal: Arc<Portal>) -> Result<usize> {
    let cx = Cx::system(portal, "letters");
    let from = place(&cx).await?;
    let entries = outbox::after(&mut cx.read().await?, from, AT_ONCE).await?;
    let mut sent = 0;
    for entry in entries {
        let letters = letters::of(&cx, &entry).await?;
        for letter in &letters {
            sent += usize::from(send(&cx, letter).await?);
        }
        let mut change = cx.begin().await?;
        outbox::set_cursor(&mut change, READER, entry.seq).await?;
        change.commit().await?;
    }
    Ok(sent)
}

/// Whether `letter` left. One that can never leave (an address that is none, a mailbox that is no more) must not stop the others.
async fn send(cx: &Cx, letter: &Letter) -> Result<bool> {
    let sender = Sender { name: &cx.portal.settings.sender_name, address: &cx.portal.settings.sender };
    match cx.portal.mailer.send(&sender, letter).await {
        Ok(()) => Ok(true),
        Err(away @ Error::Unavailable { .. }) => Err(away),
        Err(error) => {
            // Its id, not its reader: the log holds no addresses.
            tracing::error!(letter = letter.id, "{error:#}; given up");
            Ok(false)
        }
    }
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
