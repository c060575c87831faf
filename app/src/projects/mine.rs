//! `/moi/projets`: a member's own projects, and those that they keep.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        card::ProjectBoard,
        dates::day_and_hour,
        icon::{Drawn, Icon},
        picture::{CoverPicture, Place},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{access::PortalAction, paths, projects::State};
use leptos::prelude::*;
use services::projects::{self, ProjectCard};

/// The list.
pub(super) async fn mine(visit: Visit) -> Result<Response, Refused> {
    let cards = projects::mine(&visit.cx).await?;
    let kept = projects::bookmarked(&visit.cx).await?;
    let writes = visit.may(PortalAction::StartProject);
    let page = Page { title: "Mes projets".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <MinePage cards kept writes/> }))
}

#[component]
fn MinePage(cards: Vec<ProjectCard>, kept: Vec<ProjectCard>, writes: bool) -> impl IntoView {
    let waiting = cards.iter().filter(|card| card.state == State::ChangesRequested).count();
    let said = match waiting {
        0 => None,
        1 => Some("Un projet attend une réponse de votre part.".to_owned()),
        many => Some(format!("{many}\u{a0}projets attendent une réponse de votre part.")),
    };
    let list = if cards.is_empty() && !writes {
        ().into_any()
    } else if cards.is_empty() {
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
                {writes.then(|| view! { <a class="button" href=paths::NEW_PROJECT><Drawn icon=Icon::Plus/>"Écrire un projet"</a> })}
            </div>
            {said.map(|said| view! { <p>{said}</p> })}
        </div>
        {list}
        <Kept cards=kept/>
    }
}

/// What a member keeps for later.
#[component]
fn Kept(cards: Vec<ProjectCard>) -> impl IntoView {
    let list = if cards.is_empty() {
        view! { <p>"Sur la page d’un projet, «\u{a0}Garder pour plus tard\u{a0}» le range ici."</p> }.into_any()
    } else {
        view! { <ProjectBoard cards level=3/> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="gardes">
            <div class="section-head"><h2 id="gardes">"Gardés pour plus tard"</h2></div>
            {list}
        </section>
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
        view! { <a class="button quiet" href=paths::project_edit(&card.slug)>{label} <span class="visually-hidden" lang=card.language.foreign_tag()>" " {card.title.clone()}</span></a> }
    });
    view! {
        <li>
            <CoverPicture cover=card.cover.clone().map(silent) slug=card.slug.clone() place=Place::Small/>
            <div>
                <h2><a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title.clone()}</a></h2>
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
