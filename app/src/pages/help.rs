//! `/aide`: the first steps of a teacher, and how to write.

use super::text_page;
use crate::visit::Visit;
use axum::response::Response;
use domain::paths;
use leptos::prelude::*;

/// The page.
pub(super) async fn page(visit: Visit) -> Response {
    let sender = visit.cx.portal.settings.sender.clone();
    text_page(&visit, paths::HELP, "Aide", move || {
        view! {
            <h2>"Partager un projet"</h2>
            <ol>
                <li><a href=paths::SIGN_IN>"Connectez-vous"</a> " avec votre espace numérique de travail."</li>
                <li>"Choisissez «\u{a0}Partager un projet\u{a0}». Un titre suffit pour commencer\u{202f}: le brouillon est gardé, et vous seul le voyez."</li>
                <li>"Quand il vous convient, envoyez-le à l’animatrice. Elle le relit, vous propose parfois des retouches, et le publie."</li>
                <li>"Vous retrouvez tout dans " <a href=paths::MY_PROJECTS>"Mes projets"</a> "."</li>
            </ol>
            <h2>"Écrire le récit"</h2>
            <p>"Écrivez comme dans un courriel. Ces quelques signes suffisent\u{a0}:"</p>
            <ul>
                <li><code>"## Titre"</code> " pour un intertitre\u{202f};"</li>
                <li><code>"- "</code> " au début d’une ligne pour une liste, " <code>"1. "</code> " pour une liste numérotée\u{202f};"</li>
                <li><code>"*mot*"</code> " pour l’italique, " <code>"**mot**"</code> " pour le gras\u{202f};"</li>
                <li><code>"> phrase"</code> " pour une citation\u{202f};"</li>
                <li>"une ligne vide pour changer de paragraphe."</li>
            </ul>
            <h2>"Choisir une image"</h2>
            <p>"Préférez ce que les élèves ont fait à leurs visages. Décrivez l’image en une phrase, sans nom d’élève. Sans image, Préau en dessine une."</p>
            <h2>"Trouver"</h2>
            <p>"Cherchez avec vos mots, avec ou sans accents. Les filtres de la liste se combinent, et l’adresse de la page se partage."</p>
            <h2>"Une question"</h2>
            <p>"Écrivez à " {sender} "."</p>
        }
    })
}
