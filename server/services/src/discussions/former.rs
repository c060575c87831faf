//! What messages said before they were changed: read with them, and erased one by one where nobody should read it any more.

use super::{gate, posts, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    projects::Figure,
    text::SafeHtml,
};
use domain::{
    access::PostAction,
    events::Event,
    ids::{AccountId, PostId},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// How many former versions of a message are read.
pub(super) const VERSIONS: i64 = 50;

/// What a message said before it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Which version it was.
    pub version: i64,
    /// Until when it said so.
    pub until: Timestamp,
    /// What it said, fit for a page; nothing, once it is erased.
    pub said: Option<SafeHtml>,
}

/// Former versions fit for a page, with those whom they name as they are named now, and the pictures that the message still shows.
pub(super) fn rendered(all: &[rows::FormerRow], names: &BTreeMap<AccountId, String>, pictures: &[Figure]) -> Vec<Former> {
    let whole = |row: &rows::FormerRow| Former {
        version: row.version,
        until: Timestamp::from_ms(row.until_ms),
        said: row.erased_ms.is_none().then(|| posts::rendered(&row.body, names, pictures)),
    };
    all.iter().map(whole).collect()
}

/// What the message `id` said before, the latest first, for who decides on it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn former_versions(cx: &Cx, conn: &mut impl Conn, id: PostId) -> Result<Vec<Former>> {
    gate::post(cx, conn, PostAction::Moderate, id).await?;
    let all = rows::versions(conn, id, VERSIONS).await?;
    let names = rows::names_in(conn, &all.iter().map(|row| row.body.as_str()).collect::<Vec<_>>()).await?;
    Ok(rendered(&all, &names, &[]))
}

/// Erases what the message `id` said as its former version `version`; that there was one stays. For the moderation's use cases, within their
/// change; gives what it said, so that its copies go with it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too when there is no such version, or it is erased already.
pub async fn erase_version(cx: &Cx, change: &mut Change, id: PostId, version: i64) -> Result<String> {
    let (topic, _) = gate::post_for_write(cx, change, PostAction::Moderate, id).await?;
    let words = rows::former_words(change, id, version).await?.ok_or(Error::NotFound)?;
    rows::erase_version(change, id, version, cx.now()).await?;
    change.tell(Event::PostChanged { topic: topic.id, post: id });
    Ok(words)
}
