//! Pages that say one thing: what the law asks, help, and the choice of light or dark.
//!
//! **Start reading at** [`routes`].

mod accessibility;
mod appearance;
mod help;
mod legal;
mod privacy;
mod site_map;

use crate::{
    shell::{Page, render},
    ui::trail::{Trail, step},
    visit::Visit,
};
use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domain::paths;
use leptos::prelude::*;

/// The routes of these pages.
pub fn routes() -> Router {
    Router::new()
        .route(paths::APPEARANCE, post(appearance::choose))
        .route(paths::ACCESSIBILITY, get(accessibility::page))
        .route(paths::LEGAL, get(legal::page))
        .route(paths::PRIVACY, get(privacy::page))
        .route(paths::SITE_MAP, get(site_map::page))
        .route(paths::HELP, get(help::page))
}

/// A page of text at `path`.
fn text_page<V: IntoView + 'static>(visit: &Visit, path: &str, title: &'static str, content: impl FnOnce() -> V) -> Response {
    let page = Page { title: title.to_owned(), canonical: Some(path.to_owned()), ..Page::default() };
    render(visit, StatusCode::OK, page, move || {
        view! {
            <Trail above=vec![step("Accueil", paths::HOME)] here=title/>
            <div class="page-head"><h1>{title}</h1></div>
            <div class="prose">{content()}</div>
        }
    })
}
