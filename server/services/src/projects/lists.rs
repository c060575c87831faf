//! Lists: home, a member's own, the desk, the feed. Each shows what its viewer may see.

use super::{FeedEntry, Figure, ProjectCard, QueueItem, ReadSheet, Shelf, document::searchable_text, rows};
use crate::{
    access::{self, on_the_desk, visible},
    cx::Cx,
    error::{Error, Result},
    outbox, text,
};
use domain::{
    access::{PortalAction, Viewer},
    ids::ProjectId,
    projects::State,
    time::Timestamp,
};
use std::{collections::HashMap, sync::Arc};

/// How many projects a person's own list or the desk shows.
const MANY: i64 = 500;

/// Which cards are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CardsAsked {
    /// The latest published ones, as many.
    Latest(usize),
    /// These, in this order.
    These(Vec<ProjectId>),
}

/// The cards of `ids`, in that order, without those that this viewer may not see.
///
/// # Errors
/// The database's.
pub async fn cards(cx: &Cx, ids: &[ProjectId]) -> Result<Vec<ProjectCard>> {
    ask(cx, CardsAsked::These(ids.to_vec())).await
}

/// The latest published projects.
///
/// # Errors
/// The database's.
pub async fn latest(cx: &Cx, how_many: usize) -> Result<Vec<ProjectCard>> {
    ask(cx, CardsAsked::Latest(how_many)).await
}

/// Visitors are most, and all see the same: what one of them was shown is remembered for the next, until something happens.
async fn ask(cx: &Cx, asked: CardsAsked) -> Result<Vec<ProjectCard>> {
    let mut conn = cx.read().await?;
    let memo = &cx.portal.remembered.cards;
    let last = if cx.viewer == Viewer::Nobody { Some(outbox::last(&mut conn).await?) } else { None };
    if let Some(cards) = last.and_then(|last| memo.at(last, &asked)) {
        return Ok(cards.to_vec());
    }
    let cards = match &asked {
        CardsAsked::Latest(how_many) => rows::shelf(&mut conn, Shelf::Published, &visible(cx), *how_many as i64).await?,
        CardsAsked::These(ids) => rows::cards(&mut conn, ids, &visible(cx)).await?,
    };
    if let Some(last) = last {
        memo.keep(last, asked, cards.clone().into());
    }
    Ok(cards)
}

/// What the sheets of `cards` say, as plain text: what snippets are cut from. That the viewer may read them was asked for the cards.
///
/// # Errors
/// The database's.
pub async fn texts(cx: &Cx, cards: &[ProjectCard]) -> Result<HashMap<ProjectId, Arc<ReadSheet>>> {
    let plain = &cx.portal.remembered.texts;
    let mut texts: HashMap<_, _> = cards.iter().filter_map(|card| Some((card.id, plain.of(card)?))).collect();
    let unread: Vec<_> = cards.iter().map(|card| card.id).filter(|id| !texts.contains_key(id)).collect();
    for (id, version, draft) in rows::told(&mut cx.read().await?, &unread, &visible(cx)).await? {
        texts.insert(id, plain.keep(id, version, &draft.title, &searchable_text(&draft)));
    }
    Ok(texts)
}

/// Every project on `shelf` that this viewer may see, by id: the list that the equivalence test compares with the index.
///
/// # Errors
/// The database's.
pub async fn readable(cx: &Cx, shelf: Shelf) -> Result<Vec<ProjectId>> {
    rows::ids(&mut cx.read().await?, shelf, &visible(cx)).await
}

/// The slug of every published project that this viewer may see, and when it last changed: the latest first, `at_most` of them.
///
/// # Errors
/// The database's.
pub async fn published_slugs(cx: &Cx, at_most: i64) -> Result<Vec<(String, Timestamp)>> {
    rows::slugs(&mut cx.read().await?, Shelf::Published, &visible(cx), at_most).await
}

/// How many projects of each state this viewer may see.
///
/// # Errors
/// The database's.
pub async fn counts(cx: &Cx) -> Result<Vec<(State, i64)>> {
    rows::count_by_state(&mut cx.read().await?, &visible(cx)).await
}

/// The viewer's own projects, the last saved first.
///
/// # Errors
/// `SignIn` when nobody is signed in.
pub async fn mine(cx: &Cx) -> Result<Vec<ProjectCard>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    rows::shelf(&mut cx.read().await?, Shelf::By(account), &visible(cx), MANY).await
}

/// What waits on the desk, the oldest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who have no desk.
pub async fn queue(cx: &Cx) -> Result<Vec<QueueItem>> {
    access::check(cx, PortalAction::OpenDesk)?;
    let mut conn = cx.read().await?;
    let cards = rows::shelf(&mut conn, Shelf::Desk, &on_the_desk(cx), MANY).await?;
    let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
    let mut waiting = rows::waiting_since(&mut conn, &ids).await?;
    let mut reviewers: HashMap<_, _> = rows::assignments(&mut conn).await?.into_iter().collect();
    let item = |card: ProjectCard| {
        let reviewer = reviewers.remove(&card.id);
        let (since, publish_at) = waiting.remove(&card.id.get()).unwrap_or((card.updated.ms(), None));
        QueueItem { card, since: Timestamp::from_ms(since), publish_at: publish_at.map(Timestamp::from_ms), reviewer }
    };
    Ok(cards.into_iter().map(item).collect())
}

/// The projects of `cards` with their story, for a feed. That the viewer may read them was asked for the cards.
///
/// # Errors
/// The database's.
pub async fn with_stories(cx: &Cx, cards: Vec<ProjectCard>) -> Result<Vec<FeedEntry>> {
    let mut conn = cx.read().await?;
    let mut entries = Vec::with_capacity(cards.len());
    for card in cards {
        if let Some(project) = rows::load(&mut conn, card.id).await? {
            let figures = Figure::in_texts(project.figures()).seen_from_elsewhere(cx.portal.settings.public_url.as_str());
            entries.push(FeedEntry { body: text::markdown(&project.draft.body, &figures), licence: project.draft.licence, card });
        }
    }
    Ok(entries)
}
