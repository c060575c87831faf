//! `/projets/{slug}/ouverture`: for whom a project is open, from when to when, and its secret link.

use super::words;
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{DayField, Question},
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
    paths,
    problem::{Problems, Rule},
    projects::{Circle, OpeningsForm, Visibility},
};
use leptos::prelude::*;
use services::{
    error::{Conflict, Error},
    outside::Secret,
    projects::{self, Project},
};

/// What the forms send as `do`.
mod act {
    pub(super) const DATES: &str = "dates";
    pub(super) const LINK: &str = "link";
    pub(super) const END_LINK: &str = "end-link";
}

/// The page.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, StatusCode::OK, None, Typed::default()).await?)
}

/// `POST`: sets the dates, makes a link, or ends it.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let done = match sent.value("do") {
        act::DATES => match OpeningsForm::read(sent.borrowed()) {
            Ok(form) => projects::set_openings(cx, &slug, sent.value("version").parse().unwrap_or(-1), form).await,
            Err(problems) => Err(problems.into()),
        },
        act::LINK => match projects::make_link(cx, &slug).await {
            // Shown at once and never again: no address holds it.
            Ok(secret) => return Ok(page(&visit, &slug, StatusCode::OK, Some(&secret), Typed::default()).await?),
            Err(error) => Err(error),
        },
        act::END_LINK => projects::end_link(cx, &slug).await,
        _ => Err(Problems::one("public_from", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&paths::project_openings(&slug)).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, None, typed).await?)
        }
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let typed = Typed { pairs: sent.pairs, problems: Problems::one("public_from", Rule::ChangedMeanwhile) };
            Ok(page(&visit, &slug, StatusCode::CONFLICT, None, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, slug: &str, status: StatusCode, made: Option<&Secret>, typed: Typed) -> Result<Response, Error> {
    let project = projects::openings(&visit.cx, slug).await?;
    let link = made.map(|secret| visit.cx.portal.settings.address(&paths::link(secret.reveal())));
    let page = Page { title: format!("Dates et lien secret\u{a0}: {}", project.draft.title), index: false, ..Page::default() };
    let own = project.authors.iter().any(|author| Some(author.id) == visit.cx.account());
    Ok(render(visit, status, page, move || view! { <OpeningsPage project own link typed/> }))
}

#[component]
fn OpeningsPage(
    project: Project,
    /// Whether the viewer is one of its authors.
    own: bool,
    /// The link that was just made.
    link: Option<String>,
    typed: Typed,
) -> impl IntoView {
    let visibility = project.draft.visibility;
    let whom = words::open_to(visibility, &project.openings);
    let has_link = project.openings.link().is_some();
    let slug = project.slug.clone();
    let circles = Circle::ALL.iter().filter(|circle| **circle != Circle::Link || has_link);
    let dates = circles.map(|circle| view! { <Dates circle=*circle project=project.clone() typed=typed.clone()/> }).collect_view();
    let shelf = if own { step("Mes projets", paths::MY_PROJECTS) } else { step("À relire", paths::DESK) };
    let media = if own {
        let pictures = format!("{}#partie-images", paths::project_edit(&slug));
        view! { <a id="attachments" href=pictures>"des images et des enregistrements"</a> }.into_any()
    } else {
        view! { <span id="attachments">"des images et des enregistrements"</span> }.into_any()
    };
    view! {
        <Trail above=vec![shelf, step(project.draft.title.clone(), paths::project(&slug))] here="Dates et lien secret"/>
        <header class="page-head">
            <h1>"Qui peut le lire, et quand"</h1>
            <p class="lead">"Une fois en ligne, le projet est lisible par\u{a0}: " {whom} "."</p>
        </header>
        <ProblemSummary problems=typed.problems.clone() label=field/>
        <section class="section" aria-labelledby="dates">
            <h2 id="dates">"Les dates"</h2>
            <p>
                "La fiche dit à qui le projet est toujours ouvert. Une date le lui ouvre plus tard, le lui ferme, ou l’ouvre à d’autres pour un temps\u{a0}: \
                 à tous le mois de la fête des écoles, par exemple, puis à la communauté seule. Les jours commencent et finissent à minuit."
            </p>
            <form class="form" method="post" action=paths::project_openings(&slug) novalidate>
                <input type="hidden" name="do" value=act::DATES/>
                <input type="hidden" name="version" value=project.version.to_string()/>
                {dates}
                <p class="field-help" id="pictures">
                    "Avant d’ouvrir à plus de monde, vérifiez ce que les familles ont permis " {media} "."
                </p>
                <p class="button-row">
                    <button class="button">"Enregistrer les dates"</button>
                    <a class="button quiet" href=paths::project(&slug)>"Revenir au projet"</a>
                </p>
            </form>
        </section>
        <LinkPart slug has_link link/>
    }
}

/// What the summary of problems calls a field.
fn field(name: &str) -> &'static str {
    match name {
        "public_from" => "Tout le monde, du",
        "public_until" => "Tout le monde, au",
        "community_from" => "La communauté éducative, du",
        "community_until" => "La communauté éducative, au",
        "school_from" => "L’école, du",
        "school_until" => "L’école, au",
        "link_from" => "Le lien secret, du",
        "link_until" => "Le lien secret, au",
        other => words::field(other),
    }
}

