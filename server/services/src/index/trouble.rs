//! Why an index must be made again, and how it is found out: files that are no longer what was written, a question that it could not answer.

use super::Index;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// Why an index is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There was none.
    Empty,
    /// It had another shape: another version of the program made it.
    Shape,
    /// It was made from another database.
    Foreign,
    /// Its files are not what was written.
    Damaged,
    /// The events that it lacks are no longer kept.
    Behind,
    /// It holds events that the database does not know: a backup was restored.
    Ahead,
    /// Someone was erased, and what is only deleted from an index stays in its files until they are merged.
    Erasure,
    /// An operator asked for it.
    Asked,
    /// It failed several times in a row.
    Failing,
}

impl Why {
    /// Each of them.
    pub const ALL: [Self; 9] =
        [Self::Empty, Self::Shape, Self::Foreign, Self::Damaged, Self::Behind, Self::Ahead, Self::Erasure, Self::Asked, Self::Failing];

    /// Its name in the measures and in the log.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Shape => "shape",
            Self::Foreign => "foreign",
            Self::Damaged => "damaged",
            Self::Behind => "behind",
            Self::Ahead => "ahead",
            Self::Erasure => "erasure",
            Self::Asked => "asked",
            Self::Failing => "failing",
        }
    }
}

/// Whether the index is suspected to be damaged.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    raised: AtomicBool,
    bell: Notify,
}

impl Index {
    /// Why this one was empty when it was opened, if it was.
    pub fn lost(&self) -> Why {
        self.inner.lost
    }

    /// How many documents it holds.
    pub fn documents(&self) -> u64 {
        self.current().searcher().num_docs()
    }

    /// What is wrong with the files of the index in use, if something is. Reads all of them. Searches go on meanwhile, and nothing is written.
    pub fn damage(&self) -> Option<String> {
        self.current().damage()
    }

    /// Says that it may be damaged: it could not do what it was asked. Whoever follows the database has it looked at.
    pub fn suspect(&self) {
        // Rung once: it is looked at when it is, however many questions fail until then.
        if !self.inner.doubt.raised.swap(true, Ordering::SeqCst) {
            self.inner.doubt.bell.notify_one();
        }
    }

    /// Says that it is sound: it was looked at, or made again.
    pub fn trust(&self) {
        self.inner.doubt.raised.store(false, Ordering::SeqCst);
    }

    /// Whether it may be damaged.
    pub fn is_suspect(&self) -> bool {
        self.inner.doubt.raised.load(Ordering::SeqCst)
    }

    /// Waits until it is said that it may be damaged, or was since the last time that this was waited for. For one who follows.
    pub async fn suspected(&self) {
        self.inner.doubt.bell.notified().await;
    }
}
