//! On the day (T10, T11, T23): who is there, by half-day, by a tick in a list or by the code that each brings.
//!
//! **Invariants.** Nothing is noted before a half-day begins, nor after the session is closed. A code that is read twice counts once.

use super::{OwnPlace, Participant, Registration, Session, Training, gate, places, rows};
use crate::{
    cx::{Change, Cx},
    error::{Conflict, Error, Result},
};
use domain::{
    ids::{RegistrationId, SessionId},
    problem::{Problems, Rule},
    time::Timestamp,
    training::{HalfDay, Presence, SessionState, Standing},
};

/// How long after a half-day codes are still read for it: the queue at the door.
const LATE_MS: i64 = 3_600_000;

/// Who is there, for who runs the session.
#[derive(Clone, Debug)]
pub struct PresenceList {
    /// The training.
    pub training: Training,
    /// The session.
    pub session: Session,
    /// Everyone who has a seat, by name, with their presence at each half-day, as far as it was noted.
    pub people: Vec<(Participant, Vec<Option<Presence>>)>,
}

/// Who has a seat in `session`, and who was there, for who runs it.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn presences(cx: &Cx, session: SessionId) -> Result<PresenceList> {
    gate::open(cx)?;
    let mut conn = cx.read().await?;
    let session = rows::session(&mut conn, session).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut conn, &session).await?;
    let training = rows::training_of(&mut conn, session.training).await?.ok_or(Error::NotFound)?;
    let mut people = Vec::new();
    for registration in rows::registrations(&mut conn, session.id).await?.into_iter().filter(has_a_seat) {
        let marks = rows::presences_of(&mut conn, registration.id).await?;
        let at = |half_day: usize| marks.iter().find(|(known, ..)| *known == half_day).map(|(_, presence, _)| *presence);
        let marks = (0..session.form.half_days.len()).map(at).collect();
        people.push((rows::participant(&mut conn, registration).await?, marks));
    }
    people.sort_by_cached_key(|(who, _)| domain::text::fold(&who.name));
    Ok(PresenceList { training, session, people })
}

pub(super) fn has_a_seat(registration: &Registration) -> bool {
    registration.standing == Standing::Registered
}

/// Notes who was there for the half-day at `half_day`, counted from 0; nothing takes a note away.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` for a half-day or a place that the session has not; `Invalid` on `half_day` before it begins; `Conflict`
/// when the session is closed or cancelled.
pub async fn mark(cx: &Cx, session: SessionId, half_day: usize, marks: &[(RegistrationId, Option<Presence>)]) -> Result<()> {
    let mut change = begin(cx, session, half_day).await?;
    mark_in(cx, &mut change, session, half_day, marks).await?;
    change.commit().await
}

async fn mark_in(
    cx: &Cx,
    change: &mut Change,
    session: SessionId,
    half_day: usize,
    marks: &[(RegistrationId, Option<Presence>)],
) -> Result<()> {
    let seated = rows::registrations(change, session).await?;
    for (registration, presence) in marks {
        if !seated.iter().any(|known| known.id == *registration && has_a_seat(known)) {
            return Err(Error::NotFound);
        }
        match presence {
            Some(presence) => rows::mark(change, *registration, half_day, *presence, cx.now()).await?,
            None => rows::unmark(change, *registration, half_day).await?,
        }
    }
    Ok(())
}

/// Notes `marks`, then that everyone was there of whom nothing is noted; answers how many that were.
///
/// # Errors
/// As [`mark`].
pub async fn mark_the_others_present(
    cx: &Cx,
    session: SessionId,
    half_day: usize,
    marks: &[(RegistrationId, Option<Presence>)],
) -> Result<usize> {
    let mut change = begin(cx, session, half_day).await?;
    mark_in(cx, &mut change, session, half_day, marks).await?;
    let mut marked = 0;
    for registration in rows::registrations(&mut change, session).await?.iter().filter(|known| has_a_seat(known)) {
        if rows::presence(&mut change, registration.id, half_day).await?.is_none() {
            rows::mark(&mut change, registration.id, half_day, Presence::Present, cx.now()).await?;
            marked += 1;
        }
    }
    change.commit().await?;
    Ok(marked)
}

