//! When nobody has signed in: why, and what to do.

use crate::{
    shell::{Page, render},
    visit::Visit,
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::{identity::Refusal, paths};
use leptos::prelude::*;
use services::identity::SignInFailure;

/// The page of a sign-in that failed. What the provider said is shown escaped, and is the only thing that comes from outside.
pub fn sign_in_failed(visit: &Visit, failure: &SignInFailure) -> Response {
    let (status, title, text) = said(failure);
    let detail = match failure {
        SignInFailure::Cancelled { description, .. } if !description.is_empty() => Some(description.clone()),
        _ => None,
    };
    let again = !matches!(failure, SignInFailure::Refused(_));
    let request = visit.cx.request.to_string();
    let page = Page { title: title.to_owned(), index: false, ..Page::default() };
    let mut response = render(visit, status, page, move || view! { <FailedPage title text detail again request/> });
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn said(failure: &SignInFailure) -> (StatusCode, &'static str, &'static str) {
    match failure {
        SignInFailure::Refused(Refusal::Pupil) => (
            StatusCode::FORBIDDEN,
            "Ce portail est fait pour les adultes de l’école",
            "Les élèves n’ont pas de compte ici, et rien n’a été gardé de votre essai. Mais tous les projets publics se lisent sans compte\u{a0}: bonne visite\u{202f}!",
        ),
        SignInFailure::Refused(Refusal::Parent) => (
            StatusCode::FORBIDDEN,
            "Les familles lisent sans compte",
            "Tous les projets publics se lisent sans se connecter. Rien n’a été gardé de votre essai.",
        ),
        SignInFailure::Cancelled { .. } => (
            StatusCode::BAD_REQUEST,
            "La connexion n’a pas eu lieu",
            "L’espace numérique de travail a interrompu la connexion. Vous pouvez recommencer.",
        ),
        SignInFailure::BadAnswer(_) => (
            StatusCode::BAD_REQUEST,
            "Cette connexion n’est plus valable",
            "Elle a commencé dans un autre navigateur, il y a plus de dix minutes, ou elle a déjà servi. Recommencez depuis la page de connexion.",
        ),
        SignInFailure::BadTicket => (
            StatusCode::FORBIDDEN,
            "Cette connexion n’a pas été reconnue",
            "L’espace numérique de travail ne reconnaît pas ce passage\u{a0}: il a déjà servi, ou il était pour un autre site. Recommencez depuis la page de connexion.",
        ),
        SignInFailure::LinkedElsewhere => (
            StatusCode::CONFLICT,
            "Cet accès sert déjà à un autre compte",
            "Il a déjà ouvert un compte sur ce portail\u{a0}: il ne peut pas être associé au vôtre. Si les deux comptes sont à vous, écrivez-nous.",
        ),
        SignInFailure::Provider(_) => (
            StatusCode::BAD_GATEWAY,
            "L’espace numérique de travail ne répond pas comme prévu",
            "La connexion n’a pas pu être vérifiée. Réessayez dans quelques minutes\u{202f}; si cela dure, prévenez-nous en donnant le numéro ci-dessous.",
        ),
        SignInFailure::UnknownProvider | SignInFailure::Other(_) => {
            (StatusCode::NOT_FOUND, "Cette page n’existe pas", "Recommencez depuis la page de connexion.")
        }
    }
}

#[component]
fn FailedPage(title: &'static str, text: &'static str, detail: Option<String>, again: bool, request: String) -> impl IntoView {
    view! {
        <div class="error-page">
            <div>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {detail.map(|detail| view! { <p class="byline">"Ce qu’il en dit\u{a0}: " {detail}</p> })}
                {again.then(|| view! { <p class="byline">"Numéro de la demande\u{a0}: " <code>{request}</code></p> })}
                <p class="button-row">
                    {again.then(|| view! { <a class="button" href=paths::SIGN_IN>"Recommencer"</a> })}
                    <a class="button quiet" href=paths::PROJECTS>"Voir les projets"</a>
                </p>
            </div>
        </div>
    }
}
