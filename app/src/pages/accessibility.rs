//! `/accessibilite`: the statement that RGAA 4.1 asks for. It says what is known, and nothing more.

use super::text_page;
use crate::visit::Visit;
use axum::response::Response;
use domain::paths;
use leptos::prelude::*;

/// The page.
pub(super) async fn page(visit: Visit) -> Response {
    let settings = &visit.cx.portal.settings;
    let (name, territory, sender) = (settings.name.clone(), settings.territory.clone(), settings.sender.clone());
    text_page(&visit, paths::ACCESSIBILITY, "Accessibilité", move || {
        view! {
            <p><strong>{name} " est non conforme"</strong> " au référentiel général d’amélioration de l’accessibilité (RGAA\u{a0}4.1), parce qu’aucun audit n’a encore été fait. Cela ne veut pas dire que rien n’a été fait."</p>
            <h2>"Ce qui est fait"</h2>
            <ul>
                <li>"Toutes les pages s’utilisent au clavier, et sans JavaScript."</li>
                <li>"Chaque page est vérifiée par un outil automatique (axe), à deux largeurs d’écran, en clair et en sombre."</li>
                <li>"Chaque image publiée a un texte de remplacement, ou est marquée décorative par son auteur."</li>
                <li>"Les textes ont un contraste d’au moins 7 pour 1."</li>
            </ul>
            <h2>"Ce qui manque"</h2>
            <ul>
                <li>"Un audit par une personne indépendante, avec des lecteurs d’écran."</li>
                <li>"Les textes de remplacement sont écrits par les auteurs\u{202f}: l’animatrice les relit, mais un oubli reste possible."</li>
            </ul>
            <h2>"Nous écrire"</h2>
            <p>"Si quelque chose vous empêche de lire ou d’écrire ici, dites-le nous à " {sender} "\u{202f}: nous vous donnerons l’information autrement, et nous corrigerons."</p>
            <h2>"Défendre vos droits"</h2>
            <p>"Si vous nous avez signalé un défaut et que notre réponse ne vous satisfait pas, vous pouvez écrire au Défenseur des droits, par son formulaire en ligne, ou sans affranchir à\u{a0}: Défenseur des droits, libre réponse 71120, 75342 Paris CEDEX 07."</p>
            <p>"Responsable\u{a0}: " {territory} "."</p>
        }
    })
}