/// A change of who was there, under the session's lock, once it may be noted.
async fn begin(cx: &Cx, session: SessionId, half_day: usize) -> Result<Change> {
    gate::open(cx)?;
    let mut change = cx.begin().await?;
    let session = places::locked(&mut change, session).await?;
    gate::session(cx, &mut change, &session).await?;
    let HalfDay { from, .. } = *session.form.half_days.get(half_day).ok_or(Error::NotFound)?;
    may_be_noted(&session)?;
    if cx.now() < from {
        return Err(Problems::one("half_day", Rule::NotYet).into());
    }
    Ok(change)
}

fn may_be_noted(session: &Session) -> Result<()> {
    let open = matches!(session.state, SessionState::Open | SessionState::Held);
    if open { Ok(()) } else { Err(Error::Conflict(Conflict::Session { state: session.state })) }
}

/// The viewer's place of which they bring the code, while presences may be noted.
///
/// # Errors
/// `SignIn`; `NotFound` when it is not theirs, or gives no seat; `Conflict` when the session is closed or cancelled.
pub async fn ticket(cx: &Cx, registration: RegistrationId) -> Result<OwnPlace> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mine = |known: &Registration| known.account == account && has_a_seat(known);
    let registration = rows::registration(&mut conn, registration).await?.filter(mine).ok_or(Error::NotFound)?;
    may_be_noted(&rows::session(&mut conn, registration.session).await?.ok_or(Error::NotFound)?)?;
    let card = rows::card_of(&mut conn, registration.session).await?.ok_or(Error::NotFound)?;
    Ok(OwnPlace { registration, card })
}

/// What the code of a place leads to, for who runs sessions: one person, and no list that passers-by could read.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// Who holds the place.
    pub participant: Participant,
    /// The title of the training.
    pub training: String,
    /// The session.
    pub session: Session,
    /// Which half-day codes are read for now, counted from 0, if one is.
    pub half_day: Option<usize>,
    /// What is noted for it, and since when.
    pub noted: Option<(Presence, Timestamp)>,
    /// Whether they have a seat: a code that was kept may be of a place that was given up.
    pub has_a_seat: bool,
}

/// The place of this code.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when there is no such place.
pub async fn check_in(cx: &Cx, registration: RegistrationId) -> Result<CheckIn> {
    gate::open(cx)?;
    let mut conn = cx.read().await?;
    let known = rows::registration(&mut conn, registration).await?.ok_or(Error::NotFound)?;
    let session = rows::session(&mut conn, known.session).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut conn, &session).await?;
    let training = rows::training_of(&mut conn, session.training).await?.ok_or(Error::NotFound)?.form.title;
    let has_a_seat = has_a_seat(&known);
    let half_day = half_day_at(&session, cx.now());
    let noted = match half_day {
        Some(half_day) => rows::presence(&mut conn, registration, half_day).await?,
        None => None,
    };
    Ok(CheckIn { participant: rows::participant(&mut conn, known).await?, training, session, half_day, noted, has_a_seat })
}

/// The half-day that takes place at `now`, or that ended within the hour.
fn half_day_at(session: &Session, now: Timestamp) -> Option<usize> {
    let takes_place = |half_day: &HalfDay| half_day.from <= now && now < half_day.until.plus_ms(LATE_MS);
    session.form.half_days.iter().rposition(takes_place)
}

/// Notes that whoever holds this place is there now. Read twice, it counts once; who was noted absent and comes all the same is there.
///
/// # Errors
/// As [`check_in`]; `NotFound` too when the place was given up; `Invalid` on `half_day` when no half-day takes place now; `Conflict` when the session is closed or cancelled.
pub async fn let_in(cx: &Cx, registration: RegistrationId) -> Result<()> {
    let CheckIn { session, half_day, has_a_seat, .. } = check_in(cx, registration).await?;
    if !has_a_seat {
        return Err(Error::NotFound);
    }
    let half_day = half_day.ok_or_else(|| Error::from(Problems::one("half_day", Rule::NotYet)))?;
    let mut change = begin(cx, session.id, half_day).await?;
    let noted = rows::presence(&mut change, registration, half_day).await?.map(|(presence, _)| presence);
    if matches!(noted, None | Some(Presence::Absent | Presence::Excused)) {
        rows::mark(&mut change, registration, half_day, Presence::Present, cx.now()).await?;
    }
    change.commit().await
}