/// The first and the last day of one circle.
#[component]
fn Dates(circle: Circle, project: Project, typed: Typed) -> impl IntoView {
    let (from, until) = circle.fields();
    let period = project.openings.period(project.draft.visibility, circle).unwrap_or_default();
    let ask = |name: &'static str| Question::new(name, words::field(name), "", false, &typed.problems);
    let kept = |name: &str, kept: Option<domain::time::Day>| {
        typed.value(name).unwrap_or_else(|| kept.map(|day| day.to_string()).unwrap_or_default())
    };
    let help = format!("{}-aide", circle.key());
    let described = help.clone();
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend>{circle.label()}</legend>
            <p class="field-help" id=help>{without_dates(circle, project.draft.visibility)}</p>
            <div class="day-pair">
                <DayField question=ask(from) value=kept(from, period.from)/>
                <DayField question=ask(until) value=kept(until, period.until)/>
            </div>
        </fieldset>
    }
}

/// What it means to write no date.
fn without_dates(circle: Circle, visibility: Visibility) -> &'static str {
    if circle == Circle::Link {
        "Sans date\u{a0}: tant que le lien existe."
    } else if Circle::from(visibility) == circle {
        "C’est ce que dit la fiche. Sans date\u{a0}: toujours."
    } else {
        "Sans date\u{a0}: jamais, à part ce que dit la fiche."
    }
}

#[component]
fn LinkPart(
    slug: String,
    has_link: bool,
    /// The link that was just made.
    link: Option<String>,
) -> impl IntoView {
    let address = paths::project_openings(&slug);
    let made = link.map(|link| {
        view! {
            <div class="notice good" role="status">
                <h3>"Le lien est prêt"</h3>
                <p>"Copiez cette adresse et donnez-la à qui vous voulez. Vous ne la reverrez pas\u{202f}; vous pourrez la changer ou la supprimer."</p>
                <p class="field"><label for="lien">"L’adresse du lien secret"</label><input id="lien" type="text" readonly value=link/></p>
            </div>
        }
    });
    let label = if has_link { "Changer le lien" } else { "Préparer un lien" };
    let end = has_link.then(|| view! { <button class="button danger" name="do" value=act::END_LINK>"Supprimer le lien"</button> });
    let said = if has_link { "Un lien secret existe. Le changer ferme l’ancien aussitôt." } else { "Aucun lien pour l’instant." };
    view! {
        <section class="section" aria-labelledby="lien-secret">
            <h2 id="lien-secret">"Le lien secret"</h2>
            <p>
                "Qui l’ouvre lit le projet une fois en ligne, sans compte et même s’il n’est pas public\u{a0}: les familles d’une classe, un jury. Un lien \
                 se transmet\u{202f}; les familles doivent donc avoir permis un usage public de chaque image où l’on reconnaît leur enfant."
            </p>
            {made}
            <p>{said}</p>
            <form class="button-row" method="post" action=address>
                <button class="button quiet" name="do" value=act::LINK>{label}</button>
                {end}
            </form>
        </section>
    }
}
