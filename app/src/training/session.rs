//! `/animation/sessions/{id}`: where a session is opened, changed and cancelled, and who comes.

use super::{desk::trainers_of, fields::SessionFields, words};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
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
    ids::SessionId,
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
    training::{SessionForm, SessionMove, SessionState, Standing},
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, Participant, SessionDesk},
};

/// What the form sends as `do` when it writes the session; moving it sends a [`SessionMove`]'s key.
const SAVE: &str = "save";

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, read(&id)?, StatusCode::OK, None).await?)
}

fn read(id: &str) -> Result<SessionId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// `POST`: changes it, or moves it on.
pub(super) async fn change(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = read(&id)?;
    let sent = Sent::read(request).await?;
    let done = match sent.value("do") {
        SAVE => match SessionForm::read(sent.borrowed()) {
            Ok(form) => {
                let seen = Timestamp::from_ms(sent.value("version").parse().unwrap_or_default());
                training::change_session(&visit.cx, id, seen, form, &trainers_of(&sent)).await
            }
            Err(problems) => Err(problems.into()),
        },
        other => match other.parse::<SessionMove>() {
            Ok(by) => training::move_session(&visit.cx, id, by).await.map(drop),
            Err(_) => Err(Problems::one("form", Rule::Unreadable).into()),
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait={}", paths::run_session(id), sent.value("do"))).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, Some(typed)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, id: SessionId, status: StatusCode, typed: Option<Typed>) -> Result<Response, Error> {
    let desk = training::session_desk(&visit.cx, id).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let typed = typed.unwrap_or_else(|| as_kept(&desk));
    let saved = visit.query().iter().any(|(name, value)| name == "fait" && value == SAVE);
    let page = Page { title: format!("Session\u{a0}: {}", desk.training.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SessionPage desk communes typed saved/> }))
}

/// The form as the session is kept.
fn as_kept(desk: &SessionDesk) -> Typed {
    let mut pairs = desk.session.form.pairs();
    pairs.extend(desk.session.trainers.iter().map(|trainer| ("trainers".to_owned(), trainer.to_string())));
    Typed { pairs, problems: Problems::new() }
}

#[component]
fn SessionPage(desk: SessionDesk, communes: CommuneNames, typed: Typed, saved: bool) -> impl IntoView {
    let SessionDesk { training, session, participants, trainers } = desk;
    let address = paths::run_session(session.id);
    let when = session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let above = vec![
        step("Animation", paths::DESK),
        step("Formations", paths::RUN_TRAININGS),
        step(training.form.title.clone(), paths::run_training(&training.slug)),
    ];
    let saved = saved.then(|| view! { <p class="notice good" role="status">"C’est enregistré."</p> });
    let version = session.updated.ms().to_string();
    let may_change = matches!(session.state, SessionState::Draft | SessionState::Open);
    let form = may_change.then(|| {
        let told = (session.state == SessionState::Open)
            .then(|| view! { <p class="field-help">"Un autre jour, une autre heure ou un autre lieu\u{a0}: toutes les personnes inscrites ou en attente l’apprennent par courriel."</p> });
        view! {
            <section class="section" aria-labelledby="modifier">
                <h2 id="modifier">"Modifier"</h2>
                <form class="form" method="post" action=address.clone() novalidate>
                    <input type="hidden" name="version" value=version/>
                    <SessionFields typed=typed.clone() communes trainers/>
                    {told}
                    <p><button class="button" name="do" value=SAVE>"Enregistrer"</button></p>
                </form>
            </section>
        }
    });
    view! {
        <Trail above here=when.clone()/>
        <div class="page-head">
            <h1>{training.form.title}</h1>
            <p class="lead">{when}</p>
            <p><span class="badge" data-state=session.state.key()>{session.state.label()}</span></p>
        </div>
        {saved}
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        <Moves state=session.state address/>
        <People participants capacity=session.form.seats.capacity/>
        {form}
    }
}

/// The moves that its state allows.
#[component]
fn Moves(state: SessionState, address: String) -> impl IntoView {
    let label = |by: SessionMove| match by {
        SessionMove::Open => "Ouvrir aux inscriptions",
        SessionMove::Hold => "Noter qu’elle a eu lieu",
        SessionMove::Close => "Clore",
        SessionMove::Cancel => "Annuler la session",
    };
    let button = |by: &SessionMove| {
        let button = view! { <button class="button" name="do" value=by.key()>{label(*by)}</button> };
        if *by != SessionMove::Cancel {
            return button.into_any();
        }
        // Everyone who asked for a place is written to at once: not at a slip of the finger.
        view! {
            <details class="disclosure">
                <summary>{label(*by)}</summary>
                <p>"Toutes les personnes inscrites ou en attente l’apprennent par courriel. On ne peut pas revenir en arrière."</p>
                <button class="button danger" name="do" value=by.key()>"Annuler, et prévenir tout le monde"</button>
            </details>
        }
        .into_any()
    };
    let allowed = SessionMove::ALL.iter().filter(|by| state.after(**by).is_some()).map(button).collect_view();
    view! { <form method="post" action=address class="button-row" id="session">{allowed}</form> }
}

/// Who asked for a place, in the order in which they came.
#[component]
fn People(participants: Vec<Participant>, capacity: u32) -> impl IntoView {
    let count = |standing: Standing| participants.iter().filter(|who| who.registration.standing == standing).count();
    let registered = u32::try_from(count(Standing::Registered) + count(Standing::Offered)).unwrap_or(u32::MAX);
    let said = format!("{} · {}\u{a0}en attente", words::seats(registered, capacity), count(Standing::Waiting));
    let waits = count(Standing::Asked) > 0;
    let row = |who: Participant| {
        view! {
            <tr>
                <td class="number">{who.registration.number}</td>
                <th scope="row">{who.name}</th>
                <td>{who.school}</td>
                <td>{who.registration.standing.label()}</td>
                <td><time datetime=who.registration.asked.rfc3339()>{day_and_hour(who.registration.asked)}</time></td>
            </tr>
        }
    };
    let table = if participants.is_empty() {
        view! { <p>"Personne encore."</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap" role="region" tabindex="0" aria-label="Liste des demandes">
                <table class="table">
                    <thead>
                        <tr><th scope="col">"N°"</th><th scope="col">"Nom"</th><th scope="col">"École"</th><th scope="col">"Place"</th><th scope="col">"Demande"</th></tr>
                    </thead>
                    <tbody>{participants.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="inscrits">
            <h2 id="inscrits">"Qui vient"</h2>
            <p class="byline">{said}</p>
            {waits.then(|| view! { <p><a href=paths::MY_TRAININGS>"Des demandes attendent un accord"</a></p> })}
            {table}
        </section>
    }
}
