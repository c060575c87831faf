//! Linking a second identity: off to a provider, for someone who is signed in; the way back is that of every sign-in (`sso`).

use super::sso;
use crate::layers::cookies;
use app::{outcome::Refused, visit::Visit};
use axum::{
    extract::Path,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::paths;
use services::{
    error::Error,
    identity::{self, SignInFailure},
};

/// `GET /moi/identites/{provider}`. A link, as every sign-in: `form-action` would forbid the redirect. Followed from another site it does nothing:
/// what would be linked is whoever the browser is at the provider's.
pub async fn begin(visit: Visit, Path(provider): Path<String>, headers: HeaderMap) -> Result<Response, Refused> {
    let settings = &visit.cx.portal.settings;
    let from_elsewhere = headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    if from_elsewhere {
        return Ok(Redirect::to(paths::MY_IDENTITIES).into_response());
    }
    let browser = sso::browser(settings, &headers)?;
    match identity::begin_link(&visit.cx, &provider, &browser, visit.session.as_ref()).await {
        Ok(url) => {
            let mut response = Redirect::to(url.as_str()).into_response();
            response.headers_mut().append(header::SET_COOKIE, cookies::browser(settings, &browser));
            Ok(sso::closed(response))
        }
        // The page says it: one has to sign in again first.
        Err(SignInFailure::Other(Error::Invalid(_))) => Ok(Redirect::to(paths::MY_IDENTITIES).into_response()),
        Err(failure) => sso::failed(&visit, failure),
    }
}
