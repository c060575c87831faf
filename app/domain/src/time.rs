//! Time: kept in UTC, shown in Europe/Paris.

mod day;
pub mod french;
mod month;
mod quiet;

pub use day::{Day, NotADay};
pub use month::{Month, NotAMonth};
pub use quiet::{NotAHoliday, Quiet, SchoolZone};

use jiff::{Zoned, tz::TimeZone};

/// An instant, in milliseconds since 1970 in UTC. What the database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant `ms` milliseconds after 1970-01-01T00:00Z.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970 in UTC.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This instant moved by `ms` milliseconds, which may be negative.
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// How long after `earlier` this instant comes, in milliseconds; 0 when it does not.
    pub const fn since_ms(self, earlier: Self) -> i64 {
        let gap = self.0.saturating_sub(earlier.0);
        if gap < 0 { 0 } else { gap }
    }

    /// The same instant as clocks in Paris show it.
    pub fn paris(self) -> Zoned {
        let instant = jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        instant.to_zoned(paris())
    }

    /// Reads `2026-11-23T08:30`, as typed in a form or written in a content file, on a Paris clock.
    ///
    /// An hour that the clocks skip in March is read as the one after; one that comes twice in October as the first.
    pub fn from_paris(text: &str) -> Option<Self> {
        let civil: jiff::civil::DateTime = text.trim().parse().ok()?;
        let zoned = paris().to_ambiguous_zoned(civil).compatible().ok()?;
        Some(Self(zoned.timestamp().as_millisecond()))
    }

    /// On a Paris clock, to the minute, as forms send it: `2026-12-02T14:00`. [`Self::from_paris`] reads it.
    pub fn typed(self) -> String {
        self.paris().strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// Reads `2026-11-23T08:30:00Z`, as machines write it: in UTC, to the second.
    pub fn from_utc(text: &str) -> Option<Self> {
        let shape = text.len() == 20 && text.as_bytes().get(10) == Some(&b'T') && text.ends_with('Z');
        let instant: jiff::Timestamp = if shape { text.parse().ok()? } else { return None };
        Some(Self(instant.as_millisecond()))
    }

    /// The beginning of the second in which this instant falls.
    pub const fn to_the_second(self) -> Self {
        Self(self.0.saturating_sub(self.0.rem_euclid(1_000)))
    }

    /// RFC 3339 in UTC, for `<time datetime>`, Atom and logs.
    pub fn rfc3339(self) -> String {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
    }
}

/// Europe/Paris, from the database that the program carries: a machine without `tzdata` shows the same hours.
fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// A school year, named by both its civil years: `2026-2027`. It begins on 1 September.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct SchoolYear(i16);

impl SchoolYear {
    /// The school year in which `at` falls, on a Paris calendar.
    pub fn containing(at: Timestamp) -> Self {
        let day = at.paris();
        Self(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The civil year in which it begins.
    pub const fn first(self) -> i16 {
        self.0
    }

    /// The school year that begins in `first`.
    pub const fn beginning(first: i16) -> Self {
        Self(first)
    }
}

impl std::fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

impl std::str::FromStr for SchoolYear {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (first, second) = text.split_once('-').ok_or(())?;
        let (first, second): (i16, i16) = (first.parse().map_err(|_| ())?, second.parse().map_err(|_| ())?);
        if first.checked_add(1) == Some(second) { Ok(Self(first)) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paris_hours_are_right_on_both_daylight_saving_nights() {
        let cases = [
            ("2026-10-25T01:30", "2026-10-24T23:30:00Z"),
            ("2026-10-25T02:30", "2026-10-25T00:30:00Z"), // comes twice: the first
            ("2026-10-25T03:30", "2026-10-25T02:30:00Z"),
            ("2026-03-29T01:59", "2026-03-29T00:59:00Z"),
            ("2026-03-29T02:30", "2026-03-29T01:30:00Z"), // does not exist: the one after
            ("2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        ];
        for (typed, utc) in cases {
            assert_eq!(Timestamp::from_paris(typed).map(Timestamp::rfc3339).as_deref(), Some(utc), "{typed}");
        }
    }

    #[test]
    fn machines_write_seconds_in_utc() {
        let at = Timestamp::from_utc("2026-11-23T08:30:00Z").map(|at| at.plus_ms(999));
        assert_eq!(at.map(|at| at.to_the_second().rfc3339()).as_deref(), Some("2026-11-23T08:30:00Z"));
        assert_eq!(Timestamp::from_ms(-1).to_the_second(), Timestamp::from_ms(-1_000));
        for wrong in [
            "2026-11-23",
            "2026-11-23 08:30:00Z",
            "2026-11-23T08:30:00",
            "2026-11-23T08:30Z",
            "2026-02-30T08:30:00Z",
            "2026-11-23T08:30:00+",
        ] {
            assert_eq!(Timestamp::from_utc(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_school_year_begins_on_the_first_of_september_in_paris() {
        let year = |typed: &str| Timestamp::from_paris(typed).map(|at| SchoolYear::containing(at).to_string());
        assert_eq!(year("2026-08-31T23:59").as_deref(), Some("2025-2026"));
        assert_eq!(year("2026-09-01T00:00").as_deref(), Some("2026-2027"));
        assert_eq!("2026-2027".parse(), Ok(SchoolYear::beginning(2026)));
        for wrong in ["2026-2028", "2026", "32767--32768"] {
            assert!(wrong.parse::<SchoolYear>().is_err(), "{wrong}");
        }
    }
}
