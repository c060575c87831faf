//! The searches that members keep (Q10): each its owner's alone.

use super::{named::in_words, rows};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::PortalAction,
    ids::{AccountId, SavedSearchId},
    notifications::Frequency,
    problem::{Problems, Rule},
    search::{MAX_SAVED, MAX_SAVED_NAME, Query, SavedAs, SavedForm},
    time::Timestamp,
};

/// The most that the filters of one may hold, in bytes: every value of every vocabulary, and some schools.
const MAX_FILTERS: usize = 4_000;

/// A search that someone keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its number.
    pub id: SavedSearchId,
    /// What its owner calls it.
    pub name: String,
    /// What it asks: neither order nor page.
    pub query: Query,
    /// How often it tells what it found.
    pub alert: Frequency,
    /// Since when it is kept.
    pub created: Timestamp,
    /// Up to when its owner was told of what appeared.
    pub seen: Timestamp,
}

/// A search that is kept now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: SavedSearchId,
    /// Whether it was not before: asked twice, it is kept once.
    pub is_new: bool,
}

/// The searches that the viewer keeps, the latest first, each with what it asks, in French.
///
/// # Errors
/// `SignIn`.
pub async fn saved(cx: &Cx) -> Result<Vec<(SavedSearch, String)>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let saved = rows::saved_of(&mut conn, account).await?;
    let queries: Vec<_> = saved.iter().map(|saved| saved.query.clone()).collect();
    let said = in_words(&mut conn, &queries).await?;
    Ok(saved.into_iter().zip(said).collect())
}

/// The search by which the viewer keeps what `query` asks; nothing, when they do not, or are not signed in.
///
/// # Errors
/// The database's.
pub async fn saved_as(cx: &Cx, query: &Query) -> Result<Option<SavedSearchId>> {
    let Some(account) = cx.account() else { return Ok(None) };
    rows::same(&mut cx.read().await?, account, query).await
}

/// What `query` asks, in French: its words and its filters.
///
/// # Errors
/// The database's.
pub async fn said(cx: &Cx, query: &Query) -> Result<String> {
    Ok(in_words(&mut cx.read().await?, std::slice::from_ref(query)).await?.concat())
}

/// Keeps a search for the viewer, who is told of what appears from now on; one that asks the same is kept already, and stays as it is.
///
/// # Errors
/// `SignIn`; `Invalid` on `query` when it holds far too many filters, or the viewer keeps as many searches as one may.
pub async fn save(cx: &Cx, form: &SavedForm) -> Result<Kept> {
    let account = owner(cx)?;
    let actual = rows::length(&form.query);
    if actual > MAX_FILTERS {
        return Err(Problems::one("query", Rule::TooLong { max: MAX_FILTERS, actual }).into());
    }
    let mut change = cx.begin().await?;
    // Two of their forms that come together come one after the other.
    rows::lock_owner(&mut change, account).await?;
    if let Some(id) = rows::same(&mut change, account, &form.query).await? {
        return Ok(Kept { id, is_new: false });
    }
    if rows::count_saved(&mut change, account).await? >= MAX_SAVED {
        return Err(Problems::one("query", Rule::TooMany { max: MAX_SAVED }).into());
    }
    let saved_as = named(&mut change, &form.saved_as, &form.query).await?;
    let id = SavedSearchId::new(cx.id());
    rows::insert_saved(&mut change, account, id, &saved_as, &form.query, cx.now()).await?;
    change.commit().await?;
    Ok(Kept { id, is_new: true })
}

/// Has a search of the viewer's be called, and tell, otherwise. One that told nothing tells of what appears from now on.
///
/// # Errors
/// `SignIn`; `NotFound` for one that is not theirs.
pub async fn change_saved(cx: &Cx, id: SavedSearchId, saved_as: &SavedAs) -> Result<()> {
    let account = owner(cx)?;
    let mut change = cx.begin().await?;
    rows::lock_owner(&mut change, account).await?;
    let (_, known) = rows::saved(&mut change, id).await?.filter(|(owner, _)| *owner == account).ok_or(Error::NotFound)?;
    let saved_as = named(&mut change, saved_as, &known.query).await?;
    rows::change_saved(&mut change, id, &saved_as).await?;
    if known.alert == Frequency::Never && saved_as.alert != Frequency::Never {
        rows::begin_anew(&mut change, id, cx.now()).await?;
    }
    change.commit().await
}

/// Forgets a search of the viewer's; what it has told is told no more.
///
/// # Errors
/// `SignIn`; `NotFound` for one that is not theirs.
pub async fn forget_saved(cx: &Cx, id: SavedSearchId) -> Result<()> {
    let account = owner(cx)?;
    let mut change = cx.begin().await?;
    if !rows::forget_saved(&mut change, account, id).await? {
        return Err(Error::NotFound);
    }
    change.commit().await
}

fn owner(cx: &Cx) -> Result<AccountId> {
    access::check(cx, PortalAction::UseAccount)?;
    cx.account().ok_or(Error::SignIn)
}

/// The same with a name: what the query asks, where its owner gave none.
async fn named(conn: &mut impl Conn, saved_as: &SavedAs, query: &Query) -> Result<SavedAs> {
    if !saved_as.name.is_empty() {
        return Ok(saved_as.clone());
    }
    let said = in_words(conn, std::slice::from_ref(query)).await?.concat();
    let name = if said.chars().count() > MAX_SAVED_NAME { said.chars().take(MAX_SAVED_NAME - 1).chain(['…']).collect() } else { said };
    Ok(SavedAs { name, ..saved_as.clone() })
}
