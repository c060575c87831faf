//! Trainings that are wished for (T21): asked by one, backed by others, counted by commune and cycle, and one day answered.
//!
//! **Invariants.** Who backs a wish is counted and never named; tested by `a_wish_counts_its_backers_and_names_nobody`.

use super::{Training, rows};
use crate::{
    access,
    cx::{Change, Cx},
    error::{Conflict, Error, Result},
    identity,
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::{AccountId, SessionId, WishId},
    projects::Cycle,
    territory::Insee,
    text::fold,
    time::Timestamp,
    training::{WishForm, WishState},
};

/// A wish, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its id.
    pub id: WishId,
    /// What one would learn.
    pub title: String,
    /// What for.
    pub why: String,
    /// Where it stands.
    pub state: WishState,
    /// The training that answers it.
    pub training: Option<Training>,
}

/// A wish in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishCard {
    /// The wish.
    pub wish: Wish,
    /// How many back it.
    pub backers: u32,
    /// By the commune of their school, most first: its name, and how many.
    pub by_commune: Vec<(String, u32)>,
    /// By the cycle that they teach.
    pub by_cycle: Vec<(Cycle, u32)>,
    /// Whether the viewer backs it.
    pub mine: bool,
}

/// Lets those see wishes who may make one, and those who answer them.
fn may_see(cx: &Cx) -> Result<()> {
    access::check(cx, PortalAction::Register).or_else(|_| access::check(cx, PortalAction::RunTraining))
}

/// Wishes, those with most backers first, those that are answered after those that wait; backed from a commune or for a cycle, if one is
/// named.
///
/// # Errors
/// `SignIn` or `Denied`: wishes are between colleagues.
pub async fn wishes(cx: &Cx, commune: Option<&Insee>, cycle: Option<Cycle>) -> Result<Vec<WishCard>> {
    may_see(cx)?;
    let mut conn = cx.read().await?;
    let mut cards = Vec::new();
    for wish in rows::wishes(&mut conn).await? {
        let backers = rows::backers(&mut conn, wish.id).await?;
        let asked = |backer: &&Backer| {
            commune.is_none_or(|commune| backer.insee.as_ref() == Some(commune)) && cycle.is_none_or(|cycle| backer.cycle == cycle)
        };
        if (commune.is_some() || cycle.is_some()) && !backers.iter().any(|backer| asked(&backer)) {
            continue;
        }
        cards.push(card(cx, wish, &backers));
    }
    cards.sort_by_key(|card| (card.wish.state, std::cmp::Reverse(card.backers), card.wish.id));
    Ok(cards)
}

/// Someone who backs a wish.
pub(super) struct Backer {
    pub(super) account: AccountId,
    pub(super) cycle: Cycle,
    pub(super) insee: Option<Insee>,
    pub(super) commune: String,
}

fn card(cx: &Cx, wish: Wish, backers: &[Backer]) -> WishCard {
    let mut by_commune: Vec<(String, u32)> = Vec::new();
    let mut by_cycle: Vec<(Cycle, u32)> = Vec::new();
    for backer in backers {
        if !backer.commune.is_empty() {
            count(&mut by_commune, backer.commune.clone());
        }
        count(&mut by_cycle, backer.cycle);
    }
    by_commune.sort_by(|(one, more), (other, less)| (less, fold(one)).cmp(&(more, fold(other))));
    by_cycle.sort();
    WishCard {
        backers: u32::try_from(backers.len()).unwrap_or(u32::MAX),
        mine: backers.iter().any(|backer| Some(backer.account) == cx.account()),
        wish,
        by_commune,
        by_cycle,
    }
}

fn count<T: PartialEq>(counted: &mut Vec<(T, u32)>, what: T) {
    match counted.iter_mut().find(|(known, _)| *known == what) {
        Some((_, many)) => *many += 1,
        None => counted.push((what, 1)),
    }
}

/// Makes a wish, which its author backs. Made twice in the same words while it waits, it is one.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn make_wish(cx: &Cx, form: &WishForm) -> Result<WishId> {
    access::check(cx, PortalAction::Register)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    // Of two who wish the same at once, the second sees what the first did.
    rows::lock_calendar(&mut change).await?;
    let same = |wish: &Wish| wish.state == WishState::Open && fold(&wish.title) == fold(&form.title);
    let id = match rows::wishes(&mut change).await?.into_iter().find(same) {
        Some(known) => known.id,
        None => {
            let id = WishId::new(cx.id());
            rows::insert_wish(&mut change, id, form, cx.now()).await?;
            id
        }
    };
    rows::back(&mut change, id, account, form.cycle, cx.now()).await?;
    change.commit().await?;
    Ok(id)
}

