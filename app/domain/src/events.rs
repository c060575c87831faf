//! What has happened, told to the right: search, mails and caches read it from the outbox.

use crate::{
    ids::{
        AccountId, ActId, CollectionId, MediumId, NeedStepId, PartnerAnswerId, PostId, ProjectId, ProposalId, RegistrationId, RemarkId,
        ReportId, RequestId, SavedSearchId, SessionId, SpaceId, TopicId, TrainingId, TrialId, WishId,
    },
    territory::{Insee, Uai},
    time::Timestamp,
    training::{SessionState, Standing},
};

/// A fact, written in the same transaction as the change it tells of.
///
/// Readers take the state of the thing from the database, not from the event: an event read twice does no harm.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// Anything about a project changed: what is shown or indexed of it must be read again.
    ProjectChanged {
        /// Which one.
        project: ProjectId,
    },
    /// An author handed a project over for review.
    ProjectSubmitted {
        /// Which one.
        project: ProjectId,
    },
    /// A reviewer asked its authors for changes.
    ProjectChangesAsked {
        /// Which one.
        project: ProjectId,
    },
    /// Someone answered a remark on a project.
    RemarkAnswered {
        /// The project.
        project: ProjectId,
        /// The remark.
        remark: RemarkId,
        /// Whether one of its authors did, or a reviewer.
        by_author: bool,
    },
    /// A reviewer proposed other words for a project.
    EditsProposed {
        /// Which one.
        project: ProjectId,
        /// The proposal.
        proposal: ProposalId,
    },
    /// A project appeared before anyone had read it: it is to be read now.
    ProjectToCheck {
        /// Which one.
        project: ProjectId,
    },
    /// A reviewer was asked to look after a project.
    ReviewAssigned {
        /// The project.
        project: ProjectId,
        /// The reviewer.
        reviewer: AccountId,
    },
    /// A version made from a project appeared.
    ProjectTakenOver {
        /// The project it was made from.
        project: ProjectId,
        /// The version.
        version: ProjectId,
    },
    /// A class answered a project's call for partners.
    CallAnswered {
        /// The project.
        project: ProjectId,
        /// The answer.
        answer: PartnerAnswerId,
    },
    /// A session was opened, held, closed or cancelled.
    SessionMoved {
        /// Which one.
        session: SessionId,
        /// Where it stands since.
        state: SessionState,
    },
    /// A session takes place at another time, at another place, or in another way.
    SessionRescheduled {
        /// Which one.
        session: SessionId,
        /// Which of its changes this is (RFC 5545, SEQUENCE).
        sequence: i64,
        /// How many half-days it had before: calendars hold those that are no more.
        half_days_before: usize,
    },
    /// Where someone stands in a session changed.
    RegistrationChanged {
        /// Whose place.
        registration: RegistrationId,
        /// Where it stands since.
        standing: Standing,
    },
    /// What is told of a session that took place is shown.
    SessionReported {
        /// Which one.
        session: SessionId,
    },
    /// What a training or one of its sessions tells changed, or who sees it, in a way that no other event says.
    TrainingChanged {
        /// Which one.
        training: TrainingId,
    },
    /// A training answers a wish.
    WishAnswered {
        /// Which wish.
        wish: WishId,
    },
    /// A session comes near for one who has a seat in it.
    ReminderDue {
        /// Whose place.
        registration: RegistrationId,
        /// How many days before it this reminder is for.
        days: u32,
    },
    /// A project became public, or visible to its readers, for the first time or again.
    ProjectPublished {
        /// Which one.
        project: ProjectId,
    },
    /// A class tried a project, and told of it.
    TrialReported {
        /// The project.
        project: ProjectId,
        /// The report.
        trial: TrialId,
    },
    /// The authorisation of a medium that a project shows ends soon.
    #[serde(alias = "picture-rights-ending")]
    RightsEnding {
        /// The project.
        project: ProjectId,
        /// The medium.
        #[serde(alias = "picture")]
        medium: MediumId,
    },
    /// The text of a document that a project shows was read: it is found by it from now on.
    DocumentRead {
        /// The project.
        project: ProjectId,
    },
    /// Someone asked to have a medium taken away.
    RemovalAsked {
        /// The request.
        request: RequestId,
    },
    /// It was decided.
    RemovalDecided {
        /// The request.
        request: RequestId,
    },
    /// A message appeared in a topic.
    PostShown {
        /// The topic.
        topic: TopicId,
        /// The message.
        post: PostId,
    },
    /// A message that is shown, or was, changed: its words, where it stands, or what is said of it.
    PostChanged {
        /// The topic.
        topic: TopicId,
        /// The message.
        post: PostId,
    },
    /// A message waits to be read before it appears.
    PostToRead {
        /// The topic.
        topic: TopicId,
        /// The message.
        post: PostId,
    },
    /// The minute of a scheduled topic came, and its author may not open it: it stays closed.
    TopicHeld {
        /// Which one.
        topic: TopicId,
    },
    /// A topic's title, places or state changed: whatever shows it must read it again.
    TopicChanged {
        /// Which one.
        topic: TopicId,
    },
    /// Who reads a space changed, or what it is called: whatever shows what is in it must read it again.
    SpaceChanged {
        /// Which one.
        space: SpaceId,
    },
    /// The authority said where a need stands.
    NeedAnswered {
        /// The need.
        topic: TopicId,
        /// What it said.
        step: NeedStepId,
    },
    /// Someone reported a message.
    PostReported {
        /// The report.
        report: ReportId,
    },
    /// An act of moderation concerns someone: they are told why.
    Moderated {
        /// Which one.
        act: ActId,
    },
    /// Whoever did not accept an act of moderation has an answer.
    AppealAnswered {
        /// Which act.
        act: ActId,
    },
    /// Someone does not accept an act of moderation.
    ActAppealed {
        /// Which one.
        act: ActId,
    },
    /// A project was begun from a topic.
    ProjectDrawn {
        /// The topic.
        topic: TopicId,
        /// The project.
        project: ProjectId,
    },
    /// A school is new, or its name, its kind, where it belongs or its state changed.
    SchoolChanged {
        /// Which one.
        school: Uai,
    },
    /// It was said what someone is here whose provider does not say it, or that they are nobody.
    PersonDecided {
        /// Whom.
        account: AccountId,
        /// Whether they are let in.
        admitted: bool,
    },
    /// What someone is here changed: a role, or a school of theirs.
    PersonChanged {
        /// Whom.
        account: AccountId,
    },
    /// Someone's name changed: projects that they wrote show it.
    AuthorRenamed {
        /// Whose.
        account: AccountId,
    },
    /// Someone's account was erased: what is derived from what they had written is made anew, so that nothing of them stays in it.
    AccountErased {
        /// Whose.
        account: AccountId,
    },
    /// Someone has not signed in for so long that their account will be erased.
    AccountIdle {
        /// Whose.
        account: AccountId,
    },
    /// A search that someone keeps has found what they are to be told of: it appeared after one instant, and up to another.
    SearchAnswered {
        /// Which search.
        saved: SavedSearchId,
        /// After when it appeared.
        since: Timestamp,
        /// Up to when.
        until: Timestamp,
    },
    /// A commune is new, or its name changed.
    CommuneChanged {
        /// Which one.
        commune: Insee,
    },
    /// Anything about a collection changed: what it says, its projects or their order, whether it is shown, or that it is there.
    CollectionChanged {
        /// Which one.
        collection: CollectionId,
    },
    /// What means the same to whoever searches changed.
    SynonymsChanged,
}

