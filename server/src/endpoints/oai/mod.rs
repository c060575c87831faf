//! Harvesting by catalogues: OAI-PMH 2.0 (openarchives.org, 2002-06-14), every verb, records as Dublin Core and as ScoLOMFR.
//!
//! **Start reading at** [`arguments`], then [`answer`].

mod answer;
mod arguments;
mod dublin_core;
mod lom;
mod token;
mod write;

use answer::{Stop, Told};
use app::{
    outcome::Refused,
    visit::{Visit, query_pairs},
};
use axum::{
    body::Body,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use domain::text::clean_line;
use services::{
    cx::Cx,
    error::{Error, Result},
    projects::{self, Opened},
};

/// The longest body of a POST, in bytes: arguments are short.
const MAX_BODY: usize = 8 * 1024;

/// `/oai`, asked by GET.
pub async fn get(visit: Visit) -> Result<Response, Refused> {
    let asked = visit.query();
    Ok(answer(&visit.cx, asked).await?)
}

/// `/oai`, asked by POST, which the protocol wants as well (3.1.1.2).
pub async fn post(visit: Visit, body: Body) -> Result<Response, Refused> {
    // More than that is no request of the protocol's: it is answered as one without a verb.
    let body = axum::body::to_bytes(body, MAX_BODY).await.unwrap_or_default();
    Ok(answer(&visit.cx, query_pairs(&body)).await?)
}

async fn answer(cx: &Cx, asked: Vec<(String, String)>) -> Result<Response> {
    let settings = &cx.portal.settings;
    // The answer repeats them: nothing may stand in them that XML does not hold.
    let asked: Vec<_> = asked.into_iter().map(|(name, value)| (name, clean_line(&value))).collect();
    let told = match told(cx, &asked).await {
        Ok(told) => Ok(told),
        Err(Stop::Fault(fault)) => Err(fault),
        Err(Stop::Error(error)) => return Err(error),
    };
    xml(write::document(settings, cx.now(), &asked, &told))
}

async fn told(cx: &Cx, asked: &[(String, String)]) -> std::result::Result<Told, Stop> {
    answer::answer(cx, arguments::read(&cx.portal.settings, asked)?).await
}

/// `/projets/{slug}/scolomfr.xml`: the record of one project, for whoever may read it (I2).
pub async fn file(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let Opened::Sheet(sheet) = projects::open(&visit.cx, &slug).await? else { return Err(Error::NotFound.into()) };
    Ok(xml(lom::document(&visit.cx.portal.settings, &sheet.project, &sheet.places))?)
}

fn xml(document: std::io::Result<Vec<u8>>) -> Result<Response> {
    let document = document.map_err(anyhow::Error::from)?;
    Ok(([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], document).into_response())
}
