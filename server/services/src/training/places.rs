//! Who has a place: asked for, agreed to, given up, offered to the next (T1–T4, T19).
//!
//! **Invariants.** Every change of who has a seat takes the session's lock first, at which all others queue: what is counted then is true at
//! the commit. Before anyone new is decided on, seats that came free go to those who wait.

use super::{Registration, Session, gate, onlooker::Onlooker, rows};
use crate::{
    access,
    cx::{Change, Cx},
    error::{Conflict, Error, Result},
    identity,
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::{AccountId, RegistrationId, SessionId},
    problem::{Problems, Rule},
    training::{Approval, Claim, ForbiddenHappening, Happening, SessionState, Standing},
};

/// How long a seat that came free is someone's before it goes to the next, in days of school, or until the session begins: nobody has to
/// answer on a Sunday.
const OFFER_DAYS: usize = 2;

/// Asks for a place in `session`, for the viewer: they have a seat at once, wait for one, or for who must agree. Asked twice, it is the
/// same place.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` for a session that is not shown; `Invalid` on `session` when it takes no registration now; `Conflict`
/// when it was not agreed to before.
pub async fn register(cx: &Cx, session: SessionId) -> Result<Registration> {
    access::check(cx, PortalAction::Register)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let registration = register_in(cx, &mut change, session, account).await?;
    change.commit().await?;
    Ok(registration)
}

/// Asks for a place in each session of the training at `slug` that the viewer sees and that takes registrations now: in all of them, or in
/// none (T15).
///
/// # Errors
/// As [`register`]; `NotFound` too when they see none; `Invalid` on `session` when none takes registrations.
pub async fn register_for_all(cx: &Cx, slug: &str) -> Result<Vec<Registration>> {
    access::check(cx, PortalAction::Register)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let training = rows::training(&mut change, slug).await?.ok_or(Error::NotFound)?;
    let mut ids = rows::shown_sessions(&mut change, training.id, Onlooker::of(cx)).await?;
    if ids.is_empty() {
        return Err(Error::NotFound);
    }
    // Locks are taken in one order, whoever asks: nobody waits for who waits for them.
    ids.sort_unstable();
    let mut registrations = Vec::new();
    for id in ids {
        let session = locked(&mut change, id).await?;
        let refused = rows::latest_registration(&mut change, id, account).await?.is_some_and(|known| known.standing == Standing::Refused);
        if session.takes_registrations(cx.now()) && !refused {
            registrations.push(register_in(cx, &mut change, id, account).await?);
        }
    }
    if registrations.is_empty() {
        return Err(Problems::one("session", Rule::NotOpen).into());
    }
    change.commit().await?;
    Ok(registrations)
}

async fn register_in(cx: &Cx, change: &mut Change, session: SessionId, account: AccountId) -> Result<Registration> {
    let session = locked(change, session).await?;
    if !rows::is_shown(change, session.id, Onlooker::of(cx)).await? {
        return Err(Error::NotFound);
    }
    match rows::latest_registration(change, session.id, account).await? {
        Some(known) if known.standing.is_live() => return Ok(known),
        Some(known) if known.standing == Standing::Refused => {
            return Err(ForbiddenHappening { from: known.standing, by: Happening::Offer }.into());
        }
        _ => {}
    }
    let now = cx.now();
    if !session.takes_registrations(now) {
        return Err(Problems::one("session", Rule::NotOpen).into());
    }
    fill(cx, change, &session).await?;
    let claim = if rows::is_never_served(change, account).await? { Claim::NeverServed } else { Claim::Served };
    let has_room = session.form.seats.has_room(rows::taken(change, session.id).await?, claim, now);
    // Who must agree that others come needs nobody's word.
    let must_be_agreed = session.form.approval != Approval::None && !rows::may_approve(change, cx, &session, account).await?;
    let standing = match (must_be_agreed, has_room) {
        (true, _) => Standing::Asked,
        (false, true) => Standing::Registered,
        (false, false) => Standing::Waiting,
    };
    let registration = Registration {
        id: RegistrationId::new(cx.id()),
        session: session.id,
        account,
        number: rows::take_number(change, session.id).await?,
        standing,
        had_a_seat: standing == Standing::Registered,
        claim,
        asked: now,
        offered_until: None,
    };
    rows::insert_registration(change, &registration).await?;
    change.tell(Event::RegistrationChanged { registration: registration.id, standing });
    Ok(registration)
}

