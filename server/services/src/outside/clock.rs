//! What time it is.

use domain::time::Timestamp;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// A test's, moved by hand.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at` until it is moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.ms())))
    }

    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Fixed(ms) => Timestamp::from_ms(ms.load(Ordering::SeqCst)),
        }
    }

    /// Begins to measure how long something takes: finer than instants are, and whatever becomes of the machine's date meanwhile.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn begin(&self) -> Begun {
        match self {
            Self::System => Begun::System(Instant::now()),
            Self::Fixed(_) => Begun::Fixed(self.clone(), self.now()),
        }
    }

    /// Moves a test's clock forward by `ms` milliseconds; the machine's is not ours to move.
    pub fn advance_ms(&self, ms: i64) {
        if let Self::Fixed(now) = self {
            now.fetch_add(ms, Ordering::SeqCst);
        }
    }
}

/// When something began whose length is measured.
#[derive(Clone, Debug)]
pub enum Begun {
    /// By the machine.
    System(Instant),
    /// By a test's clock.
    Fixed(Clock, Timestamp),
}

impl Begun {
    /// How long ago that was.
    pub fn took(&self) -> Duration {
        match self {
            Self::System(instant) => instant.elapsed(),
            Self::Fixed(clock, at) => Duration::from_millis(u64::try_from(clock.now().since_ms(*at)).unwrap_or_default()),
        }
    }
}
