//! Pictures: who may see one, and what becomes of those that no project shows.

use super::{gate, rows};
use crate::{
    cx::Cx,
    error::{Error, Result},
    media,
};
use bytes::Bytes;
use domain::{access::ProjectAction, ids::PictureId};

/// How long a picture may wait to be placed: someone who writes over two days sends it again.
const WAIT_MS: i64 = 24 * 3_600_000;
/// How many are removed in one round: the next goes on.
const AT_ONCE: i64 = 100;

/// A picture's file, for whoever may read the project that shows it, or took it in and has not placed it yet.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen.
pub async fn file(cx: &Cx, picture: PictureId, rendition: media::Rendition) -> Result<Bytes> {
    let mut conn = cx.read().await?;
    match rows::project_of_picture(&mut conn, picture).await? {
        Some(slug) => {
            gate::project(cx, &mut conn, ProjectAction::Read, &slug).await?;
        }
        None => {
            let (owner, ..) = rows::picture_owner(&mut conn, picture).await?.ok_or(Error::NotFound)?;
            if owner.is_none() || owner != cx.account() {
                return Err(Error::NotFound);
            }
        }
    }
    drop(conn);
    media::file(cx, picture, rendition).await
}

/// Removes the pictures that no project shows a day after they came: replaced, taken off, or never placed. Says how many.
///
/// # Errors
/// `Unavailable` when the store or the database is away; what was removed stays so.
pub async fn sweep_pictures(cx: &Cx) -> Result<usize> {
    let unplaced = rows::unplaced_pictures(&mut cx.read().await?, cx.now().plus_ms(-WAIT_MS), AT_ONCE).await?;
    let mut removed = 0;
    for picture in unplaced {
        let mut change = cx.begin().await?;
        // Asked again with the write lock: someone may have placed it meanwhile.
        if rows::project_of_picture(&mut change, picture).await?.is_none() {
            media::remove(cx, &mut change, picture).await?;
            change.commit().await?;
            removed += 1;
        }
    }
    Ok(removed)
}
