//! Counting: so many at once, and then so many a minute (the generic cell rate algorithm: one instant is kept for each count).

use super::kinds::Kind;
use domain::{ids::AccountId, time::Timestamp};
use ipnet::IpNet;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

const MINUTE_MS: i64 = 60_000;
/// How many counts are kept at most: some ten megabytes. Those for whom there is no room are counted together.
const MOST: usize = 100_000;
/// How often it is looked which of them are over, where there is no room.
const SWEPT_EVERY_MS: i64 = 1_000;

/// So many at once, and then so many a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    pub(super) at_once: i64,
    pub(super) a_minute: i64,
}

impl Pace {
    const fn every_ms(self) -> i64 {
        MINUTE_MS / self.a_minute
    }
}

/// Whose requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Whose {
    /// Of one who is signed in.
    Account(AccountId),
    /// Of those who come from one place.
    Place(IpNet),
    /// Of one browser, by the hash of what it keeps while it signs in.
    Browser(String),
    /// Of all for whom there is no room.
    Others,
}

#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Until when each would have asked at its steady pace, in milliseconds: past, it is as if it had never asked.
    until: HashMap<(Kind, Whose), i64>,
    swept_ms: i64,
}

impl Counts {
    /// Counts one more.
    ///
    /// # Errors
    /// How long to wait, where it is one too many; it is then not counted.
    pub(super) fn take(&self, now: Timestamp, kind: Kind, whose: Whose, pace: Pace) -> Result<(), Duration> {
        let now = now.ms();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = kept.room_for((kind, whose), now);
        let until = kept.until.get(&count).copied().unwrap_or(now).max(now);
        let wait = until - now - (pace.at_once - 1) * pace.every_ms();
        if wait > 0 {
            return Err(Duration::from_millis(wait.unsigned_abs()));
        }
        kept.until.insert(count, until + pace.every_ms());
        Ok(())
    }
}

impl Kept {
    /// `count`, or the one of all others of its kind where there is no room for one more.
    fn room_for(&mut self, count: (Kind, Whose), now: i64) -> (Kind, Whose) {
        if self.until.len() < MOST || self.until.contains_key(&count) {
            return count;
        }
        if now >= self.swept_ms + SWEPT_EVERY_MS {
            self.swept_ms = now;
            self.until.retain(|_, until| *until > now);
        }
        if self.until.len() < MOST { count } else { (count.0, Whose::Others) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace { at_once: 3, a_minute: 60 };

    fn account(number: usize) -> Whose {
        Whose::Account(AccountId::new(i64::try_from(number).expect("a number")))
    }

    #[test]
    fn so_many_at_once_and_then_so_many_a_minute() {
        let counts = Counts::default();
        let take = |ms: i64| counts.take(Timestamp::from_ms(ms), Kind::Read, account(1), PACE);
        let wait = |ms: u64| Err(Duration::from_millis(ms));
        assert_eq!([take(0), take(0), take(0), take(0)], [Ok(()), Ok(()), Ok(()), wait(1_000)]);
        assert_eq!([take(400), take(1_000), take(1_000)], [wait(600), Ok(()), wait(1_000)], "what is refused is not counted");
        assert_eq!([take(9_000), take(9_000), take(9_000), take(9_000)], [Ok(()), Ok(()), Ok(()), wait(1_000)], "never more at once");
        let other = |kind: Kind, whose: Whose| counts.take(Timestamp::from_ms(9_000), kind, whose, PACE);
        assert_eq!(other(Kind::Read, account(2)), Ok(()), "another is another");
        assert_eq!(other(Kind::Search, account(1)), Ok(()), "something else is something else");
    }

    #[test]
    fn whoever_fills_the_memory_is_counted_with_all_others() {
        let counts = Counts::default();
        let take = |ms: i64, number: usize| counts.take(Timestamp::from_ms(ms), Kind::Read, account(number), PACE);
        for number in 0..MOST {
            assert_eq!(take(10_000, number), Ok(()));
        }
        let more: Vec<_> = (MOST..MOST + 4).map(|number| take(10_000, number).is_ok()).collect();
        assert_eq!(more, [true, true, true, false], "together");
        assert_eq!(take(10_000, 5), Ok(()), "who was there is still counted alone");
        assert!(counts.0.lock().expect("nobody has it").until.len() <= MOST + 1);
        assert_eq!(take(12_000, MOST + 9), Ok(()));
        assert!(counts.0.lock().expect("nobody has it").until.len() < 10, "what is over is forgotten");
    }
}
