//! What someone is writing and has not sent (D7): kept on the server while they type, and whatever a form held that was refused.

use super::rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
};
use domain::{
    access::PortalAction,
    discussions::{Sent, settle},
    ids::{PostId, ProjectId, SpaceId, TopicId, TrainingId},
    problem::{Problems, UnknownKey},
    projects::MAX_TITLE,
    text::clean_line,
    time::Timestamp,
};

/// The most drafts of one member: beyond, the oldest goes.
const MOST: i64 = 50;
/// The longest draft, in characters: what is too long for a message is kept until its writer has shortened it.
const MAX_DRAFT: usize = 100_000;

/// Where a draft would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftPlace {
    /// A reply in a topic.
    Topic(TopicId),
    /// A new topic in a space.
    Space(SpaceId),
    /// A new topic, before a space is chosen.
    New,
    /// A new topic beside a project.
    Project(ProjectId),
    /// A new topic beside a training.
    Training(TrainingId),
    /// A need.
    Need,
    /// What a message is to say from now on.
    Post(PostId),
    /// An answer to a project's call for partner classes.
    Answer(ProjectId),
}

impl DraftPlace {
    /// The short text that the database and forms hold.
    pub fn key(self) -> String {
        match self {
            Self::Topic(id) => format!("topic:{id}"),
            Self::Space(id) => format!("space:{id}"),
            Self::Project(id) => format!("project:{id}"),
            Self::Training(id) => format!("training:{id}"),
            Self::New => "new".to_owned(),
            Self::Need => "need".to_owned(),
            Self::Post(id) => format!("post:{id}"),
            Self::Answer(id) => format!("answer:{id}"),
        }
    }
}

impl std::str::FromStr for DraftPlace {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.chars().take(40).collect());
        match text {
            "new" => return Ok(Self::New),
            "need" => return Ok(Self::Need),
            _ => {}
        }
        let (kind, id) = text.split_once(':').ok_or_else(unknown)?;
        let id: i64 = id.parse().map_err(|_| unknown())?;
        match kind {
            "topic" => Ok(Self::Topic(TopicId::new(id))),
            "space" => Ok(Self::Space(SpaceId::new(id))),
            "project" => Ok(Self::Project(ProjectId::new(id))),
            "training" => Ok(Self::Training(TrainingId::new(id))),
            "post" => Ok(Self::Post(PostId::new(id))),
            "answer" => Ok(Self::Answer(ProjectId::new(id))),
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

/// What a form holds, before anyone has looked whether it is sound.
#[derive(Clone, Debug)]
pub struct AsTyped<'form> {
    /// The title; empty in a reply.
    pub title: &'form str,
    /// The message.
    pub body: &'form str,
    /// Which sending of the form this is.
    pub sent: Sent,
}

/// Keeps what the viewer is writing, in place of what was kept there before; nothing typed, nothing is kept.
///
/// # Errors
/// `SignIn`; `Invalid` when it is far longer than any message.
pub async fn keep_draft(cx: &Cx, place: DraftPlace, title: &str, body: &str) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let (title, body) = (clean_line(title), settle(body));
    let mut problems = Problems::new();
    problems.check_line("title", &title, false, MAX_TITLE);
    problems.check_line("body", &body, false, MAX_DRAFT);
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

/// Keeps what a form held that was refused, as much of it as drafts hold; where nothing was typed, what was kept there stays. For who has no
/// account, nothing.
///
/// # Errors
/// The database's.
pub async fn keep_refused(cx: &Cx, place: DraftPlace, title: &str, body: &str) -> Result<()> {
    if access::check(cx, PortalAction::UseAccount).is_err() {
        return Ok(());
    }
    let cut = |text: String, most| text.chars().take(most).collect::<String>();
    let (title, body) = (cut(clean_line(title), MAX_TITLE), cut(settle(body), MAX_DRAFT));
    if title.is_empty() && body.is_empty() { Ok(()) } else { keep_draft(cx, place, &title, &body).await }
}

/// Has something written, and keeps what was typed for it where that is refused, for whatever reason; the refusal is told all the same.
///
/// # Errors
/// Those of `written`; the database's.
pub(super) async fn keeping<T>(
    cx: &Cx,
    place: Option<DraftPlace>,
    title: &str,
    body: &str,
    written: impl Future<Output = Result<T>>,
) -> Result<T> {
    let refused = match written.await {
        // Nobody is there to keep it for, or nothing to keep it in.
        Err(why @ (Error::SignIn | Error::Unavailable { .. } | Error::Internal(_))) => return Err(why),
        Err(why) => why,
        done => return done,
    };
    if let Some(place) = place {
        keep_refused(cx, place, title, body).await?;
    }
    Err(refused)
}

/// Where what one types of the project at `slug` is kept: as `place` says, beside it or as an answer to its call. Nothing where there is no
/// project; whether there is one is nobody's to know, and said on no page.
///
/// # Errors
/// The database's.
pub async fn draft_place_of_project(cx: &Cx, slug: &str, place: fn(ProjectId) -> DraftPlace) -> Result<Option<DraftPlace>> {
    Ok(rows::project_at(&mut cx.read().await?, slug).await?.map(place))
}

/// The same of the training at `slug`.
///
/// # Errors
/// The database's.
pub async fn draft_place_of_training(cx: &Cx, slug: &str) -> Result<Option<DraftPlace>> {
    Ok(rows::training_at(&mut cx.read().await?, slug).await?.map(DraftPlace::Training))
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
