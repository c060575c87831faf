//! What is printed or taken away of a session: the sheet to sign, certificates, hours, lists.

use super::session_id;
use crate::{outcome::Refused, sent::Sent, visit::Visit};
use axum::{
    extract::{Path, Request},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    ids::RegistrationId,
    paths,
    time::{Day, SchoolYear},
    training::{ExportForm, ExportFormat},
};
use services::{error::Error, training};

const PDF: &str = "application/pdf";

/// A file to be kept, of people: no cache keeps it.
fn file(kind: &'static str, name: &str, content: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, no-store"), (header::CONTENT_DISPOSITION, &name)];
    (headers, content).into_response()
}

/// `/animation/sessions/{id}/emargement.pdf`
pub(super) async fn sign_in_sheet(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(file(PDF, "emargement.pdf", training::sign_in_sheet(&visit.cx, session_id(&id)?).await?))
}

/// `/animation/sessions/{id}/attestations.pdf`
pub(super) async fn certificates(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(file(PDF, "attestations.pdf", training::certificates_paper(&visit.cx, session_id(&id)?).await?))
}

/// `/moi/formations/{id}/attestation.pdf`
pub(super) async fn certificate(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let id: RegistrationId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(file(PDF, "attestation-de-presence.pdf", training::certificate_paper(&visit.cx, id).await?))
}

/// `/moi/formations/heures.pdf?annee=2026-2027`
pub(super) async fn hours(visit: Visit) -> Result<Response, Refused> {
    let asked = visit.query().into_iter().find(|(name, _)| name == "annee").and_then(|(_, value)| value.parse().ok());
    let year = asked.unwrap_or_else(|| SchoolYear::containing(visit.cx.now()));
    Ok(file(PDF, &format!("heures-{year}.pdf"), training::hours_paper(&visit.cx, year).await?))
}

/// `POST /animation/sessions/{id}/export`: the list, with what was chosen of it.
pub(super) async fn export(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = session_id(&id)?;
    let sent = Sent::read(request).await?;
    let form = match ExportForm::read(sent.borrowed()) {
        Ok(form) => form,
        Err(problems) => return Ok(super::session::with_typed(&visit, id, &sent.pairs, problems).await?),
    };
    let content = training::export(&visit.cx, id, &form).await?;
    let kind = match form.format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        ExportFormat::Pdf => PDF,
    };
    Ok(file(kind, &format!("inscriptions-{}.{}", Day::containing(visit.cx.now()), form.format.key()), content))
}

/// The address of the hours of a year.
pub(super) fn hours_of(year: SchoolYear) -> String {
    format!("{}?annee={year}", paths::MY_HOURS)
}
