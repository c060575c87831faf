//! The way from the address of a server function to the function.

use crate::visit::Visit;
use axum::{extract::Request, response::Response};
use leptos::prelude::*;
use leptos_axum::handle_server_fns_with_context;

/// `POST /iles/…`
pub(super) async fn call(visit: Visit, request: Request) -> Response {
    use axum::response::IntoResponse;
    handle_server_fns_with_context(move || provide_context(visit.clone()), request).await.into_response()
}
