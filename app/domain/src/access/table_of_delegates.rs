//! What a delegate may do, as a table: what an animator may, in their communes and nowhere else (G8).

use super::*;
use crate::{
    discussions::{Place, PostState, SpaceAccess, TopicKind, TopicState},
    ids::AccountId,
    projects::{State, Visibility},
    territory::{Insee, Uai},
};

const AUTHOR: AccountId = AccountId::new(1);
const OTHER: AccountId = AccountId::new(2);

fn here() -> Insee {
    Insee::parse("33063").expect("a code")
}

fn elsewhere() -> Insee {
    Insee::parse("33039").expect("a code")
}

fn person(role: Role, animates: Vec<Insee>) -> Viewer {
    Viewer::Member(Member {
        id: OTHER,
        name: "Quelqu’un".into(),
        roles: vec![role],
        schools: vec![],
        communes: vec![],
        // A school there gives nobody the power of a delegate.
        school_communes: vec![here()],
        animates,
        links: vec![],
    })
}

/// The columns: g a delegate here, h elsewhere, b of both, 0 of no commune, x who was one and lost the role, a the animator.
fn people() -> [(char, Viewer); 6] {
    [
        ('g', person(Role::Delegate, vec![here()])),
        ('h', person(Role::Delegate, vec![elsewhere()])),
        ('b', person(Role::Delegate, vec![here(), elsewhere()])),
        ('0', person(Role::Delegate, vec![])),
        ('x', person(Role::Teacher, vec![here()])),
        ('a', person(Role::Animator, vec![])),
    ]
}

fn who_may(action: Action<'_>) -> String {
    people().iter().filter(|(_, viewer)| decide(viewer, action).is_ok()).map(|(letter, _)| letter).collect()
}

#[test]
fn a_delegate_has_a_desk_and_sets_nothing_for_the_whole_territory() {
    let table = [
        (PortalAction::UseAccount, "ghb0xa"),
        (PortalAction::StartProject, "ghb0xa"),
        (PortalAction::Register, "ghb0xa"),
        (PortalAction::FileNeed, "ghb0xa"),
        (PortalAction::ReadModerationLog, "ghb0xa"),
        (PortalAction::OpenDesk, "ghba"),
        (PortalAction::OpenTrainings, "ghba"),
        (PortalAction::OpenModeration, "ghba"),
        (PortalAction::AdmitPeople, "ghba"),
        (PortalAction::Invite, "a"),
        (PortalAction::DecideRemovals, "a"),
        (PortalAction::SetReview, "a"),
        (PortalAction::Curate, "a"),
        (PortalAction::TendSearch, "a"),
        (PortalAction::RunTraining, "a"),
        (PortalAction::RunSpaces, "a"),
        (PortalAction::Moderate, "a"),
        (PortalAction::ImportTerritory, "a"),
        (PortalAction::GrantRole, ""),
        (PortalAction::ReadAudit, ""),
    ];
    assert_eq!(table.len(), PortalAction::ALL.len());
    for (action, expected) in table {
        assert_eq!(who_may(Action::Portal(action)), expected, "{action:?}");
    }
}

#[test]
fn a_delegate_does_to_a_project_of_their_communes_what_the_animator_does() {
    let same = |letters: &str| letters.replace(['g', 'b'], "");
    for state in State::ALL {
        let facts = ProjectFacts {
            state: *state,
            open_to: vec![Visibility::School.into()],
            link: None,
            authors: vec![AUTHOR],
            schools: vec![Uai::from_number(990_001)],
            communes: vec![here()],
            licence: None,
        };
        for action in ProjectAction::ALL {
            let may = who_may(Action::Project(*action, &facts));
            assert_eq!(may.contains('g'), may.contains('a'), "{action:?} {state:?}: {may}");
            assert_eq!(may.contains('b'), may.contains('a'), "{action:?} {state:?}: {may}");
            assert!(matches!(same(&may).as_str(), "" | "a"), "{action:?} {state:?}: {may}");
        }
        let of_none = ProjectFacts { communes: vec![], ..facts };
        for action in ProjectAction::ALL {
            let may = who_may(Action::Project(*action, &of_none));
            assert!(matches!(may.as_str(), "" | "a"), "of no commune, {action:?} {state:?}: {may}");
        }
    }
}

