//! Trainings, as people see them: the calendar, a training and its sessions, one's own places, and the desk where they are run.
//!
//! **Start reading at** `list`, then `sheet`.

mod approvals;
mod certificate;
mod check_in;
mod desk;
mod evaluation;
mod fields;
mod list;
mod mine;
mod month;
mod papers;
mod part;
mod presences;
mod results;
mod session;
mod sheet;
mod ticket;
mod wishes;
mod words;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{ids::SessionId, paths};
use services::error::Error;

/// The session that an address names.
fn session_id(id: &str) -> Result<SessionId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::TRAININGS, get(list::open))
        .route(paths::WISHES, get(wishes::open).post(wishes::change))
        .route("/formations/{slug}", get(sheet::open).post(sheet::change))
        .route(paths::MY_TRAININGS, get(mine::open).post(mine::decide))
        .route("/moi/formations/{id}", get(ticket::open))
        .route("/moi/formations/{id}/attestation.pdf", get(papers::certificate))
        .route(paths::MY_HOURS, get(papers::hours))
        .route("/moi/formations/sessions/{id}/avis", get(evaluation::open).post(evaluation::answer))
        .route(paths::CERTIFICATES, get(certificate::ask))
        .route(paths::RUN_TRAININGS, get(desk::list).post(desk::make))
        .route("/animation/formations/{slug}", get(desk::open).post(desk::change))
        .route("/animation/sessions/{id}", get(session::open).post(session::change))
        .route("/animation/sessions/{id}/presences", get(presences::open).post(presences::change))
        .route("/animation/presences/{id}", get(check_in::open).post(check_in::let_in))
        .route("/animation/sessions/{id}/emargement.pdf", get(papers::sign_in_sheet))
        .route("/animation/sessions/{id}/attestations.pdf", get(papers::certificates))
        .route("/animation/sessions/{id}/export", post(papers::export))
        .route("/animation/sessions/{id}/bilan", get(results::open).post(results::report))
}
