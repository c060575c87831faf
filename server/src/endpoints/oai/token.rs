//! Where a list left off (section 3.5): all that is needed to go on, in the token itself. Nothing is kept here, so that it never
//! grows old; what it says is checked as if someone had typed it.

use super::arguments::Format;
use domain::{ids::ProjectId, time::Timestamp};
use services::harvest::{Position, Selection};
use std::{fmt, str::FromStr};

/// A list, and how far it was told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// The form of its records.
    pub format: Format,
    /// Which records.
    pub selection: Selection,
    /// The last one told; nothing at the beginning.
    pub after: Option<Position>,
    /// How many were told.
    pub delivered: u64,
}

/// The parts, with a `.` between: format, from, before, set, last change, last project, how many. What is not there is empty.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |at: Option<Timestamp>| at.map(|at| at.ms().to_string()).unwrap_or_default();
        let set = self.selection.set.map(|set| set.to_string()).unwrap_or_default();
        write!(f, "{}.{}.{}.{set}.", self.format.prefix(), ms(self.selection.from), ms(self.selection.before))?;
        if let Some(after) = self.after {
            write!(f, "{}.{}", after.changed.ms(), after.project)?;
        }
        write!(f, ".{}", self.delivered)
    }
}

impl FromStr for Token {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('.').collect();
        let [format, from, before, set, changed, project, delivered] = parts.as_slice() else { return Err(()) };
        let after = Position { changed: number(changed)?, project: ProjectId::new(project.parse().map_err(|_| ())?) };
        Ok(Self {
            format: Format::of_prefix(format).ok_or(())?,
            selection: Selection {
                from: optional(from, number)?,
                before: optional(before, number)?,
                set: optional(set, |set| set.parse().map_err(|_| ()))?,
            },
            after: Some(after),
            delivered: delivered.parse().map_err(|_| ())?,
        })
    }
}

fn number(text: &str) -> Result<Timestamp, ()> {
    text.parse().map(Timestamp::from_ms).map_err(|_| ())
}

fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, ()>) -> Result<Option<T>, ()> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::harvest::RecordSet;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_token_reads_back(
            lom: bool, from: Option<i64>, before: Option<i64>, set in 0..RecordSet::all().count() + 1, changed: i64, project: i64, delivered: u64,
        ) {
            let token = Token {
                format: if lom { Format::ScoLom } else { Format::DublinCore },
                selection: Selection {
                    from: from.map(Timestamp::from_ms),
                    before: before.map(Timestamp::from_ms),
                    set: RecordSet::all().nth(set),
                },
                after: Some(Position { changed: Timestamp::from_ms(changed), project: ProjectId::new(project) }),
                delivered,
            };
            let text = token.to_string();
            prop_assert_eq!(text.parse(), Ok(token));
            // It stands in addresses as it is.
            prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "._-:".contains(c)), "{}", text);
        }

        #[test]
        fn anything_else_is_refused_and_nothing_breaks(text in ".{0,60}") {
            if let Ok(token) = text.parse::<Token>() {
                prop_assert_eq!(token.to_string().parse(), Ok(token));
            }
        }
    }
}
