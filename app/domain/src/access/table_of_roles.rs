//! Every role × every action × every state, whole: what is written by `match` without a wildcard, so that a new role, a new action or a new state
//! does not compile before someone has said who may. The other tables try the same rights from another school and another commune.

use super::*;
use crate::{
    discussions::{Place, PostState, SpaceAccess, TopicKind, TopicState},
    ids::AccountId,
    projects::{Circle, Licence, State},
    territory::{Insee, Uai},
};

const AUTHOR: AccountId = AccountId::new(1);
const OTHER: AccountId = AccountId::new(2);

fn here() -> Insee {
    Insee::parse("33063").expect("a code")
}

fn school() -> Uai {
    Uai::from_number(990_001)
}

/// Someone of the thing's own school and commune.
fn person(id: AccountId, roles: &[Role]) -> Viewer {
    Viewer::Member(Member {
        id,
        name: "Quelqu’un".into(),
        roles: roles.to_vec(),
        schools: vec![school()],
        communes: vec![here()],
        school_communes: vec![here()],
        animates: if roles.contains(&Role::Delegate) { vec![here()] } else { vec![] },
        links: vec![],
    })
}

const fn letter(role: Role) -> char {
    match role {
        Role::Parent => 'p',
        Role::Teacher => 't',
        Role::Head => 'h',
        Role::Advisor => 'v',
        Role::Official => 'o',
        Role::Delegate => 'g',
        Role::Animator => 'a',
        Role::Admin => 'd',
    }
}

/// The columns: n nobody, and so whoever is suspended; l who holds a secret link; - who waits to be told what they are; one for each role, of this
/// school and commune; A the author, a teacher.
fn people() -> Vec<(char, Viewer)> {
    let mut people = vec![('n', Viewer::Nobody), ('l', Viewer::Nobody.with_links(vec![LinkKey::new("own")])), ('-', person(OTHER, &[]))];
    people.extend(Role::ALL.iter().map(|role| (letter(*role), person(OTHER, &[*role]))));
    people.push(('A', person(AUTHOR, &[Role::Teacher])));
    people
}

fn who_may(action: Action<'_>) -> String {
    people().iter().filter(|(_, viewer)| decide(viewer, action).is_ok()).map(|(letter, _)| letter).collect()
}

/// Whoever may not read a thing is told that it is not there, whatever they ask.
fn check_unseen(read: Action<'_>, action: Action<'_>) {
    for (letter, viewer) in people() {
        if decide(&viewer, read).is_err() {
            assert_eq!(decide(&viewer, action), Err(Denial::Unseen), "{letter} {action:?}");
        }
    }
}

const fn portal(action: PortalAction) -> &'static str {
    match action {
        PortalAction::StartProject | PortalAction::Register | PortalAction::FileNeed => "thvgaA",
        PortalAction::OpenDesk | PortalAction::OpenTrainings => "vga",
        PortalAction::RunTraining => "va",
        PortalAction::DecideRemovals
        | PortalAction::SetReview
        | PortalAction::Curate
        | PortalAction::TendSearch
        | PortalAction::RunSpaces
        | PortalAction::Moderate => "a",
        PortalAction::OpenModeration => "ga",
        PortalAction::ReadModerationLog => "thvogadA",
        PortalAction::ImportTerritory | PortalAction::Invite => "ad",
        PortalAction::AdmitPeople => "gad",
        PortalAction::GrantRole | PortalAction::ReadAudit => "d",
        PortalAction::UseAccount => "-pthvogadA",
    }
}

