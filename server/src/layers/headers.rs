//! Security headers on every answer (SECURITY 4.1): pages, files, feeds and errors alike.

use app::{shell::content_security_policy, visit::Visit};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use domain::access::Viewer;

const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ),
];
const ONE_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// Adds what the answer does not say itself.
pub async fn add(visit: Visit, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        add_missing(headers, name, value);
    }
    if visit.cx.portal.settings.public_url.scheme() == "https" {
        add_missing(headers, header::STRICT_TRANSPORT_SECURITY, ONE_YEAR);
    }
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(None, &visit)) {
        add_missing(headers, header::CONTENT_SECURITY_POLICY, policy);
    }
    // What everyone sees may be asked for again without being sent again; what someone sees because of who they are, or of a link that
    // they hold, is kept by nobody.
    let cache = if visit.cx.viewer == Viewer::Nobody { "no-cache" } else { "no-store" };
    add_missing(headers, header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

fn add_missing(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
