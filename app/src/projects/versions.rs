//! `/projets/{slug}/versions`: what the sheet said at every save, two of them beside each other, and the way back.

use super::differences::Differences;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::paths;
use leptos::prelude::*;
use services::projects::{self, Version, Versions};

/// The list, and two versions compared: `?de=3&a=7`, or the two latest.
pub(super) async fn list(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let query = visit.query();
    let number = |name: &str| query.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok());
    let versions = projects::versions(&visit.cx, &slug, number("de").zip(number("a"))).await?;
    let page = Page { title: format!("Versions\u{a0}: {}", versions.project.draft.title), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <VersionsPage versions/> }))
}

/// `POST`: brings one back.
pub(super) async fn restore(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let number = |name: &str| sent.value(name).parse().unwrap_or(-1);
    let saved = projects::restore(&visit.cx, &slug, number("restored"), number("version")).await?;
    Ok(Redirect::to(&paths::project_versions(&saved.slug)).into_response())
}

#[component]
fn VersionsPage(versions: Versions) -> impl IntoView {
    let Versions { project, may_restore, list, compared, changes } = versions;
    let title = project.draft.title.clone();
    let address = paths::project_versions(&project.slug);
    let (current, slug) = (project.version, project.slug.clone());
    let beside = compared.map(|(old, new)| {
        let nothing = changes.is_empty().then(|| view! { <p>"Ces deux versions disent la même chose."</p> });
        view! {
            <section aria-labelledby="comparaison" class="compared">
                <h2 id="comparaison">{format!("De la version {old} à la version {new}")}</h2>
                <ChooseTwo address=address.clone() list=list.clone() old new/>
                {nothing}
                <Differences changes/>
            </section>
        }
    });
    let before: Vec<_> = list.iter().skip(1).map(|version| Some(version.number)).chain([None]).collect();
    let rows = list.into_iter().zip(before).map(|(version, before)| {
        view! { <Row version before slug=slug.clone() current may_restore/> }
    });
    let rows = rows.collect_view();
    view! {
        <header class="page-head">
            <Trail above=vec![step("Mes projets", paths::MY_PROJECTS), step(title, paths::project(&project.slug))] here="Versions"/>
            <h1>"Les versions de ce projet"</h1>
            <p>"Chaque enregistrement est gardé. Revenir à une version en fait une nouvelle\u{202f}: rien ne se perd. L’image reste celle d’aujourd’hui."</p>
        </header>
        <div class="versions">
            <section aria-labelledby="toutes">
                <h2 id="toutes">"Toutes les versions"</h2>
                <ol class="version-list" reversed>{rows}</ol>
            </section>
            {beside}
        </div>
    }
}

#[component]
fn ChooseTwo(address: String, list: Vec<Version>, old: i64, new: i64) -> impl IntoView {
    let options = |chosen: i64| {
        let option = move |version: &Version| {
            let label = format!("{} – {}", version.number, day_and_hour(version.at));
            view! { <option value=version.number.to_string() selected={version.number == chosen}>{label}</option> }
        };
        list.iter().map(option).collect_view()
    };
    view! {
        <form method="get" action=address class="choose-two">
            <label>"De la version " <select name="de">{options(old)}</select></label>
            <label>"à la version " <select name="a">{options(new)}</select></label>
            <button class="button quiet">"Comparer"</button>
        </form>
    }
}

#[component]
fn Row(version: Version, before: Option<i64>, slug: String, current: i64, may_restore: bool) -> impl IntoView {
    let number = version.number;
    let by = version.by.map(|name| format!(", par {name}"));
    let address = paths::project_versions(&slug);
    let compare = before.map(|before| {
        let address = format!("{address}?de={before}&a={number}");
        view! { <a href=address>"Ce qui a changé" <span class="visually-hidden">{format!(" à la version {number}")}</span></a> }
    });
    let back = (may_restore && number != current).then(|| {
        view! {
            <form method="post" action=address.clone()>
                <input type="hidden" name="version" value=current.to_string()/>
                <button class="button quiet" name="restored" value=number.to_string()>{format!("Revenir à la version {number}")}</button>
            </form>
        }
    });
    view! {
        <li>
            <p>
                <strong>{format!("Version {number}")}</strong>
                " " <time datetime=version.at.rfc3339()>{day_and_hour(version.at)}</time> {by}
                {version.autosaved.then_some(" (enregistrée par la page)")}
                {(number == current).then(|| view! { " " <span class="badge">"Actuelle"</span> })}
            </p>
            <div class="button-row">{compare} {back}</div>
        </li>
    }
}
