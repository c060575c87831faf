//! `/dossiers`: projects chosen and introduced around a theme.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        card::ProjectBoard,
        listing::how_many,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{access::PortalAction, paths};
use leptos::prelude::*;
use services::curation::{self, CollectionCard, CollectionSheet};

/// The list.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    let cards = curation::collections(&visit.cx).await?;
    let curates = visit.may(PortalAction::Curate);
    let page = Page {
        description: "Des projets choisis et présentés par l’animatrice de la communauté, autour d’un thème.".to_owned(),
        canonical: Some(paths::COLLECTIONS.to_owned()),
        ..Page::titled("Dossiers")
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <ListPage cards curates/> }))
}

#[component]
fn ListPage(cards: Vec<CollectionCard>, curates: bool) -> impl IntoView {
    let curate = curates
        .then(|| view! { <p class="button-row"><a class="button quiet" href=paths::CURATE_COLLECTIONS>"Composer les dossiers"</a></p> });
    let none = cards.is_empty().then(
        || view! { <p class="empty">"Les dossiers de l’animatrice paraîtront ici\u{a0}: des projets choisis autour d’un thème."</p> },
    );
    let item = |card: CollectionCard| {
        let titles: Vec<_> = card.projects.iter().take(3).map(|project| project.title.clone()).collect();
        view! {
            <li>
                <h2><a href=paths::collection(&card.collection.slug)>{card.collection.form.title}</a></h2>
                <p>{card.collection.form.summary}</p>
                <p class="byline">{how_many(card.projects.len())} "\u{a0}: " {titles.join(", ")} {(card.projects.len() > 3).then_some("…")}</p>
            </li>
        }
    };
    view! {
        <div class="page-head">
            <h1>"Dossiers"</h1>
            <p class="lead">"Des projets choisis autour d’un thème, et présentés."</p>
            {curate}
        </div>
        {none}
        <ul class="collection-list">{cards.into_iter().map(item).collect_view()}</ul>
    }
}

/// One collection.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let sheet = curation::collection(&visit.cx, &slug).await?;
    let curates = visit.may(PortalAction::Curate);
    let page = Page {
        description: sheet.collection.form.summary.clone(),
        canonical: Some(paths::collection(&sheet.collection.slug)),
        ..Page::titled(&sheet.collection.form.title)
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <CollectionPage sheet curates/> }))
}

#[component]
fn CollectionPage(sheet: CollectionSheet, curates: bool) -> impl IntoView {
    let CollectionSheet { collection, body, projects } = sheet;
    let count = how_many(projects.len());
    let edit =
        curates.then(|| view! { <p><a class="button quiet" href=paths::curate_collection(&collection.slug)>"Modifier le dossier"</a></p> });
    view! {
        <Trail above=vec![step("Accueil", paths::HOME), step("Dossiers", paths::COLLECTIONS)] here=collection.form.title.clone()/>
        <div class="page-head">
            <h1>{collection.form.title}</h1>
            <p class="lead">{collection.form.summary}</p>
            {edit}
        </div>
        {(!body.is_empty()).then(|| view! { <div class="prose" inner_html=body.as_str().to_owned()></div> })}
        <section class="section" aria-labelledby="projets">
            <div class="section-head"><h2 id="projets">{count}</h2></div>
            <ProjectBoard cards=projects level=3/>
        </section>
    }
}
