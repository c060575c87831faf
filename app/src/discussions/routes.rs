//! The routes of this slice, and what their addresses ask for.

use super::{acts, drafts, draw, edit, needs, new, reply, run_spaces, settings, space, spaces, topic};
use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    ids::{PostId, TopicId},
    paths,
};
use services::error::Error;

/// The topic that an address names: by its number, whatever the title after it.
pub(super) fn topic_id(key: &str) -> Result<TopicId, Error> {
    paths::topic_in(key).ok_or(Error::NotFound)
}

/// The message that an address, or a form, names.
pub(super) fn post_id(key: &str) -> Result<PostId, Error> {
    key.parse().map_err(|_| Error::NotFound)
}

/// Sends on to `address`, for good or for now, as `status` says.
pub(super) fn sent_on(status: StatusCode, address: String) -> Response {
    (status, [(header::LOCATION, address)]).into_response()
}

/// Which page an address asks for, from 1.
pub(super) fn page_asked(pairs: &[(String, String)]) -> u32 {
    let asked = pairs.iter().find(|(name, _)| name == "page").and_then(|(_, value)| value.parse().ok());
    asked.unwrap_or(1).max(1)
}

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .merge(draw::routes())
        .merge(needs::routes())
        .route(paths::DISCUSSIONS, get(spaces::open))
        .route(paths::NEW_TOPIC, get(new::open).post(new::make))
        .route(paths::DRAFTS, get(drafts::open).post(drafts::keep))
        .route("/echanges/{space}", get(space::open).post(space::follow))
        .route("/echanges/{space}/{topic}", get(topic::moved))
        .route("/echanges/sujets/{id}", get(topic::open).post(reply::send))
        .route("/echanges/sujets/{id}/gestes", post(acts::perform))
        .route("/echanges/sujets/{id}/personnes", get(acts::people))
        .route("/echanges/sujets/{id}/reglages", get(settings::open).post(settings::change))
        .route("/echanges/messages/{id}", get(edit::find))
        .route("/echanges/messages/{id}/modifier", get(edit::open).post(edit::change))
        .route("/echanges/messages/{id}/historique", get(edit::history))
        .route(paths::RUN_SPACES, get(run_spaces::list).post(run_spaces::make))
        .route("/animation/espaces/{slug}", get(run_spaces::open).post(run_spaces::change))
}
