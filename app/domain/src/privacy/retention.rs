//! How long things are kept.

use crate::time::Timestamp;

const DAY_MS: i64 = 24 * 3_600_000;

/// A kind of thing whose keeping an operator decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its key in the configuration.
    pub key: &'static str,
    /// How many months it is kept when nothing is said.
    pub default: u32,
    /// The fewest that can be said.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// How long each kind of thing is kept, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The audit trail: who did what, when.
    pub audit: u32,
    /// Notices that were not read.
    pub notices: u32,
    /// Drafts of messages that nobody goes on with.
    pub drafts: u32,
    /// Places in sessions that are over, presences and certificates with them: hours of training are asked for long after.
    pub registrations: u32,
    /// Accounts with which nobody signs in any more.
    pub inactive: u32,
    /// What was searched for: words and counts.
    pub searches: u32,
}

impl Retention {
    /// The audit trail (CNIL, recommendation on logging: six months to a year, more where the law asks for it).
    pub const AUDIT: Period = Period { key: "audit", default: 12, least: 6, most: 36 };
    /// Notices that were not read.
    pub const NOTICES: Period = Period { key: "notices", default: 12, least: 3, most: 24 };
    /// Drafts of messages.
    pub const DRAFTS: Period = Period { key: "drafts", default: 12, least: 1, most: 36 };
    /// Places in sessions that are over.
    pub const REGISTRATIONS: Period = Period { key: "registrations", default: 60, least: 12, most: 120 };
    /// Accounts with which nobody signs in any more.
    pub const INACTIVE: Period = Period { key: "inactive", default: 24, least: 6, most: 60 };
    /// What was searched for.
    pub const SEARCHES: Period = Period { key: "searches", default: 3, least: 1, most: 12 };
    /// All of them.
    pub const PERIODS: [Period; 6] = [Self::AUDIT, Self::NOTICES, Self::DRAFTS, Self::REGISTRATIONS, Self::INACTIVE, Self::SEARCHES];

    /// The instant before which what is kept for `months` goes, at `now`.
    pub fn limit(now: Timestamp, months: u32) -> Timestamp {
        now.plus_ms(-(i64::from(months) * 365 / 12) * DAY_MS)
    }
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            audit: Self::AUDIT.default,
            notices: Self::NOTICES.default,
            drafts: Self::DRAFTS.default,
            registrations: Self::REGISTRATIONS.default,
            inactive: Self::INACTIVE.default,
            searches: Self::SEARCHES.default,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_a_year_and_what_is_kept_by_default_is_within_bounds() {
        let now = Timestamp::from_ms(400 * DAY_MS);
        assert_eq!(Retention::limit(now, 12).ms(), 35 * DAY_MS);
        assert_eq!(Retention::limit(now, 1).ms(), 370 * DAY_MS);
        for period in Retention::PERIODS {
            assert!((period.least..=period.most).contains(&period.default), "{period:?}");
        }
    }
}
