//! Ids are newtypes: a project's id can never be passed where an account's is asked for.
//!
//! The application makes them (64 bits, roughly ordered by time), so that both database engines hold the same values.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a number that the application or the database gave.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number, for the database and for addresses.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

impl From<PictureId> for MediumId {
    fn from(picture: PictureId) -> Self {
        Self(picture.0)
    }
}

impl From<AttachmentId> for MediumId {
    fn from(attachment: AttachmentId) -> Self {
        Self(attachment.0)
    }
}

id! {
    /// A member's account.
    AccountId
    /// A project sheet.
    ProjectId
    /// A request to have something taken away.
    RequestId
    /// A class's report of trying a project.
    TrialId
    /// Anything that was taken in: a picture, a recording, a document. What is said and decided of it is the same for all.
    MediumId
    /// A picture: a medium that has renditions.
    PictureId
    /// A document, a sound or a video that is attached to a sheet.
    AttachmentId
    /// A remark made while reviewing a project.
    RemarkId
    /// A collection of projects.
    CollectionId
    /// A slot of the home page.
    SlotId
    /// An answer to a call for partners.
    PartnerAnswerId
    /// An invitation to sign a project.
    InvitationId
    /// An invitation to a role.
    RoleInvitationId
    /// A phrase that reviewers have at hand.
    PhraseId
    /// Other words that a reviewer proposes for a project.
    ProposalId
    /// A training.
    TrainingId
    /// A session of a training.
    SessionId
    /// Someone's place in a session.
    RegistrationId
    /// A training that is wished for.
    WishId
    /// A part of the discussions.
    SpaceId
    /// A discussion.
    TopicId
    /// A message in one.
    PostId
    /// What the authority answered to a need, once.
    NeedStepId
    /// A message that someone reported.
    ReportId
    /// An act of moderation.
    ActId
    /// A search that someone keeps.
    SavedSearchId
    /// A group of synonyms.
    SynonymGroupId
}
