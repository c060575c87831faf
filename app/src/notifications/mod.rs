//! What a member is told, in the portal and by letter: where they read it, where they choose, and where an address at the foot of a letter
//! stops it.
//!
//! **Start reading at** `notices`, then `letters`, then `stop`.

mod letters;
mod notices;
mod stop;

use axum::{Router, routing::get};
use domain::paths;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::NOTICES, get(notices::open).post(notices::change))
        .route(paths::LETTERS, get(letters::open).post(letters::choose))
        .route(paths::STOP_LETTERS, get(stop::open).post(stop::stop))
}
