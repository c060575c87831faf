//! A training that is wished for (T21): asked by one, backed by others, and one day given.

use crate::{
    problem::{Problems, Rule},
    projects::{Cycle, MAX_SUMMARY, MAX_TITLE},
    text::clean_line,
    vocabulary::vocabulary,
};

vocabulary! {
    /// Where a wish stands.
    WishState {
        /// It waits, and can be backed.
        Open = "open", "En attente";
        /// A training answers it: its backers hear of its sessions.
        Answered = "answered", "Une formation y répond";
        /// It will not be answered, or says what another does.
        Closed = "closed", "Close";
    }
}

/// A wish as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishForm {
    /// What one would learn, in one line.
    pub title: String,
    /// What for.
    pub why: String,
    /// The cycle that its author teaches.
    pub cycle: Cycle,
}

impl WishForm {
    /// Reads the form's pairs.
    ///
    /// # Errors
    /// What is missing or too long, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let (mut title, mut why, mut cycle) = (String::new(), String::new(), None);
        for (name, value) in pairs {
            match name {
                "title" => title = clean_line(value),
                "why" => why = clean_line(value),
                "wish_cycle" => cycle = value.parse().ok(),
                _ => {}
            }
        }
        let mut problems = Problems::new();
        problems.check_line("title", &title, true, MAX_TITLE);
        problems.check_line("why", &why, true, MAX_SUMMARY);
        match cycle {
            Some(cycle) if problems.is_empty() => Ok(Self { title, why, cycle }),
            Some(_) => Err(problems),
            None => {
                problems.add("wish_cycle", Rule::Required);
                Err(problems)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_says_what_what_for_and_for_which_cycle() {
        let named = |pairs: &[(&'static str, &'static str)]| {
            WishForm::read(pairs.to_vec()).err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>())
        };
        assert_eq!(named(&[]), Some(vec!["title", "why", "wish_cycle"]));
        assert_eq!(named(&[("title", "Robots"), ("why", "Programmer dehors"), ("wish_cycle", "2")]), None);
    }
}
