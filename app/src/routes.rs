//! Every page, a line per slice.

use crate::outcome::Refused;
use axum::Router;
use services::error::Error;

/// The router of all pages. Addresses that lead nowhere are told so by the same page as what may not be seen.
pub fn routes() -> Router {
    Router::new()
        .merge(crate::curation::routes())
        .merge(crate::discussions::routes())
        .merge(crate::moderation::routes())
        .merge(crate::notifications::routes())
        .merge(crate::projects::routes())
        .merge(crate::search::routes())
        .merge(crate::territory::routes())
        .merge(crate::training::routes())
        .merge(crate::identity::routes())
        .merge(crate::privacy::routes())
        .merge(crate::pages::routes())
        .fallback(|| async { Refused::from(Error::NotFound) })
}
