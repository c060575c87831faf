//! Requests that change something and come from elsewhere are refused (SECURITY 4.2).
//!
//! `tower_http`'s layer does what Go 1.25 does. One rule is tightened: a request that carries our session and says neither
//! `Origin` nor `Sec-Fetch-Site` is refused too, since every browser in use says one of them.

use super::cookies;
use anyhow::Context;
use app::visit::Visit;
use axum::{
    extract::Request,
    http::{HeaderName, Method, StatusCode, Uri, header},
    middleware::Next,
    response::Response,
};
use domain::paths;
use services::cx::Settings;
use tower_http::csrf::CsrfLayer;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The layer, with the public address trusted by name: a proxy may rewrite `Host`.
///
/// # Errors
/// When the public address has no origin.
pub fn layer(settings: &Settings) -> anyhow::Result<CsrfLayer> {
    let origin = settings.public_url.origin().ascii_serialization();
    let layer = CsrfLayer::new().with_insecure_bypass(|_, uri| is_between_servers(uri));
    layer.add_trusted_origin(origin).context("the public address has no origin")
}

/// Whether a provider's server speaks there, and no browser: what it sends is signed, or names a ticket that nobody else knows, and
/// cookies count for nothing.
fn is_between_servers(uri: &Uri) -> bool {
    let below = uri.path().strip_prefix(paths::SIGN_IN).and_then(|rest| rest.strip_prefix('/'));
    matches!(below.and_then(|rest| rest.split_once('/')), Some((_, "deconnexion" | "retour")))
}

/// The tightened rule.
pub async fn refuse_unsaid(visit: Visit, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let said = headers.contains_key(header::ORIGIN) || headers.contains_key(SEC_FETCH_SITE);
    let ours = cookies::read(headers, &visit.cx.portal.settings, cookies::SESSION).is_some();
    if ours && !safe && !said && !is_between_servers(request.uri()) {
        return refused(&visit);
    }
    let response = next.run(request).await;
    // The library's own refusal is a bare line of English: people get a page.
    if response.extensions().get::<tower_http::csrf::ProtectionError>().is_some() { refused(&visit) } else { response }
}

fn refused(visit: &Visit) -> Response {
    let words = app::outcome::Words {
        title: "Cette demande vient d’ailleurs",
        text: "Pour votre sécurité, le portail n’accepte que ce qui est envoyé depuis ses propres pages. Ouvrez la page ici, puis recommencez."
            .into(),
    };
    app::outcome::error_page(visit, StatusCode::FORBIDDEN, &words)
}
