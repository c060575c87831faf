//! `/attestations`: where anyone checks that a certificate is ours (T24). It says what the paper says, to whoever knows its number.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::field::{LineField, Question},
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{
    paths,
    problem::Problems,
    time::french::{day, length},
    training::CertificateNumber,
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, Certificate},
};

/// The page: with a number, its certificate, or that there is none.
pub(super) async fn ask(visit: Visit) -> Result<Response, Refused> {
    let Some((_, typed)) = visit.query().into_iter().find(|(name, _)| name == "numero") else {
        return Ok(page(&visit, StatusCode::OK, String::new(), Answer::None));
    };
    let Ok(number) = typed.parse::<CertificateNumber>() else {
        return Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed, Answer::Unreadable));
    };
    match training::checked(&visit.cx, &number).await {
        Ok(certificate) => Ok(page(&visit, StatusCode::OK, number.to_string(), Answer::Ours(Box::new(certificate)))),
        Err(Error::NotFound) => Ok(page(&visit, StatusCode::NOT_FOUND, number.to_string(), Answer::Unknown)),
        Err(error) => Err(error.into()),
    }
}

/// What is known of a number.
enum Answer {
    /// Nothing was asked.
    None,
    /// It is none.
    Unreadable,
    /// No certificate of ours bears it.
    Unknown,
    /// This one does.
    Ours(Box<Certificate>),
}

fn page(visit: &Visit, status: StatusCode, typed: String, answer: Answer) -> Response {
    let page = Page { title: "Vérifier une attestation".into(), index: false, ..Page::default() };
    let portal = visit.cx.portal.settings.name.clone();
    render(visit, status, page, move || view! { <CheckPage typed answer portal/> })
}

#[component]
fn CheckPage(typed: String, answer: Answer, portal: String) -> impl IntoView {
    let mut question =
        Question::new("numero", "Numéro de l’attestation", "Par exemple 7K3F-02QX-M9TB, en bas du document.", true, &Problems::new());
    let said = match answer {
        Answer::None => ().into_any(),
        Answer::Unreadable => {
            question.errors.push("Un numéro a douze lettres et chiffres.".to_owned());
            ().into_any()
        }
        Answer::Unknown => {
            question.errors.push(format!("Aucune attestation de {portal} ne porte ce numéro. Vérifiez chaque lettre."));
            ().into_any()
        }
        Answer::Ours(certificate) => view! { <Said certificate=*certificate/> }.into_any(),
    };
    view! {
        <div class="page-head"><h1>"Vérifier une attestation"</h1></div>
        {said}
        <form class="form" method="get" action=paths::CERTIFICATES>
            <LineField question value=typed/>
            <p><button class="button">"Vérifier"</button></p>
        </form>
    }
}

#[component]
fn Said(certificate: Certificate) -> impl IntoView {
    let line = |(half_day, presence): (domain::training::HalfDay, domain::training::Presence)| {
        view! { <li>{half_day.in_words()} "\u{a0}: " {presence.label().to_lowercase()}</li> }
    };
    let school = (!certificate.school.is_empty()).then(|| format!(", {}", certificate.school));
    view! {
        <section class="section" aria-labelledby="attestation">
            <p class="notice good" role="status">"Cette attestation est authentique."</p>
            <h2 id="attestation">{certificate.title}</h2>
            <p><strong>{certificate.name}</strong> {school}</p>
            <p>"Lieu\u{a0}: " {certificate.place}</p>
            <ul class="plain-list">{certificate.half_days.into_iter().map(line).collect_view()}</ul>
            <p>"Durée suivie\u{a0}: " {length(certificate.minutes)} ". Attestation numéro " {certificate.number.to_string()} ", faite le " {day(certificate.issued)} "."</p>
        </section>
    }
}
