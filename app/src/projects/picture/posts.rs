//! What is sent to `/images`.

use super::zones;
use crate::{outcome::Refused, projects::edit::PictureCard, sent::Sent, ui::problems::sentence, visit::Visit};
use axum::{
    Json,
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    access::PortalAction,
    ids::PictureId,
    problem::{Problems, Rule},
    projects::{PictureEntry, ProjectForm},
};
use leptos::prelude::*;
use services::{access, error::Error, media, projects};

/// `POST /images`: takes one picture in, and answers with its card for the editor. A form of the editor then places it.
pub(in crate::projects) async fn take_in(visit: Visit, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::StartProject)?;
    let mut sent = Sent::read(request).await?;
    let Some(file) = sent.take_files("pictures").into_iter().next() else {
        return Err(Error::Invalid(Problems::one("pictures", Rule::Required)).into());
    };
    let taken = match file.content {
        Ok(bytes) => media::take_in(&visit.cx, bytes).await,
        Err(problem) => Err(Problems::one("pictures", Rule::Medium(problem)).into()),
    };
    let picture = match taken {
        Ok(picture) => picture,
        Err(Error::Invalid(problems)) => return Ok(refused(&problems.of_file(&file.name))),
        Err(error) => return Err(error.into()),
    };
    let entry = PictureEntry { picture, alt: domain::media::Alternative::Missing, caption: String::new() };
    let form = ProjectForm { pictures: Some(vec![entry]), ..ProjectForm::default() };
    let placed = projects::pictures_typed(&visit.cx, None, &form).await?.into_iter().next().ok_or(Error::NotFound)?;
    let owner = Owner::new();
    let html = owner.with(|| view! { <PictureCard placed place=0 total=0/> }.to_html());
    Ok(Json(serde_json::json!({ "id": picture.to_string(), "html": html })).into_response())
}

/// What the island is told of a file that is refused.
pub(in crate::projects) fn refused(problems: &Problems) -> Response {
    let message = problems.iter().map(|problem| sentence(&problem.rule)).collect::<Vec<_>>().join(" ");
    (StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "message": message }))).into_response()
}

/// Masks the zones sent.
///
/// # Errors
/// `Invalid` on `zones`; as `mask_picture`.
pub(in crate::projects) async fn mask(visit: &Visit, picture: PictureId, pairs: &[(String, String)], revision: &str) -> Result<(), Error> {
    let zones = zones::read(pairs)?;
    projects::mask_picture(&visit.cx, picture, revision.parse().unwrap_or(-1), zones).await
}
