//! `/ecoles/{uai}`: a school, and what its classes tell.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        card::ProjectBoard,
        dates::Day,
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
    search::{Near, Query, Sort},
    territory::{SchoolState, Uai},
};
use leptos::prelude::*;
use services::{
    error::Error,
    search::{self, Listing},
    territory::{self, School},
};

/// The page.
pub(super) async fn open(visit: Visit, Path(key): Path<String>) -> Result<Response, Refused> {
    let uai = Uai::parse(&key).map_err(|_| Error::NotFound)?;
    let address = paths::school(&uai);
    if visit.path() != address {
        return Ok(Redirect::permanent(&address).into_response());
    }
    let school = territory::school(&visit.cx, &uai).await?;
    let near = school.facts.position.is_some().then(|| {
        let around = Some(Near::around(uai.clone(), Near::USUAL_KM));
        crate::ui::listing::address(paths::PROJECTS, &Query { near: around, sort: Some(Sort::Nearest), ..Query::default() })
    });
    let query = Query { schools: vec![uai], ..Query::default() };
    let listing = search::list(&visit.cx, &query).await?;
    let all = crate::ui::listing::address(paths::PROJECTS, &query);
    let page = Page {
        title: format!("{}, {}", school.facts.name, school.commune_name),
        description: format!("Les projets racontés par {}.", school.facts.name),
        canonical: Some(address),
        ..Page::default()
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <SchoolPage school listing all near/> }))
}

#[component]
fn SchoolPage(
    school: School,
    listing: Listing,
    /// Where all its projects are listed: one page of them stands here.
    all: String,
    /// Where those of the schools around it are, where it is known where it is.
    near: Option<String>,
) -> impl IntoView {
    let facts = school.facts;
    let commune = paths::commune(&facts.commune, &school.commune_name);
    let sector = if facts.public { "public" } else { "privé" };
    let mut lines = vec![("Type", format!("{}, secteur {sector}", facts.kind.label())), ("Code UAI", facts.uai.to_string())];
    if !facts.constituency.is_empty() {
        lines.push(("Circonscription", facts.constituency.clone()));
    }
    if let Some(priority) = facts.priority {
        lines.push(("Éducation prioritaire", priority.label().to_owned()));
    }
    let state = match facts.state {
        SchoolState::Open => None,
        SchoolState::Closing => {
            Some(view! { <p class="notice wait">"Cette école doit fermer. Ses projets restent lisibles."</p> }.into_any())
        }
        SchoolState::Closed => {
            let since = school.closed.map(|at| view! { " depuis le " <Day at/> });
            Some(view! { <p class="notice wait">"Cette école est fermée" {since} ". Ses projets restent lisibles."</p> }.into_any())
        }
    };
    let total = listing.total;
    let all = (total > listing.cards.len()).then(|| view! { <a href=all>{format!("Voir les {}", how_many(total))}</a> });
    let projects = if total == 0 {
        view! { <p class="empty">"Aucun projet n’a encore été raconté ici."</p> }.into_any()
    } else {
        view! { <ProjectBoard cards=listing.cards level=3/> }.into_any()
    };
    view! {
        <Trail above=vec![step("Territoire", paths::TERRITORY), step(school.commune_name.clone(), commune.clone())] here=facts.name.clone()/>
        <div class="page-head">
            <h1>{facts.name.clone()}</h1>
            {state}
            <dl class="school-facts">
                <div><dt>"Commune"</dt><dd><a href=commune>{school.commune_name}</a></dd></div>
                {lines.into_iter().map(|(what, said)| view! { <div><dt>{what}</dt><dd>{said}</dd></div> }).collect_view()}
            </dl>
        </div>
        <section aria-labelledby="projets">
            <div class="section-head"><h2 id="projets">{how_many(total)}</h2>{all}</div>
            {projects}
            {near.map(|near| view! { <p class="not-printed"><a class="near-school" href=near>"Les projets des écoles voisines"</a></p> })}
        </section>
    }
}
