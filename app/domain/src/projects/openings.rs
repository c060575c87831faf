//! For whom a published project is open, from which day to which (S10).
//!
//! A sheet says who may always read it ([`Visibility`]). Openings bound that by dates, open it to others for a time, or to whoever holds
//! a secret link.

use super::Visibility;
use crate::{
    access::LinkKey,
    problem::{Problems, Rule},
    time::{Day, Timestamp},
    vocabulary::vocabulary,
};
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// Readers to whom a project is opened together.
    Circle {
        Public = "public", "Tout le monde";
        Community = "community", "La communauté éducative";
        School = "school", "L’école";
        Link = "link", "Qui a le lien secret";
    }
}

impl From<Visibility> for Circle {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Public => Self::Public,
            Visibility::Community => Self::Community,
            Visibility::School => Self::School,
        }
    }
}

impl Circle {
    /// How far it reaches: an author may narrow a published sheet, and not widen it. Nothing for a link, which its author gives to people
    /// by hand.
    const fn reach(self) -> Option<u8> {
        match self {
            Self::Public => Some(Visibility::Public.reach()),
            Self::Community => Some(Visibility::Community.reach()),
            Self::School => Some(Visibility::School.reach()),
            Self::Link => None,
        }
    }

    /// The fields of the form that hold its first and its last day.
    pub const fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Public => ("public_from", "public_until"),
            Self::Community => ("community_from", "community_until"),
            Self::School => ("school_from", "school_until"),
            Self::Link => ("link_from", "link_until"),
        }
    }
}

/// Days in Paris, both included; without a first or a last one, without that limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
}

impl Period {
    /// Without limits.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// Whether `at` falls in it.
    pub fn contains(self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from.beginning() <= at) && !self.is_over(at)
    }

    /// Whether it is over at `at`.
    pub fn is_over(self, at: Timestamp) -> bool {
        self.until.is_some_and(|until| until.end() <= at)
    }

    /// When it next begins or ends after `at`.
    fn turns_after(self, at: Timestamp) -> Option<Timestamp> {
        [self.from.map(Day::beginning), self.until.map(Day::end)].into_iter().flatten().filter(|turn| *turn > at).min()
    }
}

/// For whom a project is open, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Openings {
    /// The periods that are said; a circle of which none is said is open always when the sheet names it, and never otherwise.
    periods: BTreeMap<Circle, Period>,
    /// What opens it to who holds its link; it is open to them in that circle's period.
    link: Option<LinkKey>,
}

impl Openings {
    /// With these periods; that of the link counts while there is one.
    pub const fn new(periods: BTreeMap<Circle, Period>, link: Option<LinkKey>) -> Self {
        Self { periods, link }
    }

    /// The same with this link; without one, its period is forgotten with it.
    #[must_use]
    pub fn with_link(mut self, link: Option<LinkKey>) -> Self {
        if link.is_none() {
            self.periods.remove(&Circle::Link);
        }
        self.link = link;
        self
    }

    /// What opens the link, if there is one.
    pub const fn link(&self) -> Option<&LinkKey> {
        self.link.as_ref()
    }

    /// The periods that are said, each with whom it is said of.
    pub fn periods(&self) -> impl Iterator<Item = (Circle, Period)> {
        self.periods.iter().map(|(circle, period)| (*circle, *period))
    }

    /// The period of `circle`, of a project whose sheet says `visibility`; nothing when it is never open to them.
    pub fn period(&self, visibility: Visibility, circle: Circle) -> Option<Period> {
        if circle == Circle::Link {
            return self.link.as_ref().map(|_| self.periods.get(&circle).copied().unwrap_or_default());
        }
        self.periods.get(&circle).copied().or_else(|| (Circle::from(visibility) == circle).then_some(Period::ALWAYS))
    }

    /// Those to whom it is open at `at`.
    pub fn open_to(&self, visibility: Visibility, at: Timestamp) -> Vec<Circle> {
        self.which(visibility, |period| period.contains(at))
    }

    /// Those to whom it is open at `at` or will be.
    pub fn promised_to(&self, visibility: Visibility, at: Timestamp) -> Vec<Circle> {
        self.which(visibility, |period| !period.is_over(at))
    }

    fn which(&self, visibility: Visibility, when: impl Fn(Period) -> bool) -> Vec<Circle> {
        Circle::ALL.iter().copied().filter(|circle| self.period(visibility, *circle).is_some_and(&when)).collect()
    }

