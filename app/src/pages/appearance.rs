//! `POST /apparence`: light, dark, or as the device says.

use crate::{
    outcome::Refused,
    sent::Sent,
    visit::{Appearance, Visit},
};
use axum::{
    extract::Request,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::paths::ReturnTo;

/// How long the choice is remembered, in seconds: a year.
const ONE_YEAR_S: u32 = 365 * 24 * 3_600;

/// Remembers the choice in a cookie of its own, and goes back to the page.
pub(super) async fn choose(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let chosen = Appearance::parse(sent.value("apparence"));
    let https = visit.cx.portal.settings.public_url.scheme() == "https";
    let (prefix, secure) = if https { ("__Host-", "; Secure") } else { ("", "") };
    let name = Appearance::COOKIE;
    let cookie = format!("{prefix}{name}={}; Path=/; Max-Age={ONE_YEAR_S}; SameSite=Lax; HttpOnly{secure}", chosen.key());
    let mut response = Redirect::to(ReturnTo::parse(sent.value("retour")).as_str()).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
