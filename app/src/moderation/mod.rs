//! Moderation, as people see it: asking to have a picture taken away and deciding on it; reporting a message, the queue of what is reported, waits
//! or is appealed, what is decided of it, and what everyone is told.
//!
//! **Start reading at** [`routes`]; `ask` and `desk` are about pictures; for messages, `report_post`, then `reports`, then `acts`.

mod acts;
mod appeals;
mod ask;
mod desk;
mod item;
mod log;
mod mine;
mod report_post;
mod reports;
mod settings;
mod words;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{ids::PostId, paths};
use services::error::Error;

/// The message that an address names.
fn post_id(id: &str) -> Result<PostId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// The routes of this slice. A form is sent to the address of its page.
pub fn routes() -> Router {
    Router::new()
        .route(paths::REMOVAL, get(ask::page).post(ask::send))
        .route(paths::REMOVALS, get(desk::list))
        .route("/animation/retraits/{request}", post(desk::decide))
        .route("/echanges/messages/{id}/signaler", get(report_post::open).post(report_post::send))
        .route(paths::REPORTS, get(reports::open).post(reports::change))
        .route("/animation/signalements/{id}", post(reports::dismiss))
        .route("/animation/signalements/messages/{id}", get(acts::open).post(acts::decide))
        .route("/animation/signalements/recours/{id}", post(appeals::settle))
        .route(paths::MY_MODERATION, get(mine::open).post(mine::appeal))
        .route(paths::MODERATION_LOG, get(log::open))
}
