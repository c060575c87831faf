//! Signing in, as people see it.
//!
//! **Start reading at** [`routes`]; the redirects and cookies are the server's (`endpoints::sso`).

mod audit;
mod failed;
mod identities;
mod invitations;
mod join;
mod left;
mod me;
mod people;
mod sessions;
mod sign_in;
mod twins;
mod words;

use axum::{
    Router,
    routing::{get, post},
};
use domain::paths;

pub use failed::sign_in_failed;
pub use left::signed_out;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::SIGN_IN, get(sign_in::page))
        .route(paths::ME, get(me::open).post(me::choose))
        .route(paths::MY_SESSIONS, get(sessions::open).post(sessions::end))
        .route(paths::MY_IDENTITIES, get(identities::open).post(identities::unlink))
        .route(paths::PEOPLE, get(people::open))
        .route("/animation/personnes/{account}", post(people::decide))
        .route(paths::ROLE_INVITATIONS, get(invitations::open).post(invitations::change))
        .route(paths::JOIN, get(join::open).post(join::accept))
        .route(paths::AUDIT, get(audit::open))
}
