//! What those who came think (T18), and what the session's report says (P6).
//!
//! **Invariants.** No column links an answer to who gave it: scores are counted, remarks bear a number of chance, and who answered is kept
//! without when. Results are shown from [`MIN_ANSWERS`] answers on. What an engine keeps beside the rows (the order in which they were
//! written) is not hidden from who administers the database.

use super::{Registration, Session, gate, places, rows};
use crate::{
    cx::Cx,
    error::{Conflict, Error, Result},
    identity, outside,
};
use domain::{
    events::Event,
    ids::SessionId,
    problem::Problems,
    projects::MAX_BODY,
    time::Timestamp,
    training::{EvaluationForm, EvaluationQuestion, MIN_ANSWERS, Presence, Score, SessionState},
};

/// How long after a session it may be evaluated.
const OPEN_MS: i64 = 60 * 24 * 3_600_000;

/// Whether someone who was there is asked what they think.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// They are.
    Now,
    /// They have said it.
    Answered,
    /// It is not over, or too long ago.
    NotNow,
}

/// Whether the viewer is asked what they think of `session`; nothing when they were not there.
///
/// # Errors
/// The database's.
pub async fn asked(cx: &Cx, session: SessionId) -> Result<Option<Asked>> {
    let Some(account) = cx.account() else { return Ok(None) };
    let mut conn = cx.read().await?;
    let Some(session) = rows::session(&mut conn, session).await? else { return Ok(None) };
    let Some(mine) = rows::latest_registration(&mut conn, session.id, account).await? else { return Ok(None) };
    if !was_there(&mut conn, &mine).await? {
        return Ok(None);
    }
    if rows::has_evaluated(&mut conn, mine.id).await? {
        return Ok(Some(Asked::Answered));
    }
    Ok(Some(if takes_answers(&session, cx.now()) { Asked::Now } else { Asked::NotNow }))
}

/// Whether the viewer is asked what they think of `session` now.
///
/// # Errors
/// The database's.
pub async fn is_asked(cx: &Cx, session: SessionId) -> Result<bool> {
    Ok(asked(cx, session).await? == Some(Asked::Now))
}

fn takes_answers(session: &Session, now: Timestamp) -> bool {
    let over = session.ends().is_some_and(|ends| ends <= now && now.since_ms(ends) < OPEN_MS);
    over && matches!(session.state, SessionState::Held | SessionState::Closed)
}

async fn was_there(conn: &mut impl crate::db::Conn, registration: &Registration) -> Result<bool> {
    let marks = rows::presences_of(conn, registration.id).await?;
    Ok(marks.iter().any(|(_, presence, _)| matches!(presence, Presence::Present | Presence::Partial)))
}

/// Counts the viewer's answers. Sent twice, they count once.
///
/// # Errors
/// `SignIn`; `NotFound` for who was not there; `Conflict` when it takes no answers (any more).
pub async fn evaluate(cx: &Cx, session: SessionId, form: &EvaluationForm) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let session = places::locked(&mut change, session).await?;
    let mine = rows::latest_registration(&mut change, session.id, account).await?.ok_or(Error::NotFound)?;
    if !was_there(&mut change, &mine).await? {
        return Err(Error::NotFound);
    }
    if !takes_answers(&session, cx.now()) {
        return Err(Error::Conflict(Conflict::Session { state: session.state }));
    }
    if !rows::note_evaluated(&mut change, mine.id).await? {
        return Ok(());
    }
    for (question, score) in &form.scores {
        rows::count_score(&mut change, session.id, *question, *score).await?;
    }
    if !form.remark.is_empty() {
        // Of chance, not of the clock: the order of remarks tells nothing.
        let id = i64::try_from(outside::chance()? >> 1).unwrap_or_default();
        rows::insert_remark(&mut change, id, session.id, &form.remark).await?;
    }
    change.commit().await
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// How many answered.
    pub answers: u32,
    /// The scores of each question and the remarks, once enough have answered.
    pub shown: Option<ShownResults>,
}

/// Results that nobody can be guessed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownResults {
    /// How often each score was given to each question.
    pub scores: Vec<(EvaluationQuestion, Vec<(Score, u32)>)>,
    /// What was added, in no order.
    pub remarks: Vec<String>,
}

/// What was answered of `session`, for who runs trainings.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn results(cx: &Cx, session: SessionId) -> Result<Results> {
    gate::open(cx)?;
    let mut conn = cx.read().await?;
    let known = rows::session(&mut conn, session).await?.ok_or(Error::NotFound)?;
    gate::session(cx, &mut conn, &known).await?;
    let answers = rows::evaluations(&mut conn, session).await?;
    if answers < MIN_ANSWERS {
        return Ok(Results { answers, shown: None });
    }
    let counted = rows::scores(&mut conn, session).await?;
    let of = |question: EvaluationQuestion| {
        let many = |score: Score| counted.iter().find(|(known, of, _)| *known == question && *of == score).map_or(0, |(.., many)| *many);
        Score::ALL.iter().map(|score| (*score, many(*score))).collect()
    };
    let scores = EvaluationQuestion::ALL.iter().map(|question| (*question, of(*question))).collect();
    Ok(Results { answers, shown: Some(ShownResults { scores, remarks: rows::remarks(&mut conn, session).await? }) })
}

/// Writes the report of a session that took place, and shows it from now on if `publish`; once it is shown, it stays so.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` for one that is empty or too long; `Conflict` when the session did not take place.
pub async fn save_report(cx: &Cx, session: SessionId, report: &str, publish: bool) -> Result<()> {
    gate::open(cx)?;
    let report = domain::text::clean_text(report);
    let mut problems = Problems::new();
    problems.check_line("report", &report, publish, MAX_BODY);
    problems.into_result()?;
    let mut change = cx.begin().await?;
    let session = places::locked(&mut change, session).await?;
    gate::session(cx, &mut change, &session).await?;
    if !matches!(session.state, SessionState::Held | SessionState::Closed) {
        return Err(Error::Conflict(Conflict::Session { state: session.state }));
    }
    let reported = session.reported.or(publish.then(|| cx.now()));
    rows::update_report(&mut change, session.id, &report, reported).await?;
    if session.reported.is_none() && publish {
        identity::record(cx, &mut change, "session-report", &format!("session:{}", session.id), "").await?;
        change.tell(Event::SessionReported { session: session.id });
    } else if reported.is_some() {
        change.tell(Event::TrainingChanged { training: session.training });
    }
    change.commit().await
}
