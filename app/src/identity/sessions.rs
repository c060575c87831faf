//! `/moi/sessions`: where a member is signed in, and how they sign out there (IDENTITY 59).

use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::{age, day_and_hour},
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{paths, time::Timestamp};
use leptos::prelude::*;
use services::{
    error::Error,
    identity::{self, OwnSession, SessionKey},
};

/// What the form sends as `do` to end all others.
const OTHERS: &str = "others";

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let sessions = identity::own_sessions(&visit.cx, visit.session.as_ref()).await?;
    let sessions: Vec<_> = sessions.into_iter().map(|session| (name_of(&visit, &session.provider), session)).collect();
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "fin");
    let now = visit.cx.now();
    let page = Page { index: false, ..Page::titled("Où vous êtes connecté") };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <SessionsPage sessions done now/> }))
}

/// `POST`: ends one, or all others.
pub(super) async fn end(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    if sent.value("do") == OTHERS {
        let current = visit.session.as_ref().ok_or(Error::SignIn)?;
        identity::end_other_sessions(&visit.cx, current).await?;
    } else {
        identity::end_session(&visit.cx, &SessionKey::from_outside(sent.value("session"))).await?;
    }
    Ok(Redirect::to(&format!("{}?fait=fin", paths::MY_SESSIONS)).into_response())
}

/// What people call a provider; one that is there no more keeps its number.
pub(super) fn name_of(visit: &Visit, provider: &str) -> String {
    if provider == identity::DEMO_PROVIDER {
        return "Démonstration".to_owned();
    }
    let known = visit.cx.portal.providers.offered().find(|known| known.id == provider);
    known.map_or_else(|| provider.to_owned(), |known| known.label.clone())
}

#[component]
fn SessionsPage(
    /// Each with what its provider is called.
    sessions: Vec<(String, OwnSession)>,
    done: bool,
    now: Timestamp,
) -> impl IntoView {
    let several = sessions.len() > 1;
    let item = |(provider, session): (String, OwnSession)| {
        let label = format!("Terminer la session commencée le {}", day_and_hour(session.begun));
        let end = if session.current {
            view! { <strong>"Cette session-ci"</strong> }.into_any()
        } else {
            view! {
                <form method="post" action=paths::MY_SESSIONS>
                    <button class="button plain" name="session" value=session.key.as_str().to_owned() aria-label=label>"Terminer"</button>
                </form>
            }
            .into_any()
        };
        view! {
            <li>
                <span>
                    {provider} ", depuis le " <time datetime=session.begun.rfc3339()>{day_and_hour(session.begun)}</time>
                    ", servie " <time datetime=session.seen.rfc3339()>{age(session.seen, now)}</time>
                </span>
                {end}
            </li>
        }
    };
    let others = several.then(|| {
        view! {
            <form method="post" action=paths::MY_SESSIONS>
                <button class="button quiet" name="do" value=OTHERS>"Terminer toutes les autres"</button>
            </form>
        }
    });
    let done =
        done.then(|| view! { <p class="notice good" role="status">"C’est fait\u{a0}: qui s’en servait doit se connecter de nouveau."</p> });
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Où vous êtes connecté"/>
        <div class="page-head">
            <h1>"Où vous êtes connecté"</h1>
            <p class="lead">"Une ligne par navigateur. Une session se termine d’elle-même après huit heures sans servir, et au plus tard au bout de douze."</p>
        </div>
        {done}
        <ul class="people-list">{sessions.into_iter().map(item).collect_view()}</ul>
        {others}
        <p class="field-help">"Vous ne reconnaissez pas l’une d’elles\u{202f}? Terminez-la, puis changez le mot de passe de votre espace numérique de travail. Le portail ne garde ni l’appareil ni l’adresse réseau."</p>
    }
}
