//! `/plan-du-site`.

use super::text_page;
use crate::visit::Visit;
use axum::response::Response;
use domain::paths;
use leptos::prelude::*;

const PAGES: [(&str, &str); 20] = [
    (paths::HOME, "Accueil"),
    (paths::PROJECTS, "Tous les projets"),
    (paths::TRAININGS, "Formations\u{a0}: dates, lieux, places libres"),
    (paths::DISCUSSIONS, "Échanges\u{a0}: questions, réponses et idées"),
    (paths::COLLECTIONS, "Dossiers\u{a0}: des projets autour d’un thème"),
    (paths::PARTNERS, "Classes qui cherchent une classe partenaire"),
    (paths::NEW_PROJECT, "Partager un projet"),
    (paths::TERRITORY, "Le territoire\u{a0}: communes et écoles"),
    (paths::SEARCH, "Recherche"),
    (paths::SIGN_IN, "Se connecter"),
    (paths::NEEDS, "Besoins des écoles, et ce que répond la collectivité"),
    (paths::CERTIFICATES, "Vérifier une attestation de présence"),
    (paths::PROJECTS_FEED, "Flux Atom des projets publiés"),
    (paths::TRAININGS_CALENDAR, "Agenda des formations, à suivre (iCalendar)"),
    (paths::OAI_IDENTITY, "Moissonnage des notices par les catalogues (OAI-PMH)"),
    (paths::REMOVAL, "Demander le retrait d’une image ou d’un enregistrement"),
    (paths::HELP, "Aide"),
    (paths::ACCESSIBILITY, "Accessibilité"),
    (paths::LEGAL, "Mentions légales"),
    (paths::PRIVACY, "Données personnelles"),
];

/// The page.
pub(super) async fn page(visit: Visit) -> Response {
    text_page(&visit, paths::SITE_MAP, "Plan du site", || {
        view! { <ul>{PAGES.map(|(path, label)| view! { <li><a href=path>{label}</a></li> }).collect_view()}</ul> }
    })
}
