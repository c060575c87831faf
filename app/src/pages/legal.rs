//! `/mentions-legales`.

use super::text_page;
use crate::visit::Visit;
use axum::response::Response;
use domain::paths;
use leptos::prelude::*;

/// The page.
pub(super) async fn page(visit: Visit) -> Response {
    let settings = &visit.cx.portal.settings;
    let (name, territory, sender) = (settings.name.clone(), settings.territory.clone(), settings.sender.clone());
    text_page(&visit, paths::LEGAL, "Mentions légales", move || {
        view! {
            <h2>"Qui publie ce site"</h2>
            <p>{name} " est publié par " {territory.clone()} ". Pour écrire à l’équipe\u{a0}: " {sender} "."</p>
            <h2>"Où il est hébergé"</h2>
            <p>"Sur les machines choisies par " {territory} ". Aucune page ne demande quoi que ce soit à un autre service\u{202f}: ni police, ni image, ni mesure d’audience."</p>
            <h2>"Reprendre ce que vous lisez"</h2>
            <p>"Chaque projet dit sa licence, choisie par ses auteurs. Citez-les, et donnez l’adresse de la fiche."</p>
            <h2>"Le programme"</h2>
            <p>"Préau est un logiciel libre, sous licence MIT. Les polices Bricolage Grotesque et Atkinson Hyperlegible Next sont sous licence OFL."</p>
        }
    })
}
