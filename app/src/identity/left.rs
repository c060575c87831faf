//! Signed out here, and not yet at the provider's.

use crate::{
    shell::{Page, render},
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::paths;
use leptos::prelude::*;

/// The page of someone who has signed out here, with the way to `elsewhere`, where they sign out of their workspace too.
pub fn signed_out(visit: &Visit, elsewhere: &str) -> Response {
    let elsewhere = elsewhere.to_owned();
    let page = Page { index: false, ..Page::titled("Vous êtes déconnecté du portail") };
    render(visit, StatusCode::OK, page, move || {
        view! {
            <div class="error-page">
                <div>
                    <h1>"Vous êtes déconnecté du portail"</h1>
                    <p class="lead">"Votre espace numérique de travail, lui, vous connaît encore sur cet appareil."</p>
                    <p class="button-row">
                        <a class="button" href=elsewhere>"Me déconnecter de l’ENT aussi"</a>
                        <a class="button quiet" href=paths::HOME>"Retour à l’accueil"</a>
                    </p>
                </div>
            </div>
        }
    })
}
