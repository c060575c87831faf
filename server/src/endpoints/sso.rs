//! Signing in and out: the redirects and the cookies around `services::identity`.

use crate::layers::cookies;
use app::{
    identity::{sign_in_failed, signed_out},
    outcome::Refused,
    sent::Sent,
    visit::Visit,
};
use axum::{
    body::to_bytes,
    extract::{Path, Request},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::paths::{self, ReturnTo};
use services::{
    cx::Settings,
    error::Error,
    identity::{self, Answer, Calling, NotSignedOut, Prompt, SignInFailure},
    outside::Secret,
};
use url::{Url, form_urlencoded};

/// The longest form that a provider's server sends, in bytes: XML of 64 KiB, each byte written as three at worst.
const MAX_CALL: usize = 3 * 64 * 1024 + 1024;
const CLEAR: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

/// `GET /connexion/{provider}`: off to the provider. A link, not a form: `form-action` would forbid the redirect.
pub async fn begin(visit: Visit, Path(provider): Path<String>, headers: HeaderMap) -> Result<Response, Refused> {
    let settings = &visit.cx.portal.settings;
    let wanted = visit.query().into_iter().find(|(name, _)| name == "retour").map_or_else(String::new, |(_, value)| value);
    let browser = browser(settings, &headers)?;
    let prompt = if cookies::read(&headers, settings, cookies::LEFT).is_some() { Prompt::Anew } else { Prompt::AsUsual };
    match identity::begin(&visit.cx, &provider, &browser, ReturnTo::parse(&wanted), prompt).await {
        Ok(url) => {
            let mut response = Redirect::to(url.as_str()).into_response();
            response.headers_mut().append(header::SET_COOKIE, cookies::browser(settings, &browser));
            Ok(closed(response))
        }
        Err(failure) => failed(&visit, failure),
    }
}

/// `GET /connexion/{provider}/retour`: back from the provider.
pub async fn finish(visit: Visit, Path(provider): Path<String>, headers: HeaderMap) -> Result<Response, Refused> {
    let settings = &visit.cx.portal.settings;
    let browser = cookies::read(&headers, settings, cookies::BROWSER).map(|known| Secret::from_outside(&known));
    let query = visit.query();
    let all = |wanted: &str| query.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let one = |wanted: &str| all(wanted).into_iter().next();
    let answer = Answer {
        state: all("state"),
        code: all("code"),
        iss: one("iss"),
        error: one("error"),
        error_description: one("error_description"),
        ticket: all("ticket"),
    };
    match identity::finish(&visit.cx, &provider, browser.as_ref(), session(&visit, &headers).as_ref(), answer).await {
        Ok(finished) => {
            let mut response = Redirect::to(finished.return_to.as_str()).into_response();
            response.headers_mut().append(header::SET_COOKIE, cookies::session(settings, &finished.session));
            if cookies::read(&headers, settings, cookies::LEFT).is_some() {
                response.headers_mut().append(header::SET_COOKIE, cookies::forget(settings, cookies::LEFT));
            }
            Ok(closed(response))
        }
        Err(failure) => failed(&visit, failure).map(closed),
    }
}

/// `GET /connexion/{provider}/logo.webp`.
pub async fn logo(visit: Visit, Path(provider): Path<String>) -> Result<Response, Refused> {
    let logo = visit.cx.portal.providers.logo(&provider).ok_or(Error::NotFound)?;
    let headers = [(header::CONTENT_TYPE, "image/webp"), (header::CACHE_CONTROL, "public, max-age=86400")];
    Ok((headers, logo).into_response())
}

/// `POST /connexion/{provider}/deconnexion` (OpenID Connect Back-Channel Logout 1.0), and `…/retour`, where CAS sends its own: the
/// provider's server ends sessions. No cookie counts, and the answer says nothing of anyone.
pub async fn sign_out_by(visit: Visit, Path(provider): Path<String>, request: Request) -> Result<Response, Refused> {
    let Some(pairs) = form(request).await else { return Ok(closed(StatusCode::BAD_REQUEST.into_response())) };
    let all = |wanted: &str| pairs.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    let calling = match (all("logout_token").as_slice(), all("logoutRequest").as_slice()) {
        ([token], []) => Calling::Token(token),
        ([], [xml]) => Calling::Request(xml),
        _ => return Ok(closed(StatusCode::BAD_REQUEST.into_response())),
    };
    match identity::back_channel(&visit.cx, &provider, calling).await {
        Ok(_) => Ok(closed(StatusCode::OK.into_response())),
        Err(NotSignedOut::Unbelieved(why)) => {
            tracing::warn!(provider, why, request = &*visit.cx.request, "a provider's call was not believed");
            Ok(closed(StatusCode::BAD_REQUEST.into_response()))
        }
        // A server asks: it needs no page, and this answer too is kept by nobody.
        Err(NotSignedOut::Other(Error::Slow(wait))) => {
            let later = [(header::RETRY_AFTER, wait.as_secs().saturating_add(1).to_string())];
            Ok(closed((StatusCode::TOO_MANY_REQUESTS, later).into_response()))
        }
        Err(NotSignedOut::Other(error)) => Err(error.into()),
    }
}

/// `GET /connexion/{provider}/deconnexion`: nobody is signed out by a link.
pub async fn no_sign_out_by() -> Response {
    closed(StatusCode::BAD_REQUEST.into_response())
}

/// The pairs of a form of moderate length; nothing when it is none.
async fn form(request: Request) -> Option<Vec<(String, String)>> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return None;
    }
    let bytes = to_bytes(request.into_body(), MAX_CALL).await.ok()?;
    Some(form_urlencoded::parse(&bytes).into_owned().collect())
}

