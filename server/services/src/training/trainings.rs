//! What is taught, and when: made by those who run it, shown once it is open (T15, T16).

use super::{SeenSession, Session, Training, certificates, gate, onlooker::Onlooker, places, rows, wishes};
use crate::{
    access,
    cx::{Change, Cx},
    db::Conn,
    error::{Conflict, Error, Result},
    identity,
    text::{self, SafeHtml, TextFigures},
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::{AccountId, SessionId, TrainingId, WishId},
    problem::{Problems, Rule},
    text::slugify,
    time::Timestamp,
    training::{Approval, Claim, SessionForm, SessionMove, SessionState, Standing, TrainingForm, announced},
};

/// Addresses below that of trainings which are other pages'.
const RESERVED: [&str; 1] = ["souhaits"];

/// A training and its sessions, as far as the viewer may see them.
#[derive(Clone, Debug)]
pub struct TrainingSheet {
    /// The training.
    pub training: Training,
    /// What happens, fit for a page.
    pub body: SafeHtml,
    /// Its sessions, the next first; those that are being prepared for who runs them only.
    pub sessions: Vec<SeenSession>,
    /// Whether the viewer may ask for a place.
    pub may_register: bool,
    /// Whether the viewer may prepare sessions of it.
    pub may_run: bool,
    /// Whether the viewer may change what it says.
    pub may_write: bool,
}

