//! Pictures, to those who may read the project that shows them (SECURITY 4.3).

use app::{outcome::Refused, visit::Visit};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::ids::PictureId;
use services::{error::Error, media, media::Rendition, projects};

/// Asked for again each time: what a family takes back is gone from every page at once (S4, S5). What has not changed costs a question.
const CACHE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// One rendition. Rights are asked on every request; the type is the portal's, never the sender's.
pub async fn picture(visit: Visit, Path((id, file)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Refused> {
    let id: PictureId = id.parse().map_err(|_| Error::NotFound)?;
    let rendition: Rendition = file.parse().map_err(|_| Error::NotFound)?;
    let picture = projects::picture_seen(&visit.cx, id).await?;
    let etag = format!("\"{id}-{}-{file}\"", picture.revision.get());
    let unchanged = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        media::file(&visit.cx, &picture, rendition).await?.into_response()
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(rendition.content_type()));
    out.insert(header::CACHE_CONTROL, CACHE);
    out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(header::ETAG, etag);
    }
    Ok(response)
}
