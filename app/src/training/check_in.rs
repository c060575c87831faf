//! `/animation/presences/{id}`: what the code of a place leads to, read by the phone of who runs the session: one person, one button.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    visit::Visit,
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::RegistrationId,
    paths,
    problem::Problems,
    time::{Timestamp, french::hour},
    training::Presence,
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, CheckIn},
};

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, read(&id)?, StatusCode::OK, Problems::new()).await?)
}

fn read(id: &str) -> Result<RegistrationId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// `POST`: they are there.
pub(super) async fn let_in(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let id = read(&id)?;
    match training::let_in(&visit.cx, id).await {
        Ok(()) => Ok(Redirect::to(&paths::check_in(id)).into_response()),
        Err(Error::Invalid(problems)) => Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, id: RegistrationId, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let check_in = training::check_in(&visit.cx, id).await?;
    let page = Page { title: "Présence".into(), index: false, ..Page::default() };
    let too_early = !problems.is_empty();
    Ok(render(visit, status, page, move || view! { <CheckInPage id check_in too_early/> }))
}

#[component]
fn CheckInPage(id: RegistrationId, check_in: CheckIn, too_early: bool) -> impl IntoView {
    let CheckIn { participant, training, session, half_day, noted, has_a_seat } = check_in;
    let when = half_day.and_then(|place| session.form.half_days.get(place)).map(|half_day| half_day.in_words());
    let next = session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let said = when.clone().unwrap_or(next);
    let alert = if too_early { "alert" } else { "status" };
    let act = match (half_day, noted) {
        _ if !has_a_seat => view! { <p class="notice error" role="status">"Cette personne n’a pas, ou plus, de place dans cette session."</p> }.into_any(),
        (None, _) => view! { <p class="notice" role=alert>"Aucune demi-journée n’a lieu en ce moment\u{a0}: les présences se notent à partir du début."</p> }.into_any(),
        (Some(_), Some((presence @ (Presence::Present | Presence::Partial), at))) => view! { <Noted presence at/> }.into_any(),
        (Some(_), noted) => {
            let noted = noted.map(|(presence, at)| view! { <Noted presence at/> });
            view! {
                {noted}
                <form method="post" action=paths::check_in(id)><button class="button">"Noter la présence"</button></form>
            }
            .into_any()
        }
    };
    view! {
        <div class="page-head">
            <h1>{participant.name}</h1>
            <p class="lead">{participant.school}</p>
            <p class="byline">{training} ", " {said}</p>
        </div>
        {act}
        <p class="section"><a href=paths::presences(session.id)>"Toutes les présences de cette session"</a></p>
    }
}

#[component]
fn Noted(presence: Presence, at: Timestamp) -> impl IntoView {
    let class = if matches!(presence, Presence::Present | Presence::Partial) { "notice good" } else { "notice" };
    view! { <p class=class role="status">{presence.label()} " notée à " {hour(at)} "."</p> }
}
