//! Notifications: who is told of what happened, in the portal and by letter.
//!
//! **Promises.** An author hears that changes are asked for or proposed, that a remark was answered, that a project is published, tried or taken
//! over, and that an authorisation ends; the animators that a project or a request waits, and what appeared unread; a reviewer what is
//! handed to them and what is answered to them; whoever asked for a picture's removal, if they left an address, what was decided; whoever
//! asked for a place in a session, where they stand and what changes; whoever is named in a message, or follows its topic, its space or its
//! tag, that it is there; a school, what is said of a need that it backs; whoever is moderated, why; whose account is not used any more, that it ends;
//! whoever keeps a search, what it found. Each event makes each letter, and each notice, once, whatever number of servers there are; when the
//! mail server is away it is tried again, ever less often, and a letter that can never leave is logged and left. A notice is in the portal at
//! once, whatever its reader chose of letters, also where they have no address.
//!
//! **Invariants.** What waits is an event and a reader: a letter is written when it leaves, about what is true then; tested by
//! `no_letter_tells_what_is_no_longer_so`. The queue and the place in the outbox are written in one transaction, and a letter is claimed
//! by one process before it is sent; tested by `two_servers_send_each_letter_once`. What can wait does not leave at night, on weekends or in
//! holidays; tested by `what_can_wait_leaves_in_the_morning`. A server that dies between sending and forgetting sends the same `Message-ID`
//! once more: SMTP has no better.
//!
//! What not everyone may read is not copied into a letter; tested by `what_not_everyone_may_read_is_not_copied_into_a_letter`.
//!
//! **Events.** Reads those of projects, discussions, moderation and trainings, all but `ProjectChanged` and `TopicChanged`,
//! `AccountIdle` of identity and `SearchAnswered` of search; tells none.
//!
//! **Start reading at** [`catch_up`], then `queue`, then `post` and `notices`.

mod accounts;
mod choices;
mod discussions;
mod envelope;
mod letters;
mod moderated;
mod needs;
mod news;
mod notices;
mod people;
mod pictures;
mod post;
mod queue;
mod reach;
mod review;
mod rows;
mod searches;
mod sessions;
mod trainings;

pub use choices::{choices, choose, stop, stoppable};
pub use notices::{Notice, count_unread, notices, read_all, read_one, read_topic, sweep_notices};
pub use reach::{Reach, SessionReach, reach_of_session, reach_of_topic};

use crate::{
    cx::{Cx, Portal},
    error::Result,
    holdings::Part,
};
use std::sync::Arc;

/// Keeps the notices and queues the letters of what happened since the last time, and sends the letters that are due; answers how many
/// left. Called by a job.
///
/// # Errors
/// `Unavailable` when the database or the mail server is away: what has not left is tried again.
pub async fn catch_up(portal: Arc<Portal>) -> Result<usize> {
    let cx = Cx::system(portal, "letters");
    queue::follow(&cx).await?;
    post::deliver(&cx).await
}

/// How many letters wait in the queue, due or not.
///
/// # Errors
/// The database's.
pub async fn letters_waiting(portal: &Portal) -> Result<u64> {
    rows::count_letters(&mut portal.db.read().await?).await
}

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