/// Of a project that is open to the community and by its link, once published.
const fn project(action: ProjectAction, state: State) -> &'static str {
    use State::{Archived, ChangesRequested, Draft, Published, Scheduled, Submitted, Withdrawn};
    match (action, state) {
        (ProjectAction::Read, Draft) | (ProjectAction::ReadReview | ProjectAction::HidePictures, Draft) => "A",
        (ProjectAction::Read, Published) => "lthvogadA",
        (ProjectAction::Read | ProjectAction::ReadReview, Submitted | ChangesRequested | Scheduled) => "vgaA",
        (ProjectAction::Read | ProjectAction::ReadReview, Withdrawn | Archived) => "gaA",
        (ProjectAction::ReadReview, Published) => "vgaA",
        (ProjectAction::ReadVersions, _) => "A",
        (ProjectAction::HidePictures, Submitted | ChangesRequested | Scheduled | Published | Withdrawn | Archived) => "gaA",
        (ProjectAction::Edit, Draft | ChangesRequested | Published | Withdrawn) => "A",
        (ProjectAction::Edit, Submitted | Scheduled | Archived) => "",
        (ProjectAction::ManageAuthors, Draft | Submitted | ChangesRequested | Scheduled | Published | Withdrawn) => "A",
        (ProjectAction::ManageAuthors, Archived) => "",
        (ProjectAction::Submit, Draft | ChangesRequested | Withdrawn) => "A",
        (ProjectAction::Submit, Submitted | Scheduled | Published | Archived) => "",
        (ProjectAction::TakeBack, Submitted | Withdrawn) => "A",
        (ProjectAction::TakeBack, Draft | ChangesRequested | Scheduled | Published | Archived) => "",
        (ProjectAction::Review, Submitted | Scheduled) => "vga",
        (ProjectAction::Review, Draft | ChangesRequested | Published | Withdrawn | Archived) => "",
        (ProjectAction::Discuss, Submitted | ChangesRequested | Scheduled) => "vgaA",
        (ProjectAction::Discuss, Draft | Published | Withdrawn | Archived) => "",
        (ProjectAction::Propose, Submitted | Scheduled) => "vga",
        (ProjectAction::Propose, Published) => "ga",
        (ProjectAction::Propose, Draft | ChangesRequested | Withdrawn | Archived) => "",
        (ProjectAction::Assign, Submitted | ChangesRequested | Scheduled) => "vga",
        (ProjectAction::Assign, Draft | Published | Withdrawn | Archived) => "",
        (ProjectAction::CheckOff, Published) => "ga",
        (ProjectAction::CheckOff, Draft | Submitted | ChangesRequested | Scheduled | Withdrawn | Archived) => "",
        (ProjectAction::Publish, Submitted | Scheduled) => "ga",
        (ProjectAction::Publish, Draft | ChangesRequested | Published | Withdrawn | Archived) => "",
        (ProjectAction::Mark, Published) => "thvogadA",
        (ProjectAction::ReportTrial | ProjectAction::AnswerCall, Published) => "thvga",
        (ProjectAction::SeekPartners, Published) => "A",
        (ProjectAction::TakeOver, Published) => "thvgaA",
        (
            ProjectAction::Mark
            | ProjectAction::ReportTrial
            | ProjectAction::AnswerCall
            | ProjectAction::SeekPartners
            | ProjectAction::TakeOver
            | ProjectAction::Withdraw,
            Draft | Submitted | ChangesRequested | Scheduled | Withdrawn | Archived,
        ) => "",
        (ProjectAction::SetOpenings, Draft | ChangesRequested | Withdrawn) => "A",
        (ProjectAction::SetOpenings, Submitted | Scheduled) => "ga",
        (ProjectAction::SetOpenings | ProjectAction::Withdraw, Published) => "gaA",
        (ProjectAction::SetOpenings, Archived) => "",
        (ProjectAction::Archive, Published | Withdrawn) => "ga",
        (ProjectAction::Archive, Draft | Submitted | ChangesRequested | Scheduled | Archived) => "",
    }
}

const fn space(action: SpaceAction) -> &'static str {
    match action {
        SpaceAction::Read => "ptvogaA",
        SpaceAction::OpenTopic => "tvgaA",
    }
}

/// Of a need in that space.
const fn topic(action: TopicAction, state: TopicState) -> &'static str {
    use TopicState::{Hidden, Merged, Scheduled, Shown, Waiting};
    match (action, state) {
        (TopicAction::Read, Shown | Merged) => "ptvogaA",
        (TopicAction::Read, Scheduled | Waiting | Hidden) | (TopicAction::Tend, _) => "gaA",
        (TopicAction::Moderate, _) => "ga",
        (TopicAction::Reply | TopicAction::Back | TopicAction::DrawProject, Shown) => "tvgaA",
        (TopicAction::Follow, Shown) => "tvogaA",
        (TopicAction::AnswerNeed, Shown) => "oga",
        (
            TopicAction::Reply | TopicAction::Back | TopicAction::DrawProject | TopicAction::Follow | TopicAction::AnswerNeed,
            Scheduled | Waiting | Hidden | Merged,
        ) => "",
    }
}

