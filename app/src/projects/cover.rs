//! The drawn cover of a project without a picture: « les gommettes ».
//!
//! A sheet of 6 × 4 squares, on which paper stickers are laid: two large ones, then small ones. The subject chooses the shapes, the
//! title chooses places, turns and colours. Integers only: the same title gives the same drawing everywhere. No script, no style,
//! no text: safe to serve.

mod draw;
mod motifs;

use crate::{outcome::Refused, visit::Visit};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use services::projects;

/// `/projets/{slug}/couverture.svg`, to whoever may read the project.
pub(super) async fn drawn(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let (title, subject) = projects::cover_art(&visit.cx, &slug).await?;
    let mut response = draw::cover(subject, &title).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    Ok(response)
}
