//! What can be asked for. An action carries the facts it is decided on: asking without them does not compile.

use super::LinkKey;
use crate::{
    ids::AccountId,
    projects::{Circle, Licence, State},
    territory::Uai,
};

/// Something a viewer wants to do.
#[derive(Clone, Copy, Debug)]
pub enum Action<'a> {
    /// On the portal as a whole.
    Portal(PortalAction),
    /// On one project.
    Project(ProjectAction, &'a ProjectFacts),
}

/// What can be done to the portal as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortalAction {
    /// Begin a project.
    StartProject,
    /// Open the animator's desk.
    OpenDesk,
    /// Decide on what people ask to have taken away.
    DecideRemovals,
    /// Say whose projects are read before they appear, and which phrases are at hand.
    SetReview,
    /// Put projects forward: collections, and the home page.
    Curate,
    /// Make trainings, their sessions, and say who came.
    RunTraining,
    /// Ask for a place in a session.
    Register,
    /// Import communes and schools.
    ImportTerritory,
    /// Give or take a role.
    GrantRole,
    /// Use what needs an account but no right, such as the preview of a text.
    UseAccount,
}

impl PortalAction {
    /// All of them, for the table of rights.
    pub const ALL: &'static [Self] = &[
        Self::StartProject,
        Self::OpenDesk,
        Self::DecideRemovals,
        Self::SetReview,
        Self::Curate,
        Self::RunTraining,
        Self::Register,
        Self::ImportTerritory,
        Self::GrantRole,
        Self::UseAccount,
    ];
}

/// What can be done to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectAction {
    /// Read it, and the files it shows.
    Read,
    /// Read its former versions.
    ReadVersions,
    /// Take a picture of it from its readers, and see those that are taken.
    HidePictures,
    /// Change what it says.
    Edit,
    /// Invite others to sign it, and leave it.
    ManageAuthors,
    /// Hand it over for review.
    Submit,
    /// Take it back from review.
    TakeBack,
    /// Make remarks and ask for changes.
    Review,
    /// Read what reviewers and authors say to each other about it.
    ReadReview,
    /// Answer a remark, and say that it is settled.
    Discuss,
    /// Propose other words for it.
    Propose,
    /// Say which reviewer looks after it.
    Assign,
    /// Say that it was read since it appeared.
    CheckOff,
    /// Publish it, now or at a later minute.
    Publish,
    /// Thank for it, or keep it.
    Mark,
    /// Tell that one's class tried it.
    ReportTrial,
    /// Say for whom it is open, and from when to when.
    SetOpenings,
    /// Ask for partner classes.
    SeekPartners,
    /// Answer a call for partner classes.
    AnswerCall,
    /// Start a version of one's own from it.
    TakeOver,
    /// Take it away from its readers.
    Withdraw,
    /// Keep it without showing it.
    Archive,
}

impl ProjectAction {
    /// All of them, for the table of rights.
    pub const ALL: &'static [Self] = &[
        Self::Read,
        Self::ReadVersions,
        Self::HidePictures,
        Self::Mark,
        Self::ReportTrial,
        Self::SetOpenings,
        Self::SeekPartners,
        Self::AnswerCall,
        Self::TakeOver,
        Self::Edit,
        Self::ManageAuthors,
        Self::Submit,
        Self::TakeBack,
        Self::Review,
        Self::ReadReview,
        Self::Discuss,
        Self::Propose,
        Self::Assign,
        Self::CheckOff,
        Self::Publish,
        Self::Withdraw,
        Self::Archive,
    ];
}

/// What rights on a project depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFacts {
    /// Where it stands.
    pub state: State,
    /// To whom it is open at the time, once published.
    pub open_to: Vec<Circle>,
    /// What opens its secret link, if it has one.
    pub link: Option<LinkKey>,
    /// Its authors.
    pub authors: Vec<AccountId>,
    /// Its schools.
    pub schools: Vec<Uai>,
    /// What others may do with it.
    pub licence: Option<Licence>,
}
