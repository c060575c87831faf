//! Pictures, to those who may read the project that shows them (SECURITY 4.3).

use app::{outcome::Refused, visit::Visit};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::ids::PictureId;
use services::{error::Error, media::Rendition, projects};

/// A public picture never changes under its address, but may be withdrawn: it is asked for again after a minute.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// One rendition. Rights are asked on every request; the type is the portal's, never the sender's.
pub async fn picture(visit: Visit, Path((id, file)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Refused> {
    let id: PictureId = id.parse().map_err(|_| Error::NotFound)?;
    let rendition: Rendition = file.parse().map_err(|_| Error::NotFound)?;
    let content = projects::file(&visit.cx, id, rendition).await?;
    let etag = format!("\"{id}-{file}\"");
    let unchanged = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if unchanged { StatusCode::NOT_MODIFIED.into_response() } else { content.into_response() };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(rendition.content_type()));
    out.insert(header::CACHE_CONTROL, CACHE);
    out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(header::ETAG, etag);
    }
    Ok(response)
}
