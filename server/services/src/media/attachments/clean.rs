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
        Format::Odt | Format::Ods | Format::Odp | Format::Docx => ends_with(bytes, b"PK\x05\x06", 22),
        Format::Mp3 => mp3(bytes),
        Format::Wav => wav(bytes),
        Format::M4a | Format::Mp4 => return film(bytes),
        Format::Ogg | Format::Webm => Some(bytes),
    };
    cleaned.filter(|content| !content.is_empty()).ok_or(MediumProblem::Damaged)
}

/// A document that has its end, `length` bytes that begin by `mark`.
fn ends_with(bytes: Vec<u8>, mark: &[u8], length: usize) -> Option<Vec<u8>> {
    let tail = &bytes[bytes.len().saturating_sub(LOOKED_AT)..];
    tail.windows(length).any(|window| window.starts_with(mark)).then_some(bytes)
}

/// A sound without its tags: ID3v2 before it (id3.org, 3.1), APE and ID3v1 after it.
fn mp3(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut start = 0;
    while bytes[start..].starts_with(b"ID3") {
        let head = bytes.get(start..start + 10)?;
        let size = head[6..].iter().try_fold(0usize, |size, byte| (byte & 0x80 == 0).then_some(size << 7 | usize::from(*byte)))?;
        let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
        start += 10 + size + footer;
        if start > bytes.len() {
            return None;
        }
    }
    bytes.drain(..start);
    if bytes.len() >= 128 && bytes[bytes.len() - 128..].starts_with(b"TAG") {
        bytes.truncate(bytes.len() - 128);
    }
    if let Some(end) = before_ape(&bytes) {
        bytes.truncate(end);
    }
    // Silence is padded by zeros; a sound begins by a frame.
    let frame = bytes.windows(2).take(4096).any(|pair| pair[0] == 0xFF && pair[1] & 0xE0 == 0xE0);
    frame.then_some(bytes)
}

/// Where an APE tag at the end begins (APEv2, tag header and footer).
fn before_ape(bytes: &[u8]) -> Option<usize> {
    const FOOTER: usize = 32;
    let footer = bytes.get(bytes.len().checked_sub(FOOTER)?..).filter(|footer| footer.starts_with(b"APETAGEX"))?;
    let word = |at: usize| footer[at..at + 4].iter().rev().fold(0u32, |word, byte| word << 8 | u32::from(*byte));
    let head = if word(20) & 0x8000_0000 == 0 { 0 } else { FOOTER };
    bytes.len().checked_sub(usize::try_from(word(12)).ok()?.checked_add(head)?)
}

/// What a film is made of; whatever else stands beside it is a note.
const FILE: [&[u8; 4]; 8] = [b"ftyp", b"moov", b"mdat", b"wide", b"moof", b"styp", b"sidx", b"mfra"];
const MOVIE: [&[u8; 4]; 4] = [b"mvhd", b"trak", b"mvex", b"iods"];
const TRACK: [&[u8; 4]; 5] = [b"tkhd", b"edts", b"mdia", b"tref", b"tapt"];
/// What tracks hold that a browser plays: pictures, sound, words.
const PLAYED: [&[u8; 4]; 5] = [b"vide", b"soun", b"sbtl", b"text", b"subt"];
/// Tracks that say where the camera was, moment by moment (GoPro, Google): their samples lie among those that are played.
const POSITIONS: [&[u8; 4]; 2] = [b"gpmd", b"camm"];

/// A film or a sound in boxes: those that hold notes become free space, so that no other moves.
fn film(mut bytes: Vec<u8>) -> Result<Vec<u8>, MediumProblem> {
    let notes = notes_of(&bytes)?;
    for note in notes {
        bytes[note.start + 4..note.start + 8].copy_from_slice(b"free");
        bytes[note.content..note.end].fill(0);
    }
    Ok(bytes)
}

fn notes_of(bytes: &[u8]) -> Result<Vec<Block>, MediumProblem> {
    let within = |block: &Block| boxes(bytes, block.content, block.end).ok_or(MediumProblem::Damaged);
    let top = boxes(bytes, 0, bytes.len()).ok_or(MediumProblem::Damaged)?;
    if ![b"moov", b"mdat"].iter().all(|kind| top.iter().any(|block| block.kind == **kind)) {
        return Err(MediumProblem::Damaged);
    }
    let is = |block: &Block, kinds: &[&[u8; 4]]| kinds.iter().any(|kind| block.kind == **kind);
    let mut notes: Vec<Block> = top.iter().filter(|block| !is(block, &FILE)).copied().collect();
    for movie in top.iter().filter(|block| block.kind == *b"moov") {
        for part in within(movie)? {
            if !is(&part, &MOVIE) {
                notes.push(part);
            } else if part.kind == *b"trak" {
                let parts = within(&part)?;
                if is_played(bytes, &parts)? {
                    notes.extend(parts.into_iter().filter(|inner| !is(inner, &TRACK)));
                } else if POSITIONS.iter().any(|kind| bytes[part.content..part.end].windows(4).any(|window| window == *kind)) {
                    return Err(MediumProblem::Positions);
                } else {
                    notes.push(part);
                }
            }
        }
    }
    Ok(notes)
}

/// Whether a browser plays the track made of `parts`, by its handler (ISO/IEC 14496-12, 8.4.3). One that names none is left as it is.
fn is_played(bytes: &[u8], parts: &[Block]) -> Result<bool, MediumProblem> {
    let Some(media) = parts.iter().find(|block| block.kind == *b"mdia") else { return Ok(true) };
    let inner = boxes(bytes, media.content, media.end).ok_or(MediumProblem::Damaged)?;
    let Some(handler) = inner.iter().find(|block| block.kind == *b"hdlr") else { return Ok(true) };
    let kind = bytes.get(handler.content + 8..handler.content + 12).ok_or(MediumProblem::Damaged)?;
    Ok(PLAYED.iter().any(|played| kind == *played))
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
