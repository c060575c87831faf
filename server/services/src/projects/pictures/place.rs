//! Which pictures a sheet shows after a save.

use super::super::{Placed, Project, rows};
use crate::{
    cx::{Change, Cx},
    error::Result,
    media,
};
use domain::{
    ids::PictureId,
    media::MediumProblem,
    problem::{Problems, Rule},
    projects::PicturesForm,
};

/// Gives `project` the pictures that `asked` names, in that order. One that someone else took in, that another project shows or that
/// does not exist is refused as if it did not exist.
///
/// # Errors
/// `Invalid` on the field `pictures`.
pub async fn place(cx: &Cx, change: &mut Change, project: &mut Project, asked: Option<&PicturesForm>) -> Result<()> {
    let Some(asked) = asked else { return Ok(()) };
    let mut known = std::mem::take(&mut project.pictures);
    for entry in asked {
        let placed = match known.iter().position(|placed| placed.figure.picture == entry.picture) {
            Some(at) => known.swap_remove(at),
            None => taken_in(cx, change, entry.picture).await?,
        };
        project.pictures.push(placed.described(entry.alt.clone(), entry.caption.clone()));
    }
    rows::store_pictures(change, project).await
}

async fn taken_in(cx: &Cx, change: &mut Change, picture: PictureId) -> Result<Placed> {
    let unknown = || Problems::one("pictures", Rule::Medium(MediumProblem::NotAPicture));
    let taken = rows::project_of_medium(change, picture.into()).await?.is_some();
    let known = media::load(change, picture).await?.filter(|known| !taken && known.medium.owner == cx.account()).ok_or_else(unknown)?;
    Ok(Placed::new(known))
}