/// Gives the viewer's place in `session` up; the next of those who wait has it at once. Given up twice, it is given up.
///
/// # Errors
/// `SignIn`; `NotFound` for a session that is not shown; `Conflict` when it has begun, or does not take place.
pub async fn give_up(cx: &Cx, session: SessionId) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let session = locked(&mut change, session).await?;
    let Some(known) = rows::latest_registration(&mut change, session.id, account).await?.filter(|known| known.standing.is_live()) else {
        let shown = rows::is_shown(&mut change, session.id, Onlooker::of(cx)).await?;
        return if shown { Ok(()) } else { Err(Error::NotFound) };
    };
    still_to_come(cx, &session)?;
    moved(cx, &mut change, &known, Happening::Cancel, true).await?;
    fill(cx, &mut change, &session).await?;
    change.commit().await
}

/// Takes the seat of `session` that was offered to the viewer. Taken twice, it is taken.
///
/// # Errors
/// `SignIn`; `NotFound` when they have no place; `Conflict` when none is offered to them any more, or the session does not take place.
pub async fn confirm(cx: &Cx, session: SessionId) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let session = locked(&mut change, session).await?;
    let known = rows::latest_registration(&mut change, session.id, account).await?.ok_or(Error::NotFound)?;
    if known.standing == Standing::Registered {
        return Ok(());
    }
    still_to_come(cx, &session)?;
    if known.offered_until.is_some_and(|until| until <= cx.now()) {
        return Err(ForbiddenHappening { from: Standing::Lapsed, by: Happening::Confirm }.into());
    }
    moved(cx, &mut change, &known, Happening::Confirm, true).await?;
    change.commit().await
}

/// Refuses what changes places of a session that has begun, or does not take place.
pub(super) fn still_to_come(cx: &Cx, session: &Session) -> Result<()> {
    let begun = session.begins().is_none_or(|begins| begins <= cx.now());
    if session.state == SessionState::Open && !begun { Ok(()) } else { Err(Error::Conflict(Conflict::Session { state: session.state })) }
}

/// Writes what happened to a registration, and tells of it.
pub(super) async fn moved(cx: &Cx, change: &mut Change, known: &Registration, what: Happening, has_room: bool) -> Result<Standing> {
    let standing = known.standing.after(what, has_room)?;
    rows::update_standing(change, known.id, standing, None, cx.now()).await?;
    change.tell(Event::RegistrationChanged { registration: known.id, standing });
    Ok(standing)
}

/// The session, under the lock that all who change its places queue at.
pub(super) async fn locked(change: &mut Change, session: SessionId) -> Result<Session> {
    if !rows::lock_session(change, session).await? {
        return Err(Error::NotFound);
    }
    rows::session(change, session).await?.ok_or(Error::NotFound)
}

/// Offers the seats that are free to those who wait, in their order, as long as the session is to come.
pub(super) async fn fill(cx: &Cx, change: &mut Change, session: &Session) -> Result<usize> {
    let (now, Some(begins)) = (cx.now(), session.begins()) else { return Ok(0) };
    if still_to_come(cx, session).is_err() {
        return Ok(0);
    }
    let taken = rows::taken(change, session.id).await?;
    if taken.all() >= session.form.seats.capacity {
        // Nobody of those who wait, however many they are, can have a seat.
        return Ok(0);
    }
    let waiting = rows::waiting(change, session.id).await?;
    let next = session.form.seats.next(taken, &waiting, now);
    for registration in &next {
        let until = cx.portal.settings.quiet.days_after(now, OFFER_DAYS).min(begins);
        rows::update_standing(change, *registration, Standing::Offered, Some(until), now).await?;
        change.tell(Event::RegistrationChanged { registration: *registration, standing: Standing::Offered });
    }
    Ok(next.len())
}

