//! `/projets`: published projects, with facets.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        card::ProjectBoard,
        icon::{Drawn, Icon},
        instead::SaidInstead,
        listing::{ActiveFilters, Facets, Middle, Names, PROJECTS, Pages, address, how_many, tidy_address},
    },
    visit::Visit,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{paths, search::Query};
use leptos::prelude::*;
use services::search::{self, Listing};

/// The list.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let read = Query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    // Projects are all that is listed here.
    let query = Query { kinds: Vec::new(), ..read };
    if let Some(address) = tidy_address(paths::PROJECTS, &pairs, &query) {
        return Ok(Redirect::to(&address).into_response());
    }
    let listing = search::list(&visit.cx, &query).await?;
    let names = crate::territory::names_for(&visit.cx, &query, &listing.facets).await?;
    let middle = crate::territory::middle(&visit.cx, &query, &names).await?;
    let page = Page {
        title: "Projets".into(),
        description: "Tous les projets publiés, par cycle, matière et commune.".into(),
        index: !query.is_narrowed(),
        canonical: (!query.is_narrowed()).then(|| paths::PROJECTS.to_owned()),
        feed: Some(address(paths::PROJECTS_FEED, &query.as_feed())),
        ..Page::default()
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <ProjectsPage query listing names middle/> }))
}

#[component]
fn ProjectsPage(query: Query, listing: Listing, names: Names, middle: Option<Middle>) -> impl IntoView {
    let total = listing.total;
    let feed = address(paths::PROJECTS_FEED, &query.as_feed());
    let verb = if total > 1 { "répondent" } else { "répond" };
    let said = query.is_narrowed().then(|| format!(" {verb} à votre choix"));
    let cards = if total == 0 { view! { <Nobody/> }.into_any() } else { view! { <ProjectBoard cards=listing.cards level=3/> }.into_any() };
    view! {
        <div class="page-head">
            <div class="page-head-row">
                <h1>"Les projets"</h1>
                <a class="button" href=paths::NEW_PROJECT><Drawn icon=Icon::Plus/>"Partager un projet"</a>
            </div>
        </div>
        <div class="with-aside">
            <Facets list=PROJECTS query=query.clone() counts=listing.facets names=names.clone() middle/>
            <section aria-labelledby="compte">
                <div class="list-head">
                    <h2 class="visually-hidden">"Liste des projets"</h2>
                    <p id="compte"><strong>{how_many(total)}</strong>{said}</p>
                </div>
                <SaidInstead list=PROJECTS query=query.clone() said=listing.said/>
                <ActiveFilters list=PROJECTS query=query.clone() names/>
                {cards}
                <Pages path=paths::PROJECTS query total/>
                <p class="byline not-printed"><a href=paths::PARTNERS>"Les classes qui cherchent une classe partenaire"</a></p>
                <p class="byline list-feed not-printed"><a href=feed>"Suivre ces projets"</a> " dans un lecteur de flux (Atom)"</p>
            </section>
        </div>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>"La place est libre"</h2>
            <p>
                "Aucune classe n’a encore raconté ici un projet de ce genre. Retirez un filtre pour en voir d’autres, ou soyez la première personne à en partager un."
            </p>
            <p class="button-row">
                <a class="button" href=paths::PROJECTS>"Voir tous les projets"</a>
                <a class="button quiet" href=paths::NEW_PROJECT>"Partager un projet"</a>
            </p>
        </div>
    }
}
