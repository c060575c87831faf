//! `/animation/acceptations`: who accepted which version of the rules of use (R4), for administrators.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::dates::day_and_hour,
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;
use services::privacy::{self, Acceptance};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let acceptances = privacy::acceptances(&visit.cx).await?;
    let page = Page { title: "Règles acceptées".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <AcceptancesPage acceptances/> }))
}

#[component]
fn AcceptancesPage(acceptances: Vec<Acceptance>) -> impl IntoView {
    let none = acceptances.is_empty().then(|| view! { <p>"Personne encore."</p> });
    let row = |one: Acceptance| view! { <li>{one.name} "\u{a0}: version du " {one.version} ", acceptée le " {day_and_hour(one.at)}</li> };
    view! {
        <div class="page-head">
            <h1>"Règles acceptées"</h1>
            <p class="lead">"Qui a accepté les règles du portail, dans quelle version, et quand. Un compte effacé n’y est plus."</p>
        </div>
        {none}
        <ul class="plain-list">{acceptances.into_iter().map(row).collect_view()}</ul>
    }
}
