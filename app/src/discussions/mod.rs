//! Discussions, as people see them.
//!
//! **Start reading at** `needs`, then `need_part`.

mod need_form;
mod need_part;
mod need_words;
mod needs;

use axum::Router;

/// The routes of this slice.
pub fn routes() -> Router {
    needs::routes()
}
