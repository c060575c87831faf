//! What is sent to `/images`.

use super::{
    page::{Sent as Shown, show},
    zones,
};
use crate::{outcome::Refused, projects::edit::PictureCard, sent::Sent, ui::problems::sentence, visit::Visit};
use axum::{
    Json,
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::PortalAction,
    ids::PictureId,
    media::People,
    paths,
    problem::{Problems, Rule},
    projects::{PictureEntry, ProjectForm},
    time::Day,
};
use leptos::prelude::*;
use services::{
    access,
    error::{Conflict, Error},
    media, projects,
};

/// `POST /images`: takes one picture in, and answers with its card for the editor. A form of the editor then places it.
pub(in crate::projects) async fn take_in(visit: Visit, request: Request) -> Result<Response, Refused> {
    access::check(&visit.cx, PortalAction::StartProject)?;
    let mut sent = Sent::read(request).await?;
    let picture = match sent.take_files("pictures").into_iter().next().map(|file| file.content) {
        None => return Err(Error::Invalid(Problems::one("pictures", Rule::Required)).into()),
        Some(Err(problem)) => return Ok(refused(&Problems::one("pictures", Rule::Picture(problem)))),
        Some(Ok(bytes)) => match media::take_in(&visit.cx, bytes).await {
            Ok(picture) => picture,
            Err(Error::Invalid(problems)) => return Ok(refused(&problems)),
            Err(error) => return Err(error.into()),
        },
    };
    let entry = PictureEntry { picture, alt: domain::media::Alternative::Missing, caption: String::new() };
    let form = ProjectForm { pictures: Some(vec![entry]), ..ProjectForm::default() };
    let placed = projects::pictures_typed(&visit.cx, None, &form).await?.into_iter().next().ok_or(Error::NotFound)?;
    let owner = Owner::new();
    let html = owner.with(|| view! { <PictureCard placed place=0 total=0/> }.to_html());
    Ok(Json(serde_json::json!({ "picture": picture.to_string(), "html": html })).into_response())
}

fn refused(problems: &Problems) -> Response {
    let message = problems.iter().map(|problem| sentence(&problem.rule)).collect::<Vec<_>>().join(" ");
    (StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "message": message }))).into_response()
}

/// `POST /images/{id}`: masks, declares, or takes from its readers, as the button says.
pub(in crate::projects) async fn prepare(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let picture: PictureId = id.parse().map_err(|_| Error::NotFound)?;
    let sent = Sent::read(request).await?;
    let done = match sent.value("intent") {
        "mask" => mask(&visit, picture, &sent).await.map(|()| "masque"),
        "declare" => declare(&visit, picture, &sent).await.map(|()| "droits"),
        "withdraw" => projects::withdraw_consent(&visit.cx, picture).await.map(|()| "retrait"),
        _ => Err(Problems::one("intent", Rule::Required).into()),
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("{}?fait={done}", paths::picture_page(picture))).into_response()),
        Err(Error::Invalid(problems)) => {
            let shown = Shown { pairs: sent.pairs, problems };
            Ok(show(&visit, picture, StatusCode::UNPROCESSABLE_ENTITY, shown).await?)
        }
        // The picture has changed under the zones: they are shown over what it is now.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let shown = Shown { pairs: sent.pairs, problems: Problems::one("zones", Rule::MaskedMeanwhile) };
            Ok(show(&visit, picture, StatusCode::CONFLICT, shown).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn mask(visit: &Visit, picture: PictureId, sent: &Sent) -> Result<(), Error> {
    let zones = zones::read(&sent.pairs)?;
    let revision = sent.value("revision").parse().unwrap_or(-1);
    projects::mask_picture(&visit.cx, picture, revision, zones).await
}

async fn declare(visit: &Visit, picture: PictureId, sent: &Sent) -> Result<(), Error> {
    let people = People::read(sent.borrowed(), Day::containing(visit.cx.now()))?;
    projects::declare_people(&visit.cx, picture, &people).await
}
