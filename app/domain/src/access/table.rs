//! PRODUCT.md's table of rights, as a table: role × action × state.

use super::*;
use crate::{
    ids::AccountId,
    projects::{Circle, Licence, State, Visibility},
    territory::Uai,
};

const AUTHOR: AccountId = AccountId::new(1);
const OTHER: AccountId = AccountId::new(2);

fn own_school() -> Uai {
    Uai::from_number(990_001)
}

fn elsewhere() -> Uai {
    Uai::from_number(990_002)
}

fn person(id: AccountId, roles: &[Role], school: Uai) -> Viewer {
    Viewer::Member(Member {
        id,
        name: "Quelqu’un".into(),
        roles: roles.to_vec(),
        schools: vec![school],
        communes: vec![],
        school_communes: vec![],
        animates: vec![],
        links: vec![],
    })
}

/// The columns of the tables below.
fn people() -> [(char, Viewer); 10] {
    [
        ('n', Viewer::Nobody),
        ('A', person(AUTHOR, &[Role::Teacher], own_school())),
        ('t', person(OTHER, &[Role::Teacher], own_school())),
        ('u', person(OTHER, &[Role::Teacher], elsewhere())),
        ('p', person(OTHER, &[Role::Parent], own_school())),
        ('v', person(OTHER, &[Role::Advisor], elsewhere())),
        ('o', person(OTHER, &[Role::Official], elsewhere())),
        ('a', person(OTHER, &[Role::Animator], elsewhere())),
        ('d', person(OTHER, &[Role::Admin], elsewhere())),
        ('-', person(OTHER, &[], own_school())),
    ]
}

fn who_may(action: Action<'_>) -> String {
    people().iter().filter(|(_, viewer)| decide(viewer, action).is_ok()).map(|(letter, _)| letter).collect()
}

fn project(state: State, visibility: Visibility) -> ProjectFacts {
    ProjectFacts {
        state,
        open_to: vec![visibility.into()],
        link: Some(LinkKey::new("own")),
        authors: vec![AUTHOR],
        schools: vec![own_school()],
        communes: vec![],
        licence: Some(Licence::CcBySa),
    }
}

#[test]
fn who_may_do_what_to_the_portal() {
    let table = [
        (PortalAction::UseAccount, "Atupvoad-"),
        (PortalAction::StartProject, "Atuva"),
        (PortalAction::OpenDesk, "va"),
        (PortalAction::DecideRemovals, "a"),
        (PortalAction::SetReview, "a"),
        (PortalAction::Curate, "a"),
        (PortalAction::TendSearch, "a"),
        (PortalAction::RunTraining, "va"),
        (PortalAction::OpenTrainings, "va"),
        (PortalAction::Register, "Atuva"),
        (PortalAction::FileNeed, "Atuva"),
        (PortalAction::RunSpaces, "a"),
        (PortalAction::Moderate, "a"),
        (PortalAction::OpenModeration, "a"),
        (PortalAction::ReadModerationLog, "Atuvoad"),
        (PortalAction::ImportTerritory, "ad"),
        (PortalAction::GrantRole, "d"),
        (PortalAction::AdmitPeople, "ad"),
        (PortalAction::Invite, "ad"),
        (PortalAction::ReadAudit, "d"),
    ];
    assert_eq!(table.len(), PortalAction::ALL.len());
    for (action, expected) in table {
        assert_eq!(who_may(Action::Portal(action)), expected, "{action:?}");
    }
}

#[test]
fn who_may_run_a_training() {
    let facts = TrainingFacts { communes: vec![] };
    assert_eq!(who_may(Action::Training(TrainingAction::Run, &facts)), "va");
}

#[test]
fn who_may_read_a_project() {
    let table = [
        (State::Draft, ["A", "A", "A"]),
        (State::Submitted, ["Ava", "Ava", "Ava"]),
        (State::ChangesRequested, ["Ava", "Ava", "Ava"]),
        (State::Scheduled, ["Ava", "Ava", "Ava"]),
        (State::Published, ["nAtupvoad-", "Atuvoad", "Atpva"]),
        (State::Withdrawn, ["Aa", "Aa", "Aa"]),
        (State::Archived, ["Aa", "Aa", "Aa"]),
    ];
    assert_eq!(table.len(), State::ALL.len());
    for (state, by_visibility) in table {
        for (visibility, expected) in [Visibility::Public, Visibility::Community, Visibility::School].into_iter().zip(by_visibility) {
            let facts = project(state, visibility);
            assert_eq!(who_may(Action::Project(ProjectAction::Read, &facts)), expected, "{state:?} {visibility:?}");
        }
    }
}

