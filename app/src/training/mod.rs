//! Trainings, as people see them: the calendar, a training and its sessions, one's own places, and the desk where they are run.
//!
//! **Start reading at** `list`, then `sheet`.

mod desk;
mod fields;
mod list;
mod mine;
mod month;
mod session;
mod sheet;
mod words;

use axum::{Router, routing::get};
use domain::paths;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::TRAININGS, get(list::open))
        .route("/formations/{slug}", get(sheet::open).post(sheet::change))
        .route(paths::MY_TRAININGS, get(mine::open).post(mine::decide))
        .route(paths::RUN_TRAININGS, get(desk::list).post(desk::make))
        .route("/animation/formations/{slug}", get(desk::open).post(desk::change))
        .route("/animation/sessions/{id}", get(session::open).post(session::change))
}
