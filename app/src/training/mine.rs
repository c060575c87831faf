//! `/moi/formations`: a member's own places, and those of colleagues that they must agree to.

use super::{approvals::Approvals, words};
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
    access::PortalAction,
    ids::RegistrationId,
    paths,
    problem::{Problems, Rule},
    time::{
        Timestamp,
        french::{day, length},
    },
    training::{Happening, Mode, SessionState, Standing},
};
use leptos::prelude::*;
use services::{
    error::Error,
    outside::Secret,
    training::{self, DUE_MINUTES, HoursOfYear, OwnPlace, Participant, SessionCard},
};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, None).await?)
}

/// The page; with the secret address that was just made, which is shown once.
async fn page(visit: &Visit, made: Option<&Secret>) -> Result<Response, Error> {
    let cx = &visit.cx;
    let years = training::hours(cx).await?;
    let mut places = Vec::new();
    for place in training::own_places(cx).await? {
        let certified = years.iter().flat_map(|year| &year.certificates).any(|known| known.registration == place.registration.id);
        let asked = training::is_asked(cx, place.card.id).await?;
        places.push(Own { place, certified, asked });
    }
    let asked = training::to_approve(cx).await?;
    let address = made.map(|secret| cx.portal.settings.address(&paths::own_calendar(secret.reveal())));
    let feed = Feed { address, made: training::feed_made(cx).await? };
    let runs = visit.may(PortalAction::OpenTrainings);
    let done = visit.query().iter().find(|(name, _)| name == "fait").and_then(|(_, value)| done(value));
    let page = Page { title: "Mes formations".into(), index: false, ..Page::default() };
    Ok(render(visit, StatusCode::OK, page, move || view! { <MinePage places asked runs years feed done/> }))
}

/// What is said of what was just done.
fn done(what: &str) -> Option<&'static str> {
    match what {
        "avis" => Some("Merci, votre avis est compté."),
        "adresse" => Some("L’adresse est supprimée."),
        "approve" => Some("L’accord est donné, et la personne l’apprend par courriel."),
        "refuse" => Some("La demande est refusée, et la personne l’apprend par courriel."),
        _ => None,
    }
}

/// A place, and what may be done about it once the session is over.
struct Own {
    place: OwnPlace,
    /// Whether there is a certificate of it.
    certified: bool,
    /// Whether its owner is asked what they think.
    asked: bool,
}

/// The secret address that the member's calendar follows.
struct Feed {
    /// In full, when it was just made.
    address: Option<String>,
    /// When it was made, if there is one.
    made: Option<Timestamp>,
}

/// What the form of the secret address sends as `do`.
mod act {
    pub(super) const MAKE_FEED: &str = "make-feed";
    pub(super) const END_FEED: &str = "end-feed";
}

/// `POST`: agrees, or does not; makes the secret address, or ends it.
pub(super) async fn decide(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    match sent.value("do") {
        // Shown at once and never again.
        act::MAKE_FEED => return Ok(page(&visit, Some(&training::make_feed(&visit.cx).await?)).await?),
        act::END_FEED => {
            training::end_feed(&visit.cx).await?;
            return Ok(Redirect::to(&format!("{}?fait=adresse#agenda", paths::MY_TRAININGS)).into_response());
        }
        _ => {}
    }
    let registration: RegistrationId = sent.value("registration").parse().map_err(|_| Error::NotFound)?;
    let agreed = match sent.value("do").parse() {
        Ok(Happening::Approve) => true,
        Ok(Happening::Refuse) => false,
        _ => return Err(Problems::one("do", Rule::Unreadable).into()),
    };
    training::decide(&visit.cx, registration, agreed).await?;
    Ok(Redirect::to(&format!("{}?fait={}", paths::MY_TRAININGS, sent.value("do"))).into_response())
}

#[component]
fn MinePage(
    places: Vec<Own>,
    asked: Vec<(SessionCard, Participant)>,
    /// Whether the viewer runs trainings.
    runs: bool,
    years: Vec<HoursOfYear>,
    feed: Feed,
    /// What was just done.
    done: Option<&'static str>,
) -> impl IntoView {
    let list = if places.is_empty() {
        view! { <p class="empty">"Vos inscriptions paraîtront ici. " <a href=paths::TRAININGS>"Voir les formations à venir"</a></p> }
            .into_any()
    } else {
        view! { <ol class="session-list">{places.into_iter().map(|own| view! { <OwnItem own/> }).collect_view()}</ol> }.into_any()
    };
    let asked = (!asked.is_empty()).then(|| view! { <Approvals asked runs/> });
    view! {
        <div class="page-head"><h1>"Mes formations"</h1></div>
        {done.map(|said| view! { <p class="notice good" role="status">{said}</p> })}
        {asked}
        <section class="section" aria-labelledby="inscriptions">
            <h2 id="inscriptions">"Mes inscriptions"</h2>
            {list}
        </section>
        {(!years.is_empty()).then(|| view! { <Hours years/> })}
        <OwnFeed feed/>
    }
}