/// The training at `slug`.
///
/// # Errors
/// `NotFound` when there is none, or nothing of it is shown yet.
pub async fn training(cx: &Cx, slug: &str) -> Result<TrainingSheet> {
    let (may_register, may_run) = (access::check(cx, PortalAction::Register).is_ok(), gate::open(cx).is_ok());
    let mut conn = cx.read().await?;
    let training = rows::training(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    let shown = rows::shown_sessions(&mut conn, training.id, Onlooker::of(cx)).await?;
    let ids: Vec<SessionId> =
        if may_run { rows::session_ids(&mut conn, training.id).await?.into_iter().map(|(id, _)| id).collect() } else { shown.clone() };
    let mut sessions = Vec::new();
    for id in ids {
        let session = rows::session(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let runs = gate::runs(cx, &mut conn, &session).await?;
        if runs || shown.contains(&id) {
            sessions.push(seen(cx, &mut conn, session, runs).await?);
        }
    }
    let may_write = gate::writes(cx, &mut conn, training.id).await?;
    if sessions.is_empty() && !may_write {
        return Err(Error::NotFound);
    }
    let body = text::markdown(&training.form.body, &TextFigures::default());
    Ok(TrainingSheet { training, body, sessions, may_register, may_run, may_write })
}

/// A session with what the viewer, who `runs` it or not, may know of it: where one connects is for those who have a seat, who lead or run it.
async fn seen(cx: &Cx, conn: &mut impl Conn, mut session: Session, runs: bool) -> Result<SeenSession> {
    let id = session.id;
    let (mut mine, mut claim) = (None, Claim::Served);
    if let Some(account) = cx.account() {
        mine = rows::latest_registration(conn, id, account).await?;
        claim = if rows::is_never_served(conn, account).await? { Claim::NeverServed } else { Claim::Served };
    }
    let before = match &mine {
        Some(mine) if mine.standing == Standing::Waiting => rows::waiting_before(conn, mine).await?,
        _ => 0,
    };
    let leads = cx.account().is_some_and(|account| session.trainers.contains(&account));
    let has_a_seat = mine.as_ref().is_some_and(|mine| mine.standing == Standing::Registered);
    if !(leads || has_a_seat || runs) {
        session.form.online.clear();
    }
    let taken = rows::taken(conn, id).await?;
    Ok(SeenSession {
        taken: taken.all(),
        has_room: session.form.seats.has_room(taken, claim, cx.now()),
        waiting: rows::waiting(conn, id).await?.len(),
        trainers: rows::trainer_names(conn, id).await?,
        commune: rows::commune_of(conn, id).await?,
        takes_registrations: session.takes_registrations(cx.now()),
        attendance: if session.reported.is_some() { rows::attendance(conn, id).await? } else { 0 },
        report: session.reported.map(|_| text::markdown(&session.report, &TextFigures::default())),
        mine,
        before,
        session,
        may_run: runs,
    })
}

/// Makes a training, which answers `wish` if one is named; gives the part of its address that its title makes. One that a delegate makes is of
/// their communes.
///
/// # Errors
/// `SignIn` or `Denied`, for a delegate who answers a wish too; `Invalid` for what it lacks; `NotFound` or `Conflict` for a wish that waits no more.
pub async fn make(cx: &Cx, form: &TrainingForm, wish: Option<WishId>) -> Result<String> {
    gate::open(cx)?;
    if wish.is_some() {
        // Those who made it may be of any commune.
        access::check(cx, PortalAction::RunTraining)?;
    }
    form.lacks().into_result()?;
    let mut change = cx.begin().await?;
    let wanted = slugify(&form.title);
    let mut slug = wanted.clone();
    for number in 2.. {
        if !RESERVED.contains(&slug.as_str()) && rows::training(&mut change, &slug).await?.is_none() {
            break;
        }
        slug = format!("{wanted}-{number}");
    }
    let id = TrainingId::new(cx.id());
    rows::insert_training(&mut change, id, &slug, form, cx.now()).await?;
    if let Some(delegate) = cx.viewer.member().filter(|_| !gate::runs_everywhere(cx)) {
        rows::insert_communes_of_training(&mut change, id, &delegate.animates).await?;
    }
    if let Some(wish) = wish {
        wishes::answer_in(cx, &mut change, wish, &slug).await?;
    }
    change.commit().await?;
    Ok(slug)
}

/// Writes what the training at `slug` says.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` for what it lacks.
pub async fn save(cx: &Cx, slug: &str, form: &TrainingForm) -> Result<()> {
    gate::open(cx)?;
    form.lacks().into_result()?;
    let mut change = cx.begin().await?;
    let training = rows::training(&mut change, slug).await?.ok_or(Error::NotFound)?;
    gate::training(cx, &mut change, training.id).await?;
    rows::update_training(&mut change, training.id, form, cx.now()).await?;
    change.tell(Event::TrainingChanged { training: training.id });
    change.commit().await
}

/// Prepares a session of the training at `slug`, led by `trainers`.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` when the room or a trainer is taken then, by the name of what takes them (T16), and on `commune` for
/// one that is not the viewer's.
pub async fn prepare(cx: &Cx, slug: &str, form: SessionForm, trainers: &[AccountId]) -> Result<SessionId> {
    gate::open(cx)?;
    check_known(cx, &form, trainers).await?;
    // Of one of which a delegate sees nothing, they know nothing.
    let training = training(cx, slug).await?.training;
    let mut change = cx.begin().await?;
    gate::place(cx, &mut change, training.id, &form).await?;
    let id = SessionId::new(cx.id());
    let session = Session {
        id,
        training: training.id,
        state: SessionState::Draft,
        form,
        trainers: trainers.to_vec(),
        sequence: 0,
        report: String::new(),
        reported: None,
        announced: None,
        updated: cx.now(),
    };
    rows::lock_calendar(&mut change).await?;
    rows::insert_session(&mut change, &session, cx.now()).await?;
    check_free(&mut change, &session).await?;
    change.commit().await?;
    Ok(id)
}

/// Changes the session `id`, as it was `seen`: everyone who asked for a place hears of another time or place, seats that are added go to
/// those who wait, and where nobody must agree any more, those who waited for a word have it.
///
/// # Errors
/// As [`prepare`]; `Invalid` too for fewer seats than are taken; `Conflict` when the session changed since, took place, or is cancelled.
pub async fn change_session(cx: &Cx, id: SessionId, seen: Timestamp, form: SessionForm, trainers: &[AccountId]) -> Result<()> {
    gate::open(cx)?;
    check_known(cx, &form, trainers).await?;
    let mut change = cx.begin().await?;
    rows::lock_calendar(&mut change).await?;
    rows::lock_session(&mut change, id).await?;
    let known = rows::session(&mut change, id).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut change, &known).await?;
    gate::place(cx, &mut change, known.training, &form).await?;
    if known.updated != seen {
        return Err(Problems::one("half_days", Rule::ChangedMeanwhile).into());
    }
    if !matches!(known.state, SessionState::Draft | SessionState::Open) {
        return Err(Error::Conflict(Conflict::Session { state: known.state }));
    }
    // Presences are noted of them by their place.
    let begun = known.form.half_days.iter().take_while(|half_day| half_day.from <= cx.now()).count();
    if known.form.half_days.get(..begun) != form.half_days.get(..begun) {
        return Err(Problems::one("half_days", Rule::Begun).into());
    }
    let otherwise = known.state == SessionState::Open && form.takes_place_otherwise(&known.form);
    let sequence = known.sequence + i64::from(otherwise);
    let half_days_before = known.form.half_days.len();
    let taken = rows::taken(&mut change, id).await?.all();
    if form.seats.capacity < taken {
        return Err(Problems::one("capacity", Rule::FewerThanTaken { taken }).into());
    }
    let session = Session { form, trainers: trainers.to_vec(), sequence, ..known };
    rows::update_session(&mut change, &session, cx.now()).await?;
    check_free(&mut change, &session).await?;
    places::fill(cx, &mut change, &session).await?;
    if session.form.approval == Approval::None {
        for asked in rows::registrations(&mut change, id).await?.iter().filter(|known| known.standing == Standing::Asked) {
            places::settle(cx, &mut change, &session, asked, true).await?;
        }
    }
    if otherwise {
        rows::forget_reminders(&mut change, id).await?;
        change.tell(Event::SessionRescheduled { session: id, sequence, half_days_before });
    }
    if session.state == SessionState::Open {
        // Who leads it, and who must agree, changes who sees it before everyone does.
        change.tell(Event::TrainingChanged { training: session.training });
    }
    change.commit().await
}

/// Refuses a commune or a trainer that the portal does not know.
async fn check_known(cx: &Cx, form: &SessionForm, trainers: &[AccountId]) -> Result<()> {
    let mut problems = Problems::new();
    if let Some(commune) = &form.commune
        && !rows::is_a_commune(&mut cx.read().await?, commune).await?
    {
        problems.add("commune", Rule::Unknown(commune.to_string()));
    }
    let known = identity::trainers(&mut cx.read().await?).await?;
    if let Some(unknown) = trainers.iter().find(|trainer| known.iter().all(|one| one.id != **trainer)) {
        problems.add("trainers", Rule::Unknown(unknown.to_string()));
    }
    Ok(problems.into_result()?)
}

/// Refuses a session whose room or trainer is taken; under the calendar's lock, its own rows written already.
async fn check_free(change: &mut Change, session: &Session) -> Result<()> {
    match rows::taken_by(change, session).await? {
        None => Ok(()),
        Some(title) => Err(Problems::one("half_days", Rule::TakenBy(title)).into()),
    }
}

/// Moves a session on: shows it, to those who wished for it before everyone, says that it took place, closes or cancels it.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` on `session` when it is to have taken place before it begins, or to be closed while
/// presences are missing; `Conflict` when where it stands does not allow it.
pub async fn move_session(cx: &Cx, session: SessionId, by: SessionMove) -> Result<SessionState> {
    gate::open(cx)?;
    let mut change = cx.begin().await?;
    rows::lock_session(&mut change, session).await?;
    let mut known = rows::session(&mut change, session).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut change, &known).await?;
    if by == SessionMove::Hold && known.begins().is_none_or(|begins| cx.now() < begins) {
        return Err(Problems::one("session", Rule::NotYet).into());
    }
    known.state = known.state.after(by).ok_or(Error::Conflict(Conflict::Session { state: known.state }))?;
    if by == SessionMove::Open && known.announced.is_none() && !rows::backers_of_session(&mut change, session).await?.is_empty() {
        known.announced = known.begins().map(|begins| announced(cx.now(), begins, &cx.portal.settings.quiet));
    }
    if by == SessionMove::Close {
        certificates::issue(cx, &mut change, &known).await?;
    }
    rows::update_session(&mut change, &known, cx.now()).await?;
    rows::note_shown(&mut change, session, cx.now()).await?;
    identity::record(cx, &mut change, "session-move", &format!("session:{session}"), by.key()).await?;
    change.tell(Event::SessionMoved { session, state: known.state });
    change.commit().await?;
    Ok(known.state)
}
