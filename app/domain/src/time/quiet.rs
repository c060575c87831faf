//! When people are left alone: nights, weekends, public and school holidays (N8; article L. 2242-17 of the Labour Code names the right to
//! disconnect).

use super::{Day, Timestamp, paris};
use crate::vocabulary::vocabulary;
use jiff::{ToSpan, civil::Date};

/// The hour, on Paris clocks, from which nothing is sent that can wait.
const EVENING: i8 = 19;
/// The minute of the day, on Paris clocks, from which things are sent again: half past seven.
const MORNING_MINUTES: i32 = 7 * 60 + 30;
/// The holidays that the program carries.
const SHIPPED: &str = include_str!("school_holidays.txt");
/// How far ahead a day of school is looked for: longer than any summer.
const HORIZON_DAYS: usize = 120;

vocabulary! {
    /// A zone of the school calendar.
    SchoolZone {
        A = "A", "Zone A";
        B = "B", "Zone B";
        C = "C", "Zone C";
    }
}

/// The days without class of one zone, and with them when people are left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// From the first day without class to the day of return, which is a day of school.
    holidays: Vec<(Day, Day)>,
}

/// A line of a calendar that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is no holiday")]
pub struct NotAHoliday {
    /// Its number, from 1.
    pub line: usize,
}

impl Quiet {
    /// With the holidays that the program carries: those known when it was made.
    pub fn of(zone: SchoolZone) -> Self {
        Self::read(SHIPPED, zone).unwrap_or(Self { holidays: Vec::new() })
    }

    /// With those of `text`: on each line the first day without class, the day of return, and the zones (`2026-12-19 2027-01-04 ABC`).
    /// Empty lines and those that begin with `#` say nothing.
    ///
    /// # Errors
    /// The first line that is none.
    pub fn read(text: &str, zone: SchoolZone) -> Result<Self, NotAHoliday> {
        let mut holidays = Vec::new();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            let wrong = NotAHoliday { line: number };
            let parts: Vec<&str> = line.split_whitespace().collect();
            let [first, back, zones] = parts.as_slice() else { return Err(wrong) };
            let (first, back): (Day, Day) = (first.parse().map_err(|_| wrong)?, back.parse().map_err(|_| wrong)?);
            if back <= first || zones.chars().any(|zone| !"ABC".contains(zone)) {
                return Err(wrong);
            }
            if zones.contains(zone.key()) {
                holidays.push((first, back));
            }
        }
        Ok(Self { holidays })
    }

    /// Whether nobody is at school on `day`: a Saturday, a Sunday, a public holiday or one of schools.
    pub fn is_day_off(&self, day: Day) -> bool {
        let weekend = day.0.weekday().to_monday_zero_offset() >= 5;
        weekend || is_public_holiday(day.0) || self.is_holiday(day)
    }

    /// Whether schools have their holidays on `day`.
    pub fn is_holiday(&self, day: Day) -> bool {
        self.holidays.iter().any(|(first, back)| (*first..*back).contains(&day))
    }

    /// Whether people are left alone at `at`.
    pub fn is_quiet(&self, at: Timestamp) -> bool {
        let clock = at.paris();
        let minutes = i32::from(clock.hour()) * 60 + i32::from(clock.minute());
        self.is_day_off(Day::containing(at)) || clock.hour() >= EVENING || minutes < MORNING_MINUTES
    }

    /// The first instant from `at` on when people can be written to: `at` itself, or a morning.
    pub fn next_open(&self, at: Timestamp) -> Timestamp {
        if !self.is_quiet(at) {
            return at;
        }
        let today = Day::containing(at);
        let mornings = std::iter::successors(Some(today), |day| Some(day.tomorrow())).take(HORIZON_DAYS);
        let mut open = mornings.filter(|day| !self.is_day_off(*day)).map(morning).filter(|morning| *morning > at);
        open.next().unwrap_or(at)
    }

    /// The last instant until `at` when people could be written to: `at` itself, or an evening before.
    pub fn last_open(&self, at: Timestamp) -> Timestamp {
        if !self.is_quiet(at) {
            return at;
        }
        let today = Day::containing(at);
        let before = (0..).map(|days| today.minus_days(days)).take(HORIZON_DAYS);
        let mut open = before.filter(|day| !self.is_day_off(*day)).map(|day| day.at(EVENING - 1, 0)).filter(|evening| *evening < at);
        open.next().unwrap_or(at)
    }

    /// The same hour `days` days of school after `at`, counted from when people can be written to.
    pub fn days_after(&self, at: Timestamp, days: usize) -> Timestamp {
        let from = self.next_open(at);
        let clock = from.paris().time();
        let following = std::iter::successors(Some(Day::containing(from).tomorrow()), |day| Some(day.tomorrow())).take(HORIZON_DAYS);
        let day = following.filter(|day| !self.is_day_off(*day)).nth(days.saturating_sub(1)).unwrap_or_else(|| Day::containing(from));
        let zoned = paris().to_ambiguous_zoned(day.0.to_datetime(clock)).compatible();
        zoned.map_or(from, |zoned| Timestamp::from_ms(zoned.timestamp().as_millisecond()))
    }
}

