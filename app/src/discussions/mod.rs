//! Discussions, as people see them.
//!
//! **Start reading at** `draw`.

mod draw;
pub mod picture;

use axum::Router;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new().merge(draw::routes())
}
