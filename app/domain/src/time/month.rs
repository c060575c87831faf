//! A month of the calendar, as it hangs on a wall.

use super::{Day, Timestamp};
use jiff::{ToSpan, civil::Date};

/// A month in Europe/Paris, written `2026-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

impl Month {
    /// The month in which `day` lies.
    pub fn containing(day: Day) -> Self {
        Self(day.0.first_of_month())
    }

    /// Its first day.
    pub const fn first(self) -> Day {
        Day(self.0)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1.month()))
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1.month()))
    }

    /// Its first instant.
    pub fn beginning(self) -> Timestamp {
        self.first().beginning()
    }

    /// The instant at which it is over.
    pub fn end(self) -> Timestamp {
        self.next().beginning()
    }

    /// Its weeks from Monday to Sunday, with the days of its neighbours that fill them.
    pub fn weeks(self) -> Vec<[Day; 7]> {
        let back = i64::from(self.0.weekday().to_monday_zero_offset());
        let mut monday = self.0.saturating_sub(back.days());
        let mut weeks = Vec::new();
        while monday < self.next().0 {
            weeks.push(std::array::from_fn(|number| Day(monday.saturating_add((number as i64).days()))));
            monday = monday.saturating_add(7.days());
        }
        weeks
    }
}

/// What was typed is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month")]
pub struct NotAMonth;

impl std::str::FromStr for Month {
    type Err = NotAMonth;

    /// Reads `2026-12`.
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let day: Day = format!("{text}-01").parse().map_err(|_| NotAMonth)?;
        Ok(Self(day.0))
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().expect("a month")
    }

    #[test]
    fn its_weeks_hold_each_of_its_days_once_from_monday_to_sunday() {
        for (text, weeks, first) in [("2026-12", 5, "2026-11-30"), ("2027-02", 4, "2027-02-01"), ("2027-05", 6, "2027-04-26")] {
            let found = month(text).weeks();
            assert_eq!((found.len(), found[0][0].to_string().as_str()), (weeks, first), "{text}");
            let own = found.iter().flatten().filter(|day| Month::containing(**day) == month(text)).count();
            assert!((28..=31).contains(&own) && found.iter().flatten().is_sorted(), "{text}");
        }
    }

    #[test]
    fn months_follow_each_other_across_years_and_begin_at_midnight_in_paris() {
        assert_eq!(month("2026-12").next(), month("2027-01"));
        assert_eq!(month("2027-01").previous().to_string(), "2026-12");
        assert_eq!(month("2026-10").end().rfc3339(), "2026-10-31T23:00:00Z", "clocks changed in it");
        for wrong in ["", "2026", "2026-13", "12/2026", "2026-12-01"] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}
