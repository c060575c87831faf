//! `/communes/{insee}-{slug}`: what a commune's classes tell, and its schools.

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
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    paths,
    search::Query,
    territory::{Insee, Membership},
};
use leptos::prelude::*;
use services::{
    error::Error,
    search::{self, Listing},
    territory::{self, CommunePage},
};

/// How many projects stand on the page; the others are a link away.
const SHOWN: usize = 6;

/// The page. The code alone counts; an old or mistyped name leads to the present one.
pub(super) async fn open(visit: Visit, Path(key): Path<String>) -> Result<Response, Refused> {
    let insee = Insee::parse(key.split('-').next().unwrap_or_default()).map_err(|_| Error::NotFound)?;
    let page = territory::commune(&visit.cx, &insee).await?;
    let address = paths::commune(&insee, &page.commune.name);
    if visit.path() != address {
        return Ok(Redirect::permanent(&address).into_response());
    }
    let query = Query { communes: vec![insee], ..Query::default() };
    let mut listing = search::list(&visit.cx, &query).await?;
    listing.cards.truncate(SHOWN);
    let about = Page {
        title: page.commune.name.clone(),
        description: format!("Les projets des écoles de {}.", page.commune.name),
        canonical: Some(address),
        ..Page::default()
    };
    Ok(render(&visit, StatusCode::OK, about, move || view! { <CommuneView page listing/> }))
}

#[component]
fn CommuneView(page: CommunePage, listing: Listing) -> impl IntoView {
    let CommunePage { commune, schools } = page;
    let open = schools.iter().filter(|school| school.state.receives_pupils()).count();
    let all = crate::ui::listing::address(paths::PROJECTS, &Query { communes: vec![commune.insee.clone()], ..Query::default() });
    let total = listing.total;
    let projects = if total == 0 {
        view! { <p class="empty">"Aucun projet n’a encore été raconté ici. La place d’honneur attend le premier."</p> }.into_any()
    } else {
        view! { <ProjectBoard cards=listing.cards level=3/> }.into_any()
    };
    let schools = schools.into_iter().map(|school| {
        let note = if school.state.receives_pupils() { school.kind.label() } else { school.state.label() };
        view! { <li><a href=paths::school(&school.uai)>{school.name.clone()}</a> <span class="byline">{note}</span></li> }
    });
    view! {
        <Trail above=vec![step("Accueil", paths::HOME), step("Territoire", paths::TERRITORY)] here=commune.name.clone()/>
        <div class="page-head">
            <h1>{commune.name.clone()}</h1>
            <p class="lead">{participation(commune.membership)}</p>
            <dl class="key-figures">
                <div><dt>"écoles et collèges"</dt><dd>{open}</dd></div>
                <div><dt>"projets publiés"</dt><dd>{total}</dd></div>
            </dl>
        </div>
        <section aria-labelledby="projets">
            <div class="section-head">
                <h2 id="projets">"Ce qui s’y fait"</h2>
                {(total > SHOWN).then(|| view! { <a href=all>{format!("Voir les {}", how_many(total))}</a> })}
            </div>
            {projects}
        </section>
        <section class="section" aria-labelledby="ecoles">
            <div class="section-head"><h2 id="ecoles">"Les écoles"</h2></div>
            <ul class="school-list">{schools.collect_view()}</ul>
        </section>
    }
}

const fn participation(membership: Membership) -> &'static str {
    match membership {
        Membership::Transferred => "La commune a confié le numérique de ses écoles à la métropole (adhésion).",
        Membership::Agreement => "La commune prend certains services de la métropole pour ses écoles (convention).",
        Membership::Outside => "La commune gère elle-même le numérique de ses écoles (hors dispositif).",
    }
}
