//! A day of the calendar, as people write it on a paper.

use super::{Timestamp, paris};
use jiff::civil::Date;

/// A day in Europe/Paris, written `2027-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(super) Date);

impl Day {
    /// The day on which `at` falls.
    pub fn containing(at: Timestamp) -> Self {
        Self(at.paris().date())
    }

    /// The day after it.
    #[must_use]
    pub fn tomorrow(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }

    /// It, when it is a Monday, or the one that comes next.
    #[must_use]
    pub fn or_next_monday(self) -> Self {
        let past = i64::from(self.0.weekday().to_monday_zero_offset());
        Self(self.0.saturating_add(jiff::Span::new().days((7 - past) % 7)))
    }

    /// The day that comes `days` before it.
    #[must_use]
    pub fn minus_days(self, days: u32) -> Self {
        Self(self.0.saturating_sub(jiff::Span::new().days(days)))
    }

    /// How many days lie between it and `later`; 0 when that comes before.
    pub fn days_until(self, later: Self) -> u32 {
        self.0.until(later.0).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
    }

    /// Its first instant.
    pub fn beginning(self) -> Timestamp {
        self.at(0, 0)
    }

    /// The instant at which its clocks show this hour and minute.
    pub(super) fn at(self, hour: i8, minute: i8) -> Timestamp {
        let shown = paris().to_ambiguous_zoned(self.0.at(hour, minute, 0, 0)).compatible();
        Timestamp::from_ms(shown.map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond()))
    }

    /// The instant at which it is over: the first of the next day. It is 23 to 25 hours after its beginning.
    pub fn end(self) -> Timestamp {
        self.tomorrow().beginning()
    }

    /// The same day `years` later; 29 February becomes the 28th.
    pub fn plus_years(self, years: i16) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().years(years)))
    }

    /// Its number in its month, from 1.
    pub fn number(self) -> i8 {
        self.0.day()
    }

    /// Its month: `2027-06`.
    pub fn month(self) -> String {
        format!("{:04}-{:02}", self.0.year(), self.0.month())
    }

    /// As people write it on a paper: `30/06/2027`, which [`Day::from_str`](std::str::FromStr::from_str) reads too.
    pub fn written(self) -> String {
        format!("{:02}/{:02}/{}", self.0.day(), self.0.month(), self.0.year())
    }
}

/// What was typed is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NotADay;

impl std::str::FromStr for Day {
    type Err = NotADay;

    /// Reads `2027-06-30`, as browsers send it, or `30/06/2027`, as people type it where the browser does not help.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let text = text.trim();
        let parts: Vec<i16> = text.split(['-', '/']).map(|part| part.parse().map_err(|_| NotADay)).collect::<Result<_, _>>()?;
        let (year, month, day) = match parts.as_slice() {
            [year, month, day] if text.contains('-') => (*year, *month, *day),
            [day, month, year] => (*year, *month, *day),
            _ => return Err(NotADay),
        };
        let part = |number: i16| i8::try_from(number).map_err(|_| NotADay);
        if !(1900..=2200).contains(&year) {
            return Err(NotADay);
        }
        Date::new(year, part(month)?, part(day)?).map(Self).map_err(|_| NotADay)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_browsers_send_it_and_as_people_write_it() {
        let day = |text: &str| text.parse::<Day>().map(|day| day.to_string());
        assert_eq!(day("2027-06-30").as_deref(), Ok("2027-06-30"));
        assert_eq!(day(" 30/06/2027 ").as_deref(), Ok("2027-06-30"));
        assert_eq!("2027-07-05".parse::<Day>().map(Day::written).as_deref(), Ok("05/07/2027"));
        for wrong in ["", "2027-02-30", "30-06-2027x", "2027-13-01", "27-06-30", "juin 2027", "2027-06-30T08:00", "1/2/3/4"] {
            assert_eq!(day(wrong), Err(NotADay), "{wrong}");
        }
    }

    #[test]
    fn a_day_is_over_at_midnight_in_paris_also_when_the_clocks_change() {
        let end = |text: &str| text.parse::<Day>().map(|day| day.end().rfc3339());
        assert_eq!(end("2026-06-30").as_deref(), Ok("2026-06-30T22:00:00Z"));
        assert_eq!(end("2026-12-31").as_deref(), Ok("2026-12-31T23:00:00Z"));
        assert_eq!(end("2026-10-25").as_deref(), Ok("2026-10-25T23:00:00Z"), "a day of 25 hours");
        let monday = |text: &str| text.parse::<Day>().map(|day| day.or_next_monday().to_string());
        assert_eq!(
            [monday("2026-11-23"), monday("2026-11-24"), monday("2026-11-29")],
            ["2026-11-23", "2026-11-30", "2026-11-30"].map(|day| Ok(day.to_owned()))
        );
        let day: Day = "2026-03-29".parse().expect("a day");
        assert_eq!(Day::containing(day.end().plus_ms(-1)), day);
        assert_eq!(Day::containing(day.end()).to_string(), "2026-03-30");
    }
}
