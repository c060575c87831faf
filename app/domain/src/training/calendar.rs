//! What of the calendar is asked for: a month or what is to come, of a commune, for a cycle (T20).

use crate::{projects::Cycle, territory::Insee, time::Month};

/// What is asked of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarQuery {
    /// One month; all that is to come, when none is named.
    pub month: Option<Month>,
    /// Where it takes place; anywhere, when none is named.
    pub commune: Option<Insee>,
    /// For teachers of which cycle; of any, when none is named.
    pub cycle: Option<Cycle>,
}

impl CalendarQuery {
    /// Reads the address's pairs; what is none of theirs is left out.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            match name {
                "mois" => query.month = value.parse().ok(),
                "commune" => query.commune = Insee::parse(value).ok(),
                "cycle" => query.cycle = value.parse().ok(),
                _ => {}
            }
        }
        query
    }

    /// The pairs that [`Self::read`] reads.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let month = self.month.map(|month| ("mois", month.to_string()));
        let commune = self.commune.as_ref().map(|commune| ("commune", commune.to_string()));
        let cycle = self.cycle.map(|cycle| ("cycle", cycle.key().to_owned()));
        [month, commune, cycle].into_iter().flatten().collect()
    }

    /// The same, of another month; of what is to come, when none is given.
    #[must_use]
    pub fn of(&self, month: Option<Month>) -> Self {
        Self { month, ..self.clone() }
    }

    /// Whether a commune or a cycle is asked for.
    pub const fn is_narrowed(&self) -> bool {
        self.commune.is_some() || self.cycle.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_as_it_is_written() {
        let pairs = [("mois", "2026-12"), ("commune", "33063"), ("cycle", "2"), ("autre", "x")];
        let query = CalendarQuery::read(pairs);
        assert_eq!(query.pairs(), [("mois", "2026-12".to_owned()), ("commune", "33063".to_owned()), ("cycle", "2".to_owned())]);
        assert_eq!(CalendarQuery::read(query.pairs().iter().map(|(name, value)| (*name, value.as_str()))), query);
        assert_eq!(CalendarQuery::read([("mois", "décembre"), ("cycle", "9"), ("commune", "x")]), CalendarQuery::default());
    }
}
