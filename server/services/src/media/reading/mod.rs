//! The text of documents, by which search finds them (Q6): read once, kept beside the attachment.
//!
//! **Promises.** [`read`] gives what a document says, without anything that is not seen, or says that it cannot be read; no bytes make it
//! panic. Of what is read, `MAX_READ` characters are kept. What is hidden is not read, and what was read of it is forgotten.
//!
//! **Invariants.** What people sent is read by [`DocumentReader::Program`]: a process that may open nothing, with little memory and little
//! time, so that a file made to harm harms that process alone. A document never changes: what was read holds as long as it is there.
//!
//! **Start reading at** [`read`], then `text`; `program` is how it is asked for.

mod odf;
mod ooxml;
mod parts;
mod pdf;
mod program;
#[cfg(test)]
mod tests;
mod text;
mod xml;

pub use program::DocumentReader;

use super::{attachments::key, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    ids::AttachmentId,
    media::{Format, Reading},
    time::Timestamp,
};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
};
use text::Text;

/// How often reading a document is tried, where it is the machine that fails.
const TRIES: i64 = 3;
/// How long one waits before the next try.
const RETRY_MS: i64 = 3_600_000;

/// A document whose text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// Which one.
    pub id: AttachmentId,
    /// What it is.
    pub format: Format,
}

/// What came of reading a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentText {
    /// What it says.
    Said(String),
    /// It says nothing: it was scanned, or is a drawing.
    Nothing,
    /// It is damaged, needs a password, or was made to harm.
    Unreadable,
    /// The machine failed: it is to be tried again.
    Failed,
}

impl DocumentText {
    /// What is noted of it.
    pub const fn reading(&self) -> Reading {
        match self {
            Self::Said(_) => Reading::Read,
            Self::Nothing => Reading::Empty,
            Self::Unreadable => Reading::Unreadable,
            Self::Failed => Reading::Failed,
        }
    }

    /// What it says; may be empty.
    pub fn said(&self) -> &str {
        match self {
            Self::Said(text) => text,
            Self::Nothing | Self::Unreadable | Self::Failed => "",
        }
    }
}

impl From<Result<String, Unreadable>> for DocumentText {
    fn from(read: Result<String, Unreadable>) -> Self {
        match read {
            Ok(text) if text.is_empty() => Self::Nothing,
            Ok(text) => Self::Said(text),
            Err(Unreadable) => Self::Unreadable,
        }
    }
}

/// A document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this document cannot be read")]
pub struct Unreadable;

/// What a document says: a line for each paragraph, row or line of it, empty when it says nothing.
///
/// Whatever `bytes` are, this ends, but a PDF made to harm takes all the time and memory that the process has.
///
/// # Errors
/// [`Unreadable`] when it is damaged, needs a password, or is no document.
pub fn read(format: Format, bytes: Vec<u8>) -> Result<String, Unreadable> {
    // What reads PDF was written for files that are sound: nothing of it is used after it panicked.
    catch_unwind(AssertUnwindSafe(move || extracted(format, bytes))).unwrap_or(Err(Unreadable))
}

fn extracted(format: Format, bytes: Vec<u8>) -> Result<String, Unreadable> {
    let mut text = Text::default();
    match format {
        Format::Pdf => pdf::read(bytes, &mut text)?,
        Format::Odt | Format::Ods | Format::Odp => odf::read(&bytes, &mut text)?,
        Format::Docx => ooxml::read(&bytes, &mut text)?,
        Format::Mp3 | Format::M4a | Format::Ogg | Format::Wav | Format::Mp4 | Format::Webm => return Err(Unreadable),
    }
    Ok(text.finished())
}

/// Documents that are not hidden and were not read yet at `now`, or are to be tried again.
///
/// # Errors
/// The database's.
pub async fn unread(conn: &mut impl Conn, now: Timestamp, at_most: i64) -> Result<Vec<Document>> {
    rows::unread(conn, TRIES, now.plus_ms(-RETRY_MS), at_most).await
}

/// Reads the text of `document`, without holding the database.
///
/// # Errors
/// `Unavailable` when the store is away, or no program can be started: nothing is wrong with the document.
pub async fn read_text(cx: &Cx, document: &Document) -> Result<DocumentText> {
    match cx.portal.files.get(&key(document.id, document.format)).await {
        Ok(content) => cx.portal.reader.read(document.format, content.into()).await,
        // The sweep hides it; it may come back from a backup.
        Err(Error::NotFound) => Ok(DocumentText::Failed),
        Err(away) => Err(away),
    }
}

/// Keeps what was read; `false` when the document is gone or hidden meanwhile, or another server has read it.
///
/// # Errors
/// The database's.
pub async fn keep_text(conn: &mut impl Conn, attachment: AttachmentId, text: &DocumentText, at: Timestamp) -> Result<bool> {
    rows::keep_text(conn, attachment, text, at).await
}

/// What was read in those of `attachments` that say something and are not hidden; rights on it are those on the files.
///
/// # Errors
/// The database's.
pub async fn texts(conn: &mut impl Conn, attachments: &[AttachmentId]) -> Result<HashMap<AttachmentId, String>> {
    rows::texts(conn, attachments).await
}

/// As [`texts`], of each the first 100 000 characters, which is some fifty pages: for who looks through many at once.
///
/// # Errors
/// The database's.
pub async fn beginnings(conn: &mut impl Conn, attachments: &[AttachmentId]) -> Result<HashMap<AttachmentId, String>> {
    rows::beginnings(conn, attachments).await
}
