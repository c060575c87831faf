//! What each reader wants to be told, and how often (N1, N3).

use super::{news::News, rows};
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    outside::Secret,
};
use domain::{
    access::PortalAction,
    ids::AccountId,
    notifications::{Frequency, LetterKind},
    paths,
    problem::{Problems, Rule},
};
use std::collections::BTreeSet;

/// What the viewer chose of each kind.
///
/// # Errors
/// `SignIn`.
pub async fn choices(cx: &Cx) -> Result<Vec<(LetterKind, Frequency)>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut all = Vec::new();
    for kind in LetterKind::ALL {
        all.push((*kind, rows::frequency(&mut conn, account, *kind).await?));
    }
    Ok(all)
}

/// Writes what the viewer chose; a kind that is not named stays as it was.
///
/// # Errors
/// `SignIn`; `Invalid` by the key of a kind that cannot be told so.
pub async fn choose(cx: &Cx, chosen: &[(LetterKind, Frequency)]) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut problems = Problems::new();
    for (kind, frequency) in chosen.iter().filter(|(kind, frequency)| !kind.frequencies().contains(frequency)) {
        problems.add(kind.key(), Rule::Unknown(frequency.label().to_owned()));
    }
    problems.into_result()?;
    let mut change = cx.begin().await?;
    for (kind, frequency) in chosen {
        rows::choose(&mut change, account, *kind, *frequency).await?;
    }
    change.commit().await
}

/// Stops the letters of these kinds to whoever an address at the foot of a letter was written for (RFC 8058); asked twice, they are stopped.
///
/// # Errors
/// `NotFound` for an address that none of our letters bears.
pub async fn stop(cx: &Cx, account: AccountId, kinds: &[LetterKind], secret: &str) -> Result<()> {
    stoppable(cx, account, kinds, secret).await?;
    let mut change = cx.begin().await?;
    for kind in kinds {
        rows::choose(&mut change, account, *kind, Frequency::Never).await?;
    }
    change.commit().await
}

/// Says whether [`stop`] would.
///
/// # Errors
/// As [`stop`].
pub async fn stoppable(cx: &Cx, account: AccountId, kinds: &[LetterKind], secret: &str) -> Result<()> {
    let known = rows::stop_secret(&mut cx.read().await?, account).await?;
    // Compared as hashes: how long it takes tells nothing of the secret.
    let same = known.is_some_and(|known| Secret::from_outside(&known).hash() == Secret::from_outside(secret).hash());
    let known = !kinds.is_empty() && kinds.iter().all(|kind| kind.may_be_stopped());
    if same && known { Ok(()) } else { Err(Error::NotFound) }
}

/// The address by which the reader of `news`, which go in one letter, stops letters of their kinds; nothing when one cannot be stopped.
pub(super) async fn stop_address(cx: &Cx, news: &[News]) -> Result<Option<String>> {
    let kinds: BTreeSet<_> = news.iter().map(|news| news.kind).collect();
    let account = news.first().and_then(|news| news.account);
    let Some(account) = account.filter(|_| kinds.iter().all(|kind| kind.may_be_stopped())) else { return Ok(None) };
    let known = rows::stop_secret(&mut cx.read().await?, account).await?;
    let secret = match known {
        Some(secret) => secret,
        None => {
            let mut change = cx.begin().await?;
            let secret = rows::keep_stop_secret(&mut change, account, Secret::new()?.reveal()).await?;
            change.commit().await?;
            secret
        }
    };
    Ok(Some(cx.portal.settings.address(&paths::stop_letters(account, &Vec::from_iter(kinds), &secret))))
}
