//! Lists: home, a member's own, the desk, the feed. Each shows what its viewer may see.

use super::{FeedEntry, ProjectCard, QueueItem, Shelf, document::searchable_text, rows};
use crate::{
    access::{self, visible},
    cx::Cx,
    error::{Error, Result},
    text,
};
use domain::{access::PortalAction, ids::ProjectId, projects::State, time::Timestamp};
use std::collections::HashMap;

/// How many projects a person's own list or the desk shows.
const MANY: i64 = 500;

/// The cards of `ids`, in that order, without those that this viewer may not see.
///
/// # Errors
/// The database's.
pub async fn cards(cx: &Cx, ids: &[ProjectId]) -> Result<Vec<ProjectCard>> {
    rows::cards(&mut cx.read().await?, ids, &visible(cx)).await
}

/// What the sheets of `ids` say, as plain text, without those that this viewer may not see: what snippets are cut from.
///
/// # Errors
/// The database's.
pub async fn texts(cx: &Cx, ids: &[ProjectId]) -> Result<HashMap<ProjectId, String>> {
    let drafts = rows::told(&mut cx.read().await?, ids, &visible(cx)).await?;
    Ok(drafts.into_iter().map(|(id, draft)| (id, searchable_text(&draft))).collect())
}

/// The latest published projects.
///
/// # Errors
/// The database's.
pub async fn latest(cx: &Cx, how_many: usize) -> Result<Vec<ProjectCard>> {
    let audience = visible(cx);
    let mut conn = cx.read().await?;
    let ids = rows::ids(&mut conn, Shelf::Published, &audience, how_many as i64).await?;
    rows::cards(&mut conn, &ids, &audience).await
}

/// Every project on `shelf` that this viewer may see, by id: the list that the equivalence test compares with the index.
///
/// # Errors
/// The database's.
pub async fn readable(cx: &Cx, shelf: Shelf) -> Result<Vec<ProjectId>> {
    rows::ids(&mut cx.read().await?, shelf, &visible(cx), i64::MAX).await
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
    let audience = visible(cx);
    let mut conn = cx.read().await?;
    let ids = rows::ids(&mut conn, Shelf::By(account), &audience, MANY).await?;
    rows::cards(&mut conn, &ids, &audience).await
}

/// What waits on the desk, the oldest first.
///
/// # Errors
/// `SignIn` or `Denied` for those who have no desk.
pub async fn queue(cx: &Cx) -> Result<Vec<QueueItem>> {
    access::check(cx, PortalAction::OpenDesk)?;
    let audience = visible(cx);
    let mut conn = cx.read().await?;
    let ids = rows::ids(&mut conn, Shelf::Desk, &audience, MANY).await?;
    let cards = rows::cards(&mut conn, &ids, &audience).await?;
    let mut waiting = rows::waiting_since(&mut conn, &ids).await?;
    let item = |card: ProjectCard| {
        let (since, publish_at) = waiting.remove(&card.id.get()).unwrap_or((card.updated.ms(), None));
        QueueItem { card, since: Timestamp::from_ms(since), publish_at: publish_at.map(Timestamp::from_ms) }
    };
    Ok(cards.into_iter().map(item).collect())
}

/// The latest published projects with their story, for the feed.
///
/// # Errors
/// The database's.
pub async fn feed(cx: &Cx, how_many: usize) -> Result<Vec<FeedEntry>> {
    let cards = latest(cx, how_many).await?;
    let mut conn = cx.read().await?;
    let mut entries = Vec::with_capacity(cards.len());
    for card in cards {
        if let Some(project) = rows::load(&mut conn, card.id).await? {
            entries.push(FeedEntry { body: text::markdown(&project.draft.body), licence: project.draft.licence, card });
        }
    }
    Ok(entries)
}
