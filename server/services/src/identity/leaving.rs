//! Those who leave, or do not come back: what must be known of them for that, and what is told before.

use super::rows::leaving as rows;
use crate::{cx::Cx, db::Conn, error::Result};
use domain::{events::Event, identity::NameShown, ids::AccountId, text::fold, time::Timestamp};
use std::collections::BTreeSet;

/// Whether there is no other administrator than `account`, who is one.
///
/// # Errors
/// The database's.
pub async fn is_last_admin(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    rows::is_last_admin(conn, account).await
}

/// What texts of others may call `account` by, the longest first: name, name shown, address; nothing when there is no such account. A name of
/// one word, and one that somebody else bears, stand for nobody in particular: they are left out.
///
/// # Errors
/// The database's.
pub async fn called(conn: &mut impl Conn, account: AccountId) -> Result<Option<Vec<String>>> {
    let Some((name, shown, email)) = rows::who(conn, account).await? else { return Ok(None) };
    let mut taken = BTreeSet::new();
    for (other, shown) in rows::other_names(conn, account).await? {
        taken.extend(NameShown::Initial.instead_of(&other).map(|name| fold(&name)));
        taken.extend([Some(other), shown].into_iter().flatten().map(|name| fold(&name)));
    }
    taken.extend(NameShown::School.instead_of(&name).map(|name| fold(&name)));
    let initial = NameShown::Initial.instead_of(&name);
    let names = [Some(name), initial, shown].into_iter().flatten();
    let mut called: Vec<_> = names.filter(|name| name.split_whitespace().nth(1).is_some() && !taken.contains(&fold(name))).collect();
    called.extend(email.filter(|email| email.contains('@')));
    called.sort_by_key(|name| std::cmp::Reverse(name.len()));
    called.dedup();
    Ok(Some(called))
}

/// Tells those who have not signed in since `before` that their accounts end, `at_most` of them; of how many.
///
/// # Errors
/// `Unavailable` when the database is away: who was told stays told.
pub async fn warn_idle(cx: &Cx, before: Timestamp, at_most: i64) -> Result<usize> {
    let idle = rows::to_warn(&mut cx.read().await?, before, at_most).await?;
    let mut told = 0;
    for account in idle {
        let mut change = cx.begin().await?;
        // Whoever came back meanwhile is told nothing, and is told in time when they stay away again.
        if !rows::lock_idle(&mut change, account, before).await? {
            continue;
        }
        rows::warn(&mut change, account, cx.now()).await?;
        change.tell(Event::AccountIdle { account });
        change.commit().await?;
        told += 1;
    }
    Ok(told)
}

/// Locks `account`, if nobody has signed in with it since `before`: whoever does so now waits. Says whether it is locked.
///
/// # Errors
/// The database's.
pub async fn lock_idle(conn: &mut impl Conn, account: AccountId, before: Timestamp) -> Result<bool> {
    rows::lock_idle(conn, account, before).await
}

/// Whether `account` was told that it ends, and nobody has signed in with it since.
///
/// # Errors
/// The database's.
pub async fn is_warned(conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    rows::is_warned(conn, account).await
}

/// Accounts with which nobody has signed in since `before`, and whose bearers were told before `warned`, or cannot be.
///
/// # Errors
/// The database's.
pub async fn ended(conn: &mut impl Conn, before: Timestamp, warned: Timestamp, at_most: i64) -> Result<Vec<AccountId>> {
    rows::ended(conn, before, warned, at_most).await
}
