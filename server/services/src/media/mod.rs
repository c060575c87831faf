//! Pictures: taken in, turned upright, stripped of everything but their pixels, made in the widths that pages use.
//!
//! **Promises.** [`take_in`] keeps a picture or says by name why not, and then keeps nothing of it. What is kept is what the portal
//! encoded itself: no metadata, no original, no trailing bytes (S18, R1). What no project shows any more is removed
//! ([`remove`], asked by `projects::sweep_pictures`).
//!
//! **Invariants.** Every path by which a picture comes in ends in `prepare`. Files lie under keys made by the portal. Rights on
//! a picture are those of the project that shows it: `projects::file` asks them, [`file()`] does not.
//!
//! **Start reading at** `prepare`, then [`take_in`].

mod formats;
mod prepare;
mod rows;
#[cfg(test)]
mod tests;

pub use prepare::{Prepared, prepare};

use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use bytes::Bytes;
use domain::{
    access::{PortalAction, Viewer},
    ids::PictureId,
    media::{PictureProblem, WIDTHS},
    problem::{Problems, Rule},
};
use std::str::FromStr;
use tokio::sync::Semaphore;

/// Pictures being decoded at once: each may need 250 MB.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// One of the files that a picture was made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendition {
    /// A WebP of one of the house's widths.
    Width(u32),
    /// The JPEG for link previews.
    Preview,
}

impl Rendition {
    /// Its media type: the portal's, never the sender's.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Width(_) => "image/webp",
            Self::Preview => "image/jpeg",
        }
    }

    fn key(self, picture: PictureId) -> String {
        match self {
            Self::Width(width) => format!("media/{picture}/{width}.webp"),
            Self::Preview => format!("media/{picture}/apercu.jpg"),
        }
    }
}

/// No rendition bears this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rendition bears this name")]
pub struct UnknownRendition;

impl FromStr for Rendition {
    type Err = UnknownRendition;

    fn from_str(name: &str) -> Result<Self, UnknownRendition> {
        if name == "apercu.jpg" {
            return Ok(Self::Preview);
        }
        let width = name.strip_suffix(".webp").and_then(|width| width.parse().ok()).ok_or(UnknownRendition)?;
        if WIDTHS.contains(&width) { Ok(Self::Width(width)) } else { Err(UnknownRendition) }
    }
}

/// A picture's size, in pixels, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// Takes a picture in for whoever is signed in, who may then place it.
///
/// # Errors
/// `SignIn` for nobody; `Invalid` on the field `cover` when the file is refused: nothing of it is kept; `Unavailable` when the store
/// is away or full.
pub async fn take_in(cx: &Cx, bytes: Vec<u8>) -> Result<PictureId> {
    if !matches!(cx.viewer, Viewer::System(_)) {
        access::check(cx, PortalAction::UseAccount)?;
    }
    let permit = AT_ONCE.acquire().await.map_err(|error| anyhow::Error::new(error).context("pictures being decoded"))?;
    let prepared =
        tokio::task::spawn_blocking(move || prepare(bytes)).await.map_err(|error| anyhow::Error::new(error).context("a picture"))?;
    drop(permit);
    keep(cx, &prepared.map_err(refused)?).await
}

fn refused(problem: PictureProblem) -> Error {
    Problems::one("cover", Rule::Picture(problem)).into()
}

/// Keeps a picture that was prepared: its files first, then its row. Without the row nothing leads to the files, and they go again.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn keep(cx: &Cx, prepared: &Prepared) -> Result<PictureId> {
    let picture = PictureId::new(cx.id());
    let kept = keep_all(cx, picture, prepared).await;
    if kept.is_err() {
        discard_files(cx, picture).await;
    }
    kept.map(|()| picture)
}

async fn keep_all(cx: &Cx, picture: PictureId, prepared: &Prepared) -> Result<()> {
    for (width, content) in &prepared.renditions {
        cx.portal.files.put(&Rendition::Width(*width).key(picture), content.clone()).await?;
    }
    cx.portal.files.put(&Rendition::Preview.key(picture), prepared.preview.clone()).await?;
    let mut change = cx.begin().await?;
    rows::insert(&mut change, picture, cx.account(), prepared.size, cx.now()).await?;
    change.commit().await
}

async fn discard_files(cx: &Cx, picture: PictureId) {
    for rendition in renditions() {
        if let Err(error) = cx.portal.files.delete(&rendition.key(picture)).await {
            tracing::warn!(%picture, "a file of a picture that was not kept stays behind: {error}");
        }
    }
}

/// Removes a picture that nothing shows any more, its files first: what fails is tried again, for the row is still there.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn remove(cx: &Cx, conn: &mut impl Conn, picture: PictureId) -> Result<()> {
    for rendition in renditions() {
        cx.portal.files.delete(&rendition.key(picture)).await?;
    }
    rows::delete(conn, picture).await
}

fn renditions() -> impl Iterator<Item = Rendition> {
    WIDTHS.map(Rendition::Width).into_iter().chain([Rendition::Preview])
}

/// A rendition's content, without asking for rights: its project's slice did.
///
/// # Errors
/// `NotFound` when the picture has no such rendition, `Unavailable` when the store is away.
pub async fn file(cx: &Cx, picture: PictureId, rendition: Rendition) -> Result<Bytes> {
    cx.portal.files.get(&rendition.key(picture)).await
}

/// A picture's size; nothing when there is no such picture.
///
/// # Errors
/// The database's.
pub async fn size(cx: &Cx, picture: PictureId) -> Result<Option<PictureSize>> {
    rows::size(&mut cx.read().await?, picture).await
}
