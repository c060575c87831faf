//! Keeping the index up to date with the database.

use super::{blocking, sources, watch::Watch};
use crate::{
    cx::{Cx, Portal},
    error::{Error, Result},
    index::Why,
    measured::Work,
    outbox,
};
use domain::events::Event;
use std::{collections::BTreeSet, convert::Infallible, pin::pin, sync::Arc, time::Duration};

/// How many events one commit of the index takes in.
const BATCH: i64 = 200;
/// How long events are let gather before a commit, which costs a write to disk.
const GATHER: Duration = Duration::from_millis(200);
/// How often to look even when nothing rang: another server may have written, another process may have rebuilt.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// The longest wait after failures.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How many failures in a row say that the index is no good, whatever its files look like.
const NO_GOOD_AFTER: u32 = 3;
/// How many things are read at once.
const CHUNK: usize = 100;

/// What one step of following did.
enum Step {
    /// Took in this many events.
    Took(usize),
    /// There was nothing to take in.
    Nothing,
    /// The index was replaced meanwhile: its place must be read again.
    Moved,
}

/// Takes in every event told since the last time, and says how many there were. An index that was never filled, that comes from
/// a later state of the database (a backup was restored), or whose next events are no longer kept, is rebuilt first.
///
/// # Errors
/// The database's or the index's. What was taken in before stays so.
pub async fn catch_up(portal: &Arc<Portal>) -> Result<usize> {
    let index = portal.index.clone();
    if blocking(move || index.adopt()).await? {
        portal.measured.rebuilt(Why::Asked);
        portal.remembered.texts.forget();
        tracing::info!("the search index that another process rebuilt is in use");
    }
    let mut taken = 0;
    loop {
        match step(portal).await? {
            Step::Took(events) => taken += events,
            Step::Nothing => return Ok(taken),
            Step::Moved => {}
        }
    }
}

async fn step(portal: &Arc<Portal>) -> Result<Step> {
    let at = portal.index.seq();
    let mut conn = portal.db.read().await?;
    let last = outbox::last(&mut conn).await?;
    let Some(seq) = at.filter(|seq| *seq <= last) else {
        drop(conn);
        return start_again(portal, if at.is_some() { Why::Ahead } else { portal.index.lost() }).await;
    };
    let entries = outbox::after(&mut conn, seq, BATCH).await?;
    let newest = match (entries.first(), entries.last()) {
        (None, _) if seq == last => return Ok(Step::Nothing),
        (Some(next), Some(newest)) if next.seq == seq + 1 => newest.seq,
        _ => {
            drop(conn);
            return start_again(portal, Why::Behind).await;
        }
    };
    if entries.iter().any(|entry| matches!(entry.event, Event::AccountErased { .. })) {
        drop(conn);
        return start_again(portal, Why::Erasure).await;
    }
    let things: Vec<_> = sources::concerned(&mut conn, entries.iter().map(|entry| &entry.event)).await?.into_iter().collect();
    // Read after the events: at least as new as they are.
    let mut documents = Vec::with_capacity(things.len());
    for chunk in things.chunks(CHUNK) {
        documents.extend(sources::documents(&mut conn, chunk, portal.clock.now()).await?);
    }
    drop(conn);
    let found: BTreeSet<_> = documents.iter().map(|document| &document.thing).collect();
    let gone: Vec<_> = things.iter().filter(|thing| !found.contains(thing)).cloned().collect();
    let index = portal.index.clone();
    let applied = blocking(move || index.apply(&documents, &gone, at, newest)).await?;
    Ok(if applied { Step::Took(entries.len()) } else { Step::Moved })
}

async fn start_again(portal: &Arc<Portal>, why: Why) -> Result<Step> {
    tracing::info!(why = why.key(), "the search index is rebuilt");
    // Among the events that are passed over may be that someone left: of their name nothing stays in what was read before.
    portal.remembered.texts.forget();
    let documents = make_again(&Cx::system(portal.clone(), "rebuilding the search index"), why, |_, _| {}).await?;
    tracing::info!(documents, "the search index is rebuilt and in use");
    Ok(Step::Moved)
}

/// Makes the index again from the database, and says how many documents it holds. The old one answers meanwhile; `progress` is told
/// how many things of how many are done.
///
/// # Errors
/// The database's or the disk's; then the old index stays in use.
pub async fn rebuild(cx: &Cx, progress: impl FnMut(usize, usize)) -> Result<usize> {
    make_again(cx, Why::Asked, progress).await
}

