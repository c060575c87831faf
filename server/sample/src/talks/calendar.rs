//! The days of school around the day on which the demo is filled: nobody writes to colleagues on a Sunday, and what is said is never of
//! last year.

use anyhow::Context;
use domain::time::{Day, Quiet, Timestamp};

/// How many days of school are known before today, and after it.
const DAYS: usize = 60;
/// How many days they are looked for among: longer than a summer and three months of school.
const LOOKED_THROUGH: u32 = 300;

/// The days of school before and after a day.
pub(super) struct Calendar {
    /// The latest first.
    before: Vec<Day>,
    /// The next first.
    after: Vec<Day>,
}

/// A moment of the past: how many days of school ago, and the clock. Written `12 17:42`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Moment {
    days: usize,
    clock: String,
}

impl Moment {
    /// So many days of school ago.
    pub(super) fn new(days: usize, clock: &str) -> Self {
        Self { days, clock: clock.to_owned() }
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read = text.split_once(' ').and_then(|(days, clock)| Some(Self::new(days.parse().ok()?, clock)));
        read.ok_or_else(|| format!("{text:?} is no moment as `12 17:42`"))
    }
}

impl Calendar {
    /// Around `today`, which is none of them.
    pub(super) fn around(today: Day, quiet: &Quiet) -> Self {
        let of_school = |day: &Day| !quiet.is_day_off(*day);
        let before = (1..LOOKED_THROUGH).map(|days| today.minus_days(days)).filter(of_school).take(DAYS).collect();
        let to_come = std::iter::successors(Some(today.tomorrow()), |day| Some(day.tomorrow()));
        let after = (1..LOOKED_THROUGH).zip(to_come).map(|(_, day)| day).filter(of_school).take(DAYS).collect();
        Self { before, after }
    }

    /// When a moment was.
    pub(super) fn instant(&self, moment: &Moment) -> anyhow::Result<Timestamp> {
        let Moment { days, clock } = moment;
        let day = nth(&self.before, *days).with_context(|| format!("{days} days of school ago is too long ago"))?;
        Timestamp::from_paris(&format!("{day}T{clock}")).with_context(|| format!("{clock:?} is no hour"))
    }

    /// The day of school that comes so many after today.
    pub(super) fn to_come(&self, days: usize) -> anyhow::Result<Day> {
        nth(&self.after, days).with_context(|| format!("in {days} days of school is too late"))
    }
}

/// The `number`-th day, from 1.
fn nth(days: &[Day], number: usize) -> Option<Day> {
    days.get(number.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::SchoolZone;

    #[test]
    fn days_are_counted_as_schools_count_them() {
        let monday: Day = "2026-11-23".parse().expect("a day");
        let calendar = Calendar::around(monday, &Quiet::of(SchoolZone::A));
        let at = |text: &str| calendar.instant(&Moment::try_from(text.to_owned()).expect("a moment")).map(Timestamp::typed);
        assert_eq!(at("1 17:42").ok().as_deref(), Some("2026-11-20T17:42"), "a Friday");
        assert!(at("48 08:00").is_ok() && at("0 08:00").is_err() && at("1 25:00").is_err());
        assert_eq!(calendar.to_come(5).map(|day| day.to_string()).ok().as_deref(), Some("2026-11-30"));
        for wrong in ["", "12", "17:42", "x 17:42"] {
            assert!(Moment::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
