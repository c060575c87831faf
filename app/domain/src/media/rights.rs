//! The ledger of image rights (S4, S5, R8): of each picture, that nobody can be recognised in it, or what families have allowed.
//!
//! Sources: Code civil, art. 9; RGPD, art. 8, and loi Informatique et Libertés, art. 45 (from fifteen years on, a pupil agrees too); an
//! authorisation names its purpose, its supports and its duration.

use crate::{
    problem::{Problems, Rule},
    text::clean_line,
    time::Day,
    vocabulary::vocabulary,
};

/// The longest purpose, in characters.
pub const MAX_PURPOSE: usize = 300;
/// No authorisation is asked for longer, in years: a longer one is a slip of the pen.
const MAX_YEARS: i16 = 10;

vocabulary! {
    /// Where families allow a picture to be shown.
    Support {
        Public = "public", "Les pages publiques du portail";
        Members = "members", "Les pages réservées aux adultes connectés";
        Letters = "letters", "La lettre d’information";
        Print = "print", "Des documents imprimés ou affichés";
    }
}

vocabulary! {
    /// Who exercises parental authority and has signed: both holders, unless one holds it alone.
    Holders {
        Both = "both", "Les deux titulaires de l’autorité parentale ont signé";
        Sole = "sole", "Un seul titulaire exerce l’autorité parentale, et a signé";
    }
}

vocabulary! {
    /// Pupils of fifteen and more, who must agree themselves.
    Elders {
        None = "none", "Aucun élève reconnaissable n’a quinze ans";
        Agreed = "agreed", "Les élèves de quinze ans et plus ont aussi donné leur accord";
    }
}

vocabulary! {
    /// Why a picture is not shown, though it is still there.
    Hidden {
        Expired = "expired", "L’autorisation est arrivée à son terme";
        Withdrawn = "withdrawn", "Une famille a retiré son accord";
        Asked = "asked", "Une famille demande son retrait";
        Lost = "lost", "Le fichier est perdu";
    }
}

/// What families have signed. It names no child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorisation {
    /// What the picture is for.
    pub purpose: String,
    /// Where it may be shown.
    pub supports: Vec<Support>,
    /// When it was signed; the last one, where there are several.
    pub signed: Day,
    /// The last day on which the picture may be shown.
    pub until: Day,
    /// Who signed.
    pub holders: Holders,
    /// Whether pupils had to agree themselves.
    pub elders: Elders,
}

/// Who can be recognised in a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum People {
    /// Nobody has said yet: the picture is shown to none but its authors.
    #[default]
    Unsaid,
    /// No pupil: by face, name or anything else.
    Nobody,
    /// Pupils, whose families have allowed it.
    Pupils(Authorisation),
}

/// What a picture lacks to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The text that stands for it (S14).
    Alternative,
    /// What one hears in a sound.
    Transcript,
    /// Captions of a video, or what one hears in it.
    Captions,
    /// Whether pupils can be recognised.
    Declaration,
    /// An authorisation for this support.
    Support(Support),
    /// An authorisation that still holds.
    Expired(Day),
}

impl People {
    /// Whether it may be shown on `support` as far as people in it go, however long that lasts.
    pub fn are_allowed(&self, support: Support) -> bool {
        match self {
            Self::Unsaid => false,
            Self::Nobody => true,
            Self::Pupils(signed) => signed.supports.contains(&support),
        }
    }

    /// What these rights lack to be shown on `support` on `today`.
    pub fn lack(&self, support: Support, today: Day) -> Option<Lack> {
        match self {
            Self::Unsaid => Some(Lack::Declaration),
            Self::Nobody => None,
            Self::Pupils(signed) if signed.until < today => Some(Lack::Expired(signed.until)),
            Self::Pupils(signed) if !signed.covers(support) => Some(Lack::Support(support)),
            Self::Pupils(_) => None,
        }
    }

    /// The last day on which the picture may be shown; nothing when there is no such day.
    pub fn until(&self) -> Option<Day> {
        match self {
            Self::Unsaid | Self::Nobody => None,
            Self::Pupils(signed) => Some(signed.until),
        }
    }

    /// Reads the form of a declaration, made on `today`.
    ///
    /// # Errors
    /// Each thing that is missing or cannot be, beside its field.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, today: Day) -> Result<Self, Problems> {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            typed.take(name, value);
        }
        match typed.people {
            "nobody" => Ok(Self::Nobody),
            "pupils" => typed.authorisation(today).map(Self::Pupils),
            _ => Err(Problems::one("people", Rule::Required)),
        }
    }
}

impl Authorisation {
    /// Whoever allows the public pages allows those of members.
    fn covers(&self, support: Support) -> bool {
        self.supports.contains(&support) || (support == Support::Members && self.supports.contains(&Support::Public))
    }
}

/// A declaration as it was typed.
#[derive(Default)]
struct Typed<'a> {
    people: &'a str,
    purpose: String,
    supports: Vec<Support>,
    signed: &'a str,
    until: &'a str,
    holders: Option<Holders>,
    elders: Option<Elders>,
}

