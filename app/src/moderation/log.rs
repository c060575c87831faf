//! `/echanges/moderation`: how people are moderated, in figures and without names (M5).

use super::words;
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::month_and_year,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::paths;
use leptos::prelude::*;
use services::moderation::{self, Log, LogLine, MonthOfActs};

/// A page of it: `?page=`, from 1.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let page = visit.query().iter().find(|(name, _)| name == "page").and_then(|(_, value)| value.parse().ok()).unwrap_or(1);
    let log = moderation::moderation_log(&visit.cx, page).await?;
    let page = Page { index: false, ..Page::titled("Journal de modération") };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <LogPage log/> }))
}

#[component]
fn LogPage(log: Log) -> impl IntoView {
    let Log { lines, page, pages, months } = log;
    let none = lines.is_empty().then(|| view! { <p class="empty">"Aucune décision n’a encore été prise."</p> });
    let months = (!months.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="par-mois">
                <h2 id="par-mois">"Par mois"</h2>
                <ul class="log-months">{months.into_iter().map(month).collect_view()}</ul>
            </section>
        }
    });
    let table = (!lines.is_empty()).then(|| view! { <Lines lines/> });
    view! {
        <Trail above=vec![step("Échanges", paths::DISCUSSIONS)] here="Journal de modération"/>
        <div class="page-head">
            <h1>"Journal de modération"</h1>
            <p class="lead">"Chaque décision laisse ici une ligne\u{a0}: le jour, ce qui a été fait, la raison, et si elle a été contestée. Aucun nom, aucun message."</p>
        </div>
        {none}
        {months}
        {table}
        <Turn page pages/>
    }
}

fn month(counted: MonthOfActs) -> impl IntoView {
    let kinds: Vec<_> = counted.kinds.iter().map(|(kind, many)| format!("{}\u{a0}: {many}", kind.label())).collect();
    let appealed = (counted.appealed > 0).then(|| format!(" · Contestées\u{a0}: {}", counted.appealed));
    view! { <li><strong>{month_and_year(&counted.month)}</strong> " · " {kinds.join(" · ")} {appealed}</li> }
}

#[component]
fn Lines(lines: Vec<LogLine>) -> impl IntoView {
    let row = |line: LogLine| {
        let reason = line.reason.map_or("", |reason| reason.label());
        view! {
            <tr>
                <td><time datetime=line.day.to_string()>{line.day.written()}</time></td>
                <td>{line.kind.label()}</td>
                <td>{reason}</td>
                <td>{words::appealed(line.appealed)}</td>
            </tr>
        }
    };
    view! {
        <section class="section" aria-labelledby="decisions">
            <h2 id="decisions">"Les décisions"</h2>
            <div class="table-wrap" role="region" tabindex="0" aria-label="Les décisions en tableau">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Jour"</th>
                            <th scope="col">"Décision"</th>
                            <th scope="col">"Raison"</th>
                            <th scope="col">"Recours"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The pages before and after.
#[component]
fn Turn(page: u32, pages: u32) -> impl IntoView {
    let address = |page: u32| format!("{}?page={page}", paths::MODERATION_LOG);
    let before = (page > 1).then(|| view! { <li><a href=address(page - 1) rel="prev">"Plus récentes"</a></li> });
    let after = (page < pages).then(|| view! { <li><a href=address(page + 1) rel="next">"Plus anciennes"</a></li> });
    (pages > 1).then(|| {
        view! {
            <nav class="pagination not-printed" aria-label="Pages du journal">
                <ul>{before} <li><span aria-current="page">{format!("Page {page} sur {pages}")}</span></li> {after}</ul>
            </nav>
        }
    })
}
