//! Discussions, as people see them.
//!
//! **Start reading at** `needs`, then `need_part`.

pub mod islands;

#[cfg(feature = "ssr")]
mod draw;
#[cfg(feature = "ssr")]
mod need_form;
#[cfg(feature = "ssr")]
mod need_part;
#[cfg(feature = "ssr")]
mod need_words;
#[cfg(feature = "ssr")]
mod needs;
#[cfg(feature = "ssr")]
pub mod picture;

/// The routes of this slice.
#[cfg(feature = "ssr")]
pub fn routes() -> axum::Router {
    axum::Router::new().merge(draw::routes()).merge(needs::routes())
}
