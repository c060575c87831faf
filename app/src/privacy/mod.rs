//! What is held about a member, as they see it: shown, handed over, erased.
//!
//! **Start reading at** `data`, then `erase`.

mod acceptances;
mod data;
mod erase;

use axum::{Router, routing::get};
use domain::paths;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::MY_DATA, get(data::open).post(data::act))
        .route(paths::MY_ARCHIVE, get(data::archive))
        .route(paths::ERASE, get(erase::open).post(erase::erase))
        .route(paths::ACCEPTANCES, get(acceptances::open))
}
