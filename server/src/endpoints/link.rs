//! `/lien?cle=…`: a secret link, which opens one project in this browser (S10).

use super::sso::closed;
use crate::layers::cookies;
use app::{outcome::Refused, visit::Visit};
use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::paths;
use services::{outside::Secret, projects};

/// Notes the link in the browser, and goes to its project: no page bears the secret in its address.
pub async fn open(visit: Visit, headers: HeaderMap) -> Result<Response, Refused> {
    let settings = &visit.cx.portal.settings;
    let secret = visit.query().into_iter().find(|(name, _)| name == "cle").map(|(_, value)| value).unwrap_or_default();
    let secret = Secret::from_outside(&secret);
    let slug = projects::opened_by(&visit.cx, &secret).await?;
    let mut links = cookies::read_links(&headers, settings);
    links.retain(|known| *known != secret);
    links.push(secret);
    let mut response = Redirect::to(&paths::project(&slug)).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::links(settings, &links));
    Ok(closed(response))
}

/// `POST /lien`: has this browser forget every link.
pub async fn forget(visit: Visit) -> Response {
    let mut response = Redirect::to(paths::HOME).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::forget(&visit.cx.portal.settings, cookies::LINKS));
    closed(response)
}
