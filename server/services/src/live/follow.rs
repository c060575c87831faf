//! From the outbox, and the database's bell, to those who listen.

use super::Told;
use crate::{
    cx::{Cx, Portal},
    error::Result,
    outbox,
};
use domain::{
    events::Event,
    ids::{AccountId, TopicId},
};
use std::{convert::Infallible, future, sync::Arc, time::Duration};

/// How often to look even when nothing rang: another process may have written.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// What happens together is told together.
const GATHER: Duration = Duration::from_millis(50);
const AFTER_ERROR: Duration = Duration::from_secs(5);
/// How many events are read at once.
const AT_ONCE: i64 = 200;
/// How many events are looked through, at most, for whoever comes back.
const LOOK_BACK: usize = 1_000;

/// Follows the outbox and listens to the database's bell until `shutdown`.
pub async fn run(portal: Arc<Portal>, shutdown: impl Future<Output = ()>) {
    tokio::select! {
        () = shutdown => {}
        never = follow(&portal) => match never {},
        never = listen(&portal) => match never {},
    }
}

async fn follow(portal: &Portal) -> Infallible {
    loop {
        // From here on: what rings while this round reads is heard.
        let rung = portal.wake.notified();
        match catch_up(portal).await {
            Ok(_) => {
                if tokio::time::timeout(LOOK_AGAIN, rung).await.is_ok() {
                    tokio::time::sleep(GATHER).await;
                }
            }
            Err(error) => {
                tracing::warn!("open pages are told nothing for now: {error:#}");
                tokio::time::sleep(AFTER_ERROR).await;
            }
        }
    }
}

/// Tells those who listen which topics were concerned since the last time; answers how often. The first time, and where nobody listens,
/// what has happened is passed over.
///
/// # Errors
/// The database's: what was not told is told the next time.
pub async fn catch_up(portal: &Portal) -> Result<usize> {
    let live = &portal.live;
    let mut at = live.at.lock().await;
    let mut conn = portal.db.read().await?;
    let last = outbox::last(&mut conn).await?;
    // Asked after `last` was read: whoever begins to listen after this question reads afterwards, and so at least up to there. A database
    // that was put back to an earlier state is followed from where it is.
    let Some(mut seq) = at.filter(|seq| *seq <= last && live.is_heard()) else {
        *at = Some(last);
        return Ok(0);
    };
    let mut told = 0;
    while seq < last {
        let entries = outbox::after(&mut conn, seq, AT_ONCE).await?;
        for entry in &entries {
            if let Some(topic) = entry.event.topic() {
                live.tell(Told::Topic { topic, seq: entry.seq, changed: changes(&entry.event) });
                told += 1;
            }
        }
        seq = entries.last().map_or(last, |newest| newest.seq);
        *at = Some(seq);
    }
    Ok(told)
}

/// Wakes whoever waits in this process each time that any process rings the database's bell. A bell that is away is looked for again:
/// what it did not ring for is found by those who look again anyway.
pub async fn listen(portal: &Portal) -> Infallible {
    loop {
        match hear(portal).await {
            Ok(never) => match never {},
            Err(error) => {
                tracing::warn!("the database's bell is not heard for now: {error:#}");
                tokio::time::sleep(AFTER_ERROR).await;
            }
        }
    }
}

async fn hear(portal: &Portal) -> Result<Infallible> {
    let Some(mut bell) = portal.db.bell().await? else { return Ok(future::pending().await) };
    // For what rang before it was heard.
    portal.wake.notify_waiters();
    loop {
        match bell.rung().await?.parse::<AccountId>() {
            Ok(account) => portal.live.tell_account(account),
            Err(_) => portal.wake.notify_waiters(),
        }
    }
}

/// Whether messages that were there before it may be other ones after `event`.
const fn changes(event: &Event) -> bool {
    matches!(event, Event::PostChanged { .. } | Event::TopicChanged { .. })
}

/// What someone missed of a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missed {
    /// Whether something happened to it.
    pub anything: bool,
    /// Whether messages that were there before may be other ones now.
    pub changed: bool,
}

impl Missed {
    /// All that may have happened.
    pub const EVERYTHING: Self = Self { anything: true, changed: true };
}

/// What happened to `topic` after the event `seq`. After more than can be looked through, anything may have.
///
/// # Errors
/// The database's.
pub async fn concerned_since(cx: &Cx, topic: TopicId, seq: i64) -> Result<Missed> {
    let entries = outbox::after(&mut cx.read().await?, seq, LOOK_BACK as i64).await?;
    if entries.len() >= LOOK_BACK {
        return Ok(Missed::EVERYTHING);
    }
    let of_it = entries.iter().filter(|entry| entry.event.topic() == Some(topic));
    Ok(of_it.fold(Missed::default(), |missed, entry| Missed { anything: true, changed: missed.changed || changes(&entry.event) }))
}
