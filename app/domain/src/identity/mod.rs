//! Who a digital workspace says a person is, and what the portal makes of it.
//!
//! **Promises.** [`admit`] turns away pupils, unless the same profile says that they are staff (IDENTITY 1.2: adults in
//! training have both), and never gives editorial or administrative power.

mod invitation;
mod name_shown;

pub use invitation::InvitationForm;
pub use name_shown::NameShown;

use crate::access::Role;

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

enum Meaning {
    Pupil,
    Parent,
    Staff(Role),
    Head,
    Unknown,
}

/// Decides from the profile values of a digital workspace (SDET and Edifice vocabularies, in any case).
///
/// One staff value is enough to be let in, even beside a parent's; a pupil's or parent's value without one is refused; values
/// that are unknown, or numeric codes on which workspaces disagree, give an account without a role. Nothing here ever gives
/// [`Role::Animator`] or [`Role::Admin`].
pub fn admit<'a>(profiles: impl IntoIterator<Item = &'a str>, parents: Parents) -> Admission {
    let mut roles = Vec::new();
    let (mut pupil, mut parent, mut staff) = (false, false, false);
    for profile in profiles {
        match meaning(profile) {
            Meaning::Pupil => pupil = true,
            Meaning::Parent => parent = true,
            Meaning::Staff(role) => {
                staff = true;
                push(&mut roles, role);
            }
            Meaning::Head => {
                staff = true;
                push(&mut roles, Role::Teacher);
                push(&mut roles, Role::Head);
            }
            Meaning::Unknown => {}
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

fn push(roles: &mut Vec<Role>, role: Role) {
    if !roles.contains(&role) {
        roles.push(role);
    }
}

/// Sources: SDET annexe (`National_XXX`), entcore and laclasse code (IDENTITY 1.2). Of the numeric codes only 1, 2 and 3 mean the
/// same everywhere.
fn meaning(profile: &str) -> Meaning {
    match profile.trim().to_ascii_lowercase().as_str() {
        "national_elv" | "national_1" | "student" | "eleve" | "élève" => Meaning::Pupil,
        "national_tut" | "national_2" | "relative" | "parent" | "persreleleve" => Meaning::Parent,
        "national_ens" | "national_doc" | "national_3" | "teacher" | "enseignant" | "ens" | "doc" => Meaning::Staff(Role::Teacher),
        "national_dir" | "dir" => Meaning::Head,
        "national_aca" => Meaning::Staff(Role::Advisor),
        "national_col" => Meaning::Staff(Role::Official),
        _ => Meaning::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_profile_gives_exactly_this() {
        use {Admission as A, Refusal as R, Role as Is};
        let cases: [(&[&str], Admission); 17] = [
            (&["National_ENS"], A::Admitted(vec![Is::Teacher])),
            (&["National_DOC"], A::Admitted(vec![Is::Teacher])),
            (&["NATIONAL_DIR"], A::Admitted(vec![Is::Teacher, Is::Head])),
            (&["National_ACA"], A::Admitted(vec![Is::Advisor])),
            (&["National_COL"], A::Admitted(vec![Is::Official])),
            (&["National_elv"], A::Refused(R::Pupil)),
            (&["National_1"], A::Refused(R::Pupil)),
            (&["Student"], A::Refused(R::Pupil)),
            (&["National_TUT"], A::Refused(R::Parent)),
            (&["National_TUT", "National_ENS"], A::Admitted(vec![Is::Teacher])),
            (&["National_ELV", "National_TUT"], A::Refused(R::Pupil)),
            (&["National_ELV", "National_XYZ"], A::Refused(R::Pupil)),
            (&["National_ELV", "National_ENS"], A::Admitted(vec![Is::Teacher])),
            (&["National_4"], A::Admitted(vec![])),
            (&["SUPERADMIN"], A::Admitted(vec![])),
            (&["National_EVS"], A::Admitted(vec![])),
            (&[], A::Admitted(vec![])),
        ];
        for (profiles, expected) in cases {
            assert_eq!(admit(profiles.iter().copied(), Parents::Refused), expected, "{profiles:?}");
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
                prop_assert!(!roles.contains(&Role::Animator) && !roles.contains(&Role::Admin));
            }
        }
    }
}
