//! Documents, sounds and videos: recognised by content, without what a device noted beside it, kept whole (S19, R1).

mod boxes;
mod clean;
mod format;
#[cfg(test)]
mod tests;

use super::{AT_ONCE, FOLDER, Medium, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::Result,
};
use domain::{
    ids::AttachmentId,
    media::{Format, MediumProblem, Reading},
    problem::{Problems, Rule},
};
use std::collections::HashMap;

/// A document, a sound or a video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Which one.
    pub id: AttachmentId,
    /// What it shares with other media.
    pub medium: Medium,
    /// What it is.
    pub format: Format,
    /// Its weight.
    pub bytes: u64,
    /// What came of reading its text; nothing as long as nobody has, and of what is no document.
    pub reading: Option<Reading>,
}

/// A file ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// What it is.
    pub format: Format,
    /// Its content, without what the device noted beside it.
    pub content: Vec<u8>,
}

/// Recognises a file and takes out what a device noted beside its content: where and by whom it was made.
///
/// # Errors
/// The [`MediumProblem`] that says why the file is refused.
pub fn clean(bytes: Vec<u8>) -> Result<Cleaned, MediumProblem> {
    let format = format::recognise(&bytes)?;
    format.check_weight(bytes.len())?;
    let content = clean::clean(format, bytes)?;
    Ok(Cleaned { format, content })
}

/// Cleans `bytes` and puts them into the store; [`insert`] then gives them a row. Without one, the sweep takes the file away.
///
/// # Errors
/// `Invalid` on the field `attachments` when the file is refused: nothing of it is kept; `Unavailable` when the store is away or full.
pub async fn put(cx: &Cx, bytes: Vec<u8>) -> Result<(AttachmentId, Format, u64)> {
    let permit = AT_ONCE.acquire().await.map_err(|error| anyhow::Error::new(error).context("files being read"))?;
    let work = move || {
        // Whoever sent it may be gone meanwhile: the work goes on, and holds its place.
        let cleaned = clean(bytes);
        drop(permit);
        cleaned
    };
    let cleaned = tokio::task::spawn_blocking(work).await.map_err(|error| anyhow::Error::new(error).context("a file"))?;
    let Cleaned { format, content } = cleaned.map_err(|problem| Problems::one("attachments", Rule::Medium(problem)))?;
    let (id, bytes) = (AttachmentId::new(cx.id()), content.len() as u64);
    cx.portal.files.put(&key(id, format), content).await?;
    Ok((id, format, bytes))
}

/// Gives a file that was put its row.
///
/// # Errors
/// The database's.
pub async fn insert(cx: &Cx, change: &mut Change, (id, format, bytes): (AttachmentId, Format, u64)) -> Result<()> {
    rows::insert(change, id.into(), cx.account(), cx.now()).await?;
    rows::insert_attachment(change, id, format, bytes).await
}

/// An attachment; nothing when there is none.
///
/// # Errors
/// The database's.
pub async fn load(conn: &mut impl Conn, attachment: AttachmentId) -> Result<Option<Attachment>> {
    Ok(load_many(conn, &[attachment]).await?.remove(&attachment))
}

/// Those of `attachments` that there are.
///
/// # Errors
/// The database's.
pub async fn load_many(conn: &mut impl Conn, attachments: &[AttachmentId]) -> Result<HashMap<AttachmentId, Attachment>> {
    rows::load_attachments(conn, attachments).await
}

/// The key of a file in the store.
pub fn key(attachment: AttachmentId, format: Format) -> String {
    format!("{FOLDER}/{attachment}/{}", name(format))
}

/// The name of a file within the folder of its medium.
fn name(format: Format) -> String {
    format!("fichier.{}", format.key())
}

/// Whether a file of this name within the folder of a medium is an attachment's.
pub(super) fn is_named(file: &str) -> bool {
    file.strip_prefix("fichier.").is_some_and(|format| format.parse::<Format>().is_ok())
}
