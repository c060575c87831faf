//! A half-day: what a session is made of, on Paris clocks (T22).

use crate::time::{
    Day, Timestamp,
    french::{day, day_and_hour, hour, weekday},
};

/// The longest half-day, in milliseconds: an evening and a night.
const MAX_LENGTH_MS: i64 = 12 * 3_600_000;

/// A part of a session of which presence is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfDay {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends, which may be on the next day.
    pub until: Timestamp,
}

impl HalfDay {
    /// Of `day`, from one hour to another (`09:00`, Paris clocks); an end that is not after its beginning is the next day's.
    pub fn read(day: Day, from: &str, until: &str) -> Option<Self> {
        let at = |day: Day, hour: &str| Timestamp::from_paris(&format!("{day}T{}", hour.trim()));
        let begins = at(day, from)?;
        let ends = at(day, until).filter(|ends| *ends > begins).or_else(|| at(day.tomorrow(), until))?;
        let length = ends.since_ms(begins);
        (length > 0 && length <= MAX_LENGTH_MS).then_some(Self { from: begins, until: ends })
    }

    /// How long it lasts, in minutes: the clocks' own on the nights when they change.
    pub const fn minutes(self) -> i64 {
        self.until.since_ms(self.from) / 60_000
    }

    /// « mercredi 2 décembre 2026, de 14 h à 17 h », on Paris clocks; the day of the end is said when it is another.
    pub fn in_words(self) -> String {
        let (from, until) = (self.from, self.until);
        if Day::containing(from) == Day::containing(until) {
            format!("{} {}, de {} à {}", weekday(from), day(from), hour(from), hour(until))
        } else {
            format!("du {} au {}", day_and_hour(from), day_and_hour(until))
        }
    }

    /// Whether both fall together at some instant.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_right_on_the_nights_when_clocks_change_and_across_midnight() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let minutes = |on: &str, from: &str, until: &str| HalfDay::read(day(on), from, until).map(HalfDay::minutes);
        assert_eq!(minutes("2026-10-24", "22:00", "04:00"), Some(7 * 60), "an hour comes twice");
        assert_eq!(minutes("2027-03-27", "22:00", "04:00"), Some(5 * 60), "an hour is skipped");
        assert_eq!(minutes("2026-12-31", "22:00", "01:00"), Some(3 * 60));
        assert_eq!(minutes("2026-12-02", "09:00", "09:00"), None, "a whole day is none");
        assert_eq!(minutes("2026-12-02", "9h", "12:00"), None);
        let said = |on: &str, from: &str, until: &str| HalfDay::read(day(on), from, until).map(HalfDay::in_words).unwrap_or_default();
        assert_eq!(said("2026-12-02", "14:00", "17:30"), "mercredi 2\u{a0}décembre 2026, de 14\u{a0}h à 17\u{a0}h\u{a0}30");
        let night = "du samedi 24\u{a0}octobre 2026, 22\u{a0}h au dimanche 25\u{a0}octobre 2026, 4\u{a0}h";
        assert_eq!(said("2026-10-24", "22:00", "04:00"), night);
    }
}
