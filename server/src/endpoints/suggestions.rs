//! What the search box offers while someone types (Q14), as JSON, or as `vue=liste` asks for the page's own list.

use app::{outcome::Refused, visit::Visit};
use axum::{
    Json,
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;
use services::search;

/// One line of the list.
#[derive(Serialize)]
pub struct Offered {
    /// What is read.
    title: String,
    /// What it is: the key of a kind, or `matiere`.
    kind: &'static str,
    /// Where it leads.
    address: String,
}

/// `/recherche/suggestions?q=`
pub async fn of(visit: Visit) -> Result<Response, Refused> {
    let pairs = visit.query();
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
    let offered = search::suggest(&visit.cx, value("q")).await?;
    if value("vue") == "liste" {
        return Ok(Html(app::search::options(&offered)).into_response());
    }
    let offered: Vec<_> = offered.into_iter().map(|one| Offered { title: one.title, kind: one.kind, address: one.address }).collect();
    Ok(Json(offered).into_response())
}
