//! Where nothing was found, or nothing asked for yet: where to go from there.

use crate::ui::listing::{RESULTS, address};
use domain::{paths, search::Query};
use leptos::prelude::*;

/// What is said where nothing was found: how to find something all the same.
#[component]
pub(super) fn Nothing(query: Query) -> impl IntoView {
    let title = if query.words.is_empty() {
        "Rien encore de ce genre".to_owned()
    } else {
        format!("Rien encore sur «\u{a0}{}\u{a0}»", query.words)
    };
    let wider = RESULTS.without_filters(&query);
    let without_filters = (wider != Query { sort: None, page: 0, ..query.clone() } && wider.is_narrowed()).then(|| {
        view! { <a class="button" href=address(RESULTS.path, &wider)>"Chercher sans les filtres"</a> }
    });
    let of_every_kind = (!query.kinds.is_empty() && !query.words.is_empty()).then(|| {
        let wider = Query { kinds: Vec::new(), page: 0, ..query.clone() };
        view! { <a class="button" href=address(RESULTS.path, &wider)>"Chercher partout"</a> }
    });
    view! {
        <section class="empty" aria-labelledby="rien">
            <h2 id="rien">{title}</h2>
            <p>"Essayez un mot plus court ou plus général. Et si votre classe l’a fait, racontez-le\u{202f}: elle sera la première."</p>
            <p class="button-row">
                {without_filters}
                {of_every_kind}
                <a class="button quiet" href=paths::NEW_PROJECT>"Partager un projet"</a>
                <a class="button quiet" href=paths::PROJECTS>"Parcourir tous les projets"</a>
            </p>
        </section>
    }
}

/// What is said before anything is asked for.
#[component]
pub(super) fn Start() -> impl IntoView {
    let places = [
        ("Les projets", paths::PROJECTS),
        ("Les dossiers", paths::COLLECTIONS),
        ("Les formations", paths::TRAININGS),
        ("Les échanges", paths::DISCUSSIONS),
        ("Le territoire", paths::TERRITORY),
    ];
    view! {
        <section aria-labelledby="parcourir">
            <h2 id="parcourir">"Ou parcourir"</h2>
            <p>"Projets, dossiers, formations, échanges, besoins, écoles et communes\u{a0}: tout se cherche ici, et tout se parcourt."</p>
            <ul class="search-places">{places.map(|(label, path)| view! { <li><a href=path>{label}</a></li> }).collect_view()}</ul>
        </section>
    }
}