/// Of a message in that topic, once it is shown.
const fn post(action: PostAction, state: PostState) -> &'static str {
    use PostState::{Hidden, Removed, Shown, Waiting, Withdrawn};
    match (action, state) {
        (PostAction::Read, Shown) => "ptvogaA",
        (PostAction::Read, Waiting | Hidden | Removed) => "gaA",
        (PostAction::Read, Withdrawn) | (PostAction::Moderate, _) => "ga",
        (PostAction::Edit | PostAction::Withdraw, Shown | Waiting) => "A",
        (PostAction::Edit | PostAction::Withdraw, Hidden | Removed | Withdrawn) => "",
        (PostAction::Report, Shown) => "ptvoga",
        (PostAction::Report, Waiting | Hidden | Removed | Withdrawn) => "",
    }
}

const fn about_a_person(action: PersonAction) -> &'static str {
    match action {
        PersonAction::Admit => "gad",
    }
}

/// Of a session in that commune.
const fn training(action: TrainingAction) -> &'static str {
    match action {
        TrainingAction::Run => "vga",
    }
}

fn open_space() -> SpaceAccess {
    SpaceAccess {
        public: false,
        read: vec![Role::Official, Role::Parent],
        post: vec![Role::Teacher, Role::Advisor],
        communes: vec![here()],
    }
}

fn need(state: TopicState) -> TopicFacts {
    let place = Place::Spaces(vec![open_space()]);
    TopicFacts { place, author: Some(AUTHOR), kind: TopicKind::Need, state, locked: false, commune: Some(here()) }
}

#[test]
fn every_role_may_what_the_table_says_of_the_portal_of_people_and_of_trainings() {
    for action in PortalAction::ALL {
        assert_eq!(who_may(Action::Portal(*action)), portal(*action), "{action:?}");
    }
    let facts = PersonFacts { communes: vec![here()] };
    for action in PersonAction::ALL {
        assert_eq!(who_may(Action::Person(*action, &facts)), about_a_person(*action), "{action:?}");
    }
    let facts = TrainingFacts { communes: vec![here()] };
    for action in TrainingAction::ALL {
        assert_eq!(who_may(Action::Training(*action, &facts)), training(*action), "{action:?}");
    }
}

#[test]
fn every_role_may_what_the_table_says_of_a_project_in_every_state() {
    for state in State::ALL {
        let facts = ProjectFacts {
            state: *state,
            open_to: vec![Circle::Community, Circle::Link],
            link: Some(LinkKey::new("own")),
            authors: vec![AUTHOR],
            schools: vec![school()],
            communes: vec![here()],
            licence: Some(Licence::CcBySa),
        };
        for action in ProjectAction::ALL {
            let asked = Action::Project(*action, &facts);
            assert_eq!(who_may(asked), project(*action, *state), "{action:?} {state:?}");
            check_unseen(Action::Project(ProjectAction::Read, &facts), asked);
        }
    }
}

#[test]
fn every_role_may_what_the_table_says_in_the_discussions_in_every_state() {
    let access = open_space();
    for action in SpaceAction::ALL {
        assert_eq!(who_may(Action::Space(*action, &access)), space(*action), "{action:?}");
        check_unseen(Action::Space(SpaceAction::Read, &access), Action::Space(*action, &access));
    }
    for state in TopicState::ALL {
        let facts = need(*state);
        for action in TopicAction::ALL {
            assert_eq!(who_may(Action::Topic(*action, &facts)), topic(*action, *state), "{action:?} {state:?}");
            check_unseen(Action::Topic(TopicAction::Read, &facts), Action::Topic(*action, &facts));
        }
    }
    let facts = need(TopicState::Shown);
    for state in PostState::ALL {
        let message = PostFacts { author: Some(AUTHOR), state: *state };
        for action in PostAction::ALL {
            assert_eq!(who_may(Action::Post(*action, &facts, &message)), post(*action, *state), "{action:?} {state:?}");
            check_unseen(Action::Post(PostAction::Read, &facts, &message), Action::Post(*action, &facts, &message));
        }
    }
}
