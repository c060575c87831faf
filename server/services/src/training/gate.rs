//! Who runs a session, and who writes what a training says: whoever runs trainings, all of them; a delegate, what is of their communes (G8).

use super::{Session, rows};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::{Action, PortalAction, TrainingAction, TrainingFacts, decide},
    ids::{SessionId, TrainingId},
    problem::{Problems, Rule},
    territory::Insee,
    training::SessionForm,
};

/// Lets those in who run something: asked before there is anything to be found.
pub(super) fn open(cx: &Cx) -> Result<()> {
    access::check(cx, PortalAction::OpenTrainings)
}

/// Whether the viewer runs all there is.
pub(super) fn runs_everywhere(cx: &Cx) -> bool {
    access::check(cx, PortalAction::RunTraining).is_ok()
}

fn run(cx: &Cx, communes: Vec<Insee>) -> Result<()> {
    decide(&cx.viewer, Action::Training(TrainingAction::Run, &TrainingFacts { communes })).map_err(Error::from)
}

/// A session is of the commune where it takes place; one that is on line alone, of those of its training.
async fn communes(conn: &mut impl Conn, training: TrainingId, commune: Option<&Insee>) -> Result<Vec<Insee>> {
    match commune {
        Some(commune) => Ok(vec![commune.clone()]),
        None => rows::communes_of_training(conn, training).await,
    }
}

/// Lets the viewer run `session`.
///
/// # Errors
/// `SignIn` or `Denied`.
pub(super) async fn session(cx: &Cx, conn: &mut impl Conn, session: &Session) -> Result<()> {
    run(cx, communes(conn, session.training, session.form.commune.as_ref()).await?)
}

/// Lets the viewer run the session `id`.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn check_runs(cx: &Cx, id: SessionId) -> Result<()> {
    open(cx)?;
    let mut conn = cx.read().await?;
    let known = rows::session(&mut conn, id).await?.ok_or(Error::NotFound)?;
    session(cx, &mut conn, &known).await
}

/// Whether the viewer runs `session`.
pub(super) async fn runs(cx: &Cx, conn: &mut impl Conn, session: &Session) -> Result<bool> {
    is_allowed(self::session(cx, conn, session).await)
}

/// Lets the viewer write what a training says: a delegate, one that a delegate of their communes made.
///
/// # Errors
/// `SignIn` or `Denied`.
pub(super) async fn training(cx: &Cx, conn: &mut impl Conn, training: TrainingId) -> Result<()> {
    run(cx, rows::communes_of_training(conn, training).await?)
}

/// Whether the viewer does.
pub(super) async fn writes(cx: &Cx, conn: &mut impl Conn, training: TrainingId) -> Result<bool> {
    is_allowed(self::training(cx, conn, training).await)
}

fn is_allowed(answer: Result<()>) -> Result<bool> {
    match answer {
        Ok(()) => Ok(true),
        Err(Error::SignIn | Error::Denied(_) | Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Lets the viewer have a session of `training` take place as `form` says.
///
/// # Errors
/// `SignIn`; `Invalid` on `commune` where it is none that the viewer animates: told beside the field.
pub(super) async fn place(cx: &Cx, conn: &mut impl Conn, training: TrainingId, form: &SessionForm) -> Result<()> {
    let rule = || form.commune.as_ref().map_or(Rule::Required, |commune| Rule::Unknown(commune.to_string()));
    run(cx, communes(conn, training, form.commune.as_ref()).await?).map_err(|why| match why {
        Error::Denied(_) => Problems::one("commune", rule()).into(),
        other => other,
    })
}
