//! Telling what a file is by its content.

use domain::media::{Format, MediumProblem};
use std::io::Cursor;
use zip::ZipArchive;

/// What a file is, by its first bytes.
pub(super) fn recognise(bytes: &[u8]) -> Result<Format, MediumProblem> {
    match infer::get(bytes).map(|kind| kind.mime_type()) {
        Some("application/pdf") => Ok(Format::Pdf),
        Some("application/vnd.oasis.opendocument.text") => Ok(Format::Odt),
        Some("application/vnd.oasis.opendocument.spreadsheet") => Ok(Format::Ods),
        Some("application/vnd.oasis.opendocument.presentation") => Ok(Format::Odp),
        Some("audio/mpeg") => Ok(Format::Mp3),
        Some("audio/m4a") => Ok(Format::M4a),
        Some("audio/ogg" | "audio/opus") => Ok(Format::Ogg),
        Some("audio/x-wav") => Ok(Format::Wav),
        // What an iPhone calls a QuickTime film is the same container, with the same content.
        Some("video/mp4" | "video/x-m4v" | "video/quicktime") => Ok(Format::Mp4),
        Some("video/webm") => Ok(Format::Webm),
        // Programs put its parts in their own order: by its first bytes alone it may be any ZIP file.
        Some("application/zip" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document") if is_word(bytes) => {
            Ok(Format::Docx)
        }
        Some(office) if office.contains("officedocument") || office.contains("msword") || office.contains("ms-") => {
            Err(MediumProblem::Office)
        }
        Some("application/zip") if has_parts(bytes, &[TYPES]) => Err(MediumProblem::Office),
        _ => Err(MediumProblem::NotAnAttachment),
    }
}

/// The part that every file of an office program of Microsoft's has (ECMA-376, part 2).
const TYPES: &str = "[Content_Types].xml";

fn has_parts(bytes: &[u8], parts: &[&str]) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| parts.iter().all(|part| archive.index_for_name_raw(part.as_bytes()).is_some()))
}

/// Whether a ZIP file is a text of Word's (ECMA-376) without macros: with them it is a program.
fn is_word(bytes: &[u8]) -> bool {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let has_macros = archive.file_names_raw().any(|name| name.ends_with(b".bin") && name.windows(3).any(|part| part == b"vba"));
    has_parts(bytes, &[TYPES, "word/document.xml"]) && !has_macros
}
