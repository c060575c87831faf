//! What the search box offers while someone types (Q14), as JSON.

use app::{outcome::Refused, visit::Visit};
use axum::Json;
use domain::paths;
use serde::Serialize;
use services::search;

/// One line of the list.
#[derive(Serialize)]
pub struct Offered {
    /// What is read.
    title: String,
    /// Where it leads.
    address: String,
}

/// `/recherche/suggestions?q=`
pub async fn of(visit: Visit) -> Result<Json<Vec<Offered>>, Refused> {
    let typed = visit.query().into_iter().find(|(name, _)| name == "q").map(|(_, typed)| typed).unwrap_or_default();
    let offered = search::suggest(&visit.cx, &typed).await?;
    Ok(Json(offered.into_iter().map(|one| Offered { address: paths::project(&one.slug), title: one.title }).collect()))
}
