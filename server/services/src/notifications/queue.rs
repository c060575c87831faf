//! From the outbox to the queue: whom each event concerns, and when they want to hear of it. Whoever has an account finds it in the portal
//! at once.

use super::{letters, news::News, rows};
use crate::{
    cx::{Change, Cx},
    error::Result,
    outbox::{self, Entry},
};
use domain::{
    events::Event,
    notifications::Frequency,
    time::{Day, Timestamp},
};

/// The name under which this reader keeps its place.
const READER: &str = "mail";
/// How many events are dealt with before the place is looked up again.
const AT_ONCE: i64 = 50;

/// A letter in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The letter's id.
    pub(super) id: String,
    /// The event it tells of.
    pub(super) seq: i64,
    /// Whom it is for, as a number that groups them: 0 for someone without an account.
    pub(super) account: i64,
    /// Whether it goes with others in one letter.
    pub(super) in_digest: bool,
    /// How often it was tried.
    pub(super) attempts: i64,
}

/// Where a letter stands in the queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Queued {
    /// The event it tells of.
    pub(super) seq: i64,
    /// Its place among the letters of that event.
    pub(super) place: usize,
    /// Whether it goes with others in one letter.
    pub(super) in_digest: bool,
    /// From when on it may leave.
    pub(super) due: Timestamp,
}

/// Queues the letters of every event since the last time.
pub(super) async fn follow(cx: &Cx) -> Result<()> {
    loop {
        let from = place(cx).await?;
        let entries = outbox::after(&mut cx.read().await?, from, AT_ONCE).await?;
        if entries.is_empty() {
            return Ok(());
        }
        for entry in entries {
            let news = letters::of(cx, &entry).await?;
            if !queue(cx, &entry, &news).await? {
                // Another server was faster: what follows is read from where it stands.
                break;
            }
        }
    }
}

/// Puts `news` in the queue, and in the portal, and moves on; false when another process did.
async fn queue(cx: &Cx, entry: &Entry, news: &[News]) -> Result<bool> {
    let mut change = cx.begin().await?;
    if !outbox::advance(&mut change, READER, entry.seq).await? {
        return Ok(false);
    }
    for (place, news) in news.iter().enumerate() {
        queue_one(cx, &mut change, entry, place, news).await?;
        rows::keep_notice(&mut change, news, entry.seq, cx.now()).await?;
        if let Some(account) = news.account {
            change.tell_account(account);
        }
    }
    if let Event::PostChanged { post, .. } = entry.event {
        rows::forget_notices_of(&mut change, post).await?;
    }
    change.commit().await?;
    Ok(true)
}

async fn queue_one(cx: &Cx, change: &mut Change, entry: &Entry, place: usize, news: &News) -> Result<()> {
    let frequency = match news.account {
        Some(account) => rows::frequency(change, account, news.kind).await?,
        None => Frequency::AtOnce,
    };
    let Some(due) = due(cx, frequency).filter(|_| news.is_a_letter()) else { return Ok(()) };
    let queued = Queued { seq: entry.seq, place, in_digest: news.together || frequency != Frequency::AtOnce, due };
    rows::insert(change, news, queued).await
}

/// When what happens now is told; nothing when it never is.
fn due(cx: &Cx, frequency: Frequency) -> Option<Timestamp> {
    let tomorrow = Day::containing(cx.now()).tomorrow();
    let from = match frequency {
        Frequency::AtOnce => return Some(cx.now()),
        Frequency::Daily => tomorrow,
        Frequency::Weekly => tomorrow.or_next_monday(),
        Frequency::Never => return None,
    };
    Some(cx.portal.settings.quiet.next_open(from.beginning()))
}

/// Where this reader stands. One that never read begins now: the past is not written about.
async fn place(cx: &Cx) -> Result<i64> {
    let mut change = cx.begin().await?;
    if let Some(seq) = outbox::cursor(&mut change, READER).await? {
        return Ok(seq);
    }
    let last = outbox::last(&mut change).await?;
    outbox::set_cursor(&mut change, READER, last).await?;
    change.commit().await?;
    Ok(last)
}
