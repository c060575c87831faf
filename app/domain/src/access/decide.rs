//! The decision itself: pure, total, each condition on its own line.

use super::{
    Action, Member, PersonAction, PersonFacts, PortalAction, Principal, ProjectAction, ProjectFacts, Role, TrainingAction, TrainingFacts,
    Viewer, discuss,
};
use crate::projects::{Circle, Licence, State};

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The thing is not to be seen: the answer must be the one for what does not exist.
    #[error("not to be seen by this viewer")]
    Unseen,
    /// It takes someone, and nobody is signed in.
    #[error("signing in is needed")]
    SignIn,
    /// The account waits for an administrator to say who this is.
    #[error("the account has no role yet")]
    Pending,
    /// It takes a role that this member does not hold.
    #[error("another role is needed")]
    Role,
    /// Only its authors may.
    #[error("only its authors may")]
    NotAuthor,
    /// Its licence does not let others do so.
    #[error("its licence does not allow it")]
    Licence,
    /// Nobody may, in the state the thing is in.
    #[error("not in state {}", .0.key())]
    State(State),
    /// Only who wrote it may.
    #[error("only who wrote it may")]
    NotWriter,
    /// Nobody replies to this topic any more.
    #[error("the topic is locked")]
    Locked,
    /// The topic, or the message, is not in a state that allows it.
    #[error("not in this state")]
    NotShown,
    /// It takes a school.
    #[error("a school is needed")]
    NoSchool,
    /// The animator asked this member not to write for some time.
    #[error("asked not to write for some time")]
    Silenced,
}

/// Who may read a project, as groups of readers.
///
/// Drafts are their authors' alone, even the animator waits until they are handed over.
pub fn readers(project: &ProjectFacts) -> Vec<Principal> {
    let mut readers: Vec<_> = project.authors.iter().copied().map(Principal::Account).collect();
    if project.state != State::Draft {
        readers.push(Principal::Animators);
        readers.extend(project.communes.iter().cloned().map(|commune| Principal::RoleIn(Role::Delegate, commune)));
    }
    if project.state.is_in_review() {
        readers.push(Principal::Advisors);
    }
    if project.state == State::Published {
        for circle in &project.open_to {
            match circle {
                Circle::Public => readers.push(Principal::Public),
                Circle::Community => readers.push(Principal::Community),
                Circle::School => {
                    readers.push(Principal::Advisors);
                    readers.extend(project.schools.iter().cloned().map(Principal::School));
                }
                Circle::Link => readers.extend(project.link.clone().map(Principal::Link)),
            }
        }
    }
    readers.sort();
    readers.dedup();
    readers
}

/// Whether `viewer` may do `action`.
///
/// # Errors
/// A [`Denial`] that says why. [`Denial::Unseen`] comes first: what may not be read is not there for any other question.
pub fn decide(viewer: &Viewer, action: Action<'_>) -> Result<(), Denial> {
    if matches!(viewer, Viewer::System(_)) {
        return Ok(());
    }
    match action {
        Action::Portal(action) => decide_portal(viewer, action),
        Action::Project(action, project) => decide_project(viewer, action, project),
        Action::Space(action, space) => discuss::space(viewer, action, space),
        Action::Topic(action, topic) => discuss::topic(viewer, action, topic),
        Action::Post(action, topic, post) => discuss::post(viewer, action, topic, post),
        Action::Person(action, person) => decide_person(viewer, action, person),
        Action::Training(action, training) => decide_training(viewer, action, training),
    }
}

fn decide_portal(viewer: &Viewer, action: PortalAction) -> Result<(), Denial> {
    let member = viewer.member().ok_or(Denial::SignIn)?;
    match action {
        PortalAction::UseAccount => Ok(()),
        PortalAction::StartProject | PortalAction::Register | PortalAction::FileNeed => allow_if(member, member.is_an_author()),
        PortalAction::OpenDesk | PortalAction::OpenTrainings => allow_if(member, member.is_a_reviewer() || member.is_a_delegate()),
        PortalAction::RunTraining => allow_if(member, member.is_a_reviewer()),
        PortalAction::DecideRemovals
        | PortalAction::SetReview
        | PortalAction::Curate
        | PortalAction::TendSearch
        | PortalAction::RunSpaces
        | PortalAction::Moderate => allow_if(member, member.is(Role::Animator)),
        PortalAction::OpenModeration => allow_if(member, member.is(Role::Animator) || member.is_a_delegate()),
        PortalAction::ReadModerationLog => allow_if(member, member.is_of_the_community()),
        PortalAction::ImportTerritory => allow_if(member, member.is(Role::Animator) || member.is(Role::Admin)),
        PortalAction::GrantRole | PortalAction::ReadAudit => allow_if(member, member.is(Role::Admin)),
        PortalAction::AdmitPeople => allow_if(member, member.is(Role::Animator) || member.is(Role::Admin) || member.is_a_delegate()),
        PortalAction::Invite => allow_if(member, member.is(Role::Animator) || member.is(Role::Admin)),
    }
}

