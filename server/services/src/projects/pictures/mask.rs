//! Masking a picture of a sheet (S17).

use super::super::media::picture_for;
use crate::{
    cx::Cx,
    error::{Conflict, Error, Result},
    identity, media,
};
use domain::{
    access::ProjectAction,
    events::Event,
    ids::PictureId,
    media::{NotAZone, Zone},
    problem::{Problems, Rule},
};

/// Masks `zones` of `picture` for good, as it was seen in `revision`: no file that shows what stood there is left.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` as for an edit; `Invalid` without a zone; `Conflict` when it was masked by someone else meanwhile;
/// `Unavailable` when the store is away: then nothing has changed.
pub async fn mask_picture(cx: &Cx, picture: PictureId, revision: i64, zones: Vec<Zone>) -> Result<()> {
    if zones.is_empty() {
        return Err(Problems::one("zones", Rule::Zones(NotAZone::TooSmall)).into());
    }
    let (known, _) = picture_for(cx, &mut cx.read().await?, ProjectAction::Edit, picture, false).await?;
    same_revision(&known, revision)?;
    let many = zones.len();
    // A second of work, without holding the database.
    let masked = media::mask(cx, &known, zones).await?;
    let replaced = put_in_place(cx, &known, masked, many).await;
    // The files that lose: those of the former revision, or the new ones.
    match &replaced {
        Ok(()) => media::discard(cx, picture, known.revision).await,
        Err(_) => media::discard(cx, picture, masked.0).await,
    }
    replaced
}

async fn put_in_place(cx: &Cx, known: &media::Picture, masked: (media::Revision, media::PictureSize), many: usize) -> Result<()> {
    let mut change = cx.begin().await?;
    let (now, project) = picture_for(cx, &mut change, ProjectAction::Edit, known.id, true).await?;
    same_revision(&now, known.revision.get())?;
    if !media::replace(&mut change, known, masked).await? {
        // Where rows are not held between the two, it was masked by someone else since it was read, or swept: then it is not found.
        let (now, _) = picture_for(cx, &mut change, ProjectAction::Edit, known.id, true).await?;
        return Err(Error::Conflict(Conflict::StaleVersion { current: now.revision.get() }));
    }
    identity::record(cx, &mut change, "picture-mask", &format!("picture:{}", known.id), &format!("{many} zones")).await?;
    if let Some(project) = project {
        change.tell(Event::ProjectChanged { project: project.id });
    }
    change.commit().await
}

fn same_revision(known: &media::Picture, seen: i64) -> Result<()> {
    let current = known.revision.get();
    if current == seen { Ok(()) } else { Err(Error::Conflict(Conflict::StaleVersion { current })) }
}
