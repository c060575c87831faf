//! `/moi/donnees/effacer`: what becomes of everything when someone goes, the choice that is theirs, and the word that confirms it.

use super::data::SignInAgain;
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{Among, Choice, ChoiceField, LineField, Question},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::{SignedOut, Visit},
};
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    paths,
    privacy::{CONFIRMATION, Contributions},
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{error::Error, privacy};

/// What browsers keep of the pages that were read signed in goes too.
const FORGET: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Typed::default())?)
}

/// `POST`: the account is erased.
pub(super) async fn erase(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    if visit.cx.account().is_none() {
        return Err(Error::SignIn.into());
    }
    let done = match sent.value("contributions").parse::<Contributions>() {
        Ok(contributions) => privacy::erase(&visit.cx, contributions, sent.value("confirmation")).await,
        Err(_) => Err(Problems::one("contributions", Rule::Required).into()),
    };
    match done {
        Ok(()) => {
            let mut response = Redirect::to(&format!("{}?fait=efface", paths::PRIVACY)).into_response();
            response.headers_mut().insert("clear-site-data", FORGET);
            response.extensions_mut().insert(SignedOut);
            Ok(response)
        }
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed)?)
        }
        // Signed in, but too long ago: the page says how to go on.
        Err(Error::SignIn) => Ok(page(&visit, StatusCode::FORBIDDEN, Typed { pairs: sent.pairs, problems: Problems::new() })?),
        Err(error) => Err(error.into()),
    }
}

fn page(visit: &Visit, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    if visit.cx.account().is_none() {
        return Err(Error::SignIn);
    }
    let recent = privacy::is_recent(&visit.cx);
    let page = Page { title: "Effacer mon compte".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ErasePage typed recent/> }))
}

fn label(field: &str) -> &'static str {
    if field == "contributions" { "Ce que vous avez publié" } else { "Confirmation" }
}

#[component]
fn ErasePage(
    typed: Typed,
    /// Whether the viewer has just signed in.
    recent: bool,
) -> impl IntoView {
    let problems = typed.problems.clone();
    let form = if recent { view! { <EraseForm typed/> }.into_any() } else { view! { <SignInAgain to=paths::ERASE/> }.into_any() };
    view! {
        <Trail above=vec![step("Mon compte", paths::ME), step("Mes données", paths::MY_DATA)] here="Effacer mon compte"/>
        <div class="page-head">
            <h1>"Effacer mon compte"</h1>
            <p class="lead">"C’est définitif\u{a0}: personne ne pourra le rétablir. Une nouvelle connexion ouvrirait un compte neuf et vide."</p>
        </div>
        <ProblemSummary problems label/>
        <section class="section" aria-labelledby="disparait">
            <h2 id="disparait">"Ce qui disparaît"</h2>
            <ul>
                <li>"Votre nom, votre adresse, vos écoles, vos rôles, et le lien avec votre espace numérique de travail."</li>
                <li>"Vos brouillons, vos projets jamais publiés que vous êtes seul à signer, vos favoris et vos merci, ce que vous suivez, vos notifications et vos courriels en attente."</li>
                <li>"Vos places dans les formations à venir, qui vont à ceux qui attendent. Vos présences restent comptées, sans nom\u{a0}; vos attestations ne peuvent plus être vérifiées\u{a0}: "<a href=paths::MY_TRAININGS>"téléchargez-les avant"</a>"."</li>
                <li>"Votre nom dans ce que d’autres ont écrit\u{a0}: on y lit «\u{a0}Compte supprimé\u{a0}»."</li>
            </ul>
        </section>
        <section class="section" aria-labelledby="reste">
            <h2 id="reste">"Ce qui reste"</h2>
            <ul>
                <li>"Le journal du portail et les décisions de modération, avec un numéro qui ne mène plus à personne."</li>
                <li>"Ce que les familles ont autorisé pour les images qui restent publiées."</li>
                <li>"Les copies de sauvegarde, jusqu’à ce qu’elles soient remplacées\u{a0}: si l’une est remise en place, votre compte est effacé de nouveau."</li>
            </ul>
            <p><a href=paths::MY_DATA>"Télécharger d’abord mes données"</a></p>
        </section>
        {form}
    }
}

#[component]
fn EraseForm(typed: Typed) -> impl IntoView {
    let chosen = typed.value("contributions").unwrap_or_default();
    let contributions = Question::new("contributions", "Ce que vous avez publié", "", true, &typed.problems);
    let confirmation = Question::new("confirmation", "Pour confirmer, écrivez SUPPRIMER", "", true, &typed.problems);
    let choice = |one: &Contributions| Choice {
        value: one.key().to_owned(),
        label: one.label().to_owned(),
        note: match one {
            Contributions::Keep => "Vos projets publiés et vos messages restent utiles aux autres.",
            Contributions::Delete => {
                "Vos messages sont vidés, vos projets publiés archivés et vidés. Ceux que vous signez à plusieurs restent aux autres."
            }
        },
        chosen: one.key() == chosen,
    };
    let choices: Vec<_> = Contributions::ALL.iter().map(choice).collect();
    let value = typed.value("confirmation").unwrap_or_default();
    view! {
        <form class="form" method="post" action=paths::ERASE novalidate>
            <ChoiceField question=contributions choices among=Among::One class="one-column"/>
            <LineField question=confirmation value max={CONFIRMATION.len() * 2}/>
            <p class="button-row">
                <button class="button">"Effacer mon compte pour toujours"</button>
                <a class="button quiet" href=paths::MY_DATA>"Renoncer"</a>
            </p>
        </form>
    }
}
