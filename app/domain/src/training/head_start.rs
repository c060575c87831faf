//! How long those who wished for a training know alone that a session of it opened (T21).

use crate::time::{Quiet, Timestamp};

/// From when their letters may have left: a day, which has an evening in which to read them.
const HEAD_START_MS: i64 = 24 * 3_600_000;

/// When a session that opens at `now` and begins at `begins` is announced to everyone, where some wished for it: once they had a day to
/// read of it, and never later than half of the time that is left, so that a session that is near is not held back for long.
pub fn announced(now: Timestamp, begins: Timestamp, quiet: &Quiet) -> Timestamp {
    let half = now.plus_ms(begins.since_ms(now) / 2);
    quiet.next_open(now).plus_ms(HEAD_START_MS).min(half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::SchoolZone;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_paris(text).expect("an instant")
    }

    #[test]
    fn everyone_learns_of_it_a_day_after_the_letters_or_half_way() {
        let quiet = Quiet::of(SchoolZone::A);
        for (opens, begins, expected, why) in [
            ("2026-11-23T09:00", "2026-12-02T14:00", "2026-11-24T09:00", "a day after"),
            ("2026-11-23T22:00", "2026-12-02T14:00", "2026-11-25T07:30", "letters wait for the morning"),
            ("2026-11-27T20:00", "2026-12-16T14:00", "2026-12-01T07:30", "and over the weekend"),
            ("2026-11-23T09:00", "2026-11-25T09:00", "2026-11-24T09:00", "half is a day"),
            ("2026-11-23T09:00", "2026-11-24T09:00", "2026-11-23T21:00", "it is near"),
            ("2026-12-18T19:30", "2027-01-06T14:00", "2026-12-28T04:45", "it is near, with holidays between"),
            ("2026-11-23T09:00", "2026-11-23T08:00", "2026-11-23T09:00", "it has begun"),
        ] {
            assert_eq!(announced(at(opens), at(begins), &quiet).typed(), expected, "{why}");
        }
    }
}
