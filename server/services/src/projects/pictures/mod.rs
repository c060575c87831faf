//! The pictures of a sheet: placed by its authors, shown to its readers, masked.
//!
//! **Start reading at** `place`, then `open`.

mod mask;
mod open;
mod place;

pub use mask::mask_picture;
pub use open::{PicturePage, figures_in, open_picture, picture_seen, pictures_typed};
pub(super) use place::place;

use super::{Project, media::medium_for};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    media,
};
use domain::{access::ProjectAction, ids::PictureId};

/// A picture and the project that shows it, if one does, for `action`; locked for a write.
///
/// # Errors
/// As `medium_for`.
async fn picture_for(
    cx: &Cx,
    conn: &mut impl Conn,
    action: ProjectAction,
    picture: PictureId,
    write: bool,
) -> Result<(media::Picture, Option<Project>)> {
    let (_, project) = medium_for(cx, conn, action, picture.into(), write).await?;
    let known = media::load(conn, picture).await?.ok_or(Error::NotFound)?;
    Ok((known, project))
}
