//! What can be asked for. An action carries the facts it is decided on: asking without them does not compile.

use super::LinkKey;
use crate::{
    discussions::{Place, PostState, SpaceAccess, TopicKind, TopicState},
    ids::AccountId,
    projects::{Circle, Licence, State},
    territory::{Insee, Uai},
};

/// An enum of what can be done, and the list of all of it: the tables of rights hold every one, and a new one cannot be left out of them.
macro_rules! actions {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $action:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$what])* $action,)+
        }

        impl $name {
            /// All of them, for the tables of rights.
            pub const ALL: &'static [Self] = &[$(Self::$action,)+];
        }
    };
}

/// Something a viewer wants to do.
#[derive(Clone, Copy, Debug)]
pub enum Action<'a> {
    /// On the portal as a whole.
    Portal(PortalAction),
    /// On one project.
    Project(ProjectAction, &'a ProjectFacts),
    /// On one space of the discussions.
    Space(SpaceAction, &'a SpaceAccess),
    /// On one topic.
    Topic(TopicAction, &'a TopicFacts),
    /// On one message.
    Post(PostAction, &'a TopicFacts, &'a PostFacts),
    /// On one person.
    Person(PersonAction, &'a PersonFacts),
    /// On one training, or one of its sessions.
    Training(TrainingAction, &'a TrainingFacts),
}

actions! {
    /// What can be done to the portal as a whole.
    PortalAction {
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
        /// Say which words mean the same to whoever searches, and see what is searched for.
        TendSearch,
        /// Make trainings, their sessions, and say who came, wherever they are.
        RunTraining,
        /// Make trainings, and see those that are prepared, as far as one runs them.
        OpenTrainings,
        /// Ask for a place in a session.
        Register,
        /// File a need, and have one's school back another's.
        FileNeed,
        /// Make spaces, and say what waits to be read.
        RunSpaces,
        /// Decide on what is reported, and take messages from their readers, wherever they are.
        Moderate,
        /// See what is reported and waits to be read, as far as one decides on it.
        OpenModeration,
        /// Read how people are moderated, in figures and without names.
        ReadModerationLog,
        /// Import communes and schools.
        ImportTerritory,
        /// Give or take a role.
        GrantRole,
        /// See who waits to be told what they are here, as far as one decides on it.
        AdmitPeople,
        /// Invite officials and staff of the authority.
        Invite,
        /// Read who did what.
        ReadAudit,
        /// Use what needs an account but no right, such as the preview of a text.
        UseAccount,
    }
}

actions! {
    /// What can be done to a project.
    ProjectAction {
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
    /// The communes of its schools.
    pub communes: Vec<Insee>,
    /// What others may do with it.
    pub licence: Option<Licence>,
}

actions! {
    /// What can be done about a person.
    PersonAction {
        /// Say what someone is whose provider does not: of a school, or nobody here.
        Admit,
    }
}

/// What rights about a person depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFacts {
    /// The communes of their schools.
    pub communes: Vec<Insee>,
}

actions! {
    /// What can be done to a training, or to one of its sessions.
    TrainingAction {
        /// Write what it says; prepare it, open it, say who came.
        Run,
    }
}

/// What rights on a training, or on one of its sessions, depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingFacts {
    /// Where it takes place; of a training itself, the communes of the delegate who made it.
    pub communes: Vec<Insee>,
}

actions! {
    /// What can be done to a space.
    SpaceAction {
        /// See it, and read what is in it.
        Read,
        /// Open a topic in it.
        OpenTopic,
    }
}

actions! {
    /// What can be done to a topic.
    TopicAction {
        /// Read it.
        Read,
        /// Write a message in it.
        Reply,
        /// Follow it, mute it, keep where one has read to, react.
        Follow,
        /// Say which message answers it, or what its title is.
        Tend,
        /// Lock, pin, move, merge, split, hide.
        Moderate,
        /// Have one's school back a need.
        Back,
        /// Say where a need stands, with a public answer.
        AnswerNeed,
        /// Begin a project from it.
        DrawProject,
    }
}

actions! {
    /// What can be done to a message.
    PostAction {
        /// Read what it says, and what it said before.
        Read,
        /// Change what it says.
        Edit,
        /// Take it back.
        Withdraw,
        /// Report it.
        Report,
        /// Hide it, show it again, take it away.
        Moderate,
    }
}

/// What rights on a topic depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicFacts {
    /// Where it is shown.
    pub place: Place,
    /// Who opened it; nobody, once they have left.
    pub author: Option<AccountId>,
    /// What it is for.
    pub kind: TopicKind,
    /// Where it stands.
    pub state: TopicState,
    /// Whether nobody replies any more.
    pub locked: bool,
    /// The commune of a need.
    pub commune: Option<Insee>,
}

/// What rights on a message depend on, besides its topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostFacts {
    /// Who wrote it; nobody, once they have left.
    pub author: Option<AccountId>,
    /// Where it stands.
    pub state: PostState,
}
