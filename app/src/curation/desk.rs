//! `/animation/dossiers`: where collections are made.

use super::words;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{LineField, Question, TextField},
        listing::how_many,
        order::OrderButtons,
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    curation::CollectionForm,
    ids::ProjectId,
    order::Shift,
    paths,
    problem::{Problems, Rule},
    projects::MAX_TITLE,
};
use leptos::prelude::*;
use services::{
    curation::{self, CollectionCard, CollectionSheet},
    error::Error,
    projects::ProjectCard,
};

/// What the forms send as `do`; moving a project sends a [`Shift`]'s key.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const ADD: &str = "add";
    pub(super) const TAKE_OUT: &str = "take-out";
    pub(super) const PUBLISH: &str = "publish";
    pub(super) const WITHDRAW: &str = "withdraw";
    pub(super) const DELETE: &str = "delete";
}

/// Every collection.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    Ok(list_page(&visit, StatusCode::OK, CollectionForm::default(), Problems::new()).await?)
}

/// `POST`: makes one.
pub(super) async fn make(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let form = CollectionForm::read(sent.borrowed());
    match curation::make(&visit.cx, &form).await {
        Ok(slug) => Ok(Redirect::to(&paths::curate_collection(&slug)).into_response()),
        Err(Error::Invalid(problems)) => Ok(list_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn list_page(visit: &Visit, status: StatusCode, form: CollectionForm, problems: Problems) -> Result<Response, Error> {
    let cards = curation::all_collections(&visit.cx).await?;
    let page = Page { title: "Composer les dossiers".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ListPage cards form problems/> }))
}

#[component]
fn ListPage(cards: Vec<CollectionCard>, form: CollectionForm, problems: Problems) -> impl IntoView {
    let item = |card: CollectionCard| {
        let state = if card.collection.published.is_some() { "En ligne" } else { "En préparation" };
        view! {
            <li>
                <a href=paths::curate_collection(&card.collection.slug)>{card.collection.form.title}</a>
                <span class="byline">{how_many(card.projects.len())} " · " {state}</span>
            </li>
        }
    };
    let none = cards.is_empty().then(|| view! { <p>"Aucun encore."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Dossiers"/>
        <div class="page-head"><h1>"Composer les dossiers"</h1></div>
        {none}
        <ul class="people-list">{cards.into_iter().map(item).collect_view()}</ul>
        <section class="section" aria-labelledby="nouveau">
            <h2 id="nouveau">"Un nouveau dossier"</h2>
            <ProblemSummary problems=problems.clone() label=words::field/>
            <form class="form" method="post" action=paths::CURATE_COLLECTIONS novalidate>
                <Fields form problems/>
                <p><button class="button">"Préparer le dossier"</button></p>
            </form>
        </section>
    }
}

#[component]
fn Fields(form: CollectionForm, problems: Problems) -> impl IntoView {
    let title = Question::new("title", words::field("title"), "", true, &problems);
    let summary = Question::new("summary", words::field("summary"), "Deux phrases, pour la liste des dossiers.", true, &problems);
    let body = Question::new(
        "body",
        words::field("body"),
        "Pourquoi ces projets ensemble, par où commencer. En Markdown si vous le souhaitez.",
        false,
        &problems,
    );
    view! {
        <LineField question=title value=form.title max=MAX_TITLE/>
        <TextField question=summary value=form.summary class="short-text"/>
        <TextField question=body value=form.body class="long-text"/>
    }
}

/// One collection, being made.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(sheet_page(&visit, &slug, StatusCode::OK, Typed::default()).await?)
}

/// What was typed and not accepted.
#[derive(Default)]
struct Typed {
    form: Option<CollectionForm>,
    project: String,
    problems: Problems,
}

/// `POST`: changes one thing of it.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let project = sent.value("project");
    let id = || project.parse::<ProjectId>().map_err(|_| Error::NotFound);
    let (done, form) = match sent.value("do") {
        act::SAVE => {
            let form = CollectionForm::read(sent.borrowed());
            (curation::save(cx, &slug, &form).await, Some(form))
        }
        act::ADD => (curation::add(cx, &slug, paths::slug_in(project)).await, None),
        act::TAKE_OUT => (curation::take_out(cx, &slug, id()?).await, None),
        act::PUBLISH => (curation::publish(cx, &slug).await, None),
        act::WITHDRAW => (curation::withdraw(cx, &slug).await, None),
        act::DELETE => {
            curation::delete(cx, &slug).await?;
            return Ok(Redirect::to(paths::CURATE_COLLECTIONS).into_response());
        }
        other => match other.parse::<Shift>() {
            Ok(shift) => (curation::shift(cx, &slug, id()?, shift).await, None),
            Err(_) => (Err(Problems::one("do", Rule::Unreadable).into()), None),
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(&paths::curate_collection(&slug)).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { form, project: project.to_owned(), problems };
            Ok(sheet_page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn sheet_page(visit: &Visit, slug: &str, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let sheet = curation::collection_to_curate(&visit.cx, slug).await?;
    let page = Page { title: format!("Dossier\u{a0}: {}", sheet.collection.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SheetPage sheet typed/> }))
}

#[component]
fn SheetPage(sheet: CollectionSheet, typed: Typed) -> impl IntoView {
    let CollectionSheet { collection, projects, .. } = sheet;
    let address = paths::curate_collection(&collection.slug);
    let Typed { form, project, problems } = typed;
    let form = form.unwrap_or_else(|| collection.form.clone());
    let public = paths::collection(&collection.slug);
    let moves: Vec<(&'static str, &'static str)> = if collection.published.is_some() {
        vec![(act::WITHDRAW, "Ne plus le montrer")]
    } else {
        vec![(act::PUBLISH, "Mettre en ligne"), (act::DELETE, "Supprimer le dossier")]
    };
    let button = |(act, label): (&'static str, &'static str)| view! { <button class="button quiet" name="do" value=act>{label}</button> };
    // Without projects it has no page to show.
    let shown = (collection.published.is_some() && !projects.is_empty()).then(|| view! { <a href=public>"Voir sa page"</a> });
    let state = if collection.published.is_some() { "En ligne" } else { "En préparation\u{a0}: vous seule le voyez." };
    let count = projects.len();
    let item = |(place, card): (usize, ProjectCard)| view! { <OrderItem card address=address.clone() first={place == 0} last={place + 1 == count}/> };
    let question = Question::new("project", "Ajouter un projet", "L’adresse de sa page, copiée depuis le navigateur.", false, &problems);
    view! {
        <Trail above=vec![step("Animation", paths::DESK), step("Dossiers", paths::CURATE_COLLECTIONS)] here=collection.form.title.clone()/>
        <div class="page-head">
            <h1>{collection.form.title.clone()}</h1>
            <p>{state} " " {shown}</p>
        </div>
        <ProblemSummary problems=problems.clone() label=words::field/>
        <form method="post" action=address.clone()><p class="button-row">{moves.into_iter().map(button).collect_view()}</p></form>
        <section class="section" aria-labelledby="ordre">
            <h2 id="ordre">"Ses projets, dans l’ordre"</h2>
            {(count == 0).then(|| view! { <p>"Aucun encore. Il en faut un pour le mettre en ligne."</p> })}
            <ol class="people-list">{projects.into_iter().enumerate().map(item).collect_view()}</ol>
            <form class="form" method="post" action=address.clone() novalidate>
                <LineField question value=project/>
                <p><button class="button quiet" name="do" value=act::ADD>"Ajouter au dossier"</button></p>
            </form>
        </section>
        <section class="section" aria-labelledby="texte">
            <h2 id="texte">"Ce qu’il dit"</h2>
            <form class="form" method="post" action=address novalidate>
                <Fields form problems/>
                <p><button class="button" name="do" value=act::SAVE>"Enregistrer le texte"</button></p>
            </form>
        </section>
    }
}

#[component]
fn OrderItem(card: ProjectCard, address: String, first: bool, last: bool) -> impl IntoView {
    let title = card.title.clone();
    view! {
        <li>
            <a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title}</a>
            <form method="post" action=address class="button-row">
                <input type="hidden" name="project" value=card.id.to_string()/>
                <OrderButtons title first last out=act::TAKE_OUT/>
            </form>
        </li>
    }
}
