//! `/moi/projets`: a member's own projects.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        icon::{Drawn, Icon},
        picture::{CoverPicture, Place},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{paths, projects::State};
use leptos::prelude::*;
use services::projects::{self, ProjectCard};

/// The list.
pub(super) async fn mine(visit: Visit) -> Result<Response, Refused> {
    let cards = projects::mine(&visit.cx).await?;
    let page = Page { title: "Mes projets".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <MinePage cards/> }))
}

#[component]
fn MinePage(cards: Vec<ProjectCard>) -> impl IntoView {
    let waiting = cards.iter().filter(|card| card.state == State::ChangesRequested).count();
    let said = match waiting {
        0 => None,
        1 => Some("Un projet attend une réponse de votre part.".to_owned()),
        many => Some(format!("{many}\u{a0}projets attendent une réponse de votre part.")),
    };
    let list = if cards.is_empty() {
        view! {
            <div class="empty">
                <h2>"Votre premier projet"</h2>
                <p>"Racontez ce que votre classe a essayé\u{202f}: une séance suffit. L’animatrice vous aide à le mettre en forme avant qu’il paraisse."</p>
                <p class="button-row"><a class="button" href=paths::NEW_PROJECT>"Écrire un projet"</a></p>
            </div>
        }
        .into_any()
    } else {
        view! { <ul class="own-projects">{cards.into_iter().map(|card| view! { <Own card/> }).collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="page-head">
            <div class="page-head-row">
                <h1>"Mes projets"</h1>
                <a class="button" href=paths::NEW_PROJECT><Drawn icon=Icon::Plus/>"Écrire un projet"</a>
            </div>
            {said.map(|said| view! { <p>{said}</p> })}
        </div>
        {list}
    }
}

#[component]
fn Own(card: ProjectCard) -> impl IntoView {
    let (said, at) = match card.published {
        Some(at) => ("Publié", at),
        None => ("Enregistré", card.updated),
    };
    let edit = card.state.is_open_to_its_authors().then(|| {
        let label = if card.state == State::Draft { "Continuer" } else { "Modifier" };
        view! { <a class="button quiet" href=paths::project_edit(&card.slug)>{label} <span class="visually-hidden">" " {card.title.clone()}</span></a> }
    });
    view! {
        <li>
            <CoverPicture cover=card.cover.clone().map(silent) slug=card.slug.clone() place=Place::Small/>
            <div>
                <h2><a href=paths::project(&card.slug)>{card.title.clone()}</a></h2>
                <p><span class="badge" data-state=card.state.key()>{card.state.label()}</span></p>
                <p class="byline">{said} " " <time datetime=at.rfc3339()>{day_and_hour(at)}</time></p>
            </div>
            <div class="button-row">{edit}</div>
        </li>
    }
}

/// Beside its own title, a small picture says nothing more.
fn silent(cover: services::projects::Figure) -> services::projects::Figure {
    services::projects::Figure { alt: domain::media::Alternative::Decorative, ..cover }
}