/// Lets offers go whose time is over, and has those who wait have the seats that are free, kept ones included once they are released;
/// answers how many places changed. Called by a job every few seconds.
///
/// # Errors
/// `Unavailable` when the database is away; what was done before stays.
pub async fn follow_seats(cx: &Cx) -> Result<usize> {
    let mut conn = cx.read().await?;
    let over = rows::lapsed(&mut conn, cx.now()).await?;
    let free = rows::with_free_seats(&mut conn, cx.now()).await?;
    drop(conn);
    let mut changed = 0;
    for (registration, session) in over {
        changed += done("an offer stays though its time is over", session, lapse(cx, registration, session).await)?;
    }
    for session in free {
        changed += done("seats stay free though people wait", session, offer(cx, session).await)?;
    }
    Ok(changed)
}

/// How much was done; an error of one session is logged and leaves the others theirs.
fn done(what: &str, session: SessionId, done: Result<usize>) -> Result<usize> {
    match done {
        Ok(many) => Ok(many),
        Err(away @ Error::Unavailable { .. }) => Err(away),
        Err(error) => {
            tracing::error!(session = session.get(), "{what}: {error:#}");
            Ok(0)
        }
    }
}

async fn offer(cx: &Cx, session: SessionId) -> Result<usize> {
    let mut change = cx.begin().await?;
    let session = locked(&mut change, session).await?;
    let offered = fill(cx, &mut change, &session).await?;
    change.commit().await?;
    Ok(offered)
}

/// Lets one go, unless its owner took it or gave it up before the lock was had.
async fn lapse(cx: &Cx, registration: RegistrationId, session: SessionId) -> Result<usize> {
    let mut change = cx.begin().await?;
    let session = locked(&mut change, session).await?;
    let known = rows::registration(&mut change, registration).await?.ok_or(Error::NotFound)?;
    if known.standing != Standing::Offered || known.offered_until.is_none_or(|until| until > cx.now()) {
        return Ok(0);
    }
    moved(cx, &mut change, &known, Happening::Lapse, true).await?;
    fill(cx, &mut change, &session).await?;
    change.commit().await?;
    Ok(1)
}

/// Says whether someone who asked may come: they then have a seat, or wait for one; answers where they stand. For who must agree, and for
/// who runs the session, since a school's head may have no account.
///
/// # Errors
/// `NotFound` for anyone else; `Conflict` when it was decided already, or the session has begun or does not take place.
pub async fn decide(cx: &Cx, registration: RegistrationId, agreed: bool) -> Result<Standing> {
    let mut change = cx.begin().await?;
    let asked = rows::registration(&mut change, registration).await?.ok_or(Error::NotFound)?;
    let session = locked(&mut change, asked.session).await?;
    let known = rows::registration(&mut change, registration).await?.ok_or(Error::NotFound)?;
    let runs = gate::runs(cx, &mut change, &session).await?;
    if !runs && !rows::may_approve(&mut change, cx, &session, known.account).await? {
        return Err(Error::NotFound);
    }
    still_to_come(cx, &session)?;
    let standing = settle(cx, &mut change, &session, &known, agreed).await?;
    identity::record(cx, &mut change, "registration-decide", &format!("registration:{registration}"), standing.key()).await?;
    change.commit().await?;
    Ok(standing)
}

/// Has `known`, which waits for a word, have it.
pub(super) async fn settle(cx: &Cx, change: &mut Change, session: &Session, known: &Registration, agreed: bool) -> Result<Standing> {
    fill(cx, change, session).await?;
    let has_room = session.form.seats.has_room(rows::taken(change, session.id).await?, known.claim, cx.now());
    let what = if agreed { Happening::Approve } else { Happening::Refuse };
    moved(cx, change, known, what, has_room).await
}
