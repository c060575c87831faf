//! Needs (D12): what schools ask the authority for, and what it answers.

use super::{PostForm, topic::check_title};
use crate::{
    ids::SpaceId,
    problem::{Problems, Rule},
    territory::Uai,
    text::clean_line,
    vocabulary::vocabulary,
};

/// The longest answer to a need, in characters.
pub const MAX_ANSWER: usize = 4_000;
/// How long the authority has to say something of a need, in days: two months, as for what is asked of a public body
/// (Code des relations entre le public et l’administration, L231-1 and L231-4).
const DUE_DAYS: i64 = 60;
const DAY_MS: i64 = 86_400_000;

vocabulary! {
    /// The part of schools' computing that a need is about, as communes take them.
    Service {
        Network = "network", "Réseau";
        Equipment = "equipment", "Équipement";
        Ent = "ent", "ENT";
        Maintenance = "maintenance", "Maintenance";
        Support = "support", "Assistance";
    }
}

vocabulary! {
    /// Where a need stands. Officials and animators alone say so, with a public answer.
    NeedStatus {
        /// Nobody has answered.
        Filed = "filed", "Déposé";
        Heard = "heard", "Entendu";
        Studied = "studied", "À l’étude";
        Planned = "planned", "Prévu";
        Done = "done", "Fait";
        Declined = "declined", "Refusé";
    }
}

impl NeedStatus {
    /// Whether it still waits for something.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Declined)
    }

    /// Where it may go from here: anywhere but back to where nobody has answered. What was done or refused may be taken up again.
    pub fn next(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |next| *next != self && *next != Self::Filed)
    }

    /// Until when a need filed, or last answered, at `since_ms` is to be answered, in milliseconds; nothing once it is closed.
    pub fn due_ms(self, since_ms: i64) -> Option<i64> {
        (self == Self::Filed).then_some(since_ms + DUE_DAYS * DAY_MS)
    }

    /// How many whole days a need has waited that was filed at `filed_ms` and stands here since `since_ms`: up to now while it is open, up to
    /// what closed it afterwards.
    pub fn waited_days(self, filed_ms: i64, since_ms: i64, now_ms: i64) -> i64 {
        let until = if self.is_open() { now_ms } else { since_ms };
        until.saturating_sub(filed_ms).max(0) / DAY_MS
    }
}

/// A need as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedForm {
    /// In one line.
    pub title: String,
    /// What it is about.
    pub service: Service,
    /// The school that has it; its commune is the need's.
    pub school: Uai,
    /// Where it is filed; nothing: where needs are.
    pub space: Option<SpaceId>,
    /// What is missing, and what for.
    pub post: PostForm,
}

impl NeedForm {
    /// Reads the form's pairs: `title`, `service`, `school`, `space`, and what [`PostForm::read`] reads.
    ///
    /// # Errors
    /// What is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let (mut title, mut service, mut school, mut space) = (String::new(), None, None, None);
        for (name, value) in &pairs {
            match *name {
                "title" => title = clean_line(value),
                "service" => service = value.parse().ok(),
                "school" => school = Uai::parse(value).ok(),
                "space" => space = value.parse().ok(),
                _ => {}
            }
        }
        let mut problems = Problems::new();
        check_title(&title, &mut problems);
        for (field, given) in [("service", service.is_some()), ("school", school.is_some())] {
            if !given {
                problems.add(field, Rule::Required);
            }
        }
        let post = PostForm::read(pairs);
        match (service, school, post) {
            (Some(service), Some(school), Ok(post)) if problems.is_empty() => Ok(Self { title, service, school, space, post }),
            (_, _, Err(others)) => {
                problems.extend(others);
                Err(problems)
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_says_what_of_which_service_and_for_which_school() {
        let named = |pairs: &[(&'static str, &'static str)]| {
            NeedForm::read(pairs.to_vec()).err().map(|problems| problems.iter().map(|problem| problem.field).collect::<Vec<_>>())
        };
        assert_eq!(named(&[]), Some(vec!["title", "service", "school", "body"]));
        let whole = [("title", "Du réseau"), ("service", "network"), ("school", "0990001N"), ("body", "Rien au préau")];
        assert_eq!(named(&whole), None);
    }

    #[test]
    fn a_need_goes_anywhere_but_back_to_where_nobody_answered() {
        for status in NeedStatus::ALL {
            let next: Vec<_> = status.next().collect();
            assert!(!next.contains(status) && !next.contains(&NeedStatus::Filed) && next.len() >= 4, "{status:?}");
        }
        assert_eq!(NeedStatus::Filed.due_ms(0), Some(60 * 86_400_000));
        assert_eq!(NeedStatus::Heard.due_ms(0), None);
    }

    #[test]
    fn a_need_waits_until_it_is_closed() {
        let days = |status: NeedStatus| status.waited_days(0, 3 * DAY_MS, 10 * DAY_MS + 1);
        assert_eq!([NeedStatus::Filed, NeedStatus::Planned, NeedStatus::Done, NeedStatus::Declined].map(days), [10, 10, 3, 3]);
        assert_eq!(NeedStatus::Filed.waited_days(5, 5, 0), 0, "a clock that was set back");
    }
}
