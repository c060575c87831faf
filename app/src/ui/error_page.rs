//! The page of an error: what happened, what to do, where to go.

use domain::paths;
use leptos::prelude::*;

/// An error's page.
#[component]
pub fn ErrorPage(
    /// The status.
    status: u16,
    /// In a few words.
    title: &'static str,
    /// What happened, and what to do.
    text: String,
    /// The request's id, for support.
    request: String,
) -> impl IntoView {
    let ours = status >= 500;
    view! {
        <div class="error-page">
            <div>
                <p class="byline">"Erreur " {status}</p>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {ours.then(|| view! { <p class="byline">"Numéro de la demande\u{a0}: " <code>{request}</code></p> })}
                <p class="button-row">
                    <a class="button" href=paths::HOME>"Retour à l’accueil"</a>
                    <a class="button quiet" href=paths::PROJECTS>"Voir les projets"</a>
                    <a class="button quiet" href=paths::SEARCH>"Chercher"</a>
                </p>
            </div>
            <Yard/>
        </div>
    }
}

/// An empty yard and its ball.
#[component]
fn Yard() -> impl IntoView {
    view! {
        <svg viewBox="0 0 300 220" aria-hidden="true">
            <path fill="#e9a83a" d="M40 70 150 20l110 50v16a11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0z"></path>
            <path fill="#24433c" d="M58 96h10v94H58zM232 96h10v94h-10zM20 190h260v8H20z"></path>
            <circle fill="#b5482a" cx="186" cy="172" r="18"></circle>
            <path fill="none" stroke="#fbf8f1" stroke-width="3" d="M170 164q16 12 32 0M170 180q16-12 32 0"></path>
        </svg>
    }
}
