//! The form itself.

use super::{
    Editor, Meanwhile, Told,
    parts::{EssentialPart, HowPart, SharePart, StoryPart},
    pictures::PicturesPart,
};
use crate::{
    projects::{
        differences::Differences,
        islands::{AutosaveIsland, UnsentIsland},
        remarks::{On, Remarks},
        words::{self, intent},
    },
    ui::{
        dates::{day_and_hour, hour},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
};
use domain::{
    paths,
    projects::{Move, State},
    time::SchoolYear,
};
use leptos::prelude::*;
use services::territory::SchoolChoice;

/// The id of the form, by which islands find it.
const FORM: &str = "project-form";

pub(super) fn editor_page(
    title: &'static str,
    editor: Editor,
    writer: String,
    schools: Vec<SchoolChoice>,
    year: SchoolYear,
) -> impl IntoView {
    let address = editor.slug.as_deref().map_or_else(|| paths::NEW_PROJECT.to_owned(), paths::project_edit);
    let state = editor.state;
    let published = state == State::Published;
    let said = if published {
        "Ce que vous enregistrez paraît aussitôt."
    } else {
        "Vous seul le voyez pour l’instant. Seul le titre est nécessaire pour enregistrer."
    };
    let problems = editor.problems.clone();
    let shown = !problems.is_empty() || matches!(editor.told, Told::Overtaken(_));
    let versions = editor.slug.as_deref().map(|slug| view! { <a href=paths::project_versions(slug)>"Versions enregistrées"</a> });
    let version = editor.form.version.map(|version| version.to_string());
    view! {
        <div class="project-editor">
            <header class="page-head">
                <Trail above=vec![step("Mes projets", paths::MY_PROJECTS)] here=title/>
                <h1>{title}</h1>
                <p class="button-row">
                    <span class="badge" data-state=state.key()>{state.label()}</span>
                    <span class="byline">{said}</span>
                    {versions}
                </p>
            </header>
            <Overtaken told=editor.told.clone() slug=editor.slug.clone()/>
            <Asked remarks=editor.remarks.clone() slug=editor.slug.clone().unwrap_or_default() state/>
            <UnsentIsland form=FORM.to_owned() writer shown/>
            <ProblemSummary problems=problems label=words::field/>
            <form class="form" id=FORM method="post" action=address enctype="multipart/form-data" novalidate>
                {version.map(|version| view! { <input type="hidden" name="version" value=version/> })}
                // The first button of a form is the one that the Enter key presses: it must keep, not remove or send.
                <button class="visually-hidden" name="intent" value=intent::SAVE tabindex="-1" aria-hidden="true">"Enregistrer"</button>
                <EssentialPart editor=editor.clone() schools year/>
                <HowPart editor=editor.clone()/>
                <StoryPart editor=editor.clone()/>
                <PicturesPart editor=editor.clone()/>
                <SharePart editor=editor.clone()/>
                <Bar told=editor.told.clone() state/>
            </form>
        </div>
    }
}

/// What was saved meanwhile: what is taken from it, and what both changed, word by word.
#[component]
fn Overtaken(told: Told, slug: Option<String>) -> impl IntoView {
    let Told::Overtaken(Meanwhile { other, taken, disputed }) = told else { return ().into_any() };
    let by = other.map(|version| {
        let by = version.by.map(|name| format!(", par {name}")).unwrap_or_default();
        format!("Elle a été enregistrée {}{by}. ", day_and_hour(version.at))
    });
    let named: Vec<_> = taken.iter().map(|field| words::field(field)).collect();
    let taken = (!named.is_empty())
        .then(|| view! { <p>"Repris de cette version, que vous n’aviez pas touché\u{a0}: " <strong>{named.join(", ")}</strong> "."</p> });
    let choose = (!disputed.is_empty()).then(|| {
        view! {
            <p>"Vous avez changé tous deux ce qui suit. Votre texte est dans le formulaire\u{202f}; ici, ce qu’il remplacerait est barré."</p>
            <Differences changes=disputed/>
        }
    });
    let versions = slug.map(|slug| view! { <a href=paths::project_versions(&slug)>"Toutes les versions sont gardées"</a> "." });
    view! {
        <section class="notice error" role="alert" aria-labelledby="entre-temps">
            <h2 id="entre-temps">"Une autre version a été enregistrée entre-temps"</h2>
            <p>{by} "Rien de ce que vous avez écrit n’est perdu, et rien n’est encore remplacé."</p>
            {taken}
            {choose}
            <p>"Relisez, puis enregistrez. " {versions}</p>
        </section>
    }
    .into_any()
}

#[component]
fn Asked(remarks: Vec<services::projects::Remark>, slug: String, state: State) -> impl IntoView {
    (!remarks.is_empty() && state == State::ChangesRequested).then(|| {
        view! {
            <section class="notice wait" aria-labelledby="demandes">
                <h2 id="demandes">"Ce que l’animatrice vous propose"</h2>
                <Remarks remarks slug=slug.clone() on=On::Editor may_discuss=false/>
                <p class="byline"><a href=paths::project(&slug)>"Répondre à une remarque"</a>", sur la page du projet."</p>
            </section>
        }
    })
}

/// What is always at hand: when it was kept, and the two buttons.
#[component]
fn Bar(told: Told, state: State) -> impl IntoView {
    let kept = match told {
        Told::Kept(at) => format!("Enregistré à {}", hour(at)),
        Told::Nothing | Told::Overtaken(_) => String::new(),
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
