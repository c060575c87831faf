//! What is put forward, as people see it: the home page, collections, and the desk where both are made.
//!
//! **Start reading at** `home`, then `collections`.

mod collections;
mod desk;
mod slots;
mod words;

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        card::{ProjectBoard, place_line},
        icon::{Drawn, Icon},
        listing::how_many,
        picture::{CoverPicture, Place},
        search_box::SearchBox,
    },
    visit::Visit,
};
use axum::{Router, http::StatusCode, response::Response, routing::get};
use domain::{
    paths,
    search::{Facet, Query},
    territory::Insee,
};
use leptos::prelude::*;
use services::{
    curation,
    projects::{self, ProjectCard},
    search, territory,
};
use std::collections::BTreeMap;

/// How many cards follow the large one.
const MORE: usize = 8;

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::HOME, get(home))
        .route(paths::COLLECTIONS, get(collections::list))
        .route("/dossiers/{slug}", get(collections::open))
        .route(paths::CURATE_COLLECTIONS, get(desk::list).post(desk::make))
        .route("/animation/dossiers/{slug}", get(desk::open).post(desk::change))
        .route(paths::CURATE_HOME, get(slots::open).post(slots::change))
}

/// A commune, and how many of its projects this viewer may read.
struct Peg {
    insee: Insee,
    name: String,
    projects: usize,
}

/// `/`
async fn home(visit: Visit) -> Result<Response, Refused> {
    let cx = &visit.cx;
    let planned = curation::on_home(cx).await?;
    let mut cards = projects::latest(cx, MORE + 1).await?;
    // What stands large does not stand below once more; where nothing is planned, the latest is large.
    cards.retain(|card| planned.iter().all(|known| known.id != card.id));
    let mut cards: Vec<_> = planned.into_iter().chain(cards).collect();
    cards.truncate(MORE + 1);
    let counts = search::counts(cx, &Query::default()).await?;
    let names = territory::commune_names(&mut cx.read().await?).await?;
    let large = (!cards.is_empty()).then(|| cards.remove(0));
    let by_commune: BTreeMap<&str, usize> = counts.facets.of(Facet::Commune).iter().map(|(key, count)| (key.as_str(), *count)).collect();
    let pegs: Vec<_> = names
        .into_iter()
        .map(|(insee, name)| Peg { projects: by_commune.get(insee.as_str()).copied().unwrap_or(0), insee, name })
        .collect();
    let territory = cx.portal.settings.territory.clone();
    let page = Page {
        description: format!("Les projets numériques des écoles de {territory}, racontés par celles et ceux qui les mènent."),
        canonical: Some(paths::HOME.to_owned()),
        search_box: true,
        ..Page::default()
    };
    let total = counts.total;
    Ok(render(&visit, StatusCode::OK, page, move || {
        view! {
            <Welcome territory/>
            {large.map(|card| view! { <Highlight card/> })}
            <Latest cards total/>
            <Communes pegs/>
        }
    }))
}

#[component]
fn Welcome(territory: String) -> impl IntoView {
    view! {
        <div class="welcome">
            <div>
                <h1>"Ce que nos classes inventent, "<em>"à l’abri du préau"</em></h1>
                <p class="lead">
                    "Préau rassemble les projets numériques des écoles de " {territory}
                    "\u{202f}: des enseignantes et enseignants y racontent ce qu’ils ont essayé, pour que d’autres classes le reprennent."
                </p>
            </div>
            <div class="welcome-acts">
                <SearchBox words=String::new()/>
                <p class="button-row">
                    <a class="button quiet" href=paths::NEW_PROJECT><Drawn icon=Icon::Plus/>"Partager un projet"</a>
                </p>
            </div>
        </div>
    }
}

#[component]
fn Highlight(card: ProjectCard) -> impl IntoView {
    let levels: Vec<_> = card.levels.iter().map(|level| level.label()).collect();
    let subject = card.subjects.first().map(|subject| format!(" · {}", subject.label())).unwrap_or_default();
    view! {
        <section class="highlight" aria-labelledby="a-la-une">
            <h2 id="a-la-une">"À la une"</h2>
            <article class="highlight-project">
                <div class="highlight-text">
                    <h3><a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title.clone()}</a></h3>
                    <p class="lead" lang=card.language.foreign_tag() dir=card.language.foreign_direction()>{card.summary.clone()}</p>
                    <p class="byline">{card.authors.join(", ")} ", " {place_line(&card)} <br/> {levels.join(", ")} {subject}</p>
                </div>
                <CoverPicture cover=card.cover.clone() slug=card.slug.clone() place=Place::Highlight/>
            </article>
        </section>
    }
}

#[component]
fn Latest(cards: Vec<ProjectCard>, total: usize) -> impl IntoView {
    let all = if total > 0 { format!("Voir les {}", how_many(total)) } else { "Voir les projets".to_owned() };
    let board = if cards.is_empty() {
        view! { <p class="empty">"Les projets publiés paraîtront ici. Le premier pourrait être le vôtre."</p> }.into_any()
    } else {
        view! { <ProjectBoard cards level=3/> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="derniers">
            <div class="section-head"><h2 id="derniers">"Sur le tableau d’affichage"</h2><a href=paths::PROJECTS>{all}</a></div>
            {board}
        </section>
    }
}

#[component]
fn Communes(pegs: Vec<Peg>) -> impl IntoView {
    let title = format!("Les {}\u{a0}communes d’un coup d’œil", pegs.len());
    let peg = |peg: Peg| {
        let number = if peg.projects == 0 { "à venir".to_owned() } else { how_many(peg.projects) };
        let address = paths::commune(&peg.insee, &peg.name);
        view! {
            <li>
                <a href=address>
                    <span class="peg" data-size=size(peg.projects)></span>
                    <span>{peg.name}</span>
                    " "
                    <span class="number">{number}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="communes">
            <div class="section-head"><h2 id="communes">{title}</h2><a href=paths::TERRITORY>"Voir le territoire en détail"</a></div>
            <ul class="commune-pegs">{pegs.into_iter().map(peg).collect_view()}</ul>
        </section>
    }
}

/// How large a commune's peg is.
const fn size(projects: usize) -> &'static str {
    match projects {
        0 => "0",
        1..=2 => "1",
        3..=5 => "2",
        6..=12 => "3",
        _ => "4",
    }
}
