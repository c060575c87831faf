//! Where a project comes from and what was made from it; and the button that starts a version of one's own.

use crate::{outcome::Refused, visit::Visit};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use domain::paths;
use leptos::prelude::*;
use services::projects::{self, Lineage, Parent, ProjectCard};

/// `POST /projets/{slug}/reprises`: starts a version, and opens its editor.
pub(super) async fn take_over(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let saved = projects::take_over(&visit.cx, &slug).await?;
    Ok(Redirect::to(&paths::project_edit(&saved.slug)).into_response())
}

/// What it was made from, and what was made from it.
#[component]
pub(super) fn LineagePart(
    /// Both.
    lineage: Lineage,
) -> impl IntoView {
    let Lineage { parent, versions } = lineage;
    let parent = parent.map(|parent| match parent {
        Parent::Seen(card) => view! { <p>"D’après " <Kin card=*card/> "."</p> }.into_any(),
        Parent::Unseen => view! { <p>"D’après un projet qui n’est pas en ligne."</p> }.into_any(),
    });
    let made = (!versions.is_empty()).then(|| {
        let said = match versions.len() {
            1 => "Une autre version en a été faite\u{a0}:".to_owned(),
            many => format!("{many}\u{a0}autres versions en ont été faites\u{a0}:"),
        };
        view! { <p>{said}</p> <ul class="versions-made">{versions.into_iter().map(|card| view! { <li><Kin card/></li> }).collect_view()}</ul> }
    });
    (parent.is_some() || made.is_some()).then(|| {
        view! {
            <section class="project-lineage" aria-labelledby="versions-du-projet">
                <h2 id="versions-du-projet">"Les versions de ce projet"</h2>
                {parent}
                {made}
            </section>
        }
    })
}

#[component]
fn Kin(card: ProjectCard) -> impl IntoView {
    let place = crate::ui::card::place_line(&card);
    view! { <a href=paths::project(&card.slug)>{card.title.clone()}</a> ", " {card.authors.join(", ")} ", " {place} }
}
