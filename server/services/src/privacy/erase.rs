//! Erasing someone: at their wish, because they do not come back, or again after a backup was put back.

use super::{archive::recent, parts, rows, scrub};
use crate::{
    access,
    cx::{Change, Cx},
    db::value,
    discussions,
    error::{Error, Result},
    holdings::numbers,
    identity, projects, training,
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::{AccountId, ProjectId, TopicId},
    privacy::{CONFIRMATION, Contributions, RECENT_MS, is_confirmed},
    problem::{Problems, Rule},
    time::Timestamp,
};
use std::collections::BTreeSet;

/// Where the file store notes who was erased: a database that is put back does not.
const FOLDER: &str = "effacements";

/// Whether the viewer signed in so short a time ago that they may take away, or erase, what is held about them.
pub fn is_recent(cx: &Cx) -> bool {
    cx.signed_in.is_some_and(|at| cx.now().since_ms(at) < RECENT_MS)
}

/// Erases the viewer, who has typed what confirms it. What they wrote for others stays or goes, as they choose.
///
/// # Errors
/// `SignIn` when nobody is signed in, or not for a short time; `Invalid` on `confirmation` when it is not what was to be typed, or they are
/// the last administrator. When what is derived from the database cannot be cleaned at once, it is by the next [`settle`].
pub async fn erase(cx: &Cx, contributions: Contributions, typed: &str) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = recent(cx)?;
    if !is_confirmed(typed) {
        return Err(Problems::one("confirmation", Rule::NotTheWord { word: CONFIRMATION }).into());
    }
    erase_account(cx, account, contributions).await?;
    settle_soon(cx).await;
    Ok(())
}

/// [`settle`], or the job does it later.
pub(super) async fn settle_soon(cx: &Cx) {
    if let Err(error) = settle(cx).await {
        tracing::warn!("what an erasure leaves to be cleaned is cleaned later: {error:#}");
    }
}

/// Erases `account`; false when it was, or never was.
pub(super) async fn erase_account(cx: &Cx, account: AccountId, contributions: Contributions) -> Result<bool> {
    let mut change = cx.begin().await?;
    // Whoever writes for this account waits, and finds it gone.
    rows::lock(&mut change, account).await?;
    erase_locked(cx, change, account, contributions).await
}

/// Erases `account`, keeping what it published, if still nobody has signed in with it since `before`; false when someone has, or it was erased.
pub(super) async fn erase_idle(cx: &Cx, account: AccountId, before: Timestamp) -> Result<bool> {
    let mut change = cx.begin().await?;
    if !identity::lock_idle(&mut change, account, before).await? {
        return Ok(false);
    }
    erase_locked(cx, change, account, Contributions::Keep).await
}

async fn erase_locked(cx: &Cx, mut change: Change, account: AccountId, contributions: Contributions) -> Result<bool> {
    let Some(called) = identity::called(&mut change, account).await? else { return Ok(false) };
    if !take_away(cx, &mut change, account, contributions, &called).await? {
        return Ok(false);
    }
    change.commit().await?;
    // Other servers hear of it by the event, a moment later.
    cx.portal.remembered.texts.forget();
    Ok(true)
}

/// The same of one whose lock is held, within a change; `called` are the names that go from what others wrote.
pub(super) async fn take_away(
    cx: &Cx,
    change: &mut Change,
    account: AccountId,
    contributions: Contributions,
    called: &[String],
) -> Result<bool> {
    if !rows::note(change, account, cx.now(), contributions).await? {
        return Ok(false);
    }
    if identity::is_last_admin(change, account).await? {
        return Err(Problems::one("confirmation", Rule::LastAdmin).into());
    }
    training::give_up_all(cx, change, account).await?;
    let mut shown: BTreeSet<_> = numbers(change, projects::TOUCHED, account).await?.into_iter().collect();
    let topics = numbers(change, discussions::TOUCHED, account).await?;
    for part in parts() {
        part.erase(change, account, contributions).await?;
    }
    shown.extend(scrub::forget(change, account, called).await?);
    for project in shown {
        change.tell(Event::ProjectChanged { project: ProjectId::new(project) });
    }
    for topic in topics {
        change.tell(Event::TopicChanged { topic: TopicId::new(topic) });
    }
    change.tell(Event::AccountErased { account });
    identity::record(cx, change, "erase", &format!("account:{account}"), contributions.key()).await?;
    Ok(true)
}

/// Cleans what lies outside the database's rows after an erasure: files that nothing shows any more, pages that were freed; and has the file
/// store note who was erased. Says of how many. For a job, which tries again what failed.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn settle(cx: &Cx) -> Result<usize> {
    let erased = rows::to_settle(&mut cx.read().await?).await?;
    if erased.is_empty() {
        return Ok(0);
    }
    for one in &erased {
        cx.portal.files.put(&format!("{FOLDER}/{}", one.account), one.contributions.key().into()).await?;
    }
    discussions::sweep_pictures(cx).await?;
    while projects::sweep_media(cx).await? > 0 {}
    if !cx.portal.db.overwrite_deleted().await? {
        return Ok(0);
    }
    let mut change = cx.begin().await?;
    for one in &erased {
        rows::settled(&mut change, one.account, cx.now()).await?;
    }
    change.commit().await?;
    Ok(erased.len())
}

/// Erases again those of whom the file store notes that they were, and whom a database that was put back holds again. Says how many. To be
/// called before anyone is served.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn replay(cx: &Cx) -> Result<usize> {
    let mut again = 0;
    for file in cx.portal.files.list(FOLDER).await? {
        let Some(account) = file.key.rsplit('/').next().and_then(|number| number.parse().ok()) else { continue };
        let noted = cx.portal.files.get(&file.key).await?;
        let contributions = value(&String::from_utf8_lossy(&noted))?;
        match erase_account(cx, account, contributions).await {
            Ok(erased) => again += usize::from(erased),
            // Named again since: someone has to see to it first.
            Err(Error::Invalid(_)) => tracing::error!(%account, "an account that was erased administers the portal alone: name another"),
            Err(error) => return Err(error),
        }
    }
    if again > 0 {
        settle(cx).await?;
    }
    Ok(again)
}
