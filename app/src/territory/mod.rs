//! The territory, as people see it: communes, schools, and what their classes tell.
//!
//! **Start reading at** [`routes`], then `communes`, `commune`, `school`.

mod commune;
mod communes;
mod school;

use crate::ui::listing::{CommuneNames, MOST_SCHOOLS, Middle, Names};
use axum::{Router, routing::get};
use domain::{
    paths,
    search::{Facet, Query},
    territory::Uai,
};
use services::{cx::Cx, error::Error, search::FacetCounts, territory};
use std::collections::BTreeSet;

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

/// What communes and schools are called, for the labels of what `query` asks and of what it `counts`.
///
/// # Errors
/// The database's.
pub async fn names_for(cx: &Cx, query: &Query, counts: &FacetCounts) -> Result<Names, Error> {
    let counted = counts.of(Facet::School).iter().take(MOST_SCHOOLS).filter_map(|(key, _)| Uai::parse(key).ok());
    let asked = query.schools.iter().chain(query.near.as_ref().map(|near| &near.school)).cloned();
    let schools: BTreeSet<Uai> = counted.chain(asked).collect();
    let mut conn = cx.read().await?;
    let communes = territory::commune_names(&mut conn).await?;
    Ok(Names {
        communes: communes.into_iter().map(|(insee, name)| (insee.to_string(), name)).collect(),
        schools: territory::school_names(&mut conn, &schools.into_iter().collect::<Vec<_>>()).await?,
    })
}

/// The school around which one may look: that of the address, else the viewer's own, where it is known where it is.
///
/// # Errors
/// The database's.
pub async fn middle(cx: &Cx, query: &Query, names: &Names) -> Result<Option<Middle>, Error> {
    if let Some(near) = &query.near {
        let name = names.schools.get(&near.school).map_or_else(|| near.school.to_string(), |school| school.name.clone());
        return Ok(Some(Middle { school: near.school.clone(), name }));
    }
    let own = territory::own_school(cx).await?;
    Ok(own.map(|school| Middle { school: school.facts.uai, name: school.facts.name }))
}
