//! `/territoire`: every commune, how it takes part, its schools and their projects.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{
    paths,
    search::{Facet, Query},
};
use leptos::prelude::*;
use services::{
    search,
    territory::{self, CommuneCard},
};

/// The page.
pub(super) async fn all(visit: Visit) -> Result<Response, Refused> {
    let communes = territory::communes(&visit.cx).await?;
    let counts = search::counts(&visit.cx, &Query::default()).await?;
    let rows: Vec<_> = communes.into_iter().map(|commune| (counts.facets.count(Facet::Commune, commune.insee.as_str()), commune)).collect();
    let page = Page {
        title: "Territoire".into(),
        description: "Les communes, leurs écoles et les projets qu’elles ont racontés.".into(),
        canonical: Some(paths::TERRITORY.to_owned()),
        ..Page::default()
    };
    let total = counts.total;
    Ok(render(&visit, StatusCode::OK, page, move || view! { <TerritoryPage rows total/> }))
}

#[component]
fn TerritoryPage(rows: Vec<(usize, CommuneCard)>, total: usize) -> impl IntoView {
    let schools: i64 = rows.iter().map(|(_, commune)| commune.schools).sum();
    let telling = rows.iter().filter(|(projects, _)| *projects > 0).count();
    let said = format!("{telling}\u{a0}communes sur {} ont déjà raconté un projet.", rows.len());
    let figures =
        [("communes", rows.len().to_string()), ("écoles et collèges", schools.to_string()), ("projets publiés", total.to_string())];
    let row = |(projects, commune): (usize, CommuneCard)| {
        let address = paths::commune(&commune.insee, &commune.name);
        view! {
            <tr>
                <th scope="row"><a href=address>{commune.name}</a></th>
                <td>{commune.membership.label()}</td>
                <td class="number">{commune.schools}</td>
                <td class="number">{projects}</td>
            </tr>
        }
    };
    view! {
        <div class="page-head">
            <h1>"Le territoire"</h1>
            <p class="lead">{said}</p>
            <dl class="key-figures">
                {figures.map(|(what, number)| view! { <div><dt>{what}</dt><dd>{number}</dd></div> }).collect_view()}
            </dl>
        </div>
        <div class="table-wrap" role="region" aria-labelledby="legende" tabindex="0">
            <table class="table">
                <caption id="legende">"Les communes, leur participation, leurs écoles et leurs projets publiés"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Commune"</th>
                        <th scope="col">"Participation"</th>
                        <th scope="col" class="number">"Écoles"</th>
                        <th scope="col" class="number">"Projets"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
