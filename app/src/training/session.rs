//! `/animation/sessions/{id}`: where a session is opened, changed and cancelled, and who comes.

use super::{desk::trainers_of, fields::SessionFields, session_id, words};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{Among, Choice, ChoiceField, Question},
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
    training::{ExportColumn, ExportFormat, SessionForm, SessionMove, SessionState, Standing},
};
use leptos::prelude::*;
use services::{
    error::Error,
    notifications::{self, SessionReach},
    training::{self, Participant, SessionDesk},
};

/// What the form sends as `do` when it writes the session; moving it sends a [`SessionMove`]'s key.
const SAVE: &str = "save";

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, session_id(&id)?, StatusCode::OK, None).await?)
}

/// `POST`: changes it, or moves it on.
pub(super) async fn change(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = session_id(&id)?;
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
        // Only the form of the session holds what was typed.
        Err(Error::Invalid(problems)) if sent.value("do") == SAVE => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, Some(typed)).await?)
        }
        Err(Error::Invalid(problems)) => Ok(with_problems(&visit, id, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, id: SessionId, status: StatusCode, typed: Option<Typed>) -> Result<Response, Error> {
    let desk = training::session_desk(&visit.cx, id).await?;
    let communes = crate::territory::names(&visit.cx).await?;
    let typed = typed.unwrap_or_else(|| as_kept(&desk));
    let done = visit.query().iter().find(|(name, _)| name == "fait").and_then(|(_, value)| done(value));
    let reach = notifications::reach_of_session(&visit.cx, id).await?;
    let now = visit.cx.now();
    let page = Page { title: format!("Session\u{a0}: {}", desk.training.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SessionPage desk communes typed done reach now/> }))
}

/// The page again, with what is wrong about a move.
pub(super) async fn with_problems(visit: &Visit, id: SessionId, problems: Problems) -> Result<Response, Error> {
    with_typed(visit, id, &[], problems).await
}

/// The same with the choices that were sent.
pub(super) async fn with_typed(visit: &Visit, id: SessionId, sent: &[(String, String)], problems: Problems) -> Result<Response, Error> {
    let desk = training::session_desk(&visit.cx, id).await?;
    let mut typed = Typed { problems, ..as_kept(&desk) };
    typed.pairs.extend_from_slice(sent);
    page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, Some(typed)).await
}

/// What is said of what was just done.
fn done(what: &str) -> Option<&'static str> {
    if what == SAVE {
        return Some("C’est enregistré.");
    }
    Some(match what.parse().ok()? {
        SessionMove::Open => "Les inscriptions sont ouvertes.",
        SessionMove::Hold => "C’est noté\u{a0}: la session a eu lieu.",
        SessionMove::Close => "La session est close, les attestations sont faites.",
        SessionMove::Cancel => "La session est annulée.",
    })
}

/// The form as the session is kept.
fn as_kept(desk: &SessionDesk) -> Typed {
    let mut pairs = desk.session.form.pairs();
    pairs.extend(desk.session.trainers.iter().map(|trainer| ("trainers".to_owned(), trainer.to_string())));
    Typed { pairs, problems: Problems::new() }
}

