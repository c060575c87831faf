//! The parts of a document that is a ZIP file, each read as far as a document needs and no further.

use super::Unreadable;
use encoding_rs::UTF_8;
use std::io::{Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// The heaviest part that is read, in bytes, once it is inflated: 20 MB of zeros may become 20 GB.
const MAX_PART: u64 = 64 * 1024 * 1024;

/// A document in parts.
pub(super) struct Parts<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Parts<'a> {
    /// Opens a document.
    ///
    /// # Errors
    /// When it is no ZIP file, or a damaged one.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(|_| Unreadable)
    }

    /// A part that is XML, as text; nothing when there is none of this name.
    ///
    /// # Errors
    /// When it is damaged, needs a password, or is too heavy.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let part = match self.0.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Unreadable),
        };
        let mut content = Vec::new();
        part.take(MAX_PART + 1).read_to_end(&mut content).map_err(|_| Unreadable)?;
        if content.len() as u64 > MAX_PART {
            return Err(Unreadable);
        }
        // UTF-16 is known by its mark.
        Ok(Some(UTF_8.decode(&content).0.into_owned()))
    }
}
