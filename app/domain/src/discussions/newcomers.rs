//! Who would read, once it is shown elsewhere, what was written for fewer (D4, D6).

use super::Place;
use crate::access::Principal;

/// Who reads in `after` and not for sure in `before`, as groups of readers; none, when nobody new does. Of groups within one another, the
/// largest alone. Where it cannot be said that all of a group read before, the group is named: too many are asked about rather than too few.
pub fn newcomers(before: &Place, after: &Place) -> Vec<Principal> {
    let known = match (before, after) {
        // Of both sides, the community alone reads: what it is narrowed to is compared as it is.
        (Place::Beside(readers), Place::Beside(_)) => readers.clone(),
        _ => surely_read_by(before),
    };
    let mut new: Vec<Principal> = Vec::new();
    for group in perhaps_read_by(after) {
        if known.iter().chain(&new).any(|larger| larger.includes(&group)) {
            continue;
        }
        new.retain(|smaller| !group.includes(smaller));
        new.push(group);
    }
    new
}

/// Groups all of whose people read there.
fn surely_read_by(place: &Place) -> Vec<Principal> {
    let mut groups = perhaps_read_by(place);
    if matches!(place, Place::Beside(_)) {
        groups.retain(|group| Principal::Community.includes(group));
    }
    groups
}

/// Groups outside which nobody reads there.
fn perhaps_read_by(place: &Place) -> Vec<Principal> {
    match place {
        Place::Spaces(spaces) => spaces.iter().flat_map(super::SpaceAccess::readers).collect(),
        Place::Beside(readers) => {
            readers.iter().map(|group| if *group == Principal::Public { Principal::Community } else { group.clone() }).collect()
        }
        Place::Between(people) => people.iter().copied().map(Principal::Account).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Action, Member, Role, TopicAction, TopicFacts, Viewer, decide},
        discussions::{SpaceAccess, TopicKind, TopicState},
        ids::AccountId,
        territory::{Insee, Uai},
    };

    fn insee(code: &str) -> Insee {
        Insee::parse(code).expect("a code")
    }

    fn space(read: &[Role], post: &[Role], communes: &[&str]) -> SpaceAccess {
        SpaceAccess { public: false, read: read.to_vec(), post: post.to_vec(), communes: communes.iter().map(|code| insee(code)).collect() }
    }

    fn public() -> SpaceAccess {
        SpaceAccess { public: true, ..space(&[], &[Role::Teacher], &[]) }
    }

    fn teachers(communes: &[&str]) -> Place {
        Place::Spaces(vec![space(&[], &[Role::Teacher], communes)])
    }

    fn school() -> Principal {
        Principal::School(Uai::from_number(990_001))
    }

    #[test]
    fn who_reads_what_was_written_for_fewer() {
        let heads = || space(&[Role::Official], &[Role::Head], &[]);
        let beside = |readers: &[Principal]| Place::Beside(readers.to_vec());
        let of_a_school = || beside(&[school(), Principal::Animators]);
        let one = || Place::Between(vec![AccountId::new(1)]);
        let table: [(Place, Place, &[&str]); 17] = [
            (teachers(&[]), teachers(&[]), &[]),
            (teachers(&[]), Place::Spaces(vec![public()]), &["public"]),
            (Place::Spaces(vec![public()]), Place::Spaces(vec![heads()]), &[]),
            (teachers(&[]), Place::Spaces(vec![heads()]), &["role:head", "role:official"]),
            (teachers(&[]), Place::Spaces(vec![heads(), public()]), &["public"]),
            (teachers(&["33063"]), teachers(&[]), &["role:teacher", "role:delegate"]),
            (teachers(&[]), teachers(&["33063"]), &[]),
            (teachers(&["33063"]), teachers(&["33039", "33063"]), &["role:teacher@33039", "role:delegate@33039"]),
            (Place::Spaces(vec![heads(), public()]), teachers(&["33063"]), &[]),
            (beside(&[Principal::Public]), teachers(&[]), &[]),
            (beside(&[Principal::Public]), Place::Spaces(vec![space(&[Role::Parent], &[Role::Teacher], &[])]), &["role:parent"]),
            (teachers(&[]), beside(&[Principal::Public]), &["community"]),
            (of_a_school(), teachers(&[]), &["role:teacher", "role:delegate"]),
            (of_a_school(), of_a_school(), &[]),
            (of_a_school(), beside(&[Principal::Community]), &["community"]),
            (one(), teachers(&[]), &["role:teacher", "role:delegate", "animators"]),
            (teachers(&[]), one(), &["account:1"]),
        ];
        for (before, after, expected) in table {
            let keys: Vec<_> = newcomers(&before, &after).iter().map(Principal::key).collect();
            assert_eq!(keys, expected, "{before:?} {after:?}");
        }
    }

    /// Whoever reads what they did not read is of a group that is named: of every pair of places.
    #[test]
    fn nobody_new_is_left_out() {
        let advisors = space(&[Role::Parent], &[Role::Advisor, Role::Head], &["33063"]);
        let places = [
            teachers(&[]),
            teachers(&["33063"]),
            teachers(&["33039"]),
            Place::Spaces(vec![public()]),
            Place::Spaces(vec![advisors.clone()]),
            Place::Spaces(vec![advisors, space(&[Role::Official], &[Role::Teacher], &["33039"])]),
            Place::Beside(vec![Principal::Public]),
            Place::Beside(vec![Principal::Community]),
            Place::Beside(vec![school(), Principal::Animators]),
            Place::Beside(vec![Principal::Account(AccountId::new(1)), Principal::Advisors]),
            Place::Between(vec![AccountId::new(1), AccountId::new(2)]),
            Place::Between(Vec::new()),
        ];
        let mut viewers = vec![Viewer::Nobody];
        for roles in [&[][..], &[Role::Parent, Role::Teacher][..]].into_iter().chain(Role::ALL.iter().map(std::slice::from_ref)) {
            for (id, commune) in [(1, "33063"), (3, "33039")] {
                viewers.push(Viewer::Member(Member {
                    id: AccountId::new(id),
                    name: "Quelqu’un".into(),
                    roles: roles.to_vec(),
                    schools: vec![Uai::from_number(990_001)],
                    communes: vec![insee(commune)],
                    school_communes: vec![insee(commune)],
                    animates: Vec::new(),
                    links: Vec::new(),
                }));
            }
        }
        let reads = |viewer: &Viewer, place: &Place| {
            let (kind, state) = (TopicKind::Talk, TopicState::Shown);
            let facts = TopicFacts { place: place.clone(), author: None, kind, state, locked: false, commune: None };
            decide(viewer, Action::Topic(TopicAction::Read, &facts)).is_ok()
        };
        for before in &places {
            for after in &places {
                let named = newcomers(before, after);
                for viewer in viewers.iter().filter(|viewer| reads(viewer, after) && !reads(viewer, before)) {
                    assert!(viewer.principals().iter().any(|group| named.contains(group)), "{viewer:?} {before:?} {after:?} {named:?}");
                }
            }
        }
    }
}
