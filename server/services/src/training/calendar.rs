//! What takes place and when, for everyone; a member's own places; who comes, for who runs it.

use super::{OwnPlace, Participant, Session, SessionCard, Training, document::readers_of_training, gate, onlooker::Onlooker, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity::{self, Reviewer},
};
use domain::{
    access::Principal,
    ids::{SessionId, TrainingId},
    time::Timestamp,
    training::{CalendarQuery, SessionState},
};

/// The sessions that `query` asks for and the viewer sees, the next first; none that is being prepared.
///
/// # Errors
/// The database's.
pub async fn calendar(cx: &Cx, query: &CalendarQuery) -> Result<Vec<SessionCard>> {
    let (from, until) = match query.month {
        Some(month) => (month.beginning(), month.end()),
        None => (cx.now(), Timestamp::from_ms(i64::MAX)),
    };
    between(cx, query, Onlooker::of(cx), from, until).await
}

/// The sessions that `query` asks for, its month aside, that `onlooker` sees, and that fall between two instants.
pub(super) async fn between(
    cx: &Cx,
    query: &CalendarQuery,
    onlooker: Onlooker,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<SessionCard>> {
    let mut cards = rows::cards(&mut cx.read().await?, from, until, query.commune.as_ref(), onlooker).await?;
    if let Some(cycle) = query.cycle {
        cards.retain(|card| card.cycles.is_empty() || card.cycles.contains(&cycle));
    }
    Ok(cards)
}

/// The viewer's own places, what is to come first, then what was, the latest first.
///
/// # Errors
/// `SignIn`.
pub async fn own_places(cx: &Cx) -> Result<Vec<OwnPlace>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut places = Vec::new();
    for registration in rows::registrations_of(&mut conn, account).await? {
        let card = rows::card_of(&mut conn, registration.session).await?.ok_or(Error::NotFound)?;
        places.push(OwnPlace { registration, card });
    }
    let now = cx.now();
    places.sort_by_key(|place| {
        let begins = place.card.half_days.first().map_or(0, |half_day| half_day.from.ms());
        let over = place.card.half_days.last().is_none_or(|half_day| half_day.until <= now);
        (over, if over { -begins } else { begins })
    });
    Ok(places)
}

/// Those who asked for a place and of whom the viewer may say whether they may come, the first who asked first.
///
/// # Errors
/// `SignIn`.
pub async fn to_approve(cx: &Cx) -> Result<Vec<(SessionCard, Participant)>> {
    cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut waiting = Vec::new();
    for (registration, session) in rows::asked(&mut conn).await? {
        let session = rows::session(&mut conn, session).await?.ok_or(Error::NotFound)?;
        if session.begins().is_none_or(|begins| begins <= cx.now()) {
            continue;
        }
        if gate::runs(cx, &mut conn, &session).await? || rows::may_approve(&mut conn, cx, &session, registration.account).await? {
            let card = rows::card_of(&mut conn, session.id).await?.ok_or(Error::NotFound)?;
            waiting.push((card, rows::participant(&mut conn, registration).await?));
        }
    }
    Ok(waiting)
}

/// A session as who runs it sees it.
#[derive(Clone, Debug)]
pub struct SessionDesk {
    /// The training.
    pub training: Training,
    /// The session.
    pub session: Session,
    /// Everyone who asked for a place, in the order in which they came.
    pub participants: Vec<Participant>,
    /// Who may lead it.
    pub trainers: Vec<Reviewer>,
}

/// The session `id`, for who runs trainings.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn session_desk(cx: &Cx, id: SessionId) -> Result<SessionDesk> {
    gate::open(cx)?;
    let mut conn = cx.read().await?;
    let session = rows::session(&mut conn, id).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut conn, &session).await?;
    let training = rows::training_of(&mut conn, session.training).await?.ok_or(Error::NotFound)?;
    let mut participants = Vec::new();
    for registration in rows::registrations(&mut conn, id).await? {
        participants.push(rows::participant(&mut conn, registration).await?);
    }
    drop(conn);
    Ok(SessionDesk { training, session, participants, trainers: trainers(cx).await? })
}

/// Every training, by its title, with where its sessions stand; for who runs them. A delegate finds those of which they see or run a session,
/// and those of their communes, with the sessions that they run.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn trainings(cx: &Cx) -> Result<Vec<(Training, Vec<SessionState>)>> {
    gate::open(cx)?;
    let everywhere = gate::runs_everywhere(cx);
    let mut conn = cx.read().await?;
    let mut all = Vec::new();
    for training in rows::trainings(&mut conn).await? {
        let mut states = Vec::new();
        for (id, state) in rows::session_ids(&mut conn, training.id).await? {
            let session = rows::session(&mut conn, id).await?.ok_or(Error::NotFound)?;
            if everywhere || gate::runs(cx, &mut conn, &session).await? {
                states.push(state);
            }
        }
        let found = everywhere
            || !states.is_empty()
            || is_shown(cx, &mut conn, training.id).await?
            || gate::writes(cx, &mut conn, training.id).await?;
        if found {
            all.push((training, states));
        }
    }
    Ok(all)
}

/// The addresses of trainings of which the viewer sees a session, and when each last changed.
///
/// # Errors
/// The database's.
pub async fn shown_trainings(cx: &Cx) -> Result<Vec<(String, Timestamp)>> {
    rows::shown_slugs(&mut cx.read().await?, Onlooker::of(cx)).await
}

/// Whether the viewer sees a session of `training`; one that is being prepared is none.
///
/// # Errors
/// The database's.
pub async fn is_shown(cx: &Cx, conn: &mut impl Conn, training: TrainingId) -> Result<bool> {
    Ok(!rows::shown_sessions(conn, training, Onlooker::of(cx)).await?.is_empty())
}

/// Who sees a session of `training` at `now`, as groups of readers; nobody while all are being prepared. [`is_shown`] of each viewer, for
/// who asks of many.
///
/// # Errors
/// The database's.
pub async fn readers(conn: &mut impl Conn, training: TrainingId, now: Timestamp) -> Result<Vec<Principal>> {
    let mut readers = readers_of_training(conn, &[training], now).await?;
    Ok(readers.remove(&training).map_or_else(Vec::new, |readers| readers.groups))
}

/// Who may lead a session, by name: those who review, and delegates. For who runs any.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn trainers(cx: &Cx) -> Result<Vec<Reviewer>> {
    gate::open(cx)?;
    identity::trainers(&mut cx.read().await?).await
}
