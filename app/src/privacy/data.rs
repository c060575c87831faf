//! `/moi/donnees`: what is held about a member, and the archive of it.

use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::day,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    paths,
    privacy::RULES_VERSION,
    problem::{Problems, Rule},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    error::Error,
    outside::Secret,
    privacy::{self, Held},
};

/// What the forms send as `do`.
mod act {
    pub(super) const ARCHIVE: &str = "archive";
    pub(super) const ACCEPT: &str = "accept";
}

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK).await?)
}

/// `POST`: an archive to take away, or the rules accepted.
pub(super) async fn act(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    match sent.value("do") {
        act::ARCHIVE => match privacy::ask_archive(&visit.cx).await {
            Ok(secret) => Ok(Redirect::to(&paths::archive(secret.reveal())).into_response()),
            // Signed in, but too long ago: the page says how to go on.
            Err(Error::SignIn) if visit.cx.account().is_some() => Ok(page(&visit, StatusCode::FORBIDDEN).await?),
            Err(error) => Err(error.into()),
        },
        act::ACCEPT => {
            privacy::accept(&visit.cx).await?;
            Ok(Redirect::to(&format!("{}?fait=regles", paths::MY_DATA)).into_response())
        }
        _ if visit.cx.account().is_none() => Err(Error::SignIn.into()),
        _ => Err(Error::Invalid(Problems::one("form", Rule::Unreadable)).into()),
    }
}

/// The archive that a link leads to, once.
pub(super) async fn archive(visit: Visit) -> Result<Response, Refused> {
    let secret = visit.query().into_iter().find(|(name, _)| name == "cle").map(|(_, value)| value).unwrap_or_default();
    let archive = privacy::open_archive(&visit.cx, &Secret::from_outside(&secret)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"mes-donnees.zip\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(archive.content)).into_response())
}

async fn page(visit: &Visit, status: StatusCode) -> Result<Response, Error> {
    let held = privacy::held(&visit.cx).await?;
    let accepted = privacy::accepted(&visit.cx).await?;
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "regles");
    let recent = privacy::is_recent(&visit.cx);
    let page = Page { title: "Mes données".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <DataPage held accepted done recent/> }))
}

/// Asks to sign in again, and leads back to `to`.
#[component]
pub(super) fn SignInAgain(
    /// Where one goes on.
    to: &'static str,
) -> impl IntoView {
    let back: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
    view! {
        <div class="notice">
            <p>"Vous êtes connecté depuis plus d’un quart d’heure. Pour que personne d’autre que vous ne puisse le faire, connectez-vous de nouveau."</p>
            <p><a class="button" href=format!("{}?retour={back}", paths::SIGN_IN)>"Me connecter de nouveau"</a></p>
        </div>
    }
}

#[component]
fn DataPage(
    held: Vec<Held>,
    /// When the rules in force were accepted.
    accepted: Option<Timestamp>,
    done: bool,
    /// Whether the viewer has just signed in.
    recent: bool,
) -> impl IntoView {
    let (some, none): (Vec<_>, Vec<_>) = held.into_iter().partition(|held| held.many > 0);
    let item = |held: Held| view! { <li>{held.title} "\u{a0}: " <strong>{held.many}</strong></li> };
    let nothing = (!none.is_empty()).then(|| {
        let titles = none.into_iter().map(|held| view! { <li>{held.title}</li> }).collect_view();
        view! {
            <details class="disclosure">
                <summary>"Ce dont il n’y a rien"</summary>
                <ul class="plain-list">{titles}</ul>
            </details>
        }
    });
    let take = if recent {
        view! {
            <form method="post" action=paths::MY_DATA>
                <input type="hidden" name="do" value=act::ARCHIVE/>
                <p><button class="button">"Télécharger mes données (ZIP)"</button></p>
            </form>
        }
        .into_any()
    } else {
        view! { <SignInAgain to=paths::MY_DATA/> }.into_any()
    };
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Mes données"/>
        <div class="page-head">
            <h1>"Mes données"</h1>
            <p class="lead">"Tout ce que le portail garde de vous, et ce que vous pouvez en faire."</p>
        </div>
        {done.then(|| view! { <p class="notice good" role="status">"C’est noté."</p> })}
        <section class="section" aria-labelledby="garde">
            <h2 id="garde">"Ce que le portail garde"</h2>
            <ul class="plain-list">{some.into_iter().map(item).collect_view()}</ul>
            {nothing}
            <p><a href=paths::PRIVACY>"Pourquoi, et combien de temps"</a></p>
        </section>
        <section class="section" aria-labelledby="emporter">
            <h2 id="emporter">"Les emporter"</h2>
            <p>"Un fichier ZIP\u{a0}: un tableau par sorte de données, et les images et documents que vous avez envoyés."</p>
            {take}
        </section>
        <Rules accepted/>
        <section class="section" aria-labelledby="partir">
            <h2 id="partir">"Partir"</h2>
            <p>"Effacer votre compte est définitif. Avant de le faire, vous lisez ce qui disparaît et vous choisissez ce qui reste."</p>
            <p><a class="button quiet" href=paths::ERASE>"Effacer mon compte"</a></p>
        </section>
    }
}

/// The rules of use in force, and whether they were accepted (R4).
#[component]
fn Rules(accepted: Option<Timestamp>) -> impl IntoView {
    let standing = match accepted {
        Some(at) => view! { <p>"Vous les avez acceptées le " {day(at)} "."</p> }.into_any(),
        None => view! {
            <form method="post" action=paths::MY_DATA>
                <input type="hidden" name="do" value=act::ACCEPT/>
                <p><button class="button quiet">"J’ai lu ces règles et je les accepte"</button></p>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="section" aria-labelledby="regles">
            <h2 id="regles">"Les règles du portail"</h2>
            <p>"Version du " {RULES_VERSION} "\u{a0}: " <a href=paths::LEGAL>"mentions légales"</a> ", " <a href=paths::PRIVACY>"données personnelles"</a> "."</p>
            {standing}
        </section>
    }
}
