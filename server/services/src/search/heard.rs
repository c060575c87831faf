//! What is searched for (Q8): counted in memory, written down every now and then, as words and numbers that tell of nobody.
//!
//! **Invariants.** Nothing of who searched, from where, or when in the day is kept, and nothing that looks like an address or a number of
//! someone's; enforced by [`heard_words`], tested by `nothing_that_leads_to_someone_is_counted`.

use super::rows;
use crate::{access, cx::Cx, db::Conn, error::Result};
use domain::{
    access::{PortalAction, Viewer},
    search::{HEARD_DAYS, SHOWN_FROM, heard_words},
    time::{Day, Timestamp},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How many different searches are counted at a time; until they are written down, what comes on top of that is not.
const MOST: usize = 2_000;
/// How many different searches are written down of one day, about: a machine that makes words up does not fill the disk.
const MOST_A_DAY: i64 = 10_000;
/// How many lines a list shows.
const SHOWN: i64 = 50;

/// Searches that are not written down yet. A process that is killed loses those of the last minute: they are worth no more.
#[derive(Debug, Default)]
pub struct Heard(Mutex<BTreeMap<(Day, String), Counted>>);

#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    asked: i64,
    without_result: i64,
}

impl Heard {
    fn counts(&self) -> MutexGuard<'_, BTreeMap<(Day, String), Counted>> {
        // A number that a thread was adding to when it died is a number still.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, day: Day, words: String, more: Counted) {
        let mut counts = self.counts();
        let key = (day, words);
        if counts.len() >= MOST && !counts.contains_key(&key) {
            return;
        }
        let counted = counts.entry(key).or_default();
        counted.asked += more.asked;
        counted.without_result += more.without_result;
    }

    fn take(&self) -> BTreeMap<(Day, String), Counted> {
        std::mem::take(&mut *self.counts())
    }
}

/// Counts that someone searched for `words`, on the first page of what was found, and that there were `results` in all. What the portal itself
/// searches for is not counted.
pub fn heard(cx: &Cx, words: &str, results: usize) {
    if matches!(cx.viewer, Viewer::System(_)) {
        return;
    }
    if let Some(words) = heard_words(words) {
        let counted = Counted { asked: 1, without_result: i64::from(results == 0) };
        cx.portal.remembered.heard.add(Day::containing(cx.now()), words, counted);
    }
}

/// Writes down what was searched for since the last time; says how many different searches. Called by a job, and when the process stops.
///
/// # Errors
/// `Unavailable` when the database is away: they are counted still, and written down next time.
pub async fn write_heard(cx: &Cx) -> Result<usize> {
    let counted = cx.portal.remembered.heard.take();
    if counted.is_empty() {
        return Ok(0);
    }
    let written = write(cx, &counted).await;
    let many = counted.len();
    if written.is_err() {
        for ((day, words), counted) in counted {
            cx.portal.remembered.heard.add(day, words, counted);
        }
    }
    written.map(|()| many)
}

/// In one order, whoever writes: two processes that write the same lines would else wait for each other.
async fn write(cx: &Cx, counted: &BTreeMap<(Day, String), Counted>) -> Result<()> {
    let mut change = cx.begin().await?;
    let mut written = BTreeMap::new();
    for ((day, words), Counted { asked, without_result }) in counted {
        let lines = match written.get(day) {
            Some(lines) => *lines,
            None => rows::lines_heard(&mut change, *day).await?,
        };
        let is_known = rows::add_to_heard(&mut change, *day, words, *asked, *without_result).await?;
        let is_new = !is_known && lines < MOST_A_DAY;
        if is_new {
            rows::add_heard(&mut change, *day, words, *asked, *without_result).await?;
        }
        written.insert(*day, lines + i64::from(is_new));
    }
    change.commit().await
}

/// Something that was searched for, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardWords {
    /// In lower case, without accents.
    pub words: String,
    /// How many times.
    pub asked: i64,
    /// How many of these times nothing was found.
    pub without_result: i64,
}

/// What was searched for in the last 30 days, as far as it was several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardLately {
    /// What found nothing, what found nothing most first.
    pub in_vain: Vec<HeardWords>,
    /// What was searched for, the most first.
    pub most: Vec<HeardWords>,
}

/// What was searched for lately. What was not searched for at least three times is shown to nobody: it may be a name.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not tend search.
pub async fn heard_lately(cx: &Cx) -> Result<HeardLately> {
    access::check(cx, PortalAction::TendSearch)?;
    let from = Day::containing(cx.now()).minus_days(HEARD_DAYS - 1);
    let mut conn = cx.read().await?;
    let in_vain = rows::heard_in_vain(&mut conn, from, SHOWN_FROM, SHOWN).await?;
    let most = rows::most_heard(&mut conn, from, SHOWN_FROM, SHOWN).await?;
    Ok(HeardLately { in_vain: told(in_vain), most: told(most) })
}

fn told(rows: Vec<(String, i64, i64)>) -> Vec<HeardWords> {
    rows.into_iter().map(|(words, asked, without_result)| HeardWords { words, asked, without_result }).collect()
}

/// Forgets what was searched for before `before`; says how much. For what forgets with time.
///
/// # Errors
/// The database's.
pub async fn purge_heard(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    rows::forget_heard(conn, Day::containing(before)).await
}
