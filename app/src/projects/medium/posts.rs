//! What is asked of a medium, by its kind.

use super::Sent as Shown;
use crate::{
    outcome::Refused,
    projects::{attachments, picture},
    sent::Sent,
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::{AttachmentId, MediumId, PictureId},
    media::People,
    paths,
    problem::{Problems, Rule},
    time::Day,
};
use services::{
    error::{Conflict, Error},
    projects,
};

/// What a medium is.
#[derive(Clone, Copy)]
enum Kind {
    Picture(PictureId),
    Attachment(AttachmentId),
}

async fn kind(visit: &Visit, id: &str) -> Result<(MediumId, Kind), Error> {
    let attachment: AttachmentId = id.parse().map_err(|_| Error::NotFound)?;
    let known = projects::is_attachment(&visit.cx, attachment).await?;
    let kind = if known { Kind::Attachment(attachment) } else { Kind::Picture(PictureId::new(attachment.get())) };
    Ok((attachment.into(), kind))
}

/// `/medias/{id}`
pub(in crate::projects) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let page = match kind(&visit, &id).await?.1 {
        Kind::Picture(picture) => picture::open(&visit, picture).await,
        Kind::Attachment(attachment) => attachments::show(&visit, attachment, StatusCode::OK, asked(&visit)).await,
    };
    Ok(page?)
}

fn asked(visit: &Visit) -> Shown {
    Shown { pairs: visit.query(), problems: Problems::new() }
}

/// `/images/{id}`, where a picture's page once was: letters lead there.
pub(in crate::projects) async fn moved(Path(id): Path<String>) -> Result<Response, Refused> {
    let medium: MediumId = id.parse().map_err(|_| Error::NotFound)?;
    Ok(Redirect::permanent(&paths::medium_page(medium)).into_response())
}

/// `POST /medias/{id}`: masks, describes, declares, or takes from its readers, as the button says.
pub(in crate::projects) async fn prepare(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let (medium, kind) = kind(&visit, &id).await?;
    let mut sent = Sent::read(request).await?;
    let done = match (sent.value("intent").to_owned().as_str(), kind) {
        ("mask", Kind::Picture(picture)) => picture::mask(&visit, picture, &sent.pairs, sent.value("revision")).await.map(|()| "masque"),
        ("describe", Kind::Attachment(attachment)) => attachments::describe(&visit, attachment, &mut sent).await.map(|()| "mots"),
        ("declare", _) => declare(&visit, medium, &sent).await.map(|()| "droits"),
        ("withdraw", _) => projects::withdraw_consent(&visit.cx, medium).await.map(|()| "retrait"),
        _ => Err(Problems::one("intent", Rule::Required).into()),
    };
    let (status, problems) = match done {
        Ok(done) => return Ok(Redirect::to(&format!("{}?fait={done}", paths::medium_page(medium))).into_response()),
        Err(Error::Invalid(problems)) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        // The picture has changed under the zones: they are shown over what it is now.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => (StatusCode::CONFLICT, Problems::one("zones", Rule::MaskedMeanwhile)),
        Err(error) => return Err(error.into()),
    };
    let shown = Shown { pairs: sent.pairs, problems };
    let page = match kind {
        Kind::Picture(picture) => picture::show(&visit, picture, status, shown).await,
        Kind::Attachment(attachment) => attachments::show(&visit, attachment, status, shown).await,
    };
    Ok(page?)
}

async fn declare(visit: &Visit, medium: MediumId, sent: &Sent) -> Result<(), Error> {
    let people = People::read(sent.borrowed(), Day::containing(visit.cx.now()))?;
    projects::declare_people(&visit.cx, medium, &people).await
}
