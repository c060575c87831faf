//! How many people will be told of something, said before it is done (N7): counted on what will write to them, after rights and choices.

use super::{discussions::kind, news::News, rows, sessions, trainings};
use crate::{
    cx::Cx,
    discussions::{self, About},
    error::{Error, Result},
    outbox::Entry,
    training,
};
use domain::{
    events::Event,
    ids::{AccountId, SessionId, SpaceId},
    notifications::LetterKind,
    projects::Subject,
    training::SessionState,
};
use std::collections::BTreeSet;

/// How many people will be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// In the portal, by letter, or both.
    pub told: u32,
    /// By letter, at once or with others.
    pub by_letter: u32,
}

/// Whom a session's next steps are told to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionReach {
    /// When it opens: those who wished for it.
    pub opened: Reach,
    /// When it takes place otherwise, or does not: those whose place stands.
    pub changed: Reach,
    /// When its report is shown: those who have a seat.
    pub reported: Reach,
}

/// Whom the viewer will tell who opens a topic in `spaces`, with these tags, or beside something.
///
/// # Errors
/// As `discussions::reach`.
pub async fn reach_of_topic(cx: &Cx, spaces: &[SpaceId], tags: &[Subject], beside: Option<About>) -> Result<Reach> {
    let concerned = discussions::reach(cx, spaces, tags, beside).await?;
    let told = concerned.into_iter().map(|(reader, reason)| (reader.account, kind(reason), !reader.email.is_empty())).collect();
    counted(cx, told).await
}

/// Whom the next steps of the session `id` will be told to, for who runs it.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn reach_of_session(cx: &Cx, id: SessionId) -> Result<SessionReach> {
    training::check_runs(cx, id).await?;
    let news = training::session_news(&mut cx.read().await?, id).await?.ok_or(Error::NotFound)?;
    // As if it had happened: what is written about it is thrown away.
    let entry = Entry { seq: 0, event: Event::SessionMoved { session: id, state: SessionState::Cancelled } };
    Ok(SessionReach {
        opened: of(cx, &sessions::to_backers(cx, &entry, &news).await?).await?,
        changed: of(cx, &trainings::cancelled(cx, &entry, id).await?).await?,
        reported: of(cx, &sessions::to_seated(cx, &entry, &news).await?).await?,
    })
}

async fn of(cx: &Cx, news: &[News]) -> Result<Reach> {
    counted(cx, news.iter().filter_map(|news| Some((news.account?, news.kind, news.is_a_letter()))).collect()).await
}

/// Each person once, whatever number of letters they get.
async fn counted(cx: &Cx, told: Vec<(AccountId, LetterKind, bool)>) -> Result<Reach> {
    let mut conn = cx.read().await?;
    let kinds: BTreeSet<_> = told.iter().map(|(_, kind, _)| *kind).collect();
    let mut stopped = BTreeSet::new();
    for kind in kinds {
        stopped.extend(rows::who_stopped(&mut conn, kind).await?.into_iter().map(|account| (account, kind)));
    }
    let people = told.iter().map(|(account, ..)| *account).collect::<BTreeSet<_>>();
    let by_letter = told.iter().filter(|(account, kind, is_a_letter)| *is_a_letter && !stopped.contains(&(*account, *kind)));
    let by_letter = by_letter.map(|(account, ..)| *account).collect::<BTreeSet<_>>();
    let many = |people: &BTreeSet<AccountId>| u32::try_from(people.len()).unwrap_or(u32::MAX);
    Ok(Reach { told: many(&people), by_letter: many(&by_letter) })
}
