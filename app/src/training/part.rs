//! A session on its training's page: when and where, seats, and what the viewer has there and may do.

use super::{
    sheet::{After, RefusedOf, act},
    words,
};
use crate::ui::problems::sentence;
use domain::{
    ids::{RegistrationId, SessionId},
    paths,
    time::{Timestamp, french::length},
    training::{Mode, SessionState, Standing},
};
use leptos::prelude::*;
use services::{text::SafeHtml, training::SeenSession};

/// One session.
#[component]
pub(super) fn SessionPart(
    slug: String,
    seen: SeenSession,
    /// What was refused just now.
    refused: RefusedOf,
    /// What the viewer may do about it once it is over.
    own: Option<After>,
    now: Timestamp,
    /// Whether the viewer may ask for a place.
    may_register: bool,
    /// Whether someone is signed in.
    signed_in: bool,
) -> impl IntoView {
    let form = seen.session.form.clone();
    let heading = form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let others: Vec<_> = form.half_days.iter().skip(1).map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect();
    let others = (!others.is_empty()).then(|| view! { <ul class="when">{others}</ul> });
    let place = form.mode.place_in_words([form.place.as_str(), &form.room, seen.commune.as_deref().unwrap_or_default()]);
    let trainers = (!seen.trainers.is_empty()).then(|| format!(" · avec {}", seen.trainers.join(", ")));
    let seats = match seen.session.state {
        SessionState::Open => words::seats(seen.taken, form.seats.capacity),
        other => other.label().to_owned(),
    };
    let waiting = u32::try_from(seen.waiting).unwrap_or(u32::MAX);
    let waiting =
        (seen.waiting > 0).then(|| format!("{waiting}\u{a0}{} sur la liste d’attente.", words::plural(waiting, "personne", "personnes")));
    let online = (!form.online.is_empty()).then(|| {
        view! { <p>"Pour se connecter\u{a0}: " <a href=form.online.clone()>{form.online.clone()}</a></p> }
    });
    let first = seen.session.to_be_announced(now).map(|at| view! { <p class="byline">{words::seen_first(at)}</p> });
    let open = seen.session.state == SessionState::Open;
    let conditions = if open && seen.live().is_none() { words::conditions(&seen, now, may_register || !signed_in) } else { Vec::new() };
    let (report, attendance) = (seen.report.clone(), seen.attendance);
    let id = seen.session.id;
    let mine = words::own_place(&seen).filter(|_| open).map(|said| view! { <p class="notice" role="status">{said}</p> });
    let said = refused.problems.of("session").filter(|_| refused.session == Some(id)).map(sentence).collect::<Vec<_>>().join(" ");
    let refused = (!said.is_empty()).then(|| view! { <p class="notice error" role="alert">{said}</p> });
    let after = own.zip(seen.mine.as_ref().map(|mine| mine.id)).map(|(after, place)| view! { <AfterActs after place id/> });
    view! {
        <li id=format!("session-{id}")>
            <h3 id=format!("quand-{id}")>{heading}</h3>
            {others}
            <p>{place} {trainers} " · " {length(form.minutes())}</p>
            <p><span class="badge" data-state=seen.session.state.key()>{seats}</span> " " {waiting}</p>
            {first}
            {online}
            {mine}
            {refused}
            {conditions.into_iter().map(|line| view! { <p class="byline">{line}</p> }).collect_view()}
            {report.map(|report| view! { <Report report attendance/> })}
            {after}
            <Acts slug seen now may_register signed_in/>
        </li>
    }
}

/// What is told of a session that took place.
#[component]
fn Report(report: SafeHtml, attendance: u32) -> impl IntoView {
    let came = format!("{attendance}\u{a0}{}", words::plural(attendance, "personne est venue", "personnes sont venues"));
    view! {
        <details class="disclosure">
            <summary>"Compte rendu"</summary>
            <p class="byline">{came}</p>
            <div class="prose" inner_html=report.as_str().to_owned()></div>
        </details>
    }
}

