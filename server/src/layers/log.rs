//! One line per request: its id, what was asked, what was answered, how long it took. No address, no name, no query. What was answered is
//! counted too.

use app::visit::Visit;
use axum::{extract::Request, http::HeaderValue, middleware::Next, response::Response};

/// Writes the line, and the request's id into the answer.
pub async fn write(visit: Visit, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let began = visit.cx.now();
    let mut response = next.run(request).await;
    let took_ms = visit.cx.now().since_ms(began);
    visit.cx.portal.measured.answered(response.status().as_u16());
    let id = &*visit.cx.request;
    tracing::info!(request = id, %method, path, status = response.status().as_u16(), took_ms, "answered");
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
