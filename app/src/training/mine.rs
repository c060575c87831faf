//! `/moi/formations`: a member's own places, and those of colleagues that they must agree to.

use super::words;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::RegistrationId,
    paths,
    problem::{Problems, Rule},
    training::{Happening, SessionState},
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, OwnPlace, Participant, SessionCard},
};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let places = training::own_places(&visit.cx).await?;
    let asked = training::to_approve(&visit.cx).await?;
    let page = Page { title: "Mes formations".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <MinePage places asked/> }))
}

/// `POST`: agrees, or does not.
pub(super) async fn decide(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let registration: RegistrationId = sent.value("registration").parse().map_err(|_| Error::NotFound)?;
    let agreed = match sent.value("do").parse() {
        Ok(Happening::Approve) => true,
        Ok(Happening::Refuse) => false,
        _ => return Err(Problems::one("do", Rule::Unreadable).into()),
    };
    training::decide(&visit.cx, registration, agreed).await?;
    Ok(Redirect::to(paths::MY_TRAININGS).into_response())
}

#[component]
fn MinePage(places: Vec<OwnPlace>, asked: Vec<(SessionCard, Participant)>) -> impl IntoView {
    let list = if places.is_empty() {
        view! { <p class="empty">"Vos inscriptions paraîtront ici. " <a href=paths::TRAININGS>"Voir les formations à venir"</a></p> }
            .into_any()
    } else {
        view! { <ol class="session-list">{places.into_iter().map(|place| view! { <Own place/> }).collect_view()}</ol> }.into_any()
    };
    let asked = (!asked.is_empty()).then(|| view! { <ToApprove asked/> });
    view! {
        <div class="page-head"><h1>"Mes formations"</h1></div>
        {asked}
        <section class="section" aria-labelledby="inscriptions">
            <h2 id="inscriptions">"Mes inscriptions"</h2>
            {list}
        </section>
    }
}

#[component]
fn Own(place: OwnPlace) -> impl IntoView {
    let OwnPlace { registration, card } = place;
    let when = card.half_days.iter().map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect_view();
    // Of a session that is over, or does not take place, that comes first.
    let open = card.state == SessionState::Open;
    let said = open.then(|| words::standing(&registration));
    let state = (!open).then(|| view! { <p><span class="badge" data-state=card.state.key()>{card.state.label()}</span></p> });
    view! {
        <li>
            <h3><a href=paths::session(&card.slug, card.id)>{card.title}</a></h3>
            <ul class="when">{when}</ul>
            <p class="byline">{card.mode.place_in_words([card.place.as_str(), &card.commune])}</p>
            {state}
            {said.map(|said| view! { <p>{said}</p> })}
        </li>
    }
}

/// Colleagues who wait for the viewer's word.
#[component]
fn ToApprove(asked: Vec<(SessionCard, Participant)>) -> impl IntoView {
    let item = |(card, who): (SessionCard, Participant)| {
        let when = card.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
        let button = |what: Happening, label: &'static str, class: &'static str| {
            let said = format!("{label}\u{a0}: {}, {}", who.name, card.title);
            view! { <button class=class name="do" value=what.key() aria-label=said>{label}</button> }
        };
        view! {
            <li>
                <p><strong>{who.name.clone()}</strong> ", " {who.school.clone()}</p>
                <p class="byline">{card.title.clone()} ", " {when}</p>
                <form class="button-row" method="post" action=paths::MY_TRAININGS>
                    <input type="hidden" name="registration" value=who.registration.id.to_string()/>
                    {button(Happening::Approve, "Donner mon accord", "button")}
                    {button(Happening::Refuse, "Refuser", "button quiet")}
                </form>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="accords">
            <h2 id="accords">"Votre accord est demandé"</h2>
            <ul class="people-list">{asked.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}
