//! Whether the process is alive, and whether it can serve. Both say nothing else.

use app::visit::Visit;
use axum::http::StatusCode;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub async fn ready(visit: Visit) -> (StatusCode, &'static str) {
    let cx = services::cx::Cx::system(visit.cx.portal.clone(), "readiness");
    match services::projects::counts(&cx).await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!("not ready: {error:#}");
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable\n")
        }
    }
}
