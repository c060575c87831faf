//! Moderation, as people see it: asking to have a picture taken away, and deciding on it.
//!
//! **Start reading at** [`routes`], then `ask`.

mod ask;
mod desk;
mod words;

use axum::{
    Router,
    routing::{get, post},
};
use domain::paths;

/// The routes of this slice. A form is sent to the address of its page.
pub fn routes() -> Router {
    Router::new()
        .route(paths::REMOVAL, get(ask::page).post(ask::send))
        .route(paths::REMOVALS, get(desk::list))
        .route("/animation/retraits/{request}", post(desk::decide))
}
