//! `/projets/{slug}/bilan`: what became of a project, for those who wrote it; and the attestation of it.

use super::lineage::LineagePart;
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::month_and_year,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::paths;
use leptos::prelude::*;
use services::{
    curation::{self, Collection},
    projects::{self, Reception},
};

/// The page.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let reception = projects::reception(&visit.cx, &slug).await?;
    let collections = curation::collections_with(&visit.cx, reception.project.id).await?;
    let page = Page { title: format!("Bilan\u{a0}: {}", reception.project.draft.title), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <ReceptionPage reception collections/> }))
}

/// `/projets/{slug}/attestation.pdf`
pub(super) async fn attestation(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let pdf = projects::attestation(&visit.cx, &slug).await?;
    let name = format!("attachment; filename=\"attestation-{}.pdf\"", domain::text::slugify(&slug));
    let headers =
        [(header::CONTENT_TYPE, "application/pdf"), (header::CACHE_CONTROL, "private, no-store"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, pdf).into_response())
}

#[component]
fn ReceptionPage(reception: Reception, collections: Vec<Collection>) -> impl IntoView {
    let Reception { project, views, bookmarks, echoes, lineage, attested } = reception;
    let total: i64 = views.iter().map(|(_, views)| views).sum();
    let figures = [
        (total, "lecture", "lectures"),
        (echoes.thanks, "merci", "mercis"),
        (bookmarks, "personne le garde", "personnes le gardent"),
        (i64::try_from(echoes.trials.len()).unwrap_or(i64::MAX), "classe l’a essayé", "classes l’ont essayé"),
        (i64::try_from(lineage.versions.len()).unwrap_or(i64::MAX), "version en a été faite", "versions en ont été faites"),
    ];
    let figure = |(number, one, many): (i64, &'static str, &'static str)| {
        view! { <li><strong>{number}</strong> " " {if number < 2 { one } else { many }}</li> }
    };
    let month = |(month, views): (String, i64)| view! { <tr><th scope="row">{month_and_year(&month)}</th><td>{views}</td></tr> };
    let told = |trial: projects::Trial| {
        let address = format!("{}#echos", paths::project(&project.slug));
        view! { <li><a href=address>{trial.name} ", " {trial.level.label()}</a> "\u{a0}: " {trial.outcome}</li> }
    };
    view! {
        <Trail above=vec![step("Mes projets", paths::MY_PROJECTS), step(project.draft.title.clone(), paths::project(&project.slug))] here="Bilan"/>
        <header class="page-head">
            <h1>"Ce que ce projet est devenu"</h1>
            <p class="lead">"Les lectures sont comptées sans rien savoir de qui lit\u{202f}; les vôtres et celles de qui relit n’en sont pas."</p>
        </header>
        <ul class="reception-figures">{figures.map(figure).collect_view()}</ul>
        {attested.then(|| view! {
            <p class="button-row"><a class="button" href=paths::project_attestation(&project.slug) download>"Télécharger l’attestation (PDF)"</a></p>
        })}
        {(!views.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="lectures">
                <h2 id="lectures">"Les lectures, mois par mois"</h2>
                <table class="table reception-months">
                    <thead><tr><th scope="col">"Mois"</th><th scope="col">"Lectures"</th></tr></thead>
                    <tbody>{views.into_iter().rev().map(month).collect_view()}</tbody>
                </table>
            </section>
        })}
        {(!echoes.trials.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="essais">
                <h2 id="essais">"Les classes qui l’ont essayé"</h2>
                <ul>{echoes.trials.into_iter().map(told).collect_view()}</ul>
            </section>
        })}
        {(!collections.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="dossiers">
                <h2 id="dossiers">"Les dossiers où il se trouve"</h2>
                <ul>{collections.into_iter().map(|card| view! { <li><a href=paths::collection(&card.slug)>{card.form.title}</a></li> }).collect_view()}</ul>
            </section>
        })}
        <LineagePart lineage/>
        <p class="button-row"><a class="button quiet" href=paths::project(&project.slug)>"Revenir au projet"</a></p>
    }
}
