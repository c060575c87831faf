//! Media. Pictures: taken in, turned upright, stripped of everything but their pixels, made in the widths that pages use; masked, declared, hidden.
//!
//! **Promises.** [`take_in`] keeps a picture or says by name why not, and then keeps nothing of it. What is kept is what the portal
//! encoded itself: no metadata, no original, no trailing bytes (S18, R1). What [`mask()`] covers is in no file any more (S17). What
//! neither a project nor a message shows any more is removed ([`remove`], asked by `projects::sweep_media`), and [`sweep()`] finds files
//! without a row and rows without files. [`texts`] gives what documents say: `projects::read_documents` has it read.
//!
//! **Invariants.** Every path by which a picture comes in ends in [`prepare`]. Files lie under keys made by the portal. Rights on
//! a picture are those of the project, or of the message, that shows it: `projects::picture_seen` and `discussions::picture_seen` ask them,
//! [`file()`] does not. The ledger only grows: each declaration is a row of its own, the picture names the one that holds.
//!
//! **Start reading at** [`prepare`], then [`take_in`].

mod attachments;
mod ledger;
mod reading;
mod rows;
mod sweep;
mod widths;

pub use attachments::{
    Attachment, insert as insert_attachment, key as attachment_key, load as load_attachment, load_many as load_attachments,
    put as put_attachment,
};
pub use imaging::{PictureSize, Prepared, prepare};
pub use ledger::{Ending, declare, due, ending, forget_warning, hide, show, warned};
pub use reading::{
    Document, DocumentReader, DocumentText, Unreadable, beginnings, keep_text, read as read_document, read_text, texts, unread,
};
pub use sweep::{Swept, is_lost, sweep};
pub use widths::{middle, narrowest, srcset, widest};

use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::Result,
    holdings::{Part, Words},
};
use bytes::Bytes;
use domain::{
    access::{PortalAction, Viewer},
    ids::{AccountId, AttachmentId, MediumId, PictureId},
    media::{Hidden, MediumProblem, People, WIDTHS, Zone},
    problem::{Problems, Rule},
};
use std::{collections::HashMap, str::FromStr};
use tokio::sync::Semaphore;

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;

/// Where the files of pictures lie in the store.
const FOLDER: &str = "media";

/// Which making of a picture's files is meant: masking makes others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(i64);

impl Revision {
    /// The files as the picture was taken in.
    pub const FIRST: Self = Self(0);

    /// The number, for the database and for the marks of answers.
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// Files being decoded at once: a picture may need 250 MB.
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

    /// The key of this file of `picture`: a revision has keys of its own, so that what is masked is never half replaced.
    fn key(self, picture: PictureId, revision: Revision) -> String {
        let folder = match revision {
            Revision::FIRST => format!("{FOLDER}/{picture}"),
            Revision(later) => format!("{FOLDER}/{picture}/{later}"),
        };
        match self {
            Self::Width(width) => format!("{folder}/{width}.webp"),
            Self::Preview => format!("{folder}/apercu.jpg"),
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

/// What the portal knows of anything taken in, whatever shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Medium {
    /// Which one.
    pub id: MediumId,
    /// Who took it in.
    pub owner: Option<AccountId>,
    /// Who can be recognised in it, by the last declaration.
    pub people: People,
    /// Why it is not shown; nothing when it may be.
    pub hidden: Option<Hidden>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which one.
    pub id: PictureId,
    /// What it shares with other media.
    pub medium: Medium,
    /// Its size, upright.
    pub size: PictureSize,
    /// Its present files.
    pub revision: Revision,
}

/// Takes a picture in for whoever is signed in, who may then place it.
///
/// # Errors
/// `SignIn` for nobody; `Invalid` on the field `pictures` when the file is refused: nothing of it is kept; `Unavailable` when the store
/// is away or full.
pub async fn take_in(cx: &Cx, bytes: Vec<u8>) -> Result<PictureId> {
    if !matches!(cx.viewer, Viewer::System(_)) {
        access::check(cx, PortalAction::UseAccount)?;
    }
    keep(cx, &made(move || prepare(bytes)).await?).await
}

/// Makes files on a thread where that harms nobody, a few at a time.
async fn made(make: impl FnOnce() -> Result<Prepared, MediumProblem> + Send + 'static) -> Result<Prepared> {
    let permit = AT_ONCE.acquire().await.map_err(|error| anyhow::Error::new(error).context("pictures being decoded"))?;
    let work = move || {
        // Whoever sent it may be gone meanwhile: the work goes on, and holds its place.
        let prepared = make();
        drop(permit);
        prepared
    };
    let prepared = tokio::task::spawn_blocking(work).await.map_err(|error| anyhow::Error::new(error).context("a picture"))?;
    prepared.map_err(|problem| Problems::one("pictures", Rule::Medium(problem)).into())
}

/// Keeps a picture that was prepared: its files first, then its row. Without the row nothing leads to the files, and they go again.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn keep(cx: &Cx, prepared: &Prepared) -> Result<PictureId> {
    let picture = PictureId::new(cx.id());
    let kept = match put(cx, picture, Revision::FIRST, prepared).await {
        Ok(()) => insert(cx, picture, prepared.size).await,
        away => away,
    };
    if kept.is_err() {
        discard(cx, picture, Revision::FIRST).await;
    }
    kept.map(|()| picture)
}

async fn insert(cx: &Cx, picture: PictureId, size: PictureSize) -> Result<()> {
    let mut change = cx.begin().await?;
    rows::insert(&mut change, picture.into(), cx.account(), cx.now()).await?;
    rows::insert_picture(&mut change, picture, size).await?;
    change.commit().await
}

async fn put(cx: &Cx, picture: PictureId, revision: Revision, prepared: &Prepared) -> Result<()> {
    for (width, content) in &prepared.renditions {
        cx.portal.files.put(&Rendition::Width(*width).key(picture, revision), content.clone()).await?;
    }
    cx.portal.files.put(&Rendition::Preview.key(picture, revision), prepared.preview.clone()).await
}

/// Removes the files of a revision that nothing leads to. What stays behind for now is found by [`sweep()`].
pub async fn discard(cx: &Cx, picture: PictureId, revision: Revision) {
    for rendition in renditions() {
        if let Err(error) = cx.portal.files.delete(&rendition.key(picture, revision)).await {
            tracing::warn!(%picture, "a file that nothing leads to stays behind: {error}");
        }
    }
}

/// Makes new files of `picture` in which `zones` are masked, under a revision of their own; [`replace`] then puts it in use.
///
/// # Errors
/// `NotFound` when the files of its present revision are gone; `Unavailable` when the store is away: nothing new is kept.
pub async fn mask(cx: &Cx, picture: &Picture, zones: Vec<Zone>) -> Result<(Revision, PictureSize)> {
    let file = file(cx, picture, Rendition::Width(widest(picture.size.width))).await?;
    let masked = made(move || imaging::mask(&file, &zones)).await?;
    let revision = Revision(cx.id());
    let kept = put(cx, picture.id, revision, &masked).await;
    if kept.is_err() {
        discard(cx, picture.id, revision).await;
    }
    kept.map(|()| (revision, masked.size))
}

/// Puts the revision `new` in the place of the one that `picture` was read with; `false` when that one is no longer in use.
///
/// # Errors
/// The database's.
pub async fn replace(conn: &mut impl Conn, picture: &Picture, new: (Revision, PictureSize)) -> Result<bool> {
    rows::replace(conn, picture.id, picture.revision, new.0, new.1).await
}

/// Removes a medium that nothing shows any more: what fails is tried again, for the row is still there.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn remove(cx: &Cx, conn: &mut impl Conn, medium: MediumId) -> Result<()> {
    // Refused where something shows it after all; what fails afterwards takes this back.
    rows::delete(conn, medium).await?;
    for file in cx.portal.files.list(&format!("{FOLDER}/{medium}")).await? {
        cx.portal.files.delete(&file.key).await?;
    }
    Ok(())
}

