//! The territory, as people see it: communes, schools, and what their classes tell.
//!
//! **Start reading at** [`routes`], then `communes`, `commune`, `school`.

mod commune;
mod communes;
mod school;

use crate::ui::listing::CommuneNames;
use axum::{Router, routing::get};
use domain::{paths, search::Query};
use services::{cx::Cx, error::Error, territory};

/// The routes of this slice.
pub fn routes() -> Router {
    Router::new()
        .route(paths::TERRITORY, get(communes::all))
        .route("/communes/{key}", get(commune::open))
        .route("/ecoles/{uai}", get(school::open))
}

/// The names of communes by code, for labels of facets.
///
/// # Errors
/// The database's.
pub async fn names(cx: &Cx) -> Result<CommuneNames, Error> {
    let names = territory::commune_names(&mut cx.read().await?).await?;
    Ok(names.into_iter().map(|(insee, name)| (insee.to_string(), name)).collect())
}

/// The name of the school that `query` asks for, when it asks for one; its code when the territory never had it.
///
/// # Errors
/// The database's.
pub async fn school_asked_for(cx: &Cx, query: &Query) -> Result<Option<String>, Error> {
    let Some(uai) = &query.school else { return Ok(None) };
    let mut names = territory::school_names(&mut cx.read().await?, std::slice::from_ref(uai)).await?;
    Ok(Some(names.remove(uai).map_or_else(|| uai.to_string(), |school| school.name)))
}
