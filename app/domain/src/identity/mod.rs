//! Who a digital workspace says a person is, and what the portal makes of it.
//!
//! **Promises.** [`admit`] turns away pupils, unless the same profile says that they are staff (IDENTITY 1.2: adults in
//! training have both), and never gives editorial or administrative power: roles above a head's are given in the portal.

mod invitation;
mod name_shown;
mod profile;

pub use invitation::InvitationForm;
pub use name_shown::NameShown;

use crate::{access::Role, territory::Uai};
use profile::Meaning;

/// What a sign-in provider may bring in. A provider's row says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Parents {
    /// Parents are visitors: they need no account.
    #[default]
    Refused,
    /// Parents may read what their child's school keeps to itself.
    Read,
}

/// Why someone is turned away at the door, with nothing kept about them (D9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A pupil: pupils never get an account.
    Pupil,
    /// A parent, where the provider does not let parents in.
    Parent,
}

/// What a profile gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Turned away; nothing may be written.
    Refused(Refusal),
    /// Let in with these roles; none means that an administrator has to say who this is.
    Admitted(Vec<Role>),
}

/// Decides from the profile values of a digital workspace (SDET, Edifice, laclasse and FIM vocabularies, in any case).
///
/// One staff value is enough to be let in, even beside a parent's; a pupil's or parent's value without one is refused; staff other
/// than teachers and heads, and values that are unknown or on which workspaces disagree, give an account without a role. Nothing
/// here ever gives power over what others write: [`Role::Advisor`], [`Role::Official`], [`Role::Animator`] and [`Role::Admin`] are
/// given in the portal alone.
pub fn admit<'a>(profiles: impl IntoIterator<Item = &'a str>, parents: Parents) -> Admission {
    let mut roles = Vec::new();
    let (mut pupil, mut parent, mut staff) = (false, false, false);
    for (meaning, _) in profiles.into_iter().flat_map(profile::said) {
        staff |= meaning.is_staff();
        match meaning {
            Meaning::Pupil => pupil = true,
            Meaning::Parent => parent = true,
            Meaning::Teacher => push(&mut roles, Role::Teacher),
            Meaning::Head => {
                push(&mut roles, Role::Teacher);
                push(&mut roles, Role::Head);
            }
            Meaning::Staff | Meaning::Unknown => {}
        }
    }
    if staff {
        return Admission::Admitted(roles);
    }
    match (pupil, parent, parents) {
        (true, _, _) => Admission::Refused(Refusal::Pupil),
        (false, true, Parents::Refused) => Admission::Refused(Refusal::Parent),
        (false, true, Parents::Read) => Admission::Admitted(vec![Role::Parent]),
        (false, false, _) => Admission::Admitted(Vec::new()),
    }
}

/// The schools that profile values name themselves (`ENS:0690078K;ELV:…`): those where someone works, or else those of their child.
/// A school where they learn gives nothing.
pub fn schools_of_profiles<'a>(profiles: impl IntoIterator<Item = &'a str>) -> Vec<Uai> {
    let (mut staff, mut family) = (Vec::new(), Vec::new());
    for (meaning, school) in profiles.into_iter().flat_map(profile::said) {
        match (meaning, school) {
            (Meaning::Parent, Some(school)) => family.push(school),
            (meaning, Some(school)) if meaning.is_staff() => staff.push(school),
            _ => {}
        }
    }
    if staff.is_empty() { family } else { staff }
}

/// Who EduConnect says someone is. It is for pupils and families alone: whatever a provider's row allows, they are turned away.
pub fn family<'a>(affiliations: impl IntoIterator<Item = &'a str>) -> Refusal {
    let parent = affiliations.into_iter().flat_map(profile::said).any(|(meaning, _)| meaning == Meaning::Parent);
    if parent { Refusal::Parent } else { Refusal::Pupil }
}