fn space(communes: Vec<Insee>) -> SpaceAccess {
    SpaceAccess { public: true, read: vec![], post: vec![Role::Teacher], communes }
}

fn topic(place: Place, commune: Option<Insee>) -> TopicFacts {
    let kind = if commune.is_some() { TopicKind::Need } else { TopicKind::Question };
    TopicFacts { place, author: Some(AUTHOR), kind, state: TopicState::Shown, locked: false, commune }
}

#[test]
fn a_delegate_moderates_what_is_of_their_communes_alone() {
    let beside = |commune: Insee| Place::Beside(vec![Principal::Public, Principal::RoleIn(Role::Delegate, commune)]);
    let table = [
        (topic(Place::Spaces(vec![space(vec![here()])]), None), "gba"),
        (topic(Place::Spaces(vec![space(vec![here(), elsewhere()])]), None), "ba"),
        (topic(Place::Spaces(vec![space(vec![here()]), space(vec![])]), None), "a"),
        (topic(Place::Spaces(vec![space(vec![])]), None), "a"),
        (topic(Place::Spaces(vec![]), None), ""),
        (topic(beside(here()), None), "gba"),
        (topic(Place::Beside(vec![Principal::Public]), None), "a"),
        (topic(Place::Between(vec![AUTHOR]), None), ""),
        (topic(Place::Spaces(vec![space(vec![])]), Some(here())), "gba"),
        (topic(Place::Spaces(vec![space(vec![])]), Some(elsewhere())), "hba"),
    ];
    for (facts, expected) in table {
        let needs = facts.commune.is_some();
        assert_eq!(who_may(Action::Topic(TopicAction::Moderate, &facts)), expected, "{facts:?}");
        assert_eq!(who_may(Action::Topic(TopicAction::AnswerNeed, &facts)), if needs { expected } else { "" }, "{facts:?}");
        for state in PostState::ALL {
            let post = PostFacts { author: Some(AUTHOR), state: *state };
            assert_eq!(who_may(Action::Post(PostAction::Moderate, &facts, &post)), expected, "{facts:?} {state:?}");
        }
    }
}

#[test]
fn a_delegate_runs_trainings_and_sessions_of_their_communes_alone() {
    let of = |communes: Vec<Insee>| TrainingFacts { communes };
    let table = [(of(vec![here()]), "gba"), (of(vec![elsewhere()]), "hba"), (of(vec![here(), elsewhere()]), "ghba"), (of(vec![]), "a")];
    for (training, expected) in table {
        assert_eq!(who_may(Action::Training(TrainingAction::Run, &training)), expected, "{training:?}");
    }
    let nobody = decide(&Viewer::Nobody, Action::Training(TrainingAction::Run, &of(vec![here()])));
    assert_eq!(nobody, Err(Denial::SignIn));
}

#[test]
fn a_delegate_says_what_people_are_of_schools_of_their_communes_alone() {
    let of = |communes: Vec<Insee>| PersonFacts { communes };
    let table = [(of(vec![here()]), "gba"), (of(vec![elsewhere()]), "hba"), (of(vec![here(), elsewhere()]), "ghba"), (of(vec![]), "a")];
    for (person, expected) in table {
        assert_eq!(who_may(Action::Person(PersonAction::Admit, &person)), expected, "{person:?}");
    }
    let admin = self::person(Role::Admin, vec![]);
    assert_eq!(decide(&admin, Action::Person(PersonAction::Admit, &of(vec![]))), Ok(()));
    assert_eq!(decide(&Viewer::Nobody, Action::Person(PersonAction::Admit, &of(vec![]))), Err(Denial::SignIn));
}