#[component]
fn SessionPage(
    desk: SessionDesk,
    communes: CommuneNames,
    typed: Typed,
    /// What was just done.
    done: Option<&'static str>,
    /// Whom its next steps are told to.
    reach: SessionReach,
    now: Timestamp,
) -> impl IntoView {
    let SessionDesk { training, session, participants, trainers } = desk;
    let address = paths::run_session(session.id);
    let when = session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let above = vec![
        step("Animation", paths::DESK),
        step("Formations", paths::RUN_TRAININGS),
        step(training.form.title.clone(), paths::run_training(&training.slug)),
    ];
    let done = done.map(|said| view! { <p class="notice good" role="status">{said}</p> });
    let first = session.to_be_announced(now).map(|at| view! { <p class="byline">{words::seen_by(at)}</p> });
    let begun = session.begins().is_some_and(|begins| begins <= now);
    let version = session.updated.ms().to_string();
    let may_change = matches!(session.state, SessionState::Draft | SessionState::Open);
    let reached = reach.changed.by_letter;
    let form = may_change.then(|| {
        let told = (session.state == SessionState::Open).then(
            || view! { <p class="field-help">"Un autre jour, une autre heure ou un autre lieu\u{a0}: " {words::reached(reached)}</p> },
        );
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
            {first}
        </div>
        {done}
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        <Moves state=session.state address reach begun/>
        <Ways id=session.id state=session.state/>
        <People participants capacity=session.form.seats.capacity/>
        <Export id=session.id typed=typed.clone()/>
        {form}
    }
}

/// The moves that its state allows.
#[component]
fn Moves(
    state: SessionState,
    address: String,
    /// Whom its next steps are told to.
    reach: SessionReach,
    /// Whether it has begun.
    begun: bool,
) -> impl IntoView {
    let reached = reach.changed.by_letter;
    let wished = (state.after(SessionMove::Open).is_some() && reach.opened.by_letter > 0)
        .then(|| view! { <p class="field-help">{words::opens_to(reach.opened.by_letter)}</p> });
    let label = |by: SessionMove| match by {
        SessionMove::Open => "Ouvrir aux inscriptions",
        SessionMove::Hold => "Noter que la session a eu lieu",
        SessionMove::Close => "Clore la session",
        SessionMove::Cancel => "Annuler la session",
    };
    let button = |by: &SessionMove| {
        let plain = view! { <button class="button" name="do" value=by.key()>{label(*by)}</button> };
        // What cannot be taken back, and writes to many, is not done at a slip of the finger.
        let (then, sure, class) = match by {
            SessionMove::Open | SessionMove::Hold => return plain.into_any(),
            SessionMove::Close => (
                "Les présences ne pourront plus être corrigées. Chaque personne présente reçoit son attestation par courriel.".to_owned(),
                "Clore, et envoyer les attestations",
                "button",
            ),
            SessionMove::Cancel => (
                format!("Si vous annulez\u{a0}: {} On ne peut pas revenir en arrière.", words::reached(reached)),
                if reached == 0 { "Annuler la session" } else { "Annuler, et prévenir tout le monde" },
                "button danger",
            ),
        };
        view! {
            <details class="disclosure">
                <summary>{label(*by)}</summary>
                <p>{then}</p>
                <button class=class name="do" value=by.key()>{sure}</button>
            </details>
        }
        .into_any()
    };
    let allowed =
        SessionMove::ALL.iter().filter(|by| state.after(**by).is_some() && (begun || **by != SessionMove::Hold)).map(button).collect_view();
    view! {
        {wished}
        <form method="post" action=address class="button-row" id="session">{allowed}</form>
    }
}

/// Where the session is run from: presences, papers, what became of it.
#[component]
fn Ways(id: SessionId, state: SessionState) -> impl IntoView {
    if matches!(state, SessionState::Draft | SessionState::Cancelled) {
        return ().into_any();
    }
    let over = matches!(state, SessionState::Held | SessionState::Closed);
    let results = over.then(|| view! { <a class="button quiet" href=paths::session_results(id)>"Bilan et avis"</a> });
    let certificates = (state == SessionState::Closed)
        .then(|| view! { <a class="button quiet" href=paths::session_certificates(id)>"Attestations (PDF)"</a> });
    view! {
        <p class="button-row">
            <a class="button quiet" href=paths::presences(id)>"Présences"</a>
            <a class="button quiet" href=paths::sign_in_sheet(id)>"Feuille d’émargement (PDF)"</a>
            {certificates}
            {results}
        </p>
    }
    .into_any()
}

/// The list, to be taken away: what of it is chosen.
#[component]
fn Export(id: SessionId, typed: Typed) -> impl IntoView {
    let problems = &typed.problems;
    let refused = problems.of("columns").chain(problems.of("format")).next().is_some();
    let chosen = |field: &str, key: &str| typed.pairs.iter().any(|(name, value)| name == field && value == key);
    let columns = ExportColumn::ALL.iter().map(|column| Choice {
        value: column.key().to_owned(),
        label: column.label().to_owned(),
        note: "",
        chosen: if refused { chosen("columns", column.key()) } else { column.is_usual() },
    });
    let formats = ExportFormat::ALL.iter().map(|format| Choice {
        value: format.key().to_owned(),
        label: format.label().to_owned(),
        note: "",
        chosen: if refused { chosen("format", format.key()) } else { *format == ExportFormat::Ods },
    });
    let ask = |name: &'static str| Question::new(name, words::field(name), "", true, problems);
    view! {
        <details class="disclosure" open=refused>
            <summary>"Emporter la liste"</summary>
            <form class="form" method="post" action=paths::export(id)>
                <p class="field-help">"Ne prenez que ce dont vous avez besoin. Qui emporte quoi est noté au journal."</p>
                <ChoiceField question=ask("columns") choices=columns.collect() among=Among::Several class="in-line"/>
                <ChoiceField question=ask("format") choices=formats.collect() among=Among::One class="in-line"/>
                <p><button class="button quiet">"Télécharger"</button></p>
            </form>
        </details>
    }
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
        view! { <p>"Personne pour l’instant."</p> }.into_any()
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
            <h2 id="inscrits">"Inscriptions et demandes"</h2>
            <p class="byline">{said}</p>
            {waits.then(|| view! { <p><a href=paths::MY_TRAININGS>"Des demandes attendent un accord"</a></p> })}
            {table}
        </section>
    }
}
