//! Telling what a file is by its content.

use domain::media::{Format, MediumProblem};

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
        Some(office) if office.contains("officedocument") || office.contains("msword") || office.contains("ms-") => {
            Err(MediumProblem::Office)
        }
        _ => Err(MediumProblem::NotAnAttachment),
    }
}
