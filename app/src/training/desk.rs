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
    ids::AccountId,
    paths,
    problem::{Problems, Rule},
    training::{SessionForm, SessionState, TrainingForm},
};
use leptos::prelude::*;
use services::{
    error::Error,
    identity::Reviewer,
    training::{self, SeenSession, Training, TrainingSheet},
};

/// What the forms of a training send as `do`.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const PREPARE: &str = "prepare";
}

/// Every training.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    Ok(list_page(&visit, StatusCode::OK, TrainingForm::default(), Problems::new()).await?)
}

/// `POST`: makes one.
pub(super) async fn make(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let form = TrainingForm::read(sent.borrowed());
    match training::make(&visit.cx, &form).await {
        Ok(slug) => Ok(Redirect::to(&paths::run_training(&slug)).into_response()),
        Err(Error::Invalid(problems)) => Ok(list_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn list_page(visit: &Visit, status: StatusCode, form: TrainingForm, problems: Problems) -> Result<Response, Error> {
    let trainings = training::trainings(&visit.cx).await?;
    let page = Page { title: "Préparer les formations".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ListPage trainings form problems/> }))
}

#[component]
fn ListPage(trainings: Vec<(Training, Vec<SessionState>)>, form: TrainingForm, problems: Problems) -> impl IntoView {
    let item = |(training, states): (Training, Vec<SessionState>)| {
        view! {
            <li>
                <a href=paths::run_training(&training.slug)>{training.form.title}</a>
                <span class="byline">{sessions_said(&states)}</span>
            </li>
        }
    };
    let none = trainings.is_empty().then(|| view! { <p>"Aucune encore."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Formations"/>
        <div class="page-head"><h1>"Préparer les formations"</h1></div>
        {none}
        <ul class="people-list">{trainings.into_iter().map(item).collect_view()}</ul>
        <section class="section" aria-labelledby="nouvelle">
            <h2 id="nouvelle">"Une nouvelle formation"</h2>
            <ProblemSummary problems=problems.clone() label=words::field/>
            <form class="form" method="post" action=paths::RUN_TRAININGS novalidate>
                <TrainingFields form problems/>
                <p><button class="button">"Créer la formation"</button></p>
            </form>
        </section>
    }
}

/// « 2 sessions ouvertes, 1 en préparation ».
fn sessions_said(states: &[SessionState]) -> String {
    let count = |state| u32::try_from(states.iter().filter(|known| **known == state).count()).unwrap_or(u32::MAX);
    let (open, draft) = (count(SessionState::Open), count(SessionState::Draft));
    match (open, draft) {
        (0, 0) => "Aucune session à venir".to_owned(),
        (0, draft) => format!("{draft}\u{a0}en préparation"),
        (open, 0) => format!("{open}\u{a0}{}", words::plural(open, "session ouverte", "sessions ouvertes")),
        (open, draft) => {
            format!("{open}\u{a0}{}, {draft}\u{a0}en préparation", words::plural(open, "session ouverte", "sessions ouvertes"))
        }
    }
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
    let saved = visit.query().iter().any(|(name, value)| name == "fait" && value == "texte");
    let page = Page { title: format!("Formation\u{a0}: {}", sheet.training.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SheetPage sheet trainers communes sending saved/> }))
}

#[component]
fn SheetPage(sheet: TrainingSheet, trainers: Vec<Reviewer>, communes: CommuneNames, sending: Sending, saved: bool) -> impl IntoView {
    let TrainingSheet { training, sessions, .. } = sheet;
    let address = paths::run_training(&training.slug);
    let (form, problems) = sending.training.unwrap_or_else(|| (training.form.clone(), Problems::new()));
    let mut all = problems.clone();
    all.extend(sending.session.problems.clone());
    let item = |seen: SeenSession| {
        let when = seen.session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
        let seats = words::seats(seen.taken, seen.session.form.seats.capacity);
        view! {
            <li>
                <a href=paths::run_session(seen.session.id)>{when}</a>
                <span class="byline">{seen.session.state.label()} " · " {seats}</span>
            </li>
        }
    };
    let none = sessions.is_empty().then(|| view! { <p>"Aucune encore."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK), step("Formations", paths::RUN_TRAININGS)] here=training.form.title.clone()/>
        <div class="page-head">
            <h1>{training.form.title.clone()}</h1>
            <p><a href=paths::training(&training.slug)>"Voir sa page"</a></p>
        </div>
        {saved.then(|| view! { <p class="notice good" role="status">"C’est enregistré."</p> })}
        <ProblemSummary problems=all label=words::field/>
        <section class="section" aria-labelledby="sessions">
            <h2 id="sessions">"Ses sessions"</h2>
            {none}
            <ul class="people-list">{sessions.into_iter().map(item).collect_view()}</ul>
        </section>
        <section class="section" aria-labelledby="nouvelle">
            <h2 id="nouvelle">"Préparer une session"</h2>
            <form class="form" method="post" action=address.clone() novalidate>
                <SessionFields typed=sending.session communes trainers/>
                <p><button class="button" name="do" value=act::PREPARE>"Préparer la session"</button></p>
            </form>
        </section>
        <section class="section" aria-labelledby="texte">
            <h2 id="texte">"Ce qu’elle dit"</h2>
            <form class="form" method="post" action=address novalidate>
                <TrainingFields form problems/>
                <p><button class="button" name="do" value=act::SAVE>"Enregistrer le texte"</button></p>
            </form>
        </section>
    }
}
