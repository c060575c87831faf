//! Telling members what the searches that they keep have found.
//!
//! **Invariants.** What appeared is told once, whatever number of servers there are: the instant up to which it is told moves in the transaction
//! that tells it, and from where it stood alone; tested by `what_appears_is_told_once_by_whatever_number_of_servers`. It never moves past
//! what was told, so that what the index did not hold yet is told later; tested by `what_the_index_does_not_hold_yet_is_told_later`.

use super::{Hit, SavedSearch, appeared::appeared, rows};
use crate::{
    cx::Cx,
    error::{Error, Result},
    identity, outbox,
};
use domain::{
    access::Viewer,
    events::Event,
    ids::{AccountId, SavedSearchId},
    search::{Thing, told_until},
    time::Timestamp,
};
use std::collections::BTreeSet;

/// How many searches are looked at together.
const AT_ONCE: i64 = 100;
/// How long after something appeared it is told at the earliest, in milliseconds: a change that is longer under way than one that began after it
/// is not passed over.
const SETTLED_MS: i64 = 60_000;

/// What a search that someone keeps has found.
#[derive(Clone, Debug)]
pub struct SavedNews {
    /// The search.
    pub saved: SavedSearch,
    /// Whose it is.
    pub owner: AccountId,
    /// What it found, the latest first; never empty.
    pub found: Vec<Hit>,
    /// Which of it everyone may read: of the rest, a letter says neither title nor address (N6).
    pub open_to_all: BTreeSet<Thing>,
}

/// Tells, of each search that is due, what appeared since it last told something and its owner may read. Says of how many. For a job.
///
/// # Errors
/// `Unavailable` when the database or the index is away: what is not told yet is told by the next round. A search that cannot be asked is
/// logged, and holds no other up.
pub async fn alert(cx: &Cx) -> Result<usize> {
    let now = cx.now().plus_ms(-SETTLED_MS);
    if is_late(cx, now).await? {
        return Ok(0);
    }
    let (mut told, mut after) = (0, SavedSearchId::new(0));
    loop {
        let mut conn = cx.read().await?;
        let some = rows::awake(&mut conn, after, AT_ONCE).await?;
        let Some((_, last)) = some.last() else { return Ok(told) };
        after = last.id;
        let owners: BTreeSet<_> = some.iter().map(|(owner, _)| *owner).collect();
        let persons = identity::persons(&mut conn, &Vec::from_iter(owners)).await?;
        drop(conn);
        for (owner, saved) in some {
            // Who may not sign in is told nothing.
            let Some(viewer) = persons.get(&owner) else { continue };
            match alert_one(&cx.as_viewer(viewer.clone()), &saved, now).await {
                Ok(is_told) => told += usize::from(is_told),
                Err(Error::Internal(error)) => tracing::error!(saved = saved.id.get(), "a saved search cannot be asked: {error:#}"),
                Err(other) => return Err(other),
            }
        }
    }
}

/// Whether something was told up to `until` that the index does not hold: its follower is at work, or it is being rebuilt.
async fn is_late(cx: &Cx, until: Timestamp) -> Result<bool> {
    let Some(seq) = cx.portal.index.seq() else { return Ok(true) };
    let next = outbox::told_after(&mut cx.read().await?, seq).await?;
    Ok(next.is_some_and(|at| at <= until))
}

/// The same of one search, for its owner, who asks.
async fn alert_one(cx: &Cx, saved: &SavedSearch, now: Timestamp) -> Result<bool> {
    let Some(until) = told_until(saved.alert, now).filter(|until| saved.seen < *until) else { return Ok(false) };
    let found = appeared(cx, &saved.query, saved.seen, until).await?;
    let Some(newest) = found.iter().filter_map(|hit| hit.published).max() else { return Ok(false) };
    let mut change = cx.begin().await?;
    if !rows::note_told(&mut change, saved, newest).await? {
        return Ok(false);
    }
    change.tell(Event::SearchAnswered { saved: saved.id, since: saved.seen, until: newest });
    change.commit().await?;
    Ok(true)
}

/// What the search `id` found that appeared after `since`, up to `until`, as it is now; nothing, when there is nothing of it any more that its
/// owner may read, the search is kept no longer, or its owner may not sign in.
///
/// # Errors
/// The database's or the index's.
pub async fn saved_news(cx: &Cx, id: SavedSearchId, since: Timestamp, until: Timestamp) -> Result<Option<SavedNews>> {
    let mut conn = cx.read().await?;
    let Some((owner, saved)) = rows::saved(&mut conn, id).await? else { return Ok(None) };
    let Some(viewer) = identity::person(&mut conn, owner).await? else { return Ok(None) };
    drop(conn);
    let found = appeared(&cx.as_viewer(viewer), &saved.query, since, until).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let open_to_all = appeared(&cx.as_viewer(Viewer::Nobody), &saved.query, since, until).await?;
    let open_to_all = open_to_all.into_iter().map(|hit| hit.thing).collect();
    Ok(Some(SavedNews { saved, owner, found, open_to_all }))
}
