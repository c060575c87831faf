//! What a sheet begins with: its title and its authors, the picture that stands for it, and what it is in short.

use crate::ui::{
    dates::Day,
    picture::{CoverPicture, Place as Where},
};
use domain::{paths, projects::Language};
use leptos::prelude::*;
use services::projects::{Place, Project, ProjectSheet};

/// Its title, who wrote it, where and when.
#[component]
pub(super) fn Head(
    /// The project.
    project: Project,
    /// Its schools.
    places: Vec<Place>,
) -> impl IntoView {
    let authors: Vec<_> = project.authors.iter().map(|author| author.name.clone()).collect();
    let language = project.draft.language;
    let when = match project.published {
        Some(at) => view! { <span>"Publié le " <Day at/></span> }.into_any(),
        None => view! { <span>"Enregistré le " <Day at=project.updated/></span> }.into_any(),
    };
    view! {
        <header class="project-sheet-head">
            <h1 lang=language.foreign_tag() dir=language.foreign_direction()>{project.draft.title}</h1>
            <p class="byline project-sheet-who">
                <span>{authors.join(", ")}</span>
                {places.into_iter().map(|place| view! { <PlaceLink place/> }).collect_view()}
                {when}
            </p>
        </header>
    }
}

/// A school and its commune, each with its page.
#[component]
pub(super) fn PlaceLink(
    /// The school.
    place: Place,
) -> impl IntoView {
    view! {
        <span>
            <a href=paths::school(&place.uai)>{place.school.clone()}</a> ", "
            <a href=paths::commune(&place.insee, &place.commune)>{place.commune.clone()}</a>
        </span>
    }
}

/// The picture that stands for the project, and the line beneath it.
#[component]
pub(in crate::projects) fn Cover(
    /// The sheet.
    sheet: ProjectSheet,
) -> impl IntoView {
    let cover = sheet.cover().cloned();
    view! {
        <figure class="project-cover">
            <CoverPicture cover=cover.clone() slug=sheet.project.slug place=Where::Sheet/>
            {cover.map(|cover| view! { <Caption caption=cover.caption/> })}
        </figure>
    }
}

/// What is said beneath a picture, if anything is.
#[component]
pub(super) fn Caption(
    /// The words.
    caption: String,
) -> impl IntoView {
    (!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })
}

/// What it is, in short.
#[component]
pub(in crate::projects) fn Brief(
    /// The summary.
    summary: String,
    /// The language in which it is written.
    language: Language,
) -> impl IntoView {
    view! {
        <section class="project-brief" aria-labelledby="en-bref">
            <h2 id="en-bref">"En bref"</h2>
            <p class="project-summary" lang=language.foreign_tag() dir=language.foreign_direction()>{summary}</p>
        </section>
    }
}