impl<'a> Typed<'a> {
    fn take(&mut self, name: &str, value: &'a str) {
        match name {
            "people" => self.people = value,
            "purpose" => self.purpose = clean_line(value),
            "supports" => self.supports.extend(value.parse::<Support>().ok().filter(|support| !self.supports.contains(support))),
            "signed" => self.signed = value,
            "until" => self.until = value,
            "holders" => self.holders = value.parse().ok(),
            "elders" => self.elders = value.parse().ok(),
            _ => {}
        }
    }

    fn authorisation(self, today: Day) -> Result<Authorisation, Problems> {
        let mut problems = Problems::new();
        problems.check_line("purpose", &self.purpose, true, MAX_PURPOSE);
        let signed = day("signed", self.signed, &mut problems);
        let until = day("until", self.until, &mut problems);
        for (field, given) in
            [("supports", !self.supports.is_empty()), ("holders", self.holders.is_some()), ("elders", self.elders.is_some())]
        {
            if !given {
                problems.add(field, Rule::Required);
            }
        }
        if signed.is_some_and(|signed| signed > today) {
            problems.add("signed", Rule::NotYet);
        }
        if until.is_some_and(|until| until < today) {
            problems.add("until", Rule::Past);
        }
        if signed.zip(until).is_some_and(|(signed, until)| until > signed.plus_years(MAX_YEARS)) {
            problems.add("until", Rule::TooFar { years: MAX_YEARS });
        }
        let whole = (signed, until, self.holders, self.elders);
        let (Some(signed), Some(until), Some(holders), Some(elders)) = whole else { return Err(problems) };
        problems.into_result()?;
        Ok(Authorisation { purpose: self.purpose, supports: self.supports, signed, until, holders, elders })
    }
}

fn day(field: &'static str, typed: &str, problems: &mut Problems) -> Option<Day> {
    let day = typed.parse().ok();
    if day.is_none() {
        problems.add(field, if typed.trim().is_empty() { Rule::Required } else { Rule::NotADay });
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-25".parse().expect("a day")
    }

    const WHOLE: [(&str, &str); 8] = [
        ("people", "pupils"),
        ("purpose", "Montrer le potager de la classe"),
        ("supports", "public"),
        ("supports", "print"),
        ("signed", "2026-09-10"),
        ("until", "2027-07-05"),
        ("holders", "both"),
        ("elders", "none"),
    ];

    fn read(change: &[(&'static str, &'static str)]) -> Result<People, Vec<(&'static str, Rule)>> {
        let kept = WHOLE.into_iter().filter(|(name, _)| !change.iter().any(|(changed, _)| changed == name));
        let read = People::read(kept.chain(change.iter().copied()), today());
        read.map_err(|problems| problems.iter().map(|problem| (problem.field, problem.rule.clone())).collect())
    }

    #[test]
    fn a_declaration_is_whole_or_says_what_it_lacks() {
        let Ok(People::Pupils(whole)) = read(&[]) else { panic!("it is whole") };
        assert_eq!((whole.supports, whole.until.to_string()), (vec![Support::Public, Support::Print], "2027-07-05".into()));
        assert_eq!(read(&[("people", "nobody"), ("until", "")]), Ok(People::Nobody), "nothing else is asked");
        assert_eq!(read(&[("people", "")]), Err(vec![("people", Rule::Required)]));
        for (change, field, rule) in [
            (("purpose", " "), "purpose", Rule::Required),
            (("supports", "poster"), "supports", Rule::Required),
            (("holders", ""), "holders", Rule::Required),
            (("elders", "x"), "elders", Rule::Required),
            (("signed", "2026-11-26"), "signed", Rule::NotYet),
            (("signed", "hier"), "signed", Rule::NotADay),
            (("until", ""), "until", Rule::Required),
            (("until", "2026-11-24"), "until", Rule::Past),
            (("until", "2036-09-11"), "until", Rule::TooFar { years: 10 }),
        ] {
            assert_eq!(read(&[change]), Err(vec![(field, rule)]), "{change:?}");
        }
    }

    #[test]
    fn a_picture_is_shown_where_families_allowed_it_and_until_then() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let members = read(&[("supports", "members")]).expect("whole");
        let public = read(&[]).expect("whole");
        let cases = [
            (&People::Unsaid, Support::Members, "2026-11-25", Some(Lack::Declaration)),
            (&People::Nobody, Support::Public, "2090-01-01", None),
            (&public, Support::Public, "2027-07-05", None),
            (&public, Support::Members, "2027-07-05", None),
            (&public, Support::Public, "2027-07-06", Some(Lack::Expired(day("2027-07-05")))),
            (&public, Support::Letters, "2026-11-25", Some(Lack::Support(Support::Letters))),
            (&members, Support::Members, "2026-11-25", None),
            (&members, Support::Public, "2026-11-25", Some(Lack::Support(Support::Public))),
        ];
        for (people, support, on, expected) in cases {
            assert_eq!(people.lack(support, day(on)), expected, "{people:?} {support:?} {on}");
        }
    }
}
