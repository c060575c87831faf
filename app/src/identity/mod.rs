//! Signing in, as people see it.
//!
//! **Start reading at** [`routes`]; the redirects and cookies are the server's (`endpoints::sso`).

mod failed;
mod left;
mod me;
mod sign_in;

use axum::{Router, routing::get};
use domain::paths;

pub use failed::sign_in_failed;
pub use left::signed_out;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new().route(paths::SIGN_IN, get(sign_in::page)).route(paths::ME, get(me::open).post(me::choose))
}
