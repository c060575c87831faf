//! When the files of the index are looked at.

use domain::time::Timestamp;

/// Between two looks that nothing gave a reason for: what nobody reads may be damaged for long.
const SELDOM_MS: i64 = 3_600_000;
/// At least, between two looks: each reads all of the index, and may end with its being made again.
const LEAST_MS: i64 = 60_000;

/// When it is looked again.
#[derive(Debug)]
pub(super) struct Watch {
    /// At the latest.
    by: Timestamp,
    /// At the earliest.
    not_before: Timestamp,
}

impl Watch {
    /// The files were looked at when the index was opened; for a reason, they are looked at again at once.
    pub fn begin(now: Timestamp) -> Self {
        Self { by: now.plus_ms(SELDOM_MS), not_before: now }
    }

    /// Whether it is time to look. If it is, that counts as having looked.
    pub fn is_due(&mut self, now: Timestamp, is_suspect: bool) -> bool {
        let is_due = now >= self.by || is_suspect && now >= self.not_before;
        if is_due {
            *self = Self { by: now.plus_ms(SELDOM_MS), not_before: now.plus_ms(LEAST_MS) };
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_looked_each_hour_and_for_a_reason_at_once_but_once_a_minute() {
        let at = |ms: i64| Timestamp::from_ms(ms);
        let mut watch = Watch::begin(at(0));
        assert!(!watch.is_due(at(0), false) && !watch.is_due(at(SELDOM_MS - 1), false));
        assert!(watch.is_due(at(0), true), "for a reason, at once");
        assert!(!watch.is_due(at(1), true) && !watch.is_due(at(LEAST_MS - 1), true), "not again and again");
        assert!(!watch.is_due(at(LEAST_MS), false), "nor without a reason");
        assert!(watch.is_due(at(LEAST_MS), true));
        assert!(!watch.is_due(at(LEAST_MS + SELDOM_MS - 1), false));
        assert!(watch.is_due(at(LEAST_MS + SELDOM_MS), false), "an hour after the last look");
        assert!(!watch.is_due(at(LEAST_MS + SELDOM_MS + 1), true));
    }
}
