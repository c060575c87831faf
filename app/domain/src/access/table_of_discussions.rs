//! Rights in the discussions, as a table: role × action × state.

use super::*;
use crate::{
    discussions::{Place, PostState, SpaceAccess, TopicKind, TopicState},
    ids::AccountId,
    territory::{Insee, Uai},
};

const WRITER: AccountId = AccountId::new(1);
const OTHER: AccountId = AccountId::new(2);

fn here() -> Insee {
    Insee::parse("33063").expect("a code")
}

fn elsewhere() -> Insee {
    Insee::parse("33039").expect("a code")
}

fn person(id: AccountId, role: Role, commune: Insee) -> Viewer {
    let (communes, school_communes, schools) =
        if role == Role::Official { (vec![commune], vec![], vec![]) } else { (vec![], vec![commune], vec![Uai::from_number(990_001)]) };
    let member =
        Member { id, name: "Quelqu’un".into(), roles: vec![role], schools, communes, school_communes, animates: vec![], links: vec![] };
    Viewer::Member(member)
}

/// The columns: W who wrote it, t a teacher here, u elsewhere, p a parent here, v an advisor elsewhere, o an official here, q elsewhere.
fn people() -> [(char, Viewer); 10] {
    [
        ('n', Viewer::Nobody),
        ('W', person(WRITER, Role::Teacher, here())),
        ('t', person(OTHER, Role::Teacher, here())),
        ('u', person(OTHER, Role::Teacher, elsewhere())),
        ('p', person(OTHER, Role::Parent, here())),
        ('v', person(OTHER, Role::Advisor, elsewhere())),
        ('o', person(OTHER, Role::Official, here())),
        ('q', person(OTHER, Role::Official, elsewhere())),
        ('a', person(OTHER, Role::Animator, elsewhere())),
        ('d', person(OTHER, Role::Admin, elsewhere())),
    ]
}

fn who_may(action: Action<'_>) -> String {
    people().iter().filter(|(_, viewer)| decide(viewer, action).is_ok()).map(|(letter, _)| letter).collect()
}

fn space(communes: Vec<Insee>) -> SpaceAccess {
    SpaceAccess { public: false, read: vec![Role::Official, Role::Parent], post: vec![Role::Teacher, Role::Advisor], communes }
}

fn topic(state: TopicState) -> TopicFacts {
    let place = Place::Spaces(vec![space(vec![here()])]);
    TopicFacts { place, author: Some(WRITER), kind: TopicKind::Need, state, locked: false, commune: Some(here()) }
}

#[test]
fn who_may_read_and_write_in_a_space() {
    let table = [
        (space(vec![]), "Wtupvoqa", "Wtuva"),
        (space(vec![here()]), "Wtpvoa", "Wtva"),
        (SpaceAccess { public: true, ..space(vec![here()]) }, "nWtupvoqad", "Wtva"),
    ];
    for (space, read, write) in table {
        assert_eq!(who_may(Action::Space(SpaceAction::Read, &space)), read, "{space:?}");
        assert_eq!(who_may(Action::Space(SpaceAction::OpenTopic, &space)), write, "{space:?}");
    }
}

#[test]
fn who_may_do_what_to_a_topic() {
    // Read, Reply, Follow, Tend, Moderate, Back, AnswerNeed, DrawProject.
    let table = [
        (TopicState::Scheduled, ["Wa", "", "", "Wa", "a", "", "", ""]),
        (TopicState::Waiting, ["Wa", "", "", "Wa", "a", "", "", ""]),
        (TopicState::Shown, ["Wtpvoa", "Wtva", "Wtvoa", "Wa", "a", "Wtva", "oa", "Wtva"]),
        (TopicState::Hidden, ["Wa", "", "", "Wa", "a", "", "", ""]),
        (TopicState::Merged, ["Wtpvoa", "", "", "Wa", "a", "", "", ""]),
    ];
    assert_eq!(table.len(), TopicState::ALL.len());
    for (state, expected) in table {
        for (action, expected) in TopicAction::ALL.iter().zip(expected) {
            assert_eq!(who_may(Action::Topic(*action, &topic(state))), expected, "{state:?} {action:?}");
        }
    }
}

#[test]
fn nobody_replies_to_a_locked_topic_but_who_locked_it() {
    let locked = TopicFacts { locked: true, ..topic(TopicState::Shown) };
    assert_eq!(who_may(Action::Topic(TopicAction::Reply, &locked)), "a");
}

#[test]
fn a_topic_beside_a_project_is_between_those_of_the_community_who_may_read_it() {
    let beside = |readers| TopicFacts { place: Place::Beside(readers), ..topic(TopicState::Shown) };
    assert_eq!(who_may(Action::Topic(TopicAction::Read, &beside(vec![Principal::Public]))), "Wtuvoqad");
    assert_eq!(who_may(Action::Topic(TopicAction::Read, &beside(vec![Principal::Advisors]))), "v");
}

#[test]
fn partners_are_between_themselves() {
    for state in TopicState::ALL {
        let facts = TopicFacts { place: Place::Between(vec![WRITER]), ..topic(*state) };
        assert_eq!(who_may(Action::Topic(TopicAction::Read, &facts)), "W", "{state:?}");
    }
}

#[test]
fn who_may_do_what_to_a_message() {
    // Read, Edit, Withdraw, Report, Moderate.
    let table = [
        (PostState::Waiting, ["Wa", "W", "W", "", "a"]),
        (PostState::Shown, ["Wtpvoa", "W", "W", "tpvoa", "a"]),
        (PostState::Hidden, ["Wa", "", "", "", "a"]),
        (PostState::Removed, ["Wa", "", "", "", "a"]),
        (PostState::Withdrawn, ["a", "", "", "", "a"]),
    ];
    assert_eq!(table.len(), PostState::ALL.len());
    for (state, expected) in table {
        let post = PostFacts { author: Some(WRITER), state };
        for (action, expected) in PostAction::ALL.iter().zip(expected) {
            assert_eq!(who_may(Action::Post(*action, &topic(TopicState::Shown), &post)), expected, "{state:?} {action:?}");
        }
    }
}
