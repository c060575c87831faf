//! Reminders before a session, to those who have a seat (T8).

use super::rows;
use crate::{cx::Cx, error::Result};
use domain::{
    events::Event,
    ids::SessionId,
    time::{Quiet, Timestamp},
};

const DAY_MS: i64 = 24 * 3_600_000;

/// Has those be reminded whose session comes near; answers how many. Who registers late is reminded once, of what is nearest. Called by a
/// job.
///
/// # Errors
/// `Unavailable` when the database is away; what was done before stays.
pub async fn remind(cx: &Cx) -> Result<usize> {
    let coming = rows::reminders(&mut cx.read().await?, cx.now()).await?;
    let mut reminded = 0;
    for (session, begins, days) in coming {
        if let Some(days) = nearest(&cx.portal.settings.quiet, begins, &days, cx.now()) {
            reminded += remind_all(cx, session, days).await?;
        }
    }
    Ok(reminded)
}

/// Whether the reminder of so many days before a session is due at `now`. One that falls into the time when people are left alone comes
/// before it.
pub fn is_near(quiet: &Quiet, begins: Timestamp, days: u32, now: Timestamp) -> bool {
    quiet.last_open(begins.plus_ms(-i64::from(days) * DAY_MS)) <= now
}

/// The reminder that is due at `now` and nearest to the session.
fn nearest(quiet: &Quiet, begins: Timestamp, days: &[u32], now: Timestamp) -> Option<u32> {
    days.iter().copied().filter(|days| is_near(quiet, begins, *days, now)).min()
}

async fn remind_all(cx: &Cx, session: SessionId, days: u32) -> Result<usize> {
    if rows::not_reminded(&mut cx.read().await?, session, days).await?.is_empty() {
        return Ok(0);
    }
    let mut change = cx.begin().await?;
    rows::lock_session(&mut change, session).await?;
    // It may take place at another time since it was looked up.
    let begins = rows::session(&mut change, session).await?.and_then(|session| session.begins());
    if !begins.is_some_and(|begins| is_near(&cx.portal.settings.quiet, begins, days, cx.now())) {
        return Ok(0);
    }
    let registrations = rows::not_reminded(&mut change, session, days).await?;
    for registration in &registrations {
        rows::insert_reminder(&mut change, *registration, days).await?;
        change.tell(Event::ReminderDue { registration: *registration, days });
    }
    change.commit().await?;
    Ok(registrations.len())
}
