//! What must leave the database (index, mail), told in the same transaction as the change.
//!
//! **Promises.** Events are numbered without gaps, in the order of their commits, on both engines. A reader keeps the number of
//! the last event it dealt with, and asks for what comes after.
//!
//! **Invariants.** `append` is the last thing a transaction does: the counter's row is locked from then to the commit;
//! enforced by [`crate::cx::Change`], which alone calls it, tested by `events_are_numbered_without_gaps_in_commit_order`.

mod memo;
mod rows;

use crate::{
    cx::Portal,
    db::{Conn, Tx},
    error::Result,
};
use domain::{events::Event, time::Timestamp};

pub use memo::Memo;
pub use rows::{advance, after, cursor, entry, last, set_cursor, told_after};

/// An event and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number: 1 for the first ever told.
    pub seq: i64,
    /// What happened.
    pub event: Event,
}

/// Tells `events`, in this order, in `tx`. To be followed by the commit and by nothing else.
pub(crate) async fn append(tx: &mut Tx, at: Timestamp, events: &[Event]) -> Result<()> {
    for event in events {
        let seq = rows::next_seq(tx).await?;
        rows::insert(tx, seq, at, event).await?;
    }
    Ok(())
}

/// How many events wait after `seq`.
///
/// # Errors
/// The database's.
pub async fn waiting(conn: &mut impl Conn, seq: i64) -> Result<i64> {
    Ok(last(conn).await? - seq)
}

impl Portal {
    /// Waits until something was told, or `at_most` has passed: readers of the outbox sleep on it.
    pub async fn told(&self, at_most: std::time::Duration) {
        // Either way the reader looks again: an event told by another server wakes nobody here.
        if tokio::time::timeout(at_most, self.wake.notified()).await.is_err() {}
    }
}