/// A file that someone took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// Its key in the store.
    pub key: String,
    /// What it is called outside: its number, and the ending of what it is.
    pub name: String,
}

/// The files that `owner` took in, pictures in their largest width; what is hidden is left out.
///
/// # Errors
/// The database's.
pub async fn files_of(conn: &mut impl Conn, owner: AccountId) -> Result<Vec<OwnFile>> {
    let owned = rows::owned(conn, owner).await?;
    let ids: Vec<_> = owned.iter().map(|medium| PictureId::new(medium.get())).collect();
    let pictures = rows::load_many(conn, &ids).await?;
    let ids: Vec<_> = owned.iter().map(|medium| AttachmentId::new(medium.get())).collect();
    let attachments = rows::load_attachments(conn, &ids).await?;
    let of_picture = pictures.into_values().map(|picture| OwnFile {
        key: Rendition::Width(widest(picture.size.width)).key(picture.id, picture.revision),
        name: format!("{}.webp", picture.id),
    });
    let of_attachment = attachments.into_values().map(|attachment| OwnFile {
        key: attachment_key(attachment.id, attachment.format),
        name: format!("{}.{}", attachment.id, attachment.format.key()),
    });
    let mut files: Vec<_> = of_picture.chain(of_attachment).collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn renditions() -> impl Iterator<Item = Rendition> {
    WIDTHS.map(Rendition::Width).into_iter().chain([Rendition::Preview])
}

/// A rendition's content, without asking for rights: the slice that shows it did.
///
/// # Errors
/// `NotFound` when the picture has no such rendition, `Unavailable` when the store is away.
pub async fn file(cx: &Cx, picture: &Picture, rendition: Rendition) -> Result<Bytes> {
    cx.portal.files.get(&rendition.key(picture.id, picture.revision)).await
}

/// A medium; nothing when there is none.
///
/// # Errors
/// The database's.
pub async fn load_medium(conn: &mut impl Conn, medium: MediumId) -> Result<Option<Medium>> {
    rows::load_medium(conn, medium).await
}

/// A picture; nothing when there is none.
///
/// # Errors
/// The database's.
pub async fn load(conn: &mut impl Conn, picture: PictureId) -> Result<Option<Picture>> {
    rows::load(conn, picture).await
}

/// Those of `pictures` that there are.
///
/// # Errors
/// The database's.
pub async fn load_many(conn: &mut impl Conn, pictures: &[PictureId]) -> Result<HashMap<PictureId, Picture>> {
    rows::load_many(conn, pictures).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renditions_have_the_names_that_pages_use_and_no_others() {
        assert_eq!("640.webp".parse(), Ok(Rendition::Width(640)));
        assert_eq!("apercu.jpg".parse(), Ok(Rendition::Preview));
        for other in ["641.webp", "640.jpg", "../640.webp", "", "640", "apercu.jpg/.."] {
            assert_eq!(other.parse::<Rendition>(), Err(UnknownRendition), "{other}");
        }
    }
}
