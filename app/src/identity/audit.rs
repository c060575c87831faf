//! `/administration/journal`: who did what, when, on what (E14). Nothing of it can be changed.

use super::words;
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{Choice, DayField, LineField, Question, SelectField},
        trail::{Trail as Path, step},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{paths, problem::Problems, time::Day};
use leptos::prelude::*;
use services::identity::{self, Trail, TrailLine, TrailQuery, Who};

/// A page of it: `?qui=`, `?action=`, `?objet=`, `?du=`, `?au=`, `?page=`.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let asked = Asked::read(&visit.query());
    let trail = identity::trail(&visit.cx, &asked.query()).await?;
    let months = visit.cx.portal.settings.retention.audit;
    let page = Page { index: false, ..Page::titled("Journal des actions") };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <AuditPage trail asked months/> }))
}

/// What is asked for, as it was typed: a day that is none asks for nothing, and is shown again.
#[derive(Clone, Debug, Default)]
struct Asked {
    who: String,
    action: String,
    object: String,
    from: String,
    until: String,
    page: u32,
}

impl Asked {
    fn read(pairs: &[(String, String)]) -> Self {
        let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default();
        Self {
            who: value("qui"),
            action: value("action"),
            object: value("objet"),
            from: value("du"),
            until: value("au"),
            page: value("page").parse().unwrap_or(1),
        }
    }

    fn query(&self) -> TrailQuery {
        TrailQuery {
            who: self.who.clone(),
            action: self.action.clone(),
            object: self.object.clone(),
            from: self.from.parse::<Day>().ok(),
            until: self.until.parse::<Day>().ok(),
            page: self.page,
        }
    }

    /// The address of a page of the same.
    fn address(&self, page: u32) -> String {
        let number = page.to_string();
        let pairs = [
            ("qui", self.who.as_str()),
            ("action", self.action.as_str()),
            ("objet", self.object.as_str()),
            ("du", self.from.as_str()),
            ("au", self.until.as_str()),
            ("page", number.as_str()),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
        format!("{}?{}", paths::AUDIT, query.finish())
    }
}

#[component]
fn AuditPage(
    trail: Trail,
    asked: Asked,
    /// How long a line is kept.
    months: u32,
) -> impl IntoView {
    let Trail { lines, page, pages, found, actions } = trail;
    let said = match found {
        0 => "Aucune ligne ne répond à cette demande.".to_owned(),
        1 => "Une ligne.".to_owned(),
        many => format!("{many}\u{a0}lignes, la plus récente d’abord."),
    };
    let table = (!lines.is_empty()).then(|| view! { <Lines lines/> });
    view! {
        <Path above=vec![step("Mon compte", paths::ME)] here="Journal des actions"/>
        <div class="page-head">
            <h1>"Journal des actions"</h1>
            <p class="lead">
                {format!("Qui a fait quoi, quand, et sur quoi. Une ligne ne se modifie pas, et s’efface au bout de {months}\u{a0}mois.")}
            </p>
        </div>
        <Filters asked=asked.clone() actions/>
        <section class="section" aria-label="Les lignes">
            <p role="status">{said}</p>
            {table}
            <Turn asked page pages/>
        </section>
    }
}

#[component]
fn Filters(asked: Asked, actions: Vec<String>) -> impl IntoView {
    let ask = |name: &'static str, help: &'static str| Question::new(name, words::field(name), help, false, &Problems::new());
    let choice = |word: String| {
        let (chosen, meaning) = (word == asked.action, words::action(&word).to_owned());
        let label = if meaning == word { meaning } else { format!("{meaning} ({word})") };
        Choice { value: word, label, note: "", chosen }
    };
    let all = Choice { value: String::new(), label: "Tout".to_owned(), note: "", chosen: asked.action.is_empty() };
    let choices: Vec<_> = std::iter::once(all).chain(actions.into_iter().map(choice)).collect();
    view! {
        <form class="form" method="get" action=paths::AUDIT>
            <LineField question=ask("qui", "Un numéro de compte, ou l’adresse électronique que donne son ENT.") value=asked.who.clone()/>
            <SelectField question=ask("action", "") choices/>
            <LineField question=ask("objet", "Par exemple project:12, ou une partie.") value=asked.object.clone()/>
            <DayField question=ask("du", "") value=asked.from.clone()/>
            <DayField question=ask("au", "") value=asked.until.clone()/>
            <p class="button-row"><button class="button quiet">"Filtrer"</button> <a href=paths::AUDIT>"Tout revoir"</a></p>
        </form>
    }
}

#[component]
fn Lines(lines: Vec<TrailLine>) -> impl IntoView {
    let row = |line: TrailLine| {
        let who = match line.who {
            Who::Account(account, name) => {
                let asked = Asked { who: account.to_string(), page: 1, ..Asked::default() };
                let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| "Compte supprimé".to_owned());
                view! { <a href=asked.address(1)>{name} " (" {account.to_string()} ")"</a> }.into_any()
            }
            Who::Other(word) if word == "nobody" => view! { "Personne de connu" }.into_any(),
            Who::Other(word) => view! { <code>{word}</code> }.into_any(),
        };
        view! {
            <tr>
                <td><time datetime=line.at.rfc3339()>{day_and_hour(line.at)}</time></td>
                <td>{who}</td>
                <td>{words::action(&line.action).to_owned()}</td>
                <td><code>{line.object}</code></td>
                <td>{line.outcome}</td>
                <td><code>{line.network}</code></td>
                <td>{line.provider}</td>
                <td><code>{line.request}</code></td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label="Les actions en tableau">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Quand"</th>
                        <th scope="col">"Qui"</th>
                        <th scope="col">"Quoi"</th>
                        <th scope="col">"Sur quoi"</th>
                        <th scope="col">"Issue"</th>
                        <th scope="col">"Depuis le réseau"</th>
                        <th scope="col">"Connexion"</th>
                        <th scope="col">"Demande"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The pages before and after.
#[component]
fn Turn(asked: Asked, page: u32, pages: u32) -> impl IntoView {
    let before = (page > 1).then(|| view! { <li><a href=asked.address(page - 1) rel="prev">"Plus récentes"</a></li> });
    let after = (page < pages).then(|| view! { <li><a href=asked.address(page + 1) rel="next">"Plus anciennes"</a></li> });
    (pages > 1).then(|| {
        view! {
            <nav class="pagination not-printed" aria-label="Pages du journal">
                <ul>{before} <li><span aria-current="page">{format!("Page {page} sur {pages}")}</span></li> {after}</ul>
            </nav>
        }
    })
}