/// Backs a wish, for the cycle that the viewer teaches. Backed twice, it is backed.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Conflict` when it waits no more.
pub async fn back(cx: &Cx, wish: WishId, cycle: Cycle) -> Result<()> {
    access::check(cx, PortalAction::Register)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let wish = open_wish(&mut change, wish).await?;
    rows::back(&mut change, wish.id, account, cycle, cx.now()).await?;
    change.commit().await
}

/// Backs it no more. A wish that nobody backs is closed.
///
/// # Errors
/// `SignIn`; `NotFound`.
pub async fn back_no_more(cx: &Cx, wish: WishId) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    rows::lock_wish(&mut change, wish).await?;
    let wish = rows::wish(&mut change, wish).await?.ok_or(Error::NotFound)?;
    rows::back_no_more(&mut change, wish.id, account).await?;
    if wish.state == WishState::Open && rows::backers(&mut change, wish.id).await?.is_empty() {
        rows::set_wish_state(&mut change, wish.id, WishState::Closed, None, cx.now()).await?;
    }
    if let Some(training) = &wish.training {
        // They see its sessions no sooner than everyone any more.
        change.tell(Event::TrainingChanged { training: training.id });
    }
    change.commit().await
}

/// Has the training at `slug` answer a wish: its backers hear of each session that opens, before anyone else is told.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Conflict` when the wish waits no more.
pub async fn answer_wish(cx: &Cx, wish: WishId, slug: &str) -> Result<()> {
    access::check(cx, PortalAction::RunTraining)?;
    let mut change = cx.begin().await?;
    answer_in(cx, &mut change, wish, slug).await?;
    change.commit().await
}

pub(super) async fn answer_in(cx: &Cx, change: &mut Change, wish: WishId, slug: &str) -> Result<()> {
    let wish = open_wish(change, wish).await?;
    let training = rows::training(change, slug).await?.ok_or(Error::NotFound)?;
    rows::set_wish_state(change, wish.id, WishState::Answered, Some(training.id), cx.now()).await?;
    // Its sessions may be open already: their backers are told now.
    change.tell(Event::WishAnswered { wish: wish.id });
    identity::record(cx, change, "wish-answer", &format!("wish:{}", wish.id), &format!("training:{}", training.id)).await
}

/// Closes a wish that will not be answered.
///
/// # Errors
/// As [`answer_wish`].
pub async fn close_wish(cx: &Cx, wish: WishId) -> Result<()> {
    access::check(cx, PortalAction::RunTraining)?;
    let mut change = cx.begin().await?;
    let wish = open_wish(&mut change, wish).await?;
    rows::set_wish_state(&mut change, wish.id, WishState::Closed, None, cx.now()).await?;
    identity::record(cx, &mut change, "wish-close", &format!("wish:{}", wish.id), "").await?;
    change.commit().await
}

async fn open_wish(change: &mut Change, wish: WishId) -> Result<Wish> {
    rows::lock_wish(change, wish).await?;
    let wish = rows::wish(change, wish).await?.ok_or(Error::NotFound)?;
    if wish.state == WishState::Open { Ok(wish) } else { Err(Error::Conflict(Conflict::Wish { state: wish.state })) }
}

/// The wish `id`, for who would answer it.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn wish_to_answer(cx: &Cx, id: WishId) -> Result<Wish> {
    access::check(cx, PortalAction::RunTraining)?;
    rows::wish(&mut cx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Who wished for what `session` is a session of, and can be written to.
///
/// # Errors
/// The database's.
pub async fn backers_of_session(conn: &mut impl crate::db::Conn, session: SessionId) -> Result<Vec<identity::Recipient>> {
    let mut readers = Vec::new();
    for account in rows::backers_of_session(conn, session).await? {
        readers.extend(identity::address_of(conn, account).await?);
    }
    Ok(readers)
}

/// The training that answers a wish and has a session to come that is open, and those who backed it and can be written to.
///
/// # Errors
/// The database's.
pub async fn answered_wish(
    conn: &mut impl crate::db::Conn,
    wish: WishId,
    now: Timestamp,
) -> Result<Option<(Training, Vec<identity::Recipient>)>> {
    let Some(training) = rows::wish(conn, wish).await?.and_then(|wish| wish.training) else { return Ok(None) };
    if !rows::has_open_session(conn, training.id, now).await? {
        return Ok(None);
    }
    let mut readers = Vec::new();
    for backer in rows::backers(conn, wish).await? {
        readers.extend(identity::address_of(conn, backer.account).await?);
    }
    Ok(Some((training, readers)))
}
