//! A search that is kept, so that its owner hears of what it finds from then on (Q10).

use super::Query;
use crate::{
    notifications::Frequency,
    problem::{Problems, Rule},
    text::clean_line,
    time::{Day, Timestamp},
};

/// How many searches one member may keep.
pub const MAX_SAVED: usize = 30;

/// The longest name of one, in characters.
pub const MAX_SAVED_NAME: usize = 80;

/// How often a search tells its owner who chose nothing: what merely comes by can wait for Monday.
pub const USUAL_ALERT: Frequency = Frequency::Weekly;

/// What a kept search is called, and how often it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedAs {
    /// Its name; empty to have it called by what it asks.
    pub name: String,
    /// How often its owner is told what it found.
    pub alert: Frequency,
}

impl SavedAs {
    /// Reads the form's pairs.
    ///
    /// # Errors
    /// `name` when it is too long, `alert` when it is none of those offered.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut name, mut alert, mut problems) = (String::new(), USUAL_ALERT, Problems::new());
        for (field, value) in pairs {
            match field {
                "name" => name = clean_line(value),
                "alert" => match value.parse() {
                    Ok(chosen) => alert = chosen,
                    Err(_) => problems.add("alert", Rule::Unknown(value.chars().take(40).collect())),
                },
                _ => {}
            }
        }
        problems.check_line("name", &name, false, MAX_SAVED_NAME);
        problems.into_result()?;
        Ok(Self { name, alert })
    }
}

/// A search that someone wants to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedForm {
    /// How.
    pub saved_as: SavedAs,
    /// What it asks: neither its order nor its page.
    pub query: Query,
}

impl SavedForm {
    /// Reads the form's pairs: those of a search's address, and how it is kept.
    ///
    /// # Errors
    /// As [`SavedAs::read`]; `query` when nothing is asked for.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let mut asked = Query::read(pairs.iter().copied()).as_followed().pairs();
        // In one order, whatever was chosen first.
        asked.sort();
        let query = Query::read(asked.iter().map(|(name, value)| (*name, value.as_str())));
        let mut problems = Problems::new();
        if !query.is_narrowed() {
            problems.add("query", Rule::Required);
        }
        match SavedAs::read(pairs) {
            Ok(saved_as) if problems.is_empty() => Ok(Self { saved_as, query }),
            Ok(_) => Err(problems),
            Err(others) => {
                problems.extend(others);
                Err(problems)
            }
        }
    }
}

/// Up to which instant what appeared is told at `now`; nothing when nothing ever is. What is told once a day, or a week, is all that appeared
/// before this day, or this week, began: whatever number of searches someone keeps, they hear of all of them together.
pub fn told_until(alert: Frequency, now: Timestamp) -> Option<Timestamp> {
    let today = Day::containing(now);
    match alert {
        Frequency::AtOnce => Some(now),
        Frequency::Daily => Some(today.beginning()),
        Frequency::Weekly => Some(today.minus_days(6).or_next_monday().beginning()),
        Frequency::Never => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pairs: &[(&'static str, &'static str)]) -> Option<Vec<&'static str>> {
        SavedForm::read(pairs.iter().copied()).err().map(|problems| problems.iter().map(|problem| problem.field).collect())
    }

    #[test]
    fn a_search_is_kept_with_what_it_asks_and_neither_order_nor_page() {
        let pairs = [
            ("q", "robot"),
            ("cycle", "3"),
            ("cycle", "2"),
            ("tri", "date"),
            ("page", "4"),
            ("name", "  Robots  en  classe "),
            ("alert", "daily"),
        ];
        let form = SavedForm::read(pairs).expect("a sound form");
        assert_eq!((form.saved_as.name.as_str(), form.saved_as.alert), ("Robots en classe", Frequency::Daily));
        assert_eq!(form.query.pairs(), [("q", "robot".to_owned()), ("cycle", "2".to_owned()), ("cycle", "3".to_owned())]);
        assert_eq!(SavedForm::read([("q", "robot")]).expect("a sound form").saved_as, SavedAs { name: String::new(), alert: USUAL_ALERT });
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let long = "très long, vraiment très long, et encore plus long que tout ce qu’on peut lire d’un coup d’œil";
        assert_eq!(named(&[]), Some(vec!["query"]));
        assert_eq!(named(&[("tri", "date"), ("page", "2")]), Some(vec!["query"]), "nothing is asked for");
        assert_eq!(named(&[("name", long), ("alert", "hourly")]), Some(vec!["query", "alert", "name"]));
        assert_eq!(named(&[("type", "besoin")]), None);
    }

    #[test]
    fn a_day_and_a_week_are_told_when_they_are_over() {
        let until = |alert, now: &str| {
            let now = Timestamp::from_paris(now).expect("an instant");
            told_until(alert, now).map(Timestamp::typed)
        };
        for (now, day, week) in [
            ("2026-11-23T00:00", "2026-11-23T00:00", "2026-11-23T00:00"),
            ("2026-11-23T09:00", "2026-11-23T00:00", "2026-11-23T00:00"),
            ("2026-11-29T23:59", "2026-11-29T00:00", "2026-11-23T00:00"),
            ("2026-11-30T00:01", "2026-11-30T00:00", "2026-11-30T00:00"),
        ] {
            assert_eq!(until(Frequency::AtOnce, now).as_deref(), Some(now));
            assert_eq!(until(Frequency::Daily, now).as_deref(), Some(day));
            assert_eq!(until(Frequency::Weekly, now).as_deref(), Some(week));
            assert_eq!(until(Frequency::Never, now), None);
        }
    }
}