/// Hours followed, by school year (T14).
#[component]
fn Hours(years: Vec<HoursOfYear>) -> impl IntoView {
    let item = |year: HoursOfYear| {
        let said = format!("{} sur les {} dues", length(year.minutes()), length(DUE_MINUTES));
        view! {
            <li>
                <p><strong>{year.year.to_string()}</strong> "\u{a0}: " {said}</p>
                <p><a href=super::papers::hours_of(year.year)>"Relevé de l’année " {year.year.to_string()} " (PDF)"</a></p>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="heures">
            <h2 id="heures">"Mes heures"</h2>
            <ul class="people-list">{years.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

/// The secret address that a calendar follows: shown once, renewed at will.
#[component]
fn OwnFeed(feed: Feed) -> impl IntoView {
    let shown = feed.address.map(|address| {
        view! {
            <p class="notice good" role="status">"Copiez cette adresse maintenant\u{a0}: elle ne sera plus montrée. Quiconque la connaît voit vos formations. Ne rechargez pas cette page\u{a0}: elle en ferait une autre."</p>
            <p class="address"><a href=address.clone()>{address.clone()}</a></p>
        }
    });
    let known =
        feed.made.map(|at| view! { <p class="byline">"Votre adresse a été faite le " {day(at)} ". La renouveler coupe l’ancienne."</p> });
    let label = if feed.made.is_some() { "Renouveler mon adresse" } else { "Créer mon adresse secrète" };
    let end =
        feed.made.is_some().then(|| view! { <button class="button quiet" name="do" value=act::END_FEED>"Supprimer l’adresse"</button> });
    view! {
        <section class="section" aria-labelledby="agenda">
            <h2 id="agenda">"Dans mon agenda"</h2>
            <p>"Une adresse secrète, que votre agenda suit («\u{a0}s’abonner\u{a0}», «\u{a0}ajouter par URL\u{a0}»)\u{a0}: il montre vos formations et ce qui y change, sans mot de passe."</p>
            {shown}
            {known}
            <form method="post" action=format!("{}#agenda", paths::MY_TRAININGS) class="button-row">
                <button class="button quiet" name="do" value=act::MAKE_FEED>{label}</button>
                {end}
            </form>
        </section>
    }
}

#[component]
fn OwnItem(own: Own) -> impl IntoView {
    let Own { place: OwnPlace { registration, card }, certified, asked } = own;
    let has_a_seat = registration.standing == Standing::Registered;
    let ticket = (has_a_seat && card.mode != Mode::Online && matches!(card.state, SessionState::Open | SessionState::Held))
        .then(|| view! { <a class="button quiet" href=paths::ticket(registration.id)>"Mon billet"</a> });
    let certificate =
        certified.then(|| view! { <a class="button quiet" href=paths::certificate(registration.id)>"Attestation de présence (PDF)"</a> });
    let evaluation = asked.then(|| view! { <a class="button" href=paths::evaluation(card.id)>"Donner mon avis"</a> });
    let page = paths::session(&card.slug, card.id);
    let open = card.state == SessionState::Open;
    let way = match registration.standing {
        Standing::Offered if open => Some(("Confirmer ou laisser la place", "button")),
        Standing::Registered | Standing::Waiting | Standing::Asked if open => Some(("Voir, ou rendre ma place", "button quiet")),
        _ => None,
    };
    let way = way.map(|(label, class)| view! { <a class=class href=page>{label}</a> });
    let when = card.half_days.iter().map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect_view();
    // Of a session that is over, or does not take place, that comes first.
    let said = open.then(|| words::standing(&registration));
    let state = (!open).then(|| view! { <p><span class="badge" data-state=card.state.key()>{card.state.label()}</span></p> });
    view! {
        <li>
            <h3><a href=paths::session(&card.slug, card.id)>{card.title}</a></h3>
            <ul class="when">{when}</ul>
            <p class="byline">{card.mode.place_in_words([card.place.as_str(), &card.room, &card.commune])}</p>
            {state}
            {said.map(|said| view! { <p>{said}</p> })}
            <p class="button-row">{ticket} {certificate} {evaluation} {way}</p>
        </li>
    }
}
