//! `/animation/formations`: where trainings are made, and their sessions prepared.

use super::{
    fields::{SessionFields, TrainingFields},
    words,
};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{Question, TextField},
        listing::CommuneNames,
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
    ids::{AccountId, WishId},
    paths,
    problem::{Problems, Rule},
    training::{SessionForm, SessionState, TrainingForm, WishState},
};
use leptos::prelude::*;
use services::{
    curation,
    error::Error,
    identity::Reviewer,
    training::{self, SeenSession, Training, TrainingSheet},
};

/// What the forms of a training send as `do`.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const PREPARE: &str = "prepare";
    pub(super) const PROJECTS: &str = "projects";
}

/// Every training; `?souhait=` names a wish that a new one would answer.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    let asked = visit.query().into_iter().find(|(name, _)| name == "souhait").and_then(|(_, id)| id.parse::<WishId>().ok());
    let typed = match asked {
        Some(id) => {
            let wish = training::wish_to_answer(&visit.cx, id).await?;
            let form = TrainingForm { title: wish.title, summary: wish.why, ..TrainingForm::default() };
            Making { form, wish: Some(id), ..Making::default() }
        }
        None => Making::default(),
    };
    Ok(list_page(&visit, StatusCode::OK, typed).await?)
}

/// A training being made.
#[derive(Default)]
struct Making {
    form: TrainingForm,
    problems: Problems,
    /// The wish that it answers.
    wish: Option<WishId>,
}

/// `POST`: makes one.
pub(super) async fn make(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let form = TrainingForm::read(sent.borrowed());
    let wish: Option<WishId> = sent.value("wish").parse().ok();
    match training::make(&visit.cx, &form, wish).await {
        Ok(slug) => Ok(Redirect::to(&paths::run_training(&slug)).into_response()),
        Err(Error::Invalid(problems)) => Ok(list_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, Making { form, problems, wish }).await?),
        Err(error) => Err(error.into()),
    }
}

async fn list_page(visit: &Visit, status: StatusCode, making: Making) -> Result<Response, Error> {
    let trainings = training::trainings(&visit.cx).await?;
    let wished = training::wishes(&visit.cx, None, None).await?.iter().filter(|card| card.wish.state == WishState::Open).count();
    let asked = training::to_approve(&visit.cx).await?.len();
    let page = Page { title: "Préparer les formations".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ListPage trainings making wished asked/> }))
}

#[component]
fn ListPage(
    trainings: Vec<(Training, Vec<SessionState>)>,
    making: Making,
    /// How many wishes wait.
    wished: usize,
    /// How many wait for someone to agree.
    asked: usize,
) -> impl IntoView {
    let Making { form, problems, wish } = making;
    let answers = wish.map(|wish| {
        view! {
            <input type="hidden" name="wish" value=wish.to_string()/>
            <p class="field-help">"Elle répond à un souhait\u{a0}: ses soutiens apprendront en premier qu’une session ouvre."</p>
        }
    });
    let item = |(training, states): (Training, Vec<SessionState>)| {
        view! {
            <li>
                <a href=paths::run_training(&training.slug)>{training.form.title}</a>
                <span class="byline">{sessions_said(&states)}</span>
            </li>
        }
    };
    let none = trainings.is_empty().then(|| view! { <p>"Aucune pour l’instant."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Formations"/>
        <div class="page-head">
            <h1>"Préparer les formations"</h1>
            <p class="button-row">
                <a class="button quiet" href=paths::WISHES>{format!("Formations souhaitées\u{a0}: {wished}")}</a>
                <a class="button quiet" href=paths::MY_TRAININGS>{format!("Demandes qui attendent un accord\u{a0}: {asked}")}</a>
            </p>
        </div>
        {none}
        <ul class="people-list">{trainings.into_iter().map(item).collect_view()}</ul>
        <section class="section" aria-labelledby="nouvelle">
            <h2 id="nouvelle">"Une nouvelle formation"</h2>
            <ProblemSummary problems=problems.clone() label=words::field/>
            <form class="form" method="post" action=paths::RUN_TRAININGS novalidate>
                {answers}
                <TrainingFields form problems/>
                <p><button class="button">"Créer la formation"</button></p>
            </form>
        </section>
    }
}

/// « 2 sessions ouvertes, 1 en préparation, 1 à clore ».
fn sessions_said(states: &[SessionState]) -> String {
    let count = |state| u32::try_from(states.iter().filter(|known| **known == state).count()).unwrap_or(u32::MAX);
    let (open, draft, held) = (count(SessionState::Open), count(SessionState::Draft), count(SessionState::Held));
    let open = (open > 0).then(|| format!("{open}\u{a0}{}", words::plural(open, "session ouverte", "sessions ouvertes")));
    let draft = (draft > 0).then(|| format!("{draft}\u{a0}en préparation"));
    let held = (held > 0).then(|| format!("{held}\u{a0}à clore"));
    let said: Vec<_> = [open, draft, held].into_iter().flatten().collect();
    if said.is_empty() { "Aucune session ouverte ni en préparation".to_owned() } else { said.join(", ") }
}

/// One training, being made.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(sheet_page(&visit, &slug, StatusCode::OK, Sending::default()).await?)
}

/// What was typed in one of both forms and not accepted.
#[derive(Default)]
struct Sending {
    training: Option<(TrainingForm, Problems)>,
    session: Typed,
    projects: Typed,
}

