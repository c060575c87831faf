//! What the search box offers while someone types (Q14), as JSON, or as `vue=liste` asks for the page's own list.

use app::{outcome::Refused, visit::Visit};
use axum::{
    Json,
    response::{Html, IntoResponse, Response},
};
use domain::search::Facet;
use serde::Serialize;
use services::search::{self, Suggestion, What};

/// One line of the list.
#[derive(Serialize)]
pub struct Offered {
    /// What is read.
    title: String,
    /// What it is: the key of a kind, or that of the facet in which it is a value.
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
    Ok(Json(offered.into_iter().map(Offered::from).collect::<Vec<_>>()).into_response())
}

impl From<Suggestion> for Offered {
    fn from(Suggestion { title, what, address }: Suggestion) -> Self {
        let kind = match what {
            What::Thing(kind) => kind.key(),
            What::Subject => Facet::Subject.parameter(),
        };
        Self { title, kind, address }
    }
}