async fn make_again(cx: &Cx, why: Why, mut progress: impl FnMut(usize, usize)) -> Result<usize> {
    let under_way = cx.portal.measured.rebuilding();
    let mut conn = cx.read().await?;
    // Noted before anything is read: what changes meanwhile is read again by whoever follows.
    let seq = outbox::last(&mut conn).await?;
    let things = sources::all(&mut conn).await?;
    drop(conn);
    let index = cx.portal.index.clone();
    let rebuild = Arc::new(blocking(move || index.start_over()).await?);
    let (mut read, mut indexed) = (0, 0);
    under_way.progress(0, things.len());
    progress(0, things.len());
    for chunk in things.chunks(CHUNK) {
        let documents = sources::documents(&mut cx.read().await?, chunk, cx.now()).await?;
        indexed += documents.len();
        let making = rebuild.clone();
        blocking(move || making.add(&documents)).await?;
        read += chunk.len();
        under_way.progress(read, things.len());
        progress(read, things.len());
    }
    blocking(move || Arc::into_inner(rebuild).ok_or_else(|| anyhow::anyhow!("the rebuild is still written to"))?.finish(seq)).await?;
    cx.portal.measured.rebuilt(why);
    Ok(indexed)
}

/// Looks whether the files of the index in use are what was written to them, and makes it again if they are not; says whether it did. The old
/// one answers meanwhile, as far as it can.
///
/// # Errors
/// The database's or the disk's; then the old index stays in use.
pub async fn check(portal: &Arc<Portal>) -> Result<bool> {
    let index = portal.index.clone();
    let damage = blocking(move || Ok(index.damage())).await?;
    if let Some(damage) = &damage {
        portal.measured.failed(Work::Look);
        tracing::error!(damage, "the search index in use is damaged");
        start_again(portal, Why::Damaged).await?;
    }
    portal.index.trust();
    Ok(damage.is_some())
}

/// How far the index is behind the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// The number of the last event told; 0 before the first.
    pub last: i64,
    /// The number of the last one taken in; nothing until the index was filled once.
    pub seq: Option<i64>,
    /// How many events wait.
    pub events: i64,
    /// How long the oldest of them has waited, in milliseconds; 0 when none does, or when it is no longer kept.
    pub waited_ms: i64,
}

/// How far the index is behind the database now.
///
/// # Errors
/// The database's.
pub async fn lag(portal: &Portal) -> Result<Lag> {
    // Read first: what is taken in meanwhile counts as waiting, and nothing as taken in before it was told.
    let seq = portal.index.seq();
    let mut conn = portal.db.read().await?;
    let last = outbox::last(&mut conn).await?;
    let at = seq.unwrap_or(0);
    let oldest = if at < last { outbox::told_after(&mut conn, at).await? } else { None };
    let waited_ms = oldest.map_or(0, |told| portal.clock.now().since_ms(told).max(0));
    Ok(Lag { last, seq, events: (last - at).max(0), waited_ms })
}

/// Follows the database until `shutdown`. Errors are logged and tried again; an index that keeps failing is rebuilt.
pub async fn run(portal: Arc<Portal>, shutdown: impl Future<Output = ()>) {
    tokio::select! {
        () = shutdown => {}
        never = follow(&portal) => match never {},
    }
}

async fn follow(portal: &Arc<Portal>) -> Infallible {
    let (mut failures, mut watch) = (0, Watch::begin(portal.clock.now()));
    loop {
        let mut told = pin!(portal.wake.notified());
        // From here on, so that what is told while the index catches up is heard.
        told.as_mut().enable();
        match repair_or_catch_up(portal, failures, &mut watch).await {
            Ok(()) => {
                failures = 0;
                tokio::select! {
                    () = told => tokio::time::sleep(GATHER).await,
                    () = portal.index.suspected() => {}
                    () = tokio::time::sleep(LOOK_AGAIN) => {}
                }
            }
            // Says nothing about the index.
            Err(Error::Unavailable { retry, cause }) => {
                tracing::warn!(cause, "the search index does not follow: it will be tried again");
                tokio::time::sleep(retry.min(LONGEST_WAIT)).await;
            }
            Err(error) => {
                failures += 1;
                portal.measured.failed(Work::Follow);
                portal.index.suspect();
                tracing::error!(error = format!("{error:#}"), failures, "the search index does not follow: it will be tried again");
                tokio::time::sleep(Duration::from_secs(1 << failures.min(5)).min(LONGEST_WAIT)).await;
            }
        }
    }
}

async fn repair_or_catch_up(portal: &Arc<Portal>, failures: u32, watch: &mut Watch) -> Result<()> {
    if failures >= NO_GOOD_AFTER {
        start_again(portal, Why::Failing).await?;
    }
    if watch.is_due(portal.clock.now(), portal.index.is_suspect()) {
        check(portal).await?;
    }
    catch_up(portal).await?;
    Ok(())
}
