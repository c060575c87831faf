//! What a member is told by letter: where they choose, and where an address at the foot of a letter stops it.
//!
//! **Start reading at** `letters`, then `stop`.

mod letters;
mod stop;

use axum::{Router, routing::get};
use domain::paths;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::LETTERS, get(letters::open).post(letters::choose))
        .route(paths::STOP_LETTERS, get(stop::open).post(stop::stop))
}