/// `POST /connexion/demo`: as one of the demo's people, on loopback alone.
pub async fn demo(visit: Visit, request: Request) -> Result<Response, Refused> {
    let headers = request.headers().clone();
    let sent = Sent::read(request).await?;
    let previous = session(&visit, &headers);
    let session = identity::sign_in_demo(&visit.cx, sent.value("personne"), previous.as_ref()).await?;
    let mut response = Redirect::to(ReturnTo::parse(sent.value("retour")).as_str()).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::session(&visit.cx.portal.settings, &session));
    Ok(closed(response))
}

/// `POST /deconnexion`: the session ends here first, then at the provider if it has a page for that.
pub async fn sign_out(visit: Visit, headers: HeaderMap) -> Result<Response, Refused> {
    let settings = &visit.cx.portal.settings;
    let elsewhere = match session(&visit, &headers) {
        Some(session) => identity::close_session(&visit.cx, &session).await?,
        None => None,
    };
    let mut response = match elsewhere {
        None => Redirect::to(paths::HOME).into_response(),
        Some(url) if is_in_the_policy(&visit, &url) => Redirect::to(url.as_str()).into_response(),
        Some(url) => signed_out(&visit, url.as_str()),
    };
    for cookie in cookies::signed_out(settings) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert("clear-site-data", CLEAR);
    Ok(response)
}

/// Whether the pages' policy lets a form go on to `url`: it names the providers' own addresses, and one may take leave elsewhere.
fn is_in_the_policy(visit: &Visit, url: &Url) -> bool {
    visit.cx.portal.providers.offered().any(|provider| provider.leaves_to().origin() == url.origin())
}

/// The session that this browser has: it ends when another begins (fixation, two people on one machine).
fn session(visit: &Visit, headers: &HeaderMap) -> Option<Secret> {
    cookies::read(headers, &visit.cx.portal.settings, cookies::SESSION).map(|known| Secret::from_outside(&known))
}

/// A browser keeps its secret while it lasts: two tabs that sign in at once both succeed.
pub(super) fn browser(settings: &Settings, headers: &HeaderMap) -> anyhow::Result<Secret> {
    match cookies::read(headers, settings, cookies::BROWSER) {
        Some(known) => Ok(Secret::from_outside(&known)),
        None => Secret::new(),
    }
}

pub(super) fn failed(visit: &Visit, failure: SignInFailure) -> Result<Response, Refused> {
    match failure {
        SignInFailure::UnknownProvider => Err(Error::NotFound.into()),
        SignInFailure::Other(error) => Err(error.into()),
        failure => Ok(sign_in_failed(visit, &failure)),
    }
}

/// Answers of a sign-in are kept by nobody, and tell no other site what address they came from.
pub(super) fn closed(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
