//! What calendars follow: `/formations.ics` and `/moi/formations.ics?cle=…` (RFC 5545).

use app::{outcome::Refused, visit::Visit};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::training::CalendarQuery;
use services::{outside::Secret, training};

/// Everything that is announced, or of a commune, or for a cycle, as the calendar's page asks for it.
pub async fn trainings(visit: Visit) -> Result<Response, Refused> {
    let asked = visit.query();
    let query = CalendarQuery::read(asked.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    Ok(calendar(training::calendar_file(&visit.cx, &query).await?, "public, max-age=900"))
}

/// Someone's own places. Whoever has the address reads it: calendars do not sign in.
pub async fn own(visit: Visit) -> Result<Response, Refused> {
    let secret = visit.query().into_iter().find(|(name, _)| name == "cle").map(|(_, value)| value).unwrap_or_default();
    let file = training::own_calendar_file(&visit.cx, &Secret::from_outside(&secret)).await?;
    Ok(calendar(file, "private, no-store"))
}

fn calendar(file: String, kept: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8"), (header::CACHE_CONTROL, kept)], file).into_response()
}
