//! Being written.
/// x
pub fn routes() -> axum::Router {
    axum::Router::new()
}
