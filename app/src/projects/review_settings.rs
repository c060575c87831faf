//! `/animation/relecture`: whose projects are read before they appear, and the phrases at hand; and what reviewers settle among
//! themselves about one project.

use super::words;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        phrases::{self, PhraseList},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::{AccountId, PhraseId},
    paths::{self, ReturnTo},
    problem::{Problems, Rule},
    projects::{Regime, Scope},
    territory::Insee,
};
use leptos::prelude::*;
use services::{
    error::Error,
    projects::{self, Phrase, RegimeSet},
    territory,
};

/// What the forms send as `do`, besides those of phrases.
mod act {
    pub(super) const REGIME: &str = "regime";
}

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, String::new(), Problems::new()).await?)
}

/// `POST`: changes one thing of it.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let done = match sent.value("do") {
        act::REGIME => match sent.value("scope").parse::<Scope>() {
            Ok(scope) => projects::set_regime(cx, &scope, sent.value("regime").parse::<Regime>().ok()).await,
            Err(unknown) => Err(Problems::one("scope", Rule::Unknown(unknown.0)).into()),
        },
        phrases::ADD => projects::add_phrase(cx, sent.value("phrase")).await,
        phrases::REMOVE => match sent.value("id").parse::<PhraseId>() {
            Ok(id) => projects::remove_phrase(cx, id).await,
            Err(_) => Err(Error::NotFound),
        },
        _ => Err(Problems::one("phrase", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => {
            let back = sent.value("back");
            let back = if back.is_empty() { ReturnTo::parse(paths::REVIEW_SETTINGS) } else { ReturnTo::parse(back) };
            Ok(Redirect::to(back.as_str()).into_response())
        }
        Err(Error::Invalid(problems)) => {
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, sent.value("phrase").to_owned(), problems).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /animation/projets/{slug}/suivi`: hands the review to someone.
pub(super) async fn assign(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let reviewer = match sent.value("reviewer") {
        "" => None,
        id => Some(id.parse::<AccountId>().map_err(|_| Error::from(Problems::one("reviewer", Rule::Unknown(String::new()))))?),
    };
    projects::assign(&visit.cx, &slug, reviewer).await?;
    Ok(Redirect::to(&paths::review(&slug)).into_response())
}

/// `POST /animation/projets/{slug}/verification`: it was read since it appeared.
pub(super) async fn check_off(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    projects::check_off(&visit.cx, &slug).await?;
    Ok(Redirect::to(paths::DESK).into_response())
}

async fn page(visit: &Visit, status: StatusCode, typed: String, problems: Problems) -> Result<Response, Error> {
    let regimes = projects::regimes(&visit.cx).await?;
    let phrases = projects::phrases(&visit.cx).await?;
    let communes: Vec<_> = territory::communes(&visit.cx).await?.into_iter().map(|commune| (commune.insee, commune.name)).collect();
    let page = Page { title: "Régler la relecture".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SettingsPage regimes phrases communes typed problems/> }))
}

#[component]
fn SettingsPage(
    regimes: Vec<RegimeSet>,
    phrases: Vec<Phrase>,
    /// Every commune, to choose one from.
    communes: Vec<(Insee, String)>,
    /// A phrase that was not accepted.
    typed: String,
    problems: Problems,
) -> impl IntoView {
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Régler la relecture"/>
        <div class="page-head"><h1>"Régler la relecture"</h1></div>
        <ProblemSummary problems=problems.clone() label=words::field/>
        <Regimes regimes communes/>
        <PhraseList
            phrases
            typed
            problems
            action=paths::REVIEW_SETTINGS
            none="Aucune encore. Celles que vous ajoutez se cochent au moment d’écrire une remarque."
            help="Elle sera proposée à qui relit, sous la remarque d’ensemble."
        />
    }
}

#[component]
fn Regimes(regimes: Vec<RegimeSet>, communes: Vec<(Insee, String)>) -> impl IntoView {
    let everyone = regimes.iter().find(|set| set.scope == Scope::Everyone).map_or(Regime::Before, |set| set.regime);
    let back = paths::REVIEW_SETTINGS.to_owned();
    let exception = |set: RegimeSet| {
        let label = match &set.scope {
            Scope::Author(_) => format!("Les projets de {}", set.name),
            _ => format!("Les projets des écoles de {}", set.name),
        };
        view! { <li><RegimeForm scope=set.scope label none="Comme les autres" current=Some(set.regime) back=back.clone()/></li> }
    };
    let exceptions: Vec<_> = regimes.into_iter().filter(|set| set.scope != Scope::Everyone).map(exception).collect();
    let exceptions = (!exceptions.is_empty()).then(|| view! { <h3>"Sauf"</h3> <ul class="exceptions">{exceptions}</ul> });
    let option = |(insee, name): (Insee, String)| view! { <option value=Scope::Commune(insee).to_string()>{name}</option> };
    view! {
        <section class="section review-settings" aria-labelledby="quand">
            <h2 id="quand">"Quand les projets sont relus"</h2>
            <p>"Un projet relu après sa parution est en ligne dès que son auteur l’envoie\u{202f}; il vous attend alors sous «\u{a0}En ligne, à vérifier\u{a0}».                 Les droits des images sont demandés dans les deux cas."</p>
            <RegimeForm scope=Scope::Everyone label="Tous les projets".to_owned() none="" current=Some(everyone) back=back.clone()/>
            {exceptions}
            <form method="post" action=paths::REVIEW_SETTINGS>
                <input type="hidden" name="do" value=act::REGIME/>
                <div class="field">
                    <label for="scope">"Faire une exception pour les écoles de"</label>
                    <select id="scope" name="scope">{communes.into_iter().map(option).collect_view()}</select>
                </div>
                <RegimeSelect id="exception".to_owned() label="Leurs projets".to_owned() none="" current=None/>
                <button class="button quiet">"Ajouter l’exception"</button>
            </form>
            <p class="byline">"Pour un auteur, l’exception se fait sur la page de relecture d’un de ses projets."</p>
        </section>
    }
}

/// When the projects of `scope` are read.
#[component]
pub(super) fn RegimeForm(
    /// Whom it is said of.
    scope: Scope,
    /// Which projects these are.
    label: String,
    /// What saying nothing means; may be empty, where something must be said.
    none: &'static str,
    /// What is said now.
    current: Option<Regime>,
    /// Where the form leads back to.
    back: String,
) -> impl IntoView {
    let id = format!("regime-{}", scope.to_string().replace(':', "-"));
    view! {
        <form method="post" action=paths::REVIEW_SETTINGS class="regime-form">
            <input type="hidden" name="do" value=act::REGIME/>
            <input type="hidden" name="scope" value=scope.to_string()/>
            <input type="hidden" name="back" value=back/>
            <RegimeSelect id label none current/>
            <button class="button quiet">"Enregistrer"</button>
        </form>
    }
}

#[component]
fn RegimeSelect(id: String, label: String, none: &'static str, current: Option<Regime>) -> impl IntoView {
    let option = |regime: &Regime| view! { <option value=regime.key() selected={Some(*regime) == current}>{regime.label()}</option> };
    let nothing = (!none.is_empty()).then(|| view! { <option value="" selected={current.is_none()}>{none}</option> });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name="regime">{nothing} {Regime::ALL.iter().map(option).collect_view()}</select>
        </div>
    }
}
