//! A project pinned on the board.

use super::picture::{CoverPicture, Place};
use domain::paths;
use leptos::prelude::*;
use services::projects::ProjectCard;

/// Cards on a board. `level` is the level of their titles: 2 in a list, 3 under a title of the page.
#[component]
pub fn ProjectBoard(
    /// What is pinned.
    cards: Vec<ProjectCard>,
    /// The level of the titles.
    level: u8,
) -> impl IntoView {
    let pinned = cards.into_iter().map(|card| view! { <li><ProjectPinned card level/></li> }).collect_view();
    view! { <ul class="project-board">{pinned}</ul> }
}

#[component]
fn ProjectPinned(card: ProjectCard, level: u8) -> impl IntoView {
    let link = view! { <a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title.clone()}</a> };
    let title = if level == 2 {
        view! { <h2 class="project-card-title">{link}</h2> }.into_any()
    } else {
        view! { <h3 class="project-card-title">{link}</h3> }.into_any()
    };
    let chips: Vec<_> =
        card.cycles.iter().map(|cycle| cycle.label()).chain(card.subjects.iter().take(2).map(|subject| subject.label())).collect();
    view! {
        <article class="project-card">
            {title}
            <CoverPicture cover=card.cover.clone() slug=card.slug.clone() place=Place::Card/>
            <p class="project-card-where">{place_line(&card)}</p>
            <p class="project-card-text" lang=card.language.foreign_tag() dir=card.language.foreign_direction()>{card.summary.clone()}</p>
            <ul class="chips" aria-label="Cycles et matières">{chips.into_iter().map(|chip| view! { <li class="chip">{chip}</li> }).collect_view()}</ul>
        </article>
    }
}

/// « École élémentaire Les Tilleuls, Bordeaux ».
pub fn place_line(card: &ProjectCard) -> String {
    let mut places: Vec<_> = card.places.iter().map(|place| format!("{}, {}", place.school, place.commune)).collect();
    if places.len() > 2 {
        let others = places.len() - 1;
        places.truncate(1);
        return format!("{} et {others}\u{a0}autres écoles", places.concat());
    }
    places.join(" · ")
}
