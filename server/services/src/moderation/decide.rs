//! Deciding, and what follows.

use super::rows::removals as rows;
use crate::{
    access,
    cx::Cx,
    db::Conn,
    discussions,
    error::{Error, Result},
    identity::{self, Recipient},
    projects,
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::{MediumId, PostId, RequestId},
    moderation::{Asker, Decision, MAX_MESSAGE},
    problem::Problems,
    text::clean_text,
    time::Timestamp,
};

/// How long what was written is kept after the decision, in case someone comes back to it.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// A request that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// The medium.
    pub medium: MediumId,
    /// The project that shows it: its address and its title; nothing when it is gone.
    pub project: Option<(String, String)>,
    /// The message that shows it, if one does.
    pub post: Option<PostId>,
    /// Who asks.
    pub asker: Asker,
    /// What they say of it.
    pub message: String,
    /// Whether they left an address for an answer.
    pub wants_answer: bool,
    /// Since when it waits.
    pub asked: Timestamp,
}

/// What letters about a request need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovalNews {
    /// What was decided; nothing while it waits.
    pub decision: Option<Decision>,
    /// What is answered, besides the decision.
    pub answer: String,
    /// Where the answer goes.
    pub contact: Option<String>,
    /// The animators; their address is empty where they have none.
    pub animators: Vec<Recipient>,
}

/// The requests that wait, the oldest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub async fn pending(cx: &Cx) -> Result<Vec<Request>> {
    access::check(cx, PortalAction::DecideRemovals)?;
    rows::pending(&mut cx.read().await?).await
}

/// Decides on a request: the medium stays away, or is shown again. Others about the same medium are decided with it.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when it does not wait any more; `Invalid` when the answer is too long.
pub async fn decide(cx: &Cx, request: RequestId, decision: Decision, answer: &str) -> Result<()> {
    access::check(cx, PortalAction::DecideRemovals)?;
    let answer = clean_text(answer);
    let mut problems = Problems::new();
    problems.check_line("answer", &answer, false, MAX_MESSAGE);
    problems.into_result()?;
    let mut change = cx.begin().await?;
    let medium = rows::medium_of_pending(&mut change, request).await?.ok_or(Error::NotFound)?;
    for decided in rows::decide(&mut change, medium, decision, &answer, cx.account(), cx.now()).await? {
        identity::record(cx, &mut change, "removal-decide", &format!("request:{decided}"), decision.key()).await?;
        change.tell(Event::RemovalDecided { request: decided });
    }
    projects::after_request(cx, &mut change, medium, decision).await?;
    discussions::tell_of_medium(&mut change, medium).await?;
    change.commit().await
}

/// What letters about `request` need; nothing when there is none.
///
/// # Errors
/// The database's.
pub async fn removal_news(conn: &mut impl Conn, request: RequestId) -> Result<Option<RemovalNews>> {
    let Some((decision, answer, contact)) = rows::news(conn, request).await? else { return Ok(None) };
    let animators = identity::animators(conn).await?;
    Ok(Some(RemovalNews { decision, answer, contact, animators }))
}

/// Forgets what was written and the address, a month after each decision. Says of how many.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn forget_answered(cx: &Cx) -> Result<usize> {
    let mut change = cx.begin().await?;
    let forgotten = rows::forget(&mut change, cx.now().plus_ms(-KEPT_MS)).await?;
    change.commit().await?;
    Ok(forgotten)
}