fn decide_person(viewer: &Viewer, action: PersonAction, person: &PersonFacts) -> Result<(), Denial> {
    let member = viewer.member().ok_or(Denial::SignIn)?;
    match action {
        PersonAction::Admit => allow_if(member, member.is(Role::Admin) || member.animates(&person.communes)),
    }
}

fn decide_training(viewer: &Viewer, action: TrainingAction, training: &TrainingFacts) -> Result<(), Denial> {
    let member = viewer.member().ok_or(Denial::SignIn)?;
    match action {
        TrainingAction::Run => allow_if(member, member.is_a_reviewer() || member.animates(&training.communes)),
    }
}

fn decide_project(viewer: &Viewer, action: ProjectAction, project: &ProjectFacts) -> Result<(), Denial> {
    let readers = readers(project);
    if !viewer.principals().iter().any(|principal| readers.contains(principal)) {
        return Err(Denial::Unseen);
    }
    if action == ProjectAction::Read {
        return Ok(());
    }
    let member = viewer.member().ok_or(Denial::SignIn)?;
    let author = project.authors.contains(&member.id);
    let animates = member.animates(&project.communes);
    let reviews = animates || member.is_a_reviewer();
    let state = project.state;
    match action {
        ProjectAction::Read => Ok(()),
        // What was written before it was handed over stays its authors' own.
        ProjectAction::ReadVersions => only_if(author, Denial::NotAuthor),
        // A family's wish waits for nobody: whoever of them hears it first.
        ProjectAction::HidePictures => allow_if(member, author || animates),
        ProjectAction::Mark => {
            allow_if(member, member.roles.iter().any(|role| *role != Role::Parent))?;
            only_if(state == State::Published, Denial::State(state))
        }
        ProjectAction::ReportTrial => {
            allow_if(member, member.is_an_author() && !author)?;
            only_if(state == State::Published, Denial::State(state))
        }
        ProjectAction::SeekPartners => {
            only_if(author, Denial::NotAuthor)?;
            only_if(state == State::Published, Denial::State(state))
        }
        ProjectAction::AnswerCall => {
            allow_if(member, member.is_an_author() && !author)?;
            only_if(state == State::Published, Denial::State(state))
        }
        ProjectAction::TakeOver => {
            allow_if(member, member.is_an_author())?;
            only_if(state == State::Published, Denial::State(state))?;
            only_if(author || project.licence.is_some_and(Licence::lets_adapt), Denial::Licence)
        }
        ProjectAction::Edit => {
            only_if(author, Denial::NotAuthor)?;
            allow_if(member, member.is_an_author())?;
            only_if(state.is_open_to_its_authors(), Denial::State(state))
        }
        // Its authors while they may write it; who animates from the review on.
        ProjectAction::SetOpenings => {
            let writes = author && member.is_an_author();
            allow_if(member, writes || animates)?;
            let reviewed = matches!(state, State::Submitted | State::Scheduled | State::Published);
            only_if(writes && state.is_open_to_its_authors() || animates && reviewed, Denial::State(state))
        }
        ProjectAction::ManageAuthors => {
            only_if(author, Denial::NotAuthor)?;
            only_if(state != State::Archived, Denial::State(state))
        }
        ProjectAction::Submit => {
            only_if(author, Denial::NotAuthor)?;
            allow_if(member, member.is_an_author())?;
            only_if(state.after(crate::projects::Move::Submit).is_ok(), Denial::State(state))
        }
        ProjectAction::TakeBack => {
            only_if(author, Denial::NotAuthor)?;
            only_if(state.after(crate::projects::Move::TakeBack).is_ok(), Denial::State(state))
        }
        ProjectAction::Review => {
            allow_if(member, reviews)?;
            only_if(matches!(state, State::Submitted | State::Scheduled), Denial::State(state))
        }
        ProjectAction::ReadReview => allow_if(member, author || reviews),
        ProjectAction::Propose => {
            allow_if(member, animates || reviews && state != State::Published)?;
            only_if(matches!(state, State::Submitted | State::Scheduled | State::Published), Denial::State(state))
        }
        ProjectAction::Assign => {
            allow_if(member, reviews)?;
            only_if(state.is_in_review(), Denial::State(state))
        }
        ProjectAction::CheckOff => {
            allow_if(member, animates)?;
            only_if(state == State::Published, Denial::State(state))
        }
        ProjectAction::Discuss => {
            allow_if(member, author || reviews)?;
            only_if(state.is_in_review(), Denial::State(state))
        }
        ProjectAction::Publish => {
            allow_if(member, animates)?;
            only_if(matches!(state, State::Submitted | State::Scheduled), Denial::State(state))
        }
        ProjectAction::Withdraw => {
            allow_if(member, author || animates)?;
            only_if(state == State::Published, Denial::State(state))
        }
        ProjectAction::Archive => {
            allow_if(member, animates)?;
            only_if(matches!(state, State::Published | State::Withdrawn), Denial::State(state))
        }
    }
}

pub(super) fn allow_if(member: &Member, allowed: bool) -> Result<(), Denial> {
    let denial = if member.roles.is_empty() { Denial::Pending } else { Denial::Role };
    only_if(allowed, denial)
}

pub(super) fn only_if(condition: bool, denial: Denial) -> Result<(), Denial> {
    if condition { Ok(()) } else { Err(denial) }
}
