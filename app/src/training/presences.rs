//! `/animation/sessions/{id}/presences`: who is there, by half-day, ticked in a list. Works without JavaScript.

use super::{session_id, words};
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
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
    ids::{RegistrationId, SessionId},
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
    training::{HalfDay, Presence, SessionState},
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, Participant, PresenceList},
};

/// What the forms send as `do`.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const THE_OTHERS: &str = "the-others";
}

/// What a select sends when nothing is noted.
const NOT_NOTED: &str = "";

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, session_id(&id)?, StatusCode::OK, Problems::new()).await?)
}

/// `POST`: notes what was chosen, or that all others are there.
pub(super) async fn change(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = session_id(&id)?;
    let sent = Sent::read(request).await?;
    let half_day: usize = sent.value("half_day").parse().map_err(|_| Error::NotFound)?;
    let done = match sent.value("do") {
        act::SAVE => training::mark(&visit.cx, id, half_day, &marks(&sent)).await,
        act::THE_OTHERS => training::mark_the_others_present(&visit.cx, id, half_day, &marks(&sent)).await.map(drop),
        _ => Err(Problems::one("half_day", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait=presences-{half_day}#demi-journee-{half_day}", paths::presences(id))).into_response()),
        Err(Error::Invalid(problems)) => Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, problems).await?),
        Err(error) => Err(error.into()),
    }
}

/// What was chosen of each, where it is not what was shown (`was-<place>`): what others noted meanwhile stays.
fn marks(sent: &Sent) -> Vec<(RegistrationId, Option<Presence>)> {
    let mark = |(name, value): (&str, &str)| {
        let place = name.strip_prefix("presence-")?;
        if sent.value(&format!("was-{place}")) == value {
            return None;
        }
        let registration = place.parse().ok()?;
        let presence = if value == NOT_NOTED { None } else { Some(value.parse().ok()?) };
        Some((registration, presence))
    };
    sent.borrowed().filter_map(mark).collect()
}

async fn page(visit: &Visit, id: SessionId, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let list = training::presences(&visit.cx, id).await?;
    let saved = visit.query().iter().find(|(name, _)| name == "fait").and_then(|(_, value)| value.strip_prefix("presences-")?.parse().ok());
    let now = visit.cx.now();
    let page = Page { title: format!("Présences\u{a0}: {}", list.training.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <PresencesPage list problems saved now/> }))
}

#[component]
fn PresencesPage(
    list: PresenceList,
    problems: Problems,
    /// The half-day that was just saved.
    saved: Option<usize>,
    now: Timestamp,
) -> impl IntoView {
    let PresenceList { training, session, people } = list;
    let when = session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let above = vec![
        step("Animation", paths::DESK),
        step(training.form.title.clone(), paths::run_training(&training.slug)),
        step(when, paths::run_session(session.id)),
    ];
    let closed = (session.state == SessionState::Closed)
        .then(|| view! { <p class="notice">"La session est close\u{a0}: les présences ne changent plus."</p> });
    let may_note = matches!(session.state, SessionState::Open | SessionState::Held);
    let id = session.id;
    let parts = session.form.half_days.iter().copied().enumerate();
    let parts = parts
        .map(|(place, half_day)| view! { <HalfDayPart id place half_day people=people.clone() now may_note saved=saved == Some(place)/> })
        .collect_view();
    let nobody = people.is_empty().then(|| view! { <p class="empty">"Personne n’est inscrit."</p> });
    view! {
        <Trail above here="Présences"/>
        <div class="page-head">
            <h1>"Présences"</h1>
            <p class="lead">{training.form.title}</p>
            <p class="byline">"À l’entrée, lisez le code de chaque personne avec votre téléphone\u{a0}: cette liste n’a pas à être montrée. Une présence partielle compte pour la moitié. Une personne venue sans inscription signe la feuille d’émargement\u{202f}; le portail ne peut pas encore lui faire d’attestation."</p>
            <p class="button-row"><a class="button quiet" href=paths::sign_in_sheet(id)>"Feuille d’émargement (PDF)"</a></p>
        </div>
        {closed}
        <ProblemSummary problems label=words::field/>
        {nobody}
        {(!people.is_empty()).then_some(parts)}
    }
}

#[component]
fn HalfDayPart(
    id: SessionId,
    place: usize,
    half_day: HalfDay,
    people: Vec<(Participant, Vec<Option<Presence>>)>,
    now: Timestamp,
    /// Whether the session is not closed yet.
    may_note: bool,
    /// Whether it was just saved.
    saved: bool,
) -> impl IntoView {
    let begun = half_day.from <= now;
    let marked: Vec<_> = people.into_iter().map(|(who, marks)| (who, marks.get(place).copied().flatten())).collect();
    let open = begun && may_note;
    let left = marked.iter().filter(|(_, presence)| presence.is_none()).count();
    let rows = marked.into_iter().map(|(who, presence)| view! { <Row who presence open/> }).collect_view();
    let not_yet = (!begun).then(|| view! { <p>"Les présences se notent à partir du début."</p> });
    let save = open.then(|| view! {
        <p class="button-row">
            <button class="button" name="do" value=act::SAVE>"Enregistrer"</button>
            {(left > 0).then(|| view! { <button class="button quiet" name="do" value=act::THE_OTHERS>"Enregistrer, et noter présentes toutes les autres personnes"</button> })}
        </p>
    });
    // The summary of problems leads to the first.
    let heading = format!("demi-journee-{place}");
    let labelled = heading.clone();
    view! {
        <section class="section" aria-labelledby=labelled>
            <h2 id=heading>{half_day.in_words()}</h2>
            {saved.then(|| view! { <p class="notice good" role="status">"C’est noté."</p> })}
            {not_yet}
            <form method="post" action=paths::presences(id) id=(place == 0).then_some("half_day") tabindex="-1">
                <input type="hidden" name="half_day" value=place.to_string()/>
                <ul class="presence-list">{rows}</ul>
                {save}
            </form>
        </section>
    }
}

#[component]
fn Row(who: Participant, presence: Option<Presence>, open: bool) -> impl IntoView {
    let name = format!("presence-{}", who.registration.id);
    let said = presence.map_or("Pas encore notée", Presence::label);
    let control = if open {
        let option = |known: &Presence| view! { <option value=known.key() selected=presence == Some(*known)>{known.label()}</option> };
        view! {
            <input type="hidden" name=format!("was-{}", who.registration.id) value=presence.map_or(NOT_NOTED, Presence::key)/>
            <select name=name aria-label=format!("Présence de {}", who.name)>
                <option value=NOT_NOTED selected=presence.is_none()>"Pas encore notée"</option>
                {Presence::ALL.iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    } else {
        view! { <span>{said}</span> }.into_any()
    };
    view! {
        <li data-presence=presence.map(Presence::key)>
            <span><strong>{who.name.clone()}</strong> <span class="byline">{who.school.clone()}</span></span>
            {control}
        </li>
    }
}