    /// When those to whom it is open next change after `at`.
    pub fn turn_after(&self, at: Timestamp) -> Option<Timestamp> {
        self.periods.values().filter_map(|period| period.turns_after(at)).min()
    }

    /// Whether it is promised, from `at` on, to anyone to whom `before` was not.
    pub fn promises_more(&self, visibility: Visibility, before: (&Self, Visibility), at: Timestamp) -> bool {
        let known = before.0.promised_to(before.1, at);
        self.promised_to(visibility, at).iter().any(|circle| !known.contains(circle))
    }

    /// What stops the author of a published project from opening it so, in the place of `before`: it takes the animator to reach further
    /// than was allowed, at any instant from `at` on.
    pub fn check_reach(&self, visibility: Visibility, before: (&Self, Visibility), at: Timestamp) -> Problems {
        let mut instants = vec![at];
        for openings in [self, before.0] {
            let mut last = at;
            while let Some(turn) = openings.turn_after(last) {
                instants.push(turn);
                last = turn;
            }
        }
        let mut wider = BTreeSet::new();
        for instant in instants {
            let allowed = before.0.open_to(before.1, instant).into_iter().filter_map(Circle::reach).max();
            wider.extend(
                self.open_to(visibility, instant).into_iter().filter(|circle| circle.reach() > allowed && circle.reach().is_some()),
            );
        }
        let mut problems = Problems::new();
        for circle in wider {
            problems.add(circle.fields().0, Rule::NeedsReview);
        }
        problems
    }
}

/// Dates as they were typed, and sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningsForm(BTreeMap<Circle, Period>);

impl OpeningsForm {
    /// Reads the form's pairs. Where no day is typed, no period is said.
    ///
    /// # Errors
    /// Each day that is none, and each end before its beginning, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Problems> {
        let typed: BTreeMap<&str, &str> = pairs.into_iter().map(|(name, value)| (name, value.trim())).collect();
        let mut problems = Problems::new();
        let mut day = |field: &'static str| {
            let text = typed.get(field).copied().unwrap_or_default();
            let day: Option<Day> = text.parse().ok();
            if day.is_none() && !text.is_empty() {
                problems.add(field, Rule::NotADay);
            }
            day
        };
        let periods: BTreeMap<_, _> = Circle::ALL
            .iter()
            .map(|circle| {
                let (from, until) = circle.fields();
                (*circle, Period { from: day(from), until: day(until) })
            })
            .filter(|(_, period)| *period != Period::ALWAYS)
            .collect();
        for (circle, period) in &periods {
            if period.from.zip(period.until).is_some_and(|(from, until)| until < from) {
                problems.add(circle.fields().1, Rule::EndsFirst);
            }
        }
        problems.into_result()?;
        Ok(Self(periods))
    }

    /// The openings that it makes of `before`, whose link stays.
    pub fn over(self, before: &Openings) -> Openings {
        Openings { periods: self.0, link: before.link.clone() }
    }
}