#[test]
fn who_may_change_a_project() {
    use ProjectAction as P;
    // ReadVersions, HidePictures, Mark, ReportTrial, SetOpenings, SeekPartners, AnswerCall, TakeOver, Edit, ManageAuthors, Submit, TakeBack, Review, ReadReview, Discuss, Propose, Assign, CheckOff, Publish, Withdraw, Archive; of a project that everyone may read once published.
    let table = [
        (State::Draft, ["A", "A", "", "", "A", "", "", "", "A", "A", "A", "", "", "A", "", "", "", "", "", "", ""]),
        (State::Submitted, ["A", "Aa", "", "", "a", "", "", "", "", "A", "", "A", "va", "Ava", "Ava", "va", "va", "", "a", "", ""]),
        (State::ChangesRequested, ["A", "Aa", "", "", "A", "", "", "", "A", "A", "A", "", "", "Ava", "Ava", "", "va", "", "", "", ""]),
        (State::Scheduled, ["A", "Aa", "", "", "a", "", "", "", "", "A", "", "", "va", "Ava", "Ava", "va", "va", "", "a", "", ""]),
        (
            State::Published,
            ["A", "Aa", "Atuvoad", "tuva", "Aa", "A", "tuva", "Atuva", "A", "A", "", "", "", "Ava", "", "a", "", "a", "", "Aa", "a"],
        ),
        (State::Withdrawn, ["A", "Aa", "", "", "A", "", "", "", "A", "A", "A", "A", "", "Aa", "", "", "", "", "", "", "a"]),
        (State::Archived, ["A", "Aa", "", "", "", "", "", "", "", "", "", "", "", "Aa", "", "", "", "", "", "", ""]),
    ];
    assert_eq!(table.len(), State::ALL.len());
    let actions = [
        P::ReadVersions,
        P::HidePictures,
        P::Mark,
        P::ReportTrial,
        P::SetOpenings,
        P::SeekPartners,
        P::AnswerCall,
        P::TakeOver,
        P::Edit,
        P::ManageAuthors,
        P::Submit,
        P::TakeBack,
        P::Review,
        P::ReadReview,
        P::Discuss,
        P::Propose,
        P::Assign,
        P::CheckOff,
        P::Publish,
        P::Withdraw,
        P::Archive,
    ];
    assert_eq!(actions.len() + 1, P::ALL.len());
    for (state, row) in table {
        let facts = project(state, Visibility::Public);
        for (action, expected) in actions.into_iter().zip(row) {
            assert_eq!(who_may(Action::Project(action, &facts)), expected, "{action:?} {state:?}");
        }
    }
}

#[test]
fn what_is_reserved_is_taken_over_by_its_author_alone() {
    let facts = ProjectFacts { licence: Some(Licence::Reserved), ..project(State::Published, Visibility::Public) };
    assert_eq!(who_may(Action::Project(ProjectAction::TakeOver, &facts)), "A");
    let unsaid = ProjectFacts { licence: None, ..facts };
    assert_eq!(who_may(Action::Project(ProjectAction::TakeOver, &unsaid)), "A");
}

#[test]
fn a_secret_link_opens_one_project_to_those_who_hold_it_while_it_is_open() {
    let own = || vec![LinkKey::new("own")];
    let stranger = || person(OTHER, &[Role::Parent], elsewhere());
    let linked = ProjectFacts { open_to: vec![Circle::School, Circle::Link], ..project(State::Published, Visibility::School) };
    let read = |viewer: Viewer, facts: &ProjectFacts| decide(&viewer, Action::Project(ProjectAction::Read, facts));
    assert_eq!(read(Viewer::Nobody.with_links(own()), &linked), Ok(()));
    assert_eq!(read(stranger().with_links(own()), &linked), Ok(()));
    assert_eq!(read(Viewer::Nobody.with_links(vec![LinkKey::new("another")]), &linked), Err(Denial::Unseen));
    let closed = ProjectFacts { open_to: vec![Circle::School], ..linked.clone() };
    assert_eq!(read(Viewer::Nobody.with_links(own()), &closed), Err(Denial::Unseen));
    let unpublished = ProjectFacts { state: State::Submitted, ..linked.clone() };
    assert_eq!(read(Viewer::Nobody.with_links(own()), &unpublished), Err(Denial::Unseen));
    let thanks = Action::Project(ProjectAction::Mark, &linked);
    assert_eq!(decide(&Viewer::Nobody.with_links(own()), thanks), Err(Denial::SignIn));
}

#[test]
fn an_author_who_lost_every_role_reads_but_no_longer_writes() {
    let gone = person(AUTHOR, &[], own_school());
    let facts = project(State::Draft, Visibility::Public);
    assert_eq!(decide(&gone, Action::Project(ProjectAction::Read, &facts)), Ok(()));
    assert_eq!(decide(&gone, Action::Project(ProjectAction::Edit, &facts)), Err(Denial::Pending));
}

#[test]
fn what_may_not_be_read_is_not_there_for_any_other_question() {
    let stranger = person(OTHER, &[Role::Teacher], elsewhere());
    let facts = project(State::Draft, Visibility::Public);
    for action in ProjectAction::ALL {
        assert_eq!(decide(&stranger, Action::Project(*action, &facts)), Err(Denial::Unseen), "{action:?}");
    }
}

#[test]
fn the_portal_itself_may_do_everything() {
    let facts = project(State::Draft, Visibility::School);
    for action in ProjectAction::ALL {
        assert_eq!(decide(&Viewer::System("a job"), Action::Project(*action, &facts)), Ok(()));
    }
}
