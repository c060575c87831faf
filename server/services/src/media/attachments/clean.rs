//! Taking out what a device noted beside a recording: the place (a phone's films hold it), the device, names, covers.
//!
//! What goes is overwritten or cut out; nothing is encoded anew. Documents are whole or refused, and kept as they are: their properties
//! name who wrote them, which the page says.

use super::boxes::{Block, boxes};
use domain::media::{Format, MediumProblem};

/// How far from its end a document's end marker is looked for, in bytes: a ZIP comment is 64 KB at most.
const LOOKED_AT: usize = 66 * 1024;

pub(super) fn clean(format: Format, bytes: Vec<u8>) -> Result<Vec<u8>, MediumProblem> {
    let cleaned = match format {
        Format::Pdf => ends_with(bytes, b"%%EOF", 5),
        // The end of a ZIP file is 22 bytes long (APPNOTE, 4.3.16), and a comment may follow.
        Format::Odt | Format::Ods | Format::Odp => ends_with(bytes, b"PK\x05\x06", 22),
        Format::Mp3 => mp3(bytes),
        Format::M4a | Format::Mp4 => film(bytes),
        Format::Wav => wav(bytes),
        Format::Ogg | Format::Webm => Some(bytes),
    };
    cleaned.filter(|content| !content.is_empty()).ok_or(MediumProblem::Damaged)
}

/// A document that has its end, `length` bytes that begin by `mark`.
fn ends_with(bytes: Vec<u8>, mark: &[u8], length: usize) -> Option<Vec<u8>> {
    let tail = &bytes[bytes.len().saturating_sub(LOOKED_AT)..];
    tail.windows(length).any(|window| window.starts_with(mark)).then_some(bytes)
}

/// A sound without its tags: ID3v2 before it (id3.org, 3.1), ID3v1 after it.
fn mp3(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    while bytes.starts_with(b"ID3") {
        let size = bytes.get(6..10)?.iter().try_fold(0usize, |size, byte| (byte & 0x80 == 0).then_some(size << 7 | usize::from(*byte)))?;
        let footer = if bytes[5] & 0x10 == 0 { 0 } else { 10 };
        let tag = 10 + size + footer;
        if tag > bytes.len() {
            return None;
        }
        bytes.drain(..tag);
    }
    if bytes.len() >= 128 && bytes[bytes.len() - 128..].starts_with(b"TAG") {
        bytes.truncate(bytes.len() - 128);
    }
    // Silence is padded by zeros; a sound begins by a frame.
    let frame = bytes.windows(2).take(4096).any(|pair| pair[0] == 0xFF && pair[1] & 0xE0 == 0xE0);
    frame.then_some(bytes)
}

/// A film or a sound in boxes: those that hold notes become free space, so that no other moves.
fn film(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let top = boxes(&bytes, 0, bytes.len())?;
    let plays = [*b"moov", *b"mdat"].iter().all(|kind| top.iter().any(|block| block.kind == *kind));
    if !plays {
        return None;
    }
    let mut notes = Vec::new();
    gather_notes(&bytes, &top, &mut notes)?;
    for note in notes {
        bytes[note.start + 4..note.start + 8].copy_from_slice(b"free");
        bytes[note.content..note.end].fill(0);
    }
    Some(bytes)
}

/// The boxes that hold notes, in the film and in its tracks.
fn gather_notes(bytes: &[u8], among: &[Block], notes: &mut Vec<Block>) -> Option<()> {
    for block in among {
        match &block.kind {
            b"udta" | b"meta" | b"uuid" => notes.push(*block),
            b"moov" | b"trak" => gather_notes(bytes, &boxes(bytes, block.content, block.end)?, notes)?,
            _ => {}
        }
    }
    Some(())
}

/// A sound in RIFF chunks: all but what is needed to play it is overwritten.
fn wav(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let (mut at, mut has_sound) = (12, false);
    while at < bytes.len() {
        let head: [u8; 8] = match bytes.get(at..at + 8) {
            Some(head) => head.try_into().ok()?,
            // A byte of padding.
            None => break,
        };
        let length = usize::try_from(u32::from_le_bytes([head[4], head[5], head[6], head[7]])).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?;
        if end > bytes.len() {
            return None;
        }
        match &head[..4] {
            b"fmt " | b"fact" => {}
            b"data" => has_sound = true,
            _ => {
                bytes[at..at + 4].copy_from_slice(b"JUNK");
                bytes[at + 8..end].fill(0);
            }
        }
        at = end + length % 2;
    }
    has_sound.then_some(bytes)
}
