//! What letters and notices about moderation need. Nobody is told who reported something.

use super::{Act, Settled, rows};
use crate::{
    db::Conn,
    discussions::{self, Topic},
    error::Result,
    identity::{self, Recipient},
};
use domain::{
    access::{Action, TopicAction, Viewer, decide},
    discussions::PostState,
    ids::{AccountId, ActId, PostId, ReportId},
    moderation::{ActKind, ReportReason},
    time::Timestamp,
};

/// Who decides on what is said in `topic`: the animators, and those delegates whose communes it is of (G8). Their address is empty where they
/// have none.
///
/// # Errors
/// The database's.
pub async fn deciders(conn: &mut impl Conn, topic: &Topic) -> Result<Vec<Recipient>> {
    let mut deciders = identity::animators(conn).await?;
    let delegates = identity::delegates(conn).await?;
    let accounts: Vec<_> = delegates.iter().map(|delegate| delegate.account).collect();
    let persons = identity::persons(conn, &accounts).await?;
    let facts = topic.facts();
    for delegate in delegates {
        let moderates = |person: &Viewer| decide(person, Action::Topic(TopicAction::Moderate, &facts)).is_ok();
        let told = deciders.iter().any(|known| known.account == delegate.account);
        if !told && persons.get(&delegate.account).is_some_and(moderates) {
            deciders.push(delegate);
        }
    }
    Ok(deciders)
}

/// A message that is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportNews {
    /// The animators, and the delegates who decide on it; their address is empty where they have none.
    pub animators: Vec<Recipient>,
    /// The topic.
    pub topic: Topic,
    /// The message.
    pub post: PostId,
    /// Why, of each report that waits.
    pub reasons: Vec<ReportReason>,
}

/// The message that `report` is about, while it waits for a decision.
///
/// # Errors
/// The database's.
pub async fn report_news(conn: &mut impl Conn, report: ReportId) -> Result<Option<ReportNews>> {
    let Some(post) = rows::post_of_open_report(conn, report).await? else { return Ok(None) };
    let Some((topic, _)) = discussions::post_standing(conn, post).await? else { return Ok(None) };
    let reasons = rows::open_reports(conn, post).await?.into_iter().map(|report| report.reason).collect();
    Ok(Some(ReportNews { animators: deciders(conn, &topic).await?, topic, post, reasons }))
}

/// An act, for the person it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActNews {
    /// Whom it concerns.
    pub account: AccountId,
    /// The same, if they read letters.
    pub reader: Option<Recipient>,
    /// What was done.
    pub kind: ActKind,
    /// Why.
    pub reason: Option<ReportReason>,
    /// In words.
    pub words: String,
    /// The topic and the message; nothing when it is about the person.
    pub about: Option<(Topic, PostId)>,
    /// Until when they are asked not to write.
    pub until: Option<Timestamp>,
    /// Whether they may appeal.
    pub may_appeal: bool,
    /// What was answered to their appeal; nothing when the act itself is the news.
    pub answered: Option<Settled>,
}

/// The act `id`, if someone who is still there is concerned by it.
///
/// # Errors
/// The database's.
pub async fn act_news(conn: &mut impl Conn, id: ActId, now: Timestamp) -> Result<Option<ActNews>> {
    let Some(act) = rows::act(conn, id).await? else { return Ok(None) };
    let Some(account) = act.account else { return Ok(None) };
    let may_appeal = act.may_be_appealed(now);
    let about = about(conn, &act).await?;
    let reader = identity::address_of(conn, account).await?;
    let Act { kind, reason, words, until, appeal, .. } = act;
    Ok(Some(ActNews { account, reader, kind, reason, words, about, until, may_appeal, answered: appeal.and_then(|appeal| appeal.settled) }))
}

async fn about(conn: &mut impl Conn, act: &Act) -> Result<Option<(Topic, PostId)>> {
    let Some(post) = act.post else { return Ok(None) };
    Ok(discussions::post_standing(conn, post).await?.map(|(topic, _)| (topic, post)))
}

/// An appeal, for who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealNews {
    /// The animators; their address is empty where they have none.
    pub animators: Vec<Recipient>,
    /// What is appealed.
    pub kind: ActKind,
    /// The topic and the message; nothing when it is about a person.
    pub about: Option<(Topic, PostId)>,
}

/// The appeal against the act `id`, while it waits.
///
/// # Errors
/// The database's.
pub async fn appeal_news(conn: &mut impl Conn, id: ActId) -> Result<Option<AppealNews>> {
    let Some(act) = rows::act(conn, id).await? else { return Ok(None) };
    if act.appeal.as_ref().is_none_or(|appeal| appeal.settled.is_some()) {
        return Ok(None);
    }
    let about = about(conn, &act).await?;
    Ok(Some(AppealNews { animators: identity::animators(conn).await?, kind: act.kind, about }))
}

/// A message that waits to be read, for who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToReadNews {
    /// The animators, and the delegates who decide on it; their address is empty where they have none.
    pub animators: Vec<Recipient>,
    /// The topic.
    pub topic: Topic,
    /// The message.
    pub post: PostId,
}

/// The message `post`, while it waits to be read.
///
/// # Errors
/// The database's.
pub async fn to_read_news(conn: &mut impl Conn, post: PostId) -> Result<Option<ToReadNews>> {
    match discussions::post_standing(conn, post).await? {
        Some((topic, facts)) if facts.state == PostState::Waiting => {
            Ok(Some(ToReadNews { animators: deciders(conn, &topic).await?, topic, post }))
        }
        _ => Ok(None),
    }
}
