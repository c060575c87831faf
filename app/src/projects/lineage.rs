//! Where a project comes from and what was made from it; and the button that starts a version of one's own.

use crate::{outcome::Refused, visit::Visit};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use domain::paths;
use leptos::prelude::*;
use services::projects::{self, Branch, Lineage, Parent, ProjectCard};

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
    let Lineage { parent, versions, tree } = lineage;
    let parent = parent.map(|parent| match parent {
        Parent::Seen(card) => view! { <p>"D’après " <Kin card=*card/> "."</p> }.into_any(),
        Parent::Unseen => view! { <p>"D’après un projet qui n’est pas en ligne."</p> }.into_any(),
    });
    let made = match versions.len() {
        0 => None,
        1 => Some("Une autre version en a été faite.".to_owned()),
        many => Some(format!("{many}\u{a0}autres versions en ont été faites.")),
    };
    // Alone, it needs no tree: what is not to be read is not counted either.
    let tree = tree.filter(|tree| parent.is_some() || !tree.versions.is_empty());
    (parent.is_some() || made.is_some()).then(|| {
        view! {
            <section class="project-lineage" aria-labelledby="versions-du-projet">
                <h2 id="versions-du-projet">"Les versions de ce projet"</h2>
                {parent}
                {made.map(|made| view! { <p>{made}</p> })}
                {tree.map(|tree| view! { <ul class="versions-made">{grown(tree)}</ul> })}
            </section>
        }
    })
}

/// A version and, within it, those that were made from it.
fn grown(branch: Branch) -> AnyView {
    let Branch { card, own, versions } = branch;
    let kin = match card {
        Some(card) if own => view! { <strong lang=card.language.foreign_tag()>{card.title}</strong> " (cette page)" }.into_any(),
        Some(card) => view! { <Kin card/> }.into_any(),
        None => view! { "Un projet qui n’est pas en ligne" }.into_any(),
    };
    let within = (!versions.is_empty()).then(|| view! { <ul>{versions.into_iter().map(grown).collect_view()}</ul> });
    view! { <li>{kin} {within}</li> }.into_any()
}

#[component]
fn Kin(card: ProjectCard) -> impl IntoView {
    let place = crate::ui::card::place_line(&card);
    view! { <a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title.clone()}</a> ", " {card.authors.join(", ")} ", " {place} }
}
