//! `/moi/identites`: what a member signs in with; one more is linked, one is taken away (IDENTITY 42, 53).

use super::{sessions::name_of, words};
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{paths, problem::Problems};
use leptos::prelude::*;
use services::{
    error::Error,
    identity::{self, IdentityKey, OwnIdentity},
};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Problems::new()).await?)
}

/// `POST`: takes one away. Roles change with it: one signs in again.
pub(super) async fn unlink(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    match identity::unlink(&visit.cx, &IdentityKey::from_outside(sent.value("identity")), visit.session.as_ref()).await {
        Ok(()) => Ok(Redirect::to(&sign_in_and_back()).into_response()),
        Err(Error::Invalid(problems)) => Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, problems).await?),
        Err(error) => Err(error.into()),
    }
}

/// Where one signs in to come back here.
fn sign_in_and_back() -> String {
    let back: String = url::form_urlencoded::byte_serialize(paths::MY_IDENTITIES.as_bytes()).collect();
    format!("{}?retour={back}", paths::SIGN_IN)
}

async fn page(visit: &Visit, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let identities = identity::own_identities(&visit.cx).await?;
    let identities: Vec<_> = identities.into_iter().map(|identity| (name_of(visit, &identity.provider), identity)).collect();
    let fresh = identity::is_fresh(&visit.cx, visit.session.as_ref()).await?;
    let providers: Vec<_> = visit.cx.portal.providers.offered().map(|provider| (provider.id.clone(), provider.label.clone())).collect();
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "associe");
    let page = Page { index: false, ..Page::titled("Avec quoi vous vous connectez") };
    Ok(render(visit, status, page, move || view! { <IdentitiesPage identities providers fresh done problems/> }))
}

#[component]
fn IdentitiesPage(
    /// Each with what its provider is called.
    identities: Vec<(String, OwnIdentity)>,
    /// Those that one can sign in with: their numbers and their names.
    providers: Vec<(String, String)>,
    /// Whether the viewer has just signed in.
    fresh: bool,
    /// Whether one was just linked.
    done: bool,
    problems: Problems,
) -> impl IntoView {
    let removable = fresh && identities.len() > 1;
    let item = |(provider, identity): (String, OwnIdentity)| {
        let label = format!("Dissocier {provider}, associé le {}", day_and_hour(identity.since));
        let form = removable.then(|| {
            view! {
                <form method="post" action=paths::MY_IDENTITIES>
                    <button class="button plain" name="identity" value=identity.key.as_str().to_owned() aria-label=label>"Dissocier"</button>
                </form>
            }
        });
        view! {
            <li>
                <span>
                    {provider} ", depuis le " <time datetime=identity.since.rfc3339()>{day_and_hour(identity.since)}</time>
                    ", servi pour la dernière fois le " <time datetime=identity.seen.rfc3339()>{day_and_hour(identity.seen)}</time>
                </span>
                {form}
            </li>
        }
    };
    let done = done
        .then(|| view! { <p class="notice good" role="status">"C’est fait\u{a0}: vous pouvez vous connecter avec l’un ou l’autre."</p> });
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Avec quoi vous vous connectez"/>
        <div class="page-head">
            <h1>"Avec quoi vous vous connectez"</h1>
            <p class="lead">"Si vous avez deux comptes d’ENT, ou un compte d’ENT et un compte académique, vous pouvez ouvrir le même compte du portail avec l’un ou l’autre."</p>
        </div>
        {done}
        <ProblemSummary problems label=words::field/>
        <section class="section" aria-labelledby="identity">
            <h2 id="identity">"Vos accès"</h2>
            <ul class="people-list">{identities.into_iter().map(item).collect_view()}</ul>
        </section>
        <Another providers fresh/>
    }
}

/// How one more is linked.
#[component]
fn Another(providers: Vec<(String, String)>, fresh: bool) -> impl IntoView {
    let link = |(id, label): (String, String)| {
        view! { <li><a class="button quiet" href=paths::link_identity(&id)>"Associer\u{a0}: " {label}</a></li> }
    };
    let how = match (fresh, providers.is_empty()) {
        (_, true) => view! { <p>"Aucun service de connexion n’est réglé sur ce portail."</p> }.into_any(),
        (true, false) => view! {
            <p>"Vous vous connectez une fois avec l’autre compte\u{202f}; il ne doit pas déjà servir ici. Dissocier un accès retire aussi les rôles et les écoles qui en venaient, et vous vous reconnectez."</p>
            <ul class="provider-list">{providers.into_iter().map(link).collect_view()}</ul>
        }
        .into_any(),
        (false, false) => view! {
            <p>"Pour associer ou dissocier un accès, connectez-vous d’abord de nouveau\u{a0}: cela vaut cinq minutes."</p>
            <p><a class="button quiet" href=sign_in_and_back()>"Me connecter de nouveau"</a></p>
        }
        .into_any(),
    };
    view! {
        <section class="section" aria-labelledby="associer">
            <h2 id="associer">"Un accès de plus"</h2>
            {how}
        </section>
    }
}
