//! Projects, as people see them: the list, the sheet, the editor, the desk where they are reviewed.
//!
//! **Start reading at** `routes`, then `list` and `sheet`; `edit` and `review` are the forms, `posts` what they send.

pub mod api;
pub mod islands;
pub mod words;

#[cfg(feature = "ssr")]
mod attachments;
#[cfg(feature = "ssr")]
mod authors;
#[cfg(feature = "ssr")]
mod cover;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod differences;
#[cfg(feature = "ssr")]
mod edit;
#[cfg(feature = "ssr")]
mod functions;
#[cfg(feature = "ssr")]
mod learning_resource;
#[cfg(feature = "ssr")]
mod lineage;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod medium;
#[cfg(feature = "ssr")]
mod mine;
#[cfg(feature = "ssr")]
mod openings;
#[cfg(feature = "ssr")]
mod partners;
#[cfg(feature = "ssr")]
mod picture;
#[cfg(feature = "ssr")]
mod posts;
#[cfg(feature = "ssr")]
mod proposals;
#[cfg(feature = "ssr")]
mod reception;
#[cfg(feature = "ssr")]
mod remarks;
#[cfg(feature = "ssr")]
mod review;
#[cfg(feature = "ssr")]
mod review_settings;
#[cfg(feature = "ssr")]
mod sheet;
#[cfg(feature = "ssr")]
mod standing;
#[cfg(feature = "ssr")]
mod trials;
#[cfg(feature = "ssr")]
mod versions;

#[cfg(feature = "ssr")]
pub use routes::routes;

#[cfg(feature = "ssr")]
mod routes {
    use super::{
        attachments, authors, cover, desk, edit, functions, lineage, list, medium, mine, openings, partners, picture, posts, proposals,
        reception, remarks, review, review_settings, sheet, trials, versions,
    };
    use axum::{
        Router,
        routing::{get, post},
    };
    use domain::paths;

    /// The routes of this slice. A form is sent to the address of its page.
    pub fn routes() -> Router {
        Router::new()
            .route(paths::PROJECTS, get(list::list))
            .route(paths::NEW_PROJECT, get(edit::new).post(posts::create))
            .route(paths::PARTNERS, get(partners::list))
            .route("/projets/{slug}", get(sheet::open))
            .route("/projets/{slug}/partenaires", get(partners::open).post(partners::change))
            .route("/projets/{slug}/modifier", get(edit::edit).post(posts::save))
            .route("/projets/{slug}/versions", get(versions::list).post(versions::restore))
            .route("/projets/{slug}/etat", post(posts::move_it))
            .route("/projets/{slug}/marques", post(trials::mark))
            .route("/projets/{slug}/remarques", post(remarks::discuss))
            .route("/projets/{slug}/retouches/{proposal}", get(proposals::open).post(proposals::decide))
            .route("/projets/{slug}/reprises", post(lineage::take_over))
            .route("/projets/{slug}/ouverture", get(openings::open).post(openings::change))
            .route("/projets/{slug}/auteurs", get(authors::open).post(authors::change))
            .route(paths::INVITATIONS, get(authors::invited).post(authors::join))
            .route("/projets/{slug}/essais", post(trials::report))
            .route("/projets/{slug}/couverture.svg", get(cover::drawn))
            .route(paths::PICTURES, post(picture::take_in))
            .route("/images/{medium}", get(medium::moved))
            .route("/medias/{medium}", get(medium::open).post(medium::prepare))
            .route("/projets/{slug}/bilan", get(reception::open))
            .route("/projets/{slug}/attestation.pdf", get(reception::attestation))
            .route("/projets/{slug}/pieces", get(attachments::open).post(attachments::change))
            .route("/iles/{function}", post(functions::call))
            .route(paths::MY_PROJECTS, get(mine::mine))
            .route(paths::DESK, get(desk::desk))
            .route(paths::REVIEW_SETTINGS, get(review_settings::open).post(review_settings::change))
            .route("/animation/projets/{slug}/suivi", post(review_settings::assign))
            .route("/animation/projets/{slug}/verification", post(review_settings::check_off))
            .route("/animation/projets/{slug}", get(review::read).post(posts::decide))
            .route("/animation/projets/{slug}/retouches", get(proposals::form).post(proposals::propose))
    }
}
