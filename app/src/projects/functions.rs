//! The way from the address of a server function to the function.

use crate::{outcome::Refused, visit::Visit};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::access::PortalAction;
use leptos::prelude::*;
use leptos_axum::handle_server_fns_with_context;
use services::access;

/// `POST /iles/…`, for members. What a function refuses is the asker's fault, never ours: leptos would say 500.
pub(super) async fn call(visit: Visit, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::UseAccount)?;
    let mut response = handle_server_fns_with_context(move || provide_context(visit.clone()), request).await.into_response();
    if response.status().is_server_error() {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}