/// What the viewer may do about a session that they were in, once it is over.
#[component]
fn AfterActs(after: After, place: RegistrationId, id: SessionId) -> impl IntoView {
    let certificate =
        after.certified.then(|| view! { <a class="button quiet" href=paths::certificate(place)>"Attestation de présence (PDF)"</a> });
    let evaluation = after.asked.then(|| view! { <a class="button" href=paths::evaluation(id)>"Donner mon avis"</a> });
    view! { <p class="button-row">{certificate} {evaluation} <a href=paths::MY_TRAININGS>"Mes formations"</a></p> }
}

/// What the viewer may do now about their place.
#[component]
fn Acts(slug: String, seen: SeenSession, now: Timestamp, may_register: bool, signed_in: bool) -> impl IntoView {
    let id = seen.session.id;
    if seen.session.state != SessionState::Open {
        return ().into_any();
    }
    let begun = seen.session.begins().is_none_or(|begins| begins <= now);
    // Which of the sessions, for who hears the buttons alone.
    let about = format!("quand-{id}");
    let button = |act: &'static str, label: &'static str| {
        view! { <button class="button" name="do" value=act aria-describedby=about.clone()>{label}</button> }
    };
    let standing = seen.live().map(|mine| mine.standing);
    let ticket = seen.live().filter(|mine| mine.standing == Standing::Registered && seen.session.form.mode != Mode::Online);
    let ticket = ticket.map(|mine| view! { <a class="button" href=paths::ticket(mine.id) aria-describedby=about.clone()>"Mon billet"</a> });
    let acts = match standing {
        Some(_) if begun => view! { <p class="byline">"La session a commencé\u{a0}: prévenez la personne qui l’anime."</p> }.into_any(),
        Some(Standing::Offered) => {
            view! { {button(act::CONFIRM, "Confirmer ma place")} <GiveUp standing=Standing::Offered about=about.clone()/> }.into_any()
        }
        Some(standing) => view! { <GiveUp standing about=about.clone()/> }.into_any(),
        None if seen.takes_registrations && may_register && !seen.was_refused() => {
            button(act::REGISTER, if seen.has_room { "S’inscrire" } else { "Rejoindre la liste d’attente" }).into_any()
        }
        None if seen.takes_registrations && !signed_in => {
            let back = url::form_urlencoded::byte_serialize(paths::session(&slug, id).as_bytes()).collect::<String>();
            view! { <a class="button" href=format!("{}?retour={back}", paths::SIGN_IN) aria-describedby=about.clone()>"Se connecter pour s’inscrire"</a> }.into_any()
        }
        None => return ().into_any(),
    };
    view! {
        <form method="post" action=paths::session(&slug, id) class="button-row">
            <input type="hidden" name="session" value=id.to_string()/>
            {ticket}
            {acts}
        </form>
    }
    .into_any()
}

/// Gives the place up: not at a slip of the thumb, since the next has it at once.
#[component]
fn GiveUp(standing: Standing, about: String) -> impl IntoView {
    let (what, then, sure) = match standing {
        Standing::Registered => (
            "Rendre ma place",
            "Votre place ira aussitôt à la première personne qui attend. On ne peut pas revenir en arrière.",
            "Oui, rendre ma place",
        ),
        Standing::Offered => (
            "Laisser la place",
            "La place ira aussitôt à la personne suivante. On ne peut pas revenir en arrière.",
            "Oui, laisser la place",
        ),
        _ => ("Annuler ma demande", "Vous perdrez votre rang. On ne peut pas revenir en arrière.", "Oui, annuler ma demande"),
    };
    view! {
        <details class="disclosure">
            <summary>{what}</summary>
            <p>{then}</p>
            <button class="button danger" name="do" value=act::GIVE_UP aria-describedby=about>{sure}</button>
        </details>
    }
}
