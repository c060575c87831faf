//! Pictures and attachments, to those who may read the project, or the message, that shows them (SECURITY 4.3).
//!
//! Rights are asked on every request; types are the portal's, never the sender's; nothing that is served here can run in the portal's
//! origin: it is sandboxed, and a document is saved rather than shown.

use app::{outcome::Refused, visit::Visit};
use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    ids::{AttachmentId, PictureId},
    media::{AttachmentKind, Format},
    paths, text,
};
use http_range_header::parse_range_header;
use services::{
    discussions,
    error::Error,
    media::{self, Rendition},
    moderation, projects,
};
use std::ops::Range;

/// Asked for again each time: what a family takes back is gone from every page at once (S4, S5). What has not changed costs a question.
const CACHE: HeaderValue = HeaderValue::from_static("private, no-cache");
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// One file of a medium, by its name.
pub async fn file(visit: Visit, Path((id, file)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Refused> {
    let mut response = match file.parse::<Rendition>() {
        Ok(rendition) => picture(&visit, &id, rendition, &headers).await?,
        Err(_) if file == paths::CAPTIONS => captions(&visit, &id).await?,
        Err(_) => attachment(&visit, &id, &file, &headers).await?,
    };
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, CACHE);
    out.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    Ok(response)
}

async fn picture(visit: &Visit, id: &str, rendition: Rendition, headers: &HeaderMap) -> Result<Response, Error> {
    let id: PictureId = id.parse().map_err(|_| Error::NotFound)?;
    let seen = match projects::picture_seen(&visit.cx, id).await {
        Err(Error::NotFound) => discussions::picture_seen(&visit.cx, id).await,
        seen => seen,
    };
    let picture = match seen {
        Err(Error::NotFound) => moderation::picture_seen(&visit.cx, id).await?,
        seen => seen?,
    };
    let mark = format!("\"{id}-{}-{rendition:?}\"", picture.revision.get());
    let mut response = if is_known(headers, &mark) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        media::file(&visit.cx, &picture, rendition).await?.into_response()
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(rendition.content_type()));
    put(&mut response, header::ETAG, &mark);
    Ok(response)
}

async fn captions(visit: &Visit, id: &str) -> Result<Response, Error> {
    let id: AttachmentId = id.parse().map_err(|_| Error::NotFound)?;
    let captions = projects::captions_seen(&visit.cx, id).await?;
    Ok(([(header::CONTENT_TYPE, "text/vtt; charset=utf-8")], captions).into_response())
}

async fn attachment(visit: &Visit, id: &str, file: &str, headers: &HeaderMap) -> Result<Response, Error> {
    let id: AttachmentId = id.parse().map_err(|_| Error::NotFound)?;
    let seen = projects::attachment_seen(&visit.cx, id).await?;
    let (format, length) = (seen.attachment.format, seen.attachment.bytes);
    if paths::attachment(id, format).rsplit('/').next() != Some(file) {
        return Err(Error::NotFound);
    }
    let mark = format!("\"{id}\"");
    if is_known(headers, &mark) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        put(&mut response, header::ETAG, &mark);
        return Ok(response);
    }
    let mut response = match wanted(headers, &mark, length) {
        Wanted::Whole => whole(visit, id, format, length).await?,
        Wanted::Part(part) => partial(visit, id, format, part, length).await?,
        Wanted::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            put(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}"));
            return Ok(response);
        }
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    put(&mut response, header::ETAG, &mark);
    put(&mut response, header::CONTENT_DISPOSITION, &disposition(format, &seen.title));
    Ok(response)
}

async fn whole(visit: &Visit, id: AttachmentId, format: Format, length: u64) -> Result<Response, Error> {
    let content = visit.cx.portal.files.stream(&media::attachment_key(id, format), None).await?;
    let mut response = Body::from_stream(content).into_response();
    put(&mut response, header::CONTENT_LENGTH, &length.to_string());
    Ok(response)
}

async fn partial(visit: &Visit, id: AttachmentId, format: Format, part: Range<u64>, length: u64) -> Result<Response, Error> {
    let content = visit.cx.portal.files.stream(&media::attachment_key(id, format), Some(part.clone())).await?;
    let mut response = (StatusCode::PARTIAL_CONTENT, Body::from_stream(content)).into_response();
    put(&mut response, header::CONTENT_LENGTH, &(part.end - part.start).to_string());
    put(&mut response, header::CONTENT_RANGE, &format!("bytes {}-{}/{length}", part.start, part.end - 1));
    Ok(response)
}

/// What of a file is asked for (RFC 9110, 14). Players ask for one part; several at once are answered by the whole.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

fn wanted(headers: &HeaderMap, mark: &str, length: u64) -> Wanted {
    let Some(asked) = headers.get(header::RANGE).and_then(|asked| asked.to_str().ok()) else { return Wanted::Whole };
    if asked.contains(',') {
        return Wanted::Whole;
    }
    let another = headers.get(header::IF_RANGE).is_some_and(|known| known.as_bytes() != mark.as_bytes());
    let Some(parsed) = parse_range_header(asked).ok().filter(|_| !another) else { return Wanted::Whole };
    match parsed.validate(length).as_deref() {
        Ok([part]) => Wanted::Part(*part.start()..*part.end() + 1),
        Ok(_) => Wanted::Whole,
        // The last bytes, and more of them than there are: all.
        Err(_) if asked.starts_with("bytes=-") && length > 0 => Wanted::Whole,
        Err(_) => Wanted::Nothing,
    }
}

/// Sound and video play in the page; a document is saved, under its title.
fn disposition(format: Format, title: &str) -> String {
    let how = if format.kind() == AttachmentKind::Document { "attachment" } else { "inline" };
    format!("{how}; filename=\"{}.{}\"", text::slugify(title), format.key())
}

fn is_known(headers: &HeaderMap, mark: &str) -> bool {
    headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == mark.as_bytes())
}

/// Puts a header that the portal wrote: of ASCII only.
fn put(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_given_where_one_is_asked_for_and_there_is_one() {
        let of = |asked: &'static str, if_range: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static(asked));
            if let Some(known) = if_range {
                headers.insert(header::IF_RANGE, HeaderValue::from_static(known));
            }
            wanted(&headers, "\"7\"", 100)
        };
        for (asked, expected) in [
            ("bytes=0-", Wanted::Part(0..100)),
            ("bytes=10-19", Wanted::Part(10..20)),
            ("bytes=90-400", Wanted::Part(90..100)),
            ("bytes=-5", Wanted::Part(95..100)),
            ("bytes=-500", Wanted::Whole),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=20-10", Wanted::Nothing),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
        ] {
            assert_eq!(of(asked, None), expected, "{asked}");
        }
        assert_eq!(of("bytes=1-2", Some("\"7\"")), Wanted::Part(1..3));
        assert_eq!(of("bytes=1-2", Some("\"8\"")), Wanted::Whole);
        assert_eq!(wanted(&HeaderMap::new(), "\"7\"", 100), Wanted::Whole);
    }
}
