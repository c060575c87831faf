//! Who listens, in open pages, to what happens (D13).
//!
//! **Promises.** [`Live::listen`] gives whoever asks a place among those who listen, as long as there is room for all, and for them;
//! [`catch_up`] tells them, once and in their order, which topics the events of the outbox are about. Each process follows the outbox for
//! itself, so that a page hears what any process did: at once where the database has a bell, else two seconds later at most.
//!
//! **Invariants.** What is told holds no words and no right: whoever passes it on asks first who may read what. Whoever listens, then
//! reads, misses nothing: what they did not hear had happened before they read; tested by `what_happens_while_nobody_listens_is_passed_over`.
//! A listener that waits holds its place in one queue that all share, no task of its own, and no timer but its beat. No account, and no
//! place that visitors come from, takes the seats of others; tested by `nobody_takes_the_seats_of_others`.
//!
//! **Start reading at** [`Live`], then `follow`.

mod follow;
mod seats;

pub use follow::{Missed, catch_up, concerned_since, listen, run};
pub use seats::{MOST, OF_ONE_ACCOUNT, OF_ONE_PLACE, OF_VISITORS, Who};

use domain::ids::{AccountId, TopicId};
use seats::{Seat, Seats};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{
    Semaphore, SemaphorePermit,
    broadcast::{self, error::RecvError},
};

/// How much one who is slow may be behind before they are told so instead.
const BEHIND: usize = 1_024;
/// How many of them read the database at the same time: pages must not wait for all.
const READ_AT_ONCE: usize = 2;
/// How often a listener that has nothing to say says so: proxies close what is silent for a minute.
const BEAT: Duration = Duration::from_secs(30);

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Something happened to a topic.
    Topic {
        /// Which one.
        topic: TopicId,
        /// The number of the event.
        seq: i64,
        /// Whether messages that were there before may be other ones now: hidden, rewritten, renumbered, said something of.
        changed: bool,
    },
    /// What someone is told in the portal is no longer what it was.
    Account(AccountId),
    /// More than this listener could hear.
    Anything,
}

/// Those who listen in this process.
#[derive(Debug)]
pub struct Live {
    /// Gone once the process stops: whoever listens hears that.
    told: Mutex<Option<broadcast::Sender<Told>>>,
    /// Up to which event the outbox was told; nothing before it was looked at.
    at: tokio::sync::Mutex<Option<i64>>,
    seats: Seats,
    turns: Semaphore,
    beat: Duration,
}

impl Default for Live {
    fn default() -> Self {
        Self::with_beat(BEAT)
    }
}

impl Live {
    /// Listeners that have nothing to say say so this often.
    pub fn with_beat(beat: Duration) -> Self {
        Self {
            told: Mutex::new(Some(broadcast::Sender::new(BEHIND))),
            at: tokio::sync::Mutex::new(None),
            seats: Seats::default(),
            turns: Semaphore::new(READ_AT_ONCE),
            beat,
        }
    }

    /// A place for `who` among those who listen, for what is told from now on; nothing when there is no room, or none for them, or the
    /// process stops.
    pub fn listen(&self, who: Who) -> Option<Listening> {
        let told = self.sender().as_ref()?.subscribe();
        Some(Listening { told, _seat: self.seats.take(who)? })
    }

    /// How many listen.
    pub fn listening(&self) -> usize {
        self.seats.count()
    }

    /// How often a listener that has nothing to say says so.
    pub const fn beat(&self) -> Duration {
        self.beat
    }

    /// The turn of a listener that was told something to read the database for it, until it is dropped.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.turns.acquire().await.ok()
    }

    /// Tells the pages that `account` has open in this process that what they are told in the portal is no longer what it was. Within a
    /// change, [`crate::cx::Change::tell_account`] does so once it is committed, in other processes too where the database has a bell.
    pub fn tell_account(&self, account: AccountId) {
        self.tell(Told::Account(account));
    }

    /// Ends what everyone listens to, and lets nobody listen any more: the process stops.
    pub fn stop(&self) {
        self.sender().take();
    }

    fn tell(&self, told: Told) {
        if let Some(sender) = self.sender().as_ref() {
            // It fails where nobody listens.
            sender.send(told).ok();
        }
    }

    fn is_heard(&self) -> bool {
        self.sender().as_ref().is_some_and(|sender| sender.receiver_count() > 0)
    }

    fn sender(&self) -> MutexGuard<'_, Option<broadcast::Sender<Told>>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among those who listen, given back when it is dropped.
#[derive(Debug)]
pub struct Listening {
    told: broadcast::Receiver<Told>,
    _seat: Seat,
}

impl Listening {
    /// What is told next; nothing once the process stops.
    pub async fn next(&mut self) -> Option<Told> {
        match self.told.recv().await {
            Ok(told) => Some(told),
            Err(RecvError::Lagged(_)) => Some(Told::Anything),
            Err(RecvError::Closed) => None,
        }
    }
}
