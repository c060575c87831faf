//! What machines ask for: feeds, pictures, health; what open pages listen to; and what signs people in and out.

mod calendars;
mod feeds;
mod files;
mod health;
mod link;
mod linking;
mod live;
mod oai;
mod robots;
mod sso;
mod suggestions;
mod xml;

use axum::{
    Router,
    routing::{get, post},
};
use domain::paths;

/// The routes of every endpoint.
pub fn routes() -> Router {
    Router::new()
        .route(paths::PROJECTS_FEED, get(feeds::projects))
        .route(paths::SEARCH_FEED, get(feeds::search))
        .route(paths::TRAININGS_CALENDAR, get(calendars::trainings))
        .route(paths::MY_CALENDAR, get(calendars::own))
        .route(paths::SITEMAP, get(robots::sitemap))
        .route(paths::ROBOTS, get(robots::robots))
        .route(paths::OAI, get(oai::get).post(oai::post))
        .route("/projets/{slug}/scolomfr.xml", get(oai::file))
        .route("/fichiers/{id}/{file}", get(files::file))
        .route(paths::SUGGESTIONS, get(suggestions::of))
        .route(paths::LIVE, get(live::listen))
        .route(paths::HEALTH, get(health::alive))
        .route(paths::READY, get(health::ready))
        .route(paths::LINK, get(link::open).post(link::forget))
        .route(paths::DEMO_SIGN_IN, post(sso::demo))
        .route(paths::SIGN_OUT, post(sso::sign_out))
        .route("/connexion/{provider}", get(sso::begin))
        .route("/connexion/{provider}/retour", get(sso::finish).post(sso::sign_out_by))
        .route("/connexion/{provider}/deconnexion", get(sso::no_sign_out_by).post(sso::sign_out_by))
        .route("/connexion/{provider}/logo.webp", get(sso::logo))
        .route("/moi/identites/{provider}", get(linking::begin))
}
