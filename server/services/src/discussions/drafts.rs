//! What someone is writing and has not sent (D7): kept on the server while they type, and when a topic closed under their hands.

use super::rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
};
use domain::{
    access::PortalAction,
    discussions::{MAX_POST, settle},
    ids::{ProjectId, SpaceId, TopicId, TrainingId},
    problem::{Problems, UnknownKey},
    projects::MAX_TITLE,
    text::clean_line,
    time::Timestamp,
};

/// The most drafts of one member: beyond, the oldest goes.
const MOST: i64 = 50;

/// Where a draft would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftPlace {
    /// A reply in a topic.
    Topic(TopicId),
    /// A new topic in a space.
    Space(SpaceId),
    /// A new topic beside a project.
    Project(ProjectId),
    /// A new topic beside a training.
    Training(TrainingId),
    /// A need.
    Need,
}

impl DraftPlace {
    /// The short text that the database and forms hold.
    pub fn key(self) -> String {
        match self {
            Self::Topic(id) => format!("topic:{id}"),
            Self::Space(id) => format!("space:{id}"),
            Self::Project(id) => format!("project:{id}"),
            Self::Training(id) => format!("training:{id}"),
            Self::Need => "need".to_owned(),
        }
    }
}

impl std::str::FromStr for DraftPlace {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.chars().take(40).collect());
        if text == "need" {
            return Ok(Self::Need);
        }
        let (kind, id) = text.split_once(':').ok_or_else(unknown)?;
        let id: i64 = id.parse().map_err(|_| unknown())?;
        match kind {
            "topic" => Ok(Self::Topic(TopicId::new(id))),
            "space" => Ok(Self::Space(SpaceId::new(id))),
            "project" => Ok(Self::Project(ProjectId::new(id))),
            "training" => Ok(Self::Training(TrainingId::new(id))),
            _ => Err(unknown()),
        }
    }
}

/// What someone began to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it would go, as [`DraftPlace::key`].
    pub place: String,
    /// The title; empty in a reply.
    pub title: String,
    /// The message.
    pub body: String,
    /// When it was last kept.
    pub updated: Timestamp,
}

/// Keeps what the viewer is writing, in place of what was kept there before; nothing typed, nothing is kept.
///
/// # Errors
/// `SignIn`; `Invalid` when it is longer than any message.
pub async fn keep_draft(cx: &Cx, place: DraftPlace, title: &str, body: &str) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let (title, body) = (clean_line(title), settle(body));
    let mut problems = Problems::new();
    problems.check_line("title", &title, false, MAX_TITLE);
    problems.check_line("body", &body, false, MAX_POST);
    problems.into_result()?;
    let mut change = cx.begin().await?;
    if title.is_empty() && body.is_empty() {
        rows::forget_draft(&mut change, account, &place.key()).await?;
    } else {
        rows::keep_draft(&mut change, account, &place.key(), &title, &body, cx.now()).await?;
        rows::forget_oldest_drafts(&mut change, account, MOST).await?;
    }
    change.commit().await
}

/// What the viewer began to write there.
///
/// # Errors
/// The database's.
pub async fn draft(cx: &Cx, place: DraftPlace) -> Result<Option<Draft>> {
    let Some(account) = cx.account() else { return Ok(None) };
    rows::draft(&mut cx.read().await?, account, &place.key()).await
}

/// All that the viewer began to write, the latest first.
///
/// # Errors
/// `SignIn`.
pub async fn drafts(cx: &Cx) -> Result<Vec<Draft>> {
    rows::drafts(&mut cx.read().await?, cx.account().ok_or(Error::SignIn)?).await
}

/// Throws away what the viewer began to write there.
///
/// # Errors
/// `SignIn`.
pub async fn forget_draft(cx: &Cx, place: DraftPlace) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    rows::forget_draft(&mut change, account, &place.key()).await?;
    change.commit().await
}