fn morning(day: Day) -> Timestamp {
    let minutes = MORNING_MINUTES;
    day.at(i8::try_from(minutes / 60).unwrap_or(0), i8::try_from(minutes % 60).unwrap_or(0))
}

/// The days that article L. 3133-1 of the Labour Code names.
fn is_public_holiday(day: Date) -> bool {
    const FIXED: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let from_easter = [1_i64, 39, 50];
    let easter = easter(day.year());
    FIXED.contains(&(day.month(), day.day())) || from_easter.iter().any(|days| easter.saturating_add(days.days()) == day)
}

/// Easter Sunday of a year, as the anonymous Gregorian algorithm has it (Nature, 20 April 1876).
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let day = h + l - 7 * m + 114;
    let part = |number: i32| i8::try_from(number).unwrap_or(1);
    Date::new(i16::try_from(year).unwrap_or(1), part(day / 31), part(day % 31 + 1)).unwrap_or(Date::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_paris(text).expect("an instant")
    }

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn nights_weekends_and_holidays_are_quiet() {
        let quiet = Quiet::of(SchoolZone::A);
        for open in ["2026-11-26T07:30", "2026-11-26T18:59", "2026-12-18T12:00", "2027-01-04T08:00", "2027-02-08T08:00"] {
            assert!(!quiet.is_quiet(at(open)), "{open}");
        }
        for closed in [
            "2026-11-26T07:29",
            "2026-11-26T19:00",
            "2026-11-28T12:00",
            "2026-11-29T12:00",
            "2026-11-11T12:00",
            "2026-12-23T12:00",
            "2027-05-06T12:00",
            "2027-05-17T12:00",
            "2027-07-14T12:00",
        ] {
            assert!(quiet.is_quiet(at(closed)), "{closed}");
        }
        assert!(Quiet::of(SchoolZone::C).is_day_off(day("2027-02-08")), "another zone, another winter");
        assert_eq!([2026, 2027, 2038].map(|year| easter(year).to_string()), ["2026-04-05", "2027-03-28", "2038-04-25"]);
    }

    #[test]
    fn what_can_wait_leaves_in_the_morning_of_the_next_day_of_school() {
        let quiet = Quiet::of(SchoolZone::A);
        let next = |text: &str| quiet.next_open(at(text)).typed();
        assert_eq!(next("2026-11-26T12:00"), "2026-11-26T12:00");
        assert_eq!(next("2026-11-26T22:00"), "2026-11-27T07:30");
        assert_eq!(next("2026-11-27T05:00"), "2026-11-27T07:30");
        assert_eq!(next("2026-11-27T20:00"), "2026-11-30T07:30", "over the weekend");
        assert_eq!(next("2026-12-18T19:00"), "2027-01-04T07:30", "over Christmas");
        assert_eq!(next("2026-07-03T19:00"), "2026-09-01T07:30", "over the summer");
        assert_eq!(next("2027-03-26T19:00"), "2027-03-30T07:30", "over the night when clocks change, and Easter Monday");
    }

    #[test]
    fn what_must_not_come_late_leaves_on_the_last_day_of_school_before() {
        let quiet = Quiet::of(SchoolZone::A);
        let last = |text: &str| quiet.last_open(at(text)).typed();
        assert_eq!(last("2026-11-26T12:00"), "2026-11-26T12:00");
        assert_eq!(last("2026-11-26T19:30"), "2026-11-26T18:00");
        assert_eq!(last("2026-11-27T06:00"), "2026-11-26T18:00");
        assert_eq!(last("2026-11-29T09:00"), "2026-11-27T18:00");
        assert_eq!(last("2027-01-03T09:00"), "2026-12-18T18:00");
    }

    #[test]
    fn days_of_school_are_counted_and_others_are_not() {
        let quiet = Quiet::of(SchoolZone::A);
        let after = |text: &str, days| quiet.days_after(at(text), days).typed();
        assert_eq!(after("2026-11-23T09:00", 2), "2026-11-25T09:00");
        assert_eq!(after("2026-11-26T18:00", 2), "2026-11-30T18:00");
        assert_eq!(after("2026-11-28T18:00", 2), "2026-12-02T07:30", "from when it can be read");
        assert_eq!(after("2026-12-17T10:00", 2), "2027-01-04T10:00");
    }

    #[test]
    fn a_calendar_of_ones_own_is_read_and_what_is_none_is_named() {
        let read = |text: &str| Quiet::read(text, SchoolZone::A);
        let quiet = read("# ours\n\n2026-11-23 2026-11-25 AC\n2026-11-26 2026-11-27 B").expect("a calendar");
        assert_eq!(
            ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"].map(|text| quiet.is_day_off(day(text))),
            [true, true, false, false]
        );
        for (text, line) in [("2026-11-23", 1), ("2026-11-23 2026-11-23 A", 1), ("\n2026-11-23 2026-11-25 D", 2), ("x y A", 1)] {
            assert_eq!(read(text), Err(NotAHoliday { line }), "{text}");
        }
    }
}
