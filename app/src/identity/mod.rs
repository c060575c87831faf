//! Being written.
/// x
pub fn routes() -> axum::Router {
    axum::Router::new()
}
/// x
pub fn sign_in_failed(visit: &crate::visit::Visit, _failure: &services::identity::SignInFailure) -> axum::response::Response {
    crate::outcome::error_page(visit, axum::http::StatusCode::BAD_REQUEST, &crate::outcome::Words { title: "x", text: "x" })
}