impl Event {
    /// The project it is about, if it is about one.
    pub const fn project(&self) -> Option<ProjectId> {
        match self {
            Self::ProjectChanged { project }
            | Self::ProjectSubmitted { project }
            | Self::ProjectChangesAsked { project }
            | Self::ProjectPublished { project }
            | Self::RemarkAnswered { project, .. }
            | Self::CallAnswered { project, .. }
            | Self::ProjectTakenOver { project, .. }
            | Self::ProjectToCheck { project }
            | Self::ReviewAssigned { project, .. }
            | Self::EditsProposed { project, .. }
            | Self::TrialReported { project, .. }
            | Self::RightsEnding { project, .. }
            | Self::DocumentRead { project } => Some(*project),
            Self::ProjectDrawn { project, .. } => Some(*project),
            Self::PostShown { .. }
            | Self::PostChanged { .. }
            | Self::PostToRead { .. }
            | Self::TopicHeld { .. }
            | Self::TopicChanged { .. }
            | Self::SpaceChanged { .. }
            | Self::NeedAnswered { .. }
            | Self::PostReported { .. }
            | Self::Moderated { .. }
            | Self::ActAppealed { .. }
            | Self::AppealAnswered { .. }
            | Self::RemovalAsked { .. }
            | Self::RemovalDecided { .. }
            | Self::SessionMoved { .. }
            | Self::SessionRescheduled { .. }
            | Self::RegistrationChanged { .. }
            | Self::ReminderDue { .. }
            | Self::WishAnswered { .. }
            | Self::TrainingChanged { .. }
            | Self::SessionReported { .. }
            | Self::SchoolChanged { .. }
            | Self::PersonDecided { .. }
            | Self::PersonChanged { .. }
            | Self::AuthorRenamed { .. }
            | Self::AccountErased { .. }
            | Self::AccountIdle { .. }
            | Self::SearchAnswered { .. }
            | Self::CommuneChanged { .. }
            | Self::CollectionChanged { .. }
            | Self::SynonymsChanged => None,
        }
    }

    /// The topic it is about, if it is about one.
    pub const fn topic(&self) -> Option<TopicId> {
        match self {
            Self::PostShown { topic, .. }
            | Self::PostChanged { topic, .. }
            | Self::PostToRead { topic, .. }
            | Self::TopicHeld { topic }
            | Self::TopicChanged { topic }
            | Self::NeedAnswered { topic, .. }
            | Self::ProjectDrawn { topic, .. } => Some(*topic),
            _ => None,
        }
    }
}