/// Whether families must have allowed a public use: the page is open to all, or to people whom nobody knows.
pub fn reaches_outside(circles: &[Circle]) -> bool {
    circles.iter().any(|circle| matches!(circle, Circle::Public | Circle::Link))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_paris(text).expect("an instant")
    }

    fn openings(pairs: &[(&'static str, &'static str)]) -> Openings {
        OpeningsForm::read(pairs.iter().copied()).expect("sound").over(&Openings::default())
    }

    #[test]
    fn without_dates_a_project_is_open_as_its_sheet_says() {
        for visibility in Visibility::ALL {
            let open = Openings::default();
            assert_eq!(open.open_to(*visibility, at("2026-11-25T12:00")), [Circle::from(*visibility)]);
            assert_eq!(open.turn_after(at("2026-11-25T12:00")), None);
        }
    }

    #[test]
    fn dates_bound_what_the_sheet_says_and_open_it_to_others_for_a_time() {
        let open = openings(&[("public_from", "2026-12-01"), ("public_until", "2026-12-31"), ("community_from", "2026-11-26")]);
        let table = [
            ("2026-11-25T23:59", vec![]),
            ("2026-11-26T00:00", vec![Circle::Community]),
            ("2026-11-30T23:59", vec![Circle::Community]),
            ("2026-12-01T00:00", vec![Circle::Public, Circle::Community]),
            ("2026-12-31T23:59", vec![Circle::Public, Circle::Community]),
            ("2027-01-01T00:00", vec![Circle::Community]),
        ];
        for (when, expected) in table {
            assert_eq!(open.open_to(Visibility::Community, at(when)), expected, "{when}");
        }
        assert_eq!(open.turn_after(at("2026-11-26T00:00")), Some(at("2026-12-01T00:00")));
        assert_eq!(open.turn_after(at("2027-01-01T00:00")), None);
        assert_eq!(open.promised_to(Visibility::Community, at("2027-01-01T00:00")), [Circle::Community]);
    }

    #[test]
    fn a_link_opens_while_there_is_one() {
        let dated = openings(&[("link_until", "2026-12-01")]);
        assert_eq!(dated.open_to(Visibility::School, at("2026-11-25T12:00")), [Circle::School], "dates alone open nothing");
        let linked = Openings::new(dated.periods().collect(), Some(LinkKey::new("k")));
        assert_eq!(linked.open_to(Visibility::School, at("2026-12-01T23:59")), [Circle::School, Circle::Link]);
        assert_eq!(linked.open_to(Visibility::School, at("2026-12-02T00:00")), [Circle::School]);
    }

    #[test]
    fn what_is_typed_wrongly_is_named() {
        let named = |pairs: &[(&'static str, &'static str)]| -> Vec<_> {
            let problems = OpeningsForm::read(pairs.iter().copied()).expect_err("unsound");
            problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect()
        };
        assert_eq!(named(&[("public_from", "demain")]), [("public_from", Rule::NotADay)]);
        assert_eq!(named(&[("school_from", "02/12/2026"), ("school_until", "01/12/2026")]), [("school_until", Rule::EndsFirst)]);
    }

    #[test]
    fn an_author_narrows_what_is_published_and_does_not_widen_it_at_any_instant() {
        let now = at("2026-11-25T12:00");
        let narrows = |visibility, typed: &[(&'static str, &'static str)], before, former: &[(&'static str, &'static str)]| {
            openings(typed).check_reach(visibility, (&openings(former), before), now).is_empty()
        };
        use Visibility::{Community, Public, School};
        let lasting = [("public_until", "2027-06-30")];
        assert!(narrows(Public, &lasting, Public, &[]));
        assert!(narrows(Public, &[("public_until", "2027-06-30"), ("community_from", "2027-07-01")], Public, &[]));
        assert!(narrows(School, &[("community_until", "2027-06-30")], Community, &[]));
        assert!(!narrows(School, &[("community_until", "2027-06-30")], School, &[]));
        assert!(!narrows(Public, &[], Public, &lasting), "what was narrowed stays so");
        assert!(!narrows(Public, &[("public_until", "2027-07-01")], Public, &lasting), "not by a day");
        assert!(!narrows(Public, &[], Public, &[("public_from", "2027-06-01")]), "nor sooner");
        assert!(!narrows(School, &lasting, School, &[("public_until", "2026-11-24")]), "what is over allows nothing");
        // The sheet's own word widens as well.
        let school = [("public_until", "2026-11-24"), ("school_from", "2026-11-25")];
        assert!(!narrows(Community, &school, Public, &school));
        assert!(narrows(School, &school, Public, &school));
    }

    proptest! {
        /// Who reads changes at turns alone: the job that looks at turns misses nothing.
        #[test]
        fn who_reads_changes_at_turns_alone(days in proptest::collection::vec(proptest::option::of(0i64..40), 6), from in 0i64..40 * 24, hours in 0i64..80 * 24) {
            let start = at("2026-10-10T00:00");
            let day = |offset: &Option<i64>| offset.map(|days| Day::containing(start.plus_ms(days * 86_400_000)));
            let circles = [Circle::Public, Circle::Community, Circle::School];
            let periods = circles.into_iter().zip(days.chunks(2)).map(|(circle, ends)| (circle, Period { from: day(&ends[0]), until: day(&ends[1]) }));
            let open = Openings::new(periods.collect(), None);
            let now = start.plus_ms(from * 3_600_000);
            let later = now.plus_ms(hours * 3_600_000);
            if open.open_to(Visibility::Community, now) != open.open_to(Visibility::Community, later) {
                prop_assert!(open.turn_after(now).is_some_and(|turn| turn <= later));
            }
        }
    }
}
