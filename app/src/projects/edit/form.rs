//! The form itself.

use super::{
    Editor, Told,
    parts::{CoverPart, EssentialPart, HowPart, SharePart, StoryPart},
};
use crate::{
    projects::{
        islands::{AutosaveIsland, UploadIsland},
        sheet::Remarks,
        words::{self, intent},
    },
    ui::{dates::hour, problems::ProblemSummary},
};
use domain::{
    paths,
    projects::{Move, State},
};
use leptos::prelude::*;
use services::territory::SchoolChoice;

/// The id of the form, by which islands find it.
const FORM: &str = "project-form";

pub(super) fn editor_page(title: &'static str, editor: Editor, schools: Vec<SchoolChoice>) -> impl IntoView {
    let address = editor.slug.as_deref().map_or_else(|| paths::NEW_PROJECT.to_owned(), paths::project_edit);
    let state = editor.state;
    let published = state == State::Published;
    let said = if published {
        "Ce que vous enregistrez paraît aussitôt."
    } else {
        "Vous seul le voyez pour l’instant. Seul le titre est nécessaire pour enregistrer."
    };
    let problems = editor.problems.clone();
    let version = editor.form.version.map(|version| version.to_string());
    view! {
        <div class="project-editor">
            <header class="page-head">
                <nav class="breadcrumb" aria-label="Fil d’Ariane">
                    <ol class="trail">
                        <li><a href=paths::MY_PROJECTS>"Mes projets"</a></li>
                        <li><span aria-current="page">{title}</span></li>
                    </ol>
                </nav>
                <h1>{title}</h1>
                <p class="button-row">
                    <span class="badge" data-state=state.key()>{state.label()}</span>
                    <span class="byline">{said}</span>
                </p>
            </header>
            <Overtaken told=editor.told.clone() slug=editor.slug.clone()/>
            <Asked remarks=editor.remarks.clone() state/>
            <ProblemSummary problems=problems label=words::field/>
            <form class="form" id=FORM method="post" action=address enctype="multipart/form-data" novalidate>
                {version.map(|version| view! { <input type="hidden" name="version" value=version/> })}
                // The first button of a form is the one that the Enter key presses: it must keep, not remove or send.
                <button class="visually-hidden" name="intent" value=intent::SAVE tabindex="-1" aria-hidden="true">"Enregistrer"</button>
                <EssentialPart editor=editor.clone() schools/>
                <HowPart editor=editor.clone()/>
                <StoryPart editor=editor.clone()/>
                <CoverPart editor=editor.clone()/>
                <SharePart editor=editor.clone()/>
                <Bar told=editor.told.clone() state/>
                <UploadIsland form=FORM.to_owned()/>
            </form>
        </div>
    }
}

#[component]
fn Overtaken(told: Told, slug: Option<String>) -> impl IntoView {
    (told == Told::Overtaken).then(|| {
        let address = paths::project(&slug.unwrap_or_default());
        view! {
            <section class="notice error" role="alert">
                <h2>"Une autre version a été enregistrée entre-temps"</h2>
                <p>
                    "Ce que vous avez écrit est gardé ci-dessous. "
                    <a href=address>"Voyez la version enregistrée"</a>
                    ", reportez ce qui vous manque, puis enregistrez de nouveau\u{202f}: la vôtre prendra sa place."
                </p>
            </section>
        }
    })
}

#[component]
fn Asked(remarks: Vec<services::projects::Remark>, state: State) -> impl IntoView {
    (!remarks.is_empty() && state == State::ChangesRequested).then(|| {
        view! {
            <section class="notice wait" aria-labelledby="demandes">
                <h2 id="demandes">"Ce que l’animatrice vous propose"</h2>
                <Remarks remarks/>
            </section>
        }
    })
}

/// What is always at hand: when it was kept, and the two buttons.
#[component]
fn Bar(told: Told, state: State) -> impl IntoView {
    let kept = match told {
        Told::Kept(at) => format!("Enregistré à {}", hour(at)),
        Told::Nothing | Told::Overtaken => String::new(),
    };
    let published = state == State::Published;
    let save = if published { "Enregistrer et faire paraître" } else { "Enregistrer le brouillon" };
    let send = if state == State::ChangesRequested { "Renvoyer à l’animatrice" } else { "Envoyer à l’animatrice" };
    let may_send = state.after(Move::Submit).is_ok();
    // A published sheet is not saved by itself: what is typed half-way must not appear to its readers.
    let status = if published {
        view! { <p class="byline" role="status">{kept}</p> }.into_any()
    } else {
        view! { <AutosaveIsland form=FORM.to_owned() kept/> }.into_any()
    };
    let class = if may_send { "button quiet" } else { "button" };
    view! {
        <div class="editor-bar">
            {status}
            <button class=class name="intent" value=intent::SAVE>{save}</button>
            {may_send.then(|| view! { <button class="button" name="intent" value=intent::SUBMIT>{send}</button> })}
        </div>
    }
}