/// `POST`: writes what it says, or prepares a session.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let unreadable = || Error::from(Problems::one("form", Rule::Unreadable));
    if sent.value("do") == act::SAVE {
        let form = TrainingForm::read(sent.borrowed());
        return match training::save(&visit.cx, &slug, &form).await {
            Ok(()) => Ok(Redirect::to(&format!("{}?fait=texte", paths::run_training(&slug))).into_response()),
            Err(Error::Invalid(problems)) => {
                let sending = Sending { training: Some((form, problems)), ..Sending::default() };
                Ok(sheet_page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, sending).await?)
            }
            Err(error) => Err(error.into()),
        };
    }
    if sent.value("do") == act::PROJECTS {
        return match curation::set_projects_of_training(&visit.cx, &slug, sent.value("projects")).await {
            Ok(()) => Ok(Redirect::to(&format!("{}?fait=texte", paths::run_training(&slug))).into_response()),
            Err(Error::Invalid(problems)) => {
                let sending = Sending { projects: Typed { pairs: sent.pairs, problems }, ..Sending::default() };
                Ok(sheet_page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, sending).await?)
            }
            Err(error) => Err(error.into()),
        };
    }
    if sent.value("do") != act::PREPARE {
        return Err(unreadable().into());
    }
    let done = match SessionForm::read(sent.borrowed()) {
        Ok(form) => training::prepare(&visit.cx, &slug, form, &trainers_of(&sent)).await,
        Err(problems) => Err(problems.into()),
    };
    match done {
        Ok(session) => Ok(Redirect::to(&paths::run_session(session)).into_response()),
        Err(Error::Invalid(problems)) => {
            let sending = Sending { session: Typed { pairs: sent.pairs, problems }, ..Sending::default() };
            Ok(sheet_page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, sending).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Who is to lead the session.
pub(super) fn trainers_of(sent: &Sent) -> Vec<AccountId> {
    sent.borrowed().filter(|(name, _)| *name == "trainers").filter_map(|(_, value)| value.parse().ok()).collect()
}

async fn sheet_page(visit: &Visit, slug: &str, status: StatusCode, sending: Sending) -> Result<Response, Error> {
    let trainers = training::trainers(&visit.cx).await?;
    let sheet = training::training(&visit.cx, slug).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let projects = curation::projects_of_training(&visit.cx, sheet.training.id).await?;
    let projects: Vec<_> = projects.iter().map(|card| visit.cx.portal.settings.address(&paths::project(&card.slug))).collect();
    let projects = projects.join("\n");
    let saved = visit.query().iter().any(|(name, value)| name == "fait" && value == "texte");
    let page = Page { title: format!("Formation\u{a0}: {}", sheet.training.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SheetPage sheet trainers communes projects sending saved/> }))
}

#[component]
fn SheetPage(
    sheet: TrainingSheet,
    trainers: Vec<Reviewer>,
    communes: CommuneNames,
    /// The addresses of the projects that it is about, one a line.
    projects: String,
    sending: Sending,
    saved: bool,
) -> impl IntoView {
    let TrainingSheet { training, sessions, may_write, .. } = sheet;
    let address = paths::run_training(&training.slug);
    let (form, problems) = sending.training.unwrap_or_else(|| (training.form.clone(), Problems::new()));
    let mut all = problems.clone();
    all.extend(sending.session.problems.clone());
    all.extend(sending.projects.problems.clone());
    let about = Question::new(
        "projects",
        words::field("projects"),
        "L’adresse de chaque projet publié, une par ligne.",
        false,
        &sending.projects.problems,
    );
    let projects = sending.projects.value("projects").unwrap_or(projects);
    let item = |seen: SeenSession| {
        let when = seen.session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
        let seats = words::seats(seen.taken, seen.session.form.seats.capacity);
        let when = if seen.may_run { view! { <a href=paths::run_session(seen.session.id)>{when}</a> }.into_any() } else { when.into_any() };
        view! {
            <li>
                {when}
                <span class="byline">{seen.session.state.label()} " · " {seats}</span>
            </li>
        }
    };
    // What is said of sessions in every commune is not for a delegate to change.
    let texts = may_write.then(|| {
        let address = address.clone();
        view! {
            <section class="section" aria-labelledby="texte">
                <h2 id="texte">"Texte de la formation"</h2>
                <form class="form" method="post" action=address.clone() novalidate>
                    <TrainingFields form problems/>
                    <p><button class="button" name="do" value=act::SAVE>"Enregistrer le texte"</button></p>
                </form>
            </section>
            <section class="section" aria-labelledby="autour">
                <h2 id="autour">"Projets liés"</h2>
                <form class="form" method="post" action=address novalidate>
                    <TextField question=about value=projects class="short-text"/>
                    <p><button class="button" name="do" value=act::PROJECTS>"Enregistrer les projets"</button></p>
                </form>
            </section>
        }
    });
    let none = sessions.is_empty().then(|| view! { <p>"Aucune pour l’instant."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK), step("Formations", paths::RUN_TRAININGS)] here=training.form.title.clone()/>
        <div class="page-head">
            <h1>{training.form.title.clone()}</h1>
            <p><a href=paths::training(&training.slug)>"Voir la page de la formation"</a></p>
        </div>
        {saved.then(|| view! { <p class="notice good" role="status">"C’est enregistré."</p> })}
        <ProblemSummary problems=all label=words::field/>
        <section class="section" aria-labelledby="sessions">
            <h2 id="sessions">"Sessions"</h2>
            {none}
            <ul class="people-list">{sessions.into_iter().map(item).collect_view()}</ul>
        </section>
        <section class="section" aria-labelledby="nouvelle">
            <h2 id="nouvelle">"Préparer une session"</h2>
            <form class="form" method="post" action=address novalidate>
                <SessionFields typed=sending.session communes trainers/>
                <p><button class="button" name="do" value=act::PREPARE>"Préparer la session"</button></p>
            </form>
        </section>
        {texts}
    }
}