fn push(roles: &mut Vec<Role>, role: Role) {
    if !roles.contains(&role) {
        roles.push(role);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// IDENTITY 1.2, column by column; lines 43 to 46 of its checklist.
    #[test]
    fn a_profile_gives_exactly_this() {
        use {Admission as A, Refusal as R, Role as Is};
        let [pupil, parent] = [R::Pupil, R::Parent].map(A::Refused);
        let (teacher, head, pending) = (A::Admitted(vec![Is::Teacher]), A::Admitted(vec![Is::Teacher, Is::Head]), A::Admitted(vec![]));
        let cases: [(&[&str], &Admission); 9] = [
            (&["National_ELV", "National_1", "Student", "Eleve", "Élève", "ELEVE", "ELV", "eleve1d", "3|N|P|7|U", "4|N|P|7|U"], &pupil),
            (&["National_TUT", "National_2", "Relative", "Parent", "PERSRELELEVE", "TUT", "resp2d", "1|N|P|7|U", "2|N|P|7|U"], &parent),
            (&["National_ENS", "National_3", "Teacher", "Enseignant", "ENSEIGNANT", "ENS", "national_ens", " ens "], &teacher),
            (&["National_DOC", "National_24", "DOC"], &teacher),
            (&["National_DIR", "National_23", "DIR", "NATIONAL_DIR"], &head),
            (&["National_EVS", "National_5", "National_25", "National_ETA", "National_6", "National_20", "ADM", "ADF"], &pending),
            (&["National_ACA", "National_7", "National_8", "IEN1D", "National_COL", "National_9", "National_4"], &pending),
            (&["Personnel", "PERSEDUCNAT", "SuperAdmin", "SUPERADMIN"], &pending),
            (&["National_XYZ", "", ";", ":", "5|N", "ENSX", "Ens eignant"], &pending),
        ];
        for (words, expected) in cases {
            for word in words {
                assert_eq!(&admit([*word], Parents::Refused), expected, "{word:?}");
            }
        }
        let together: [(&[&str], &Admission); 10] = [
            (&["National_TUT", "National_ENS"], &teacher),
            (&["National_ELV", "National_TUT"], &pupil),
            (&["National_ELV", "National_XYZ"], &pupil),
            (&["National_ELV", "SUPERADMIN"], &pupil),
            (&["National_ELV", "National_ENS"], &teacher),
            (&["National_TUT", "National_EVS"], &pending),
            (&["National_ENS", "National_DIR", "National_3"], &head),
            (&["ENS:0690078K;ELV:0690079L"], &teacher),
            (&["ELV:0690078K;TUT:0690079L"], &pupil),
            (&[], &pending),
        ];
        for (profiles, expected) in together {
            assert_eq!(&admit(profiles.iter().copied(), Parents::Refused), expected, "{profiles:?}");
        }
    }

    #[test]
    fn a_school_named_beside_a_profile_is_where_one_works_or_where_ones_child_learns() {
        let [one, two, three] = [690_078, 690_079, 690_080].map(Uai::from_number);
        let both = format!("ENS:{one};ELV:{two}; TUT:{three}");
        assert_eq!(schools_of_profiles([both.as_str()]), [one]);
        assert_eq!(schools_of_profiles([format!("ELV:{two};TUT:{three}").as_str(), "ENS"]), [three]);
        assert_eq!(schools_of_profiles([format!("ELV:{two};ENS:nowhere").as_str()]), []);
    }

    #[test]
    fn educonnect_knows_families_alone() {
        assert_eq!(family(["resp2d"]), Refusal::Parent);
        for affiliations in [&["eleve2d"][..], &["autre"], &[]] {
            assert_eq!(family(affiliations.iter().copied()), Refusal::Pupil, "{affiliations:?}");
        }
    }

    #[test]
    fn parents_read_only_where_the_provider_lets_them() {
        assert_eq!(admit(["National_TUT"], Parents::Read), Admission::Admitted(vec![Role::Parent]));
        assert_eq!(admit(["National_ELV"], Parents::Read), Admission::Refused(Refusal::Pupil));
    }

    proptest! {
        #[test]
        fn no_profile_ever_gives_editorial_or_administrative_power(profiles in proptest::collection::vec(".*", 0..5)) {
            if let Admission::Admitted(roles) = admit(profiles.iter().map(String::as_str), Parents::Read) {
                prop_assert!(roles.iter().all(|role| matches!(role, Role::Parent | Role::Teacher | Role::Head)));
            }
        }
    }
}
