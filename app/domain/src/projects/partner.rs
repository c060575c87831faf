//! « Cherche une classe partenaire » (S20): a project asks for other classes, by cycle and distance; their answers reach its authors.

use super::Cycle;
use crate::{
    problem::{Problems, Rule},
    text::clean_text,
    time::Day,
    vocabulary::vocabulary,
};

/// The longest call, and the longest answer to one, in characters.
pub const MAX_CALL: usize = 1_000;
/// How far ahead a call may end, in years: a partner is sought for a school year.
const MAX_YEARS: i16 = 1;

vocabulary! {
    /// How far a partner may be.
    Reach {
        Commune = "commune", "Dans la même commune";
        Near = "5", "À 5 km au plus";
        Far = "15", "À 15 km au plus";
        Anywhere = "anywhere", "N’importe où dans le territoire";
    }
}

impl Reach {
    /// The distance that it allows, in kilometres; nothing when it is not about a distance.
    pub const fn km(self) -> Option<f64> {
        match self {
            Self::Near => Some(5.0),
            Self::Far => Some(15.0),
            Self::Commune | Self::Anywhere => None,
        }
    }

    /// Whether a school that far, or in the same commune, is meant. Where a distance is not known, who seeks is not told no.
    pub fn holds(self, same_commune: bool, km: Option<f64>) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Commune => same_commune,
            Self::Near | Self::Far => same_commune || km.is_none_or(|km| self.km().is_some_and(|most| km <= most)),
        }
    }
}

/// A call as it was typed, and sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerCall {
    /// What is sought, and what one would do together.
    pub message: String,
    /// With classes of which cycles; any, when none is named.
    pub cycles: Vec<Cycle>,
    /// How far.
    pub reach: Reach,
    /// The last day on which one may answer.
    pub until: Day,
}

impl PartnerCall {
    /// Reads the form, sent on `today`.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, today: Day) -> Result<Self, Problems> {
        let (mut message, mut cycles, mut reach, mut until) = (String::new(), Vec::new(), None, "");
        for (name, value) in pairs {
            match name {
                "message" => clean_text(value).trim().clone_into(&mut message),
                "cycles" => cycles.extend(value.parse::<Cycle>().ok().filter(|cycle| !cycles.contains(cycle))),
                "reach" => reach = value.parse().ok(),
                "until" => until = value,
                _ => {}
            }
        }
        let mut problems = Problems::new();
        problems.check_line("message", &message, true, MAX_CALL);
        if reach.is_none() {
            problems.add("reach", Rule::Required);
        }
        let day: Option<Day> = until.parse().ok();
        match day {
            None if until.trim().is_empty() => problems.add("until", Rule::Required),
            None => problems.add("until", Rule::NotADay),
            Some(day) if day < today => problems.add("until", Rule::Past),
            Some(day) if day > today.plus_years(MAX_YEARS) => problems.add("until", Rule::TooLate),
            Some(_) => {}
        }
        let (Some(reach), Some(until)) = (reach, day) else { return Err(problems) };
        problems.into_result()?;
        Ok(Self { message, cycles, reach, until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_is_near_enough_or_not() {
        let table = [
            (Reach::Anywhere, false, Some(90.0), true),
            (Reach::Commune, true, Some(90.0), true),
            (Reach::Commune, false, Some(0.1), false),
            (Reach::Near, false, Some(5.0), true),
            (Reach::Near, false, Some(5.1), false),
            (Reach::Near, true, Some(7.0), true),
            (Reach::Far, false, Some(14.0), true),
            (Reach::Far, false, None, true),
        ];
        for (reach, same_commune, km, expected) in table {
            assert_eq!(reach.holds(same_commune, km), expected, "{reach:?} {same_commune} {km:?}");
        }
    }

    #[test]
    fn a_call_says_what_how_far_and_until_when() {
        let today: Day = "2026-11-25".parse().expect("a day");
        let whole = [("message", " Échanger des lettres "), ("cycles", "2"), ("cycles", "2"), ("reach", "15"), ("until", "30/06/2027")];
        let call = PartnerCall::read(whole, today).expect("sound");
        assert_eq!((call.message.as_str(), call.cycles.as_slice(), call.reach), ("Échanger des lettres", &[Cycle::Two][..], Reach::Far));
        let named = |pairs: &[(&str, &str)]| -> Vec<_> {
            let problems = PartnerCall::read(pairs.iter().copied(), today).err();
            problems.map(|problems| problems.iter().map(|p| (p.field, p.rule.clone())).collect()).unwrap_or_default()
        };
        assert_eq!(named(&[]), [("message", Rule::Required), ("reach", Rule::Required), ("until", Rule::Required)]);
        let with = |until: &'static str| named(&[("message", "x"), ("reach", "5"), ("until", until)]);
        assert_eq!(with("2026-11-24"), [("until", Rule::Past)]);
        assert_eq!(with("2027-11-26"), [("until", Rule::TooLate)]);
        assert_eq!(with("demain"), [("until", Rule::NotADay)]);
    }
}
