//! From the queue to the mail server: claimed, written, sent, forgotten.

use super::{envelope, letters, news::News, queue::Waiting, rows};
use crate::{
    cx::Cx,
    error::{Error, Result},
    mail::{Letter, Sender, Unsent},
    outbox,
};
use domain::{notifications::Frequency, time::Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How many letters are looked at before it is looked up again which are due.
const AT_ONCE: i64 = 50;
/// How long one process alone may send a letter: longer than a mail server may take to answer.
const CLAIM_MS: i64 = 5 * 60_000;
/// How long after the first failure it is tried again; twice as long after each.
const AGAIN_MS: i64 = 60_000;
/// The longest pause between two attempts.
const LONGEST_MS: i64 = 3_600_000;
/// How often a letter is tried that its server puts off again and again: for a month.
const ATTEMPTS: i64 = 30 * 24;
/// How many rounds one call makes: between two calls, what happened meanwhile is queued, and the process may be told to stop.
const ROUNDS: usize = 4;

/// What each event tells, written once for all its readers of one round.
type Written = BTreeMap<i64, Vec<News>>;

/// Sends what is due; answers how many letters left. Where people are left alone, only what cannot wait.
pub(super) async fn deliver(cx: &Cx) -> Result<usize> {
    let (mut sent, mut written) = (0, Written::new());
    for _ in 0..ROUNDS {
        let quiet = cx.portal.settings.quiet.is_quiet(cx.now());
        let due = rows::due(&mut cx.read().await?, cx.now(), quiet, AT_ONCE).await?;
        if due.is_empty() {
            break;
        }
        for parcel in parcels(cx, due).await? {
            sent += usize::from(deliver_parcel(cx, &mut written, parcel).await?);
        }
    }
    Ok(sent)
}

/// What goes into one letter: one news, or all of a reader's digest, those included that this round would have left to the next.
async fn parcels(cx: &Cx, due: Vec<Waiting>) -> Result<Vec<Vec<Waiting>>> {
    let mut parcels: Vec<Vec<Waiting>> = Vec::new();
    let mut digests = BTreeSet::new();
    for waiting in due {
        if !waiting.in_digest {
            parcels.push(vec![waiting]);
        } else if digests.insert(waiting.account) {
            parcels.push(rows::digest(&mut cx.read().await?, waiting.account, cx.now()).await?);
        }
    }
    Ok(parcels)
}

/// Whether a letter left.
async fn deliver_parcel(cx: &Cx, written: &mut Written, mut parcel: Vec<Waiting>) -> Result<bool> {
    let mut change = cx.begin().await?;
    let (mut mine, until) = (Vec::new(), cx.now().plus_ms(CLAIM_MS));
    for waiting in parcel.drain(..) {
        if rows::claim(&mut change, &waiting.id, cx.now(), until).await? {
            mine.push(waiting);
        }
    }
    change.commit().await?;
    let mut news = Vec::new();
    for waiting in &mine {
        news.extend(write(cx, written, waiting).await?);
    }
    let sent = match envelope::letter(cx, &news).await? {
        Some(letter) => send(cx, &letter).await,
        // What was to be told is no longer so.
        None => Ok(()),
    };
    match sent {
        Ok(()) => {
            forget(cx, &mine, until).await?;
            Ok(!news.is_empty())
        }
        Err(Unsent::Never(error)) => {
            // Their ids, not their readers: the log holds no addresses.
            tracing::error!(letter = mine.first().map(|first| &first.id), "{error:#}; given up");
            forget(cx, &mine, until).await?;
            Ok(false)
        }
        Err(Unsent::Later(why)) => {
            tracing::info!(letter = mine.first().map(|first| &first.id), "put off: {why}");
            put_off(cx, &mine, until).await?;
            Ok(false)
        }
        Err(Unsent::Away(why)) => {
            put_off(cx, &mine, until).await?;
            Err(Error::unavailable(format!("mail server: {why}")))
        }
    }
}

/// What `waiting` tells now; nothing when it is no longer so.
async fn write(cx: &Cx, written: &mut Written, waiting: &Waiting) -> Result<Option<News>> {
    if let std::collections::btree_map::Entry::Vacant(place) = written.entry(waiting.seq) {
        let entry = outbox::entry(&mut cx.read().await?, waiting.seq).await?;
        place.insert(match entry {
            Some(entry) => letters::of(cx, &entry).await?,
            None => Vec::new(),
        });
    }
    let news = written.get(&waiting.seq).and_then(|all| all.iter().find(|news| news.id == waiting.id)).cloned();
    // Stopped since it was queued.
    match news {
        Some(News { account: Some(account), kind, .. })
            if rows::frequency(&mut cx.read().await?, account, kind).await? == Frequency::Never =>
        {
            Ok(None)
        }
        news => Ok(news.filter(News::is_a_letter)),
    }
}

async fn send(cx: &Cx, letter: &Letter) -> Result<(), Unsent> {
    let sender = Sender { name: &cx.portal.settings.sender_name, address: &cx.portal.settings.sender };
    cx.portal.mailer.send(&sender, letter).await
}

/// Takes out of the queue what is still claimed until `until`: what another process has meanwhile is its own.
async fn forget(cx: &Cx, sent: &[Waiting], until: Timestamp) -> Result<()> {
    let mut change = cx.begin().await?;
    for waiting in sent {
        rows::forget(&mut change, &waiting.id, until).await?;
    }
    change.commit().await
}

/// Has them tried again later: ever later, until it would tell old news.
async fn put_off(cx: &Cx, failed: &[Waiting], until: Timestamp) -> Result<()> {
    let mut change = cx.begin().await?;
    for waiting in failed {
        if waiting.attempts >= ATTEMPTS {
            tracing::error!(letter = waiting.id, attempts = waiting.attempts, "put off for a month; given up");
            rows::forget(&mut change, &waiting.id, until).await?;
            continue;
        }
        let doublings = u32::try_from(waiting.attempts).unwrap_or(u32::MAX).min(16);
        let pause = (AGAIN_MS << doublings).min(LONGEST_MS);
        rows::put_off(&mut change, &waiting.id, until, cx.now().plus_ms(pause)).await?;
    }
    change.commit().await
}
