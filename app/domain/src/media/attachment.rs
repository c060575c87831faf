//! What may be attached to a sheet: documents, sound, video (S19). What a file is, its content says, never its name.

use crate::{media::MediumProblem, vocabulary::vocabulary};

/// The most files that one sheet has attached.
pub const MAX_ATTACHMENTS: usize = 20;
/// The longest title of an attachment, in characters.
pub const MAX_ATTACHMENT_TITLE: usize = 120;
/// The longest transcript, in characters: an hour of speech.
pub const MAX_TRANSCRIPT: usize = 60_000;

/// The most characters of a document that are kept to be searched: a novel.
pub const MAX_READ: usize = 500_000;

const MEGABYTE: usize = 1024 * 1024;

/// The heaviest attachment of all, in bytes: a short video.
pub const MAX_ATTACHMENT_BYTES: usize = 60 * MEGABYTE;

vocabulary! {
    /// What kind of thing an attachment is: what readers do with it, and what it needs for those who do not see or hear it.
    AttachmentKind {
        Document = "document", "Document";
        Sound = "sound", "Enregistrement sonore";
        Video = "video", "Vidéo";
    }
}

vocabulary! {
    /// The formats that are taken in.
    Format {
        Pdf = "pdf", "PDF";
        Odt = "odt", "texte ODT";
        Ods = "ods", "tableur ODS";
        Odp = "odp", "présentation ODP";
        Docx = "docx", "texte DOCX";
        Mp3 = "mp3", "MP3";
        M4a = "m4a", "M4A";
        Ogg = "ogg", "Ogg";
        Wav = "wav", "WAV";
        Mp4 = "mp4", "MP4";
        Webm = "webm", "WebM";
    }
}

vocabulary! {
    /// What came of reading the text of a document, by which search finds it.
    Reading {
        Read = "read", "lu";
        Empty = "empty", "sans texte";
        Unreadable = "unreadable", "illisible";
        Failed = "failed", "pas encore lu";
    }
}

impl Format {
    /// What kind of thing it is.
    pub const fn kind(self) -> AttachmentKind {
        match self {
            Self::Pdf | Self::Odt | Self::Ods | Self::Odp | Self::Docx => AttachmentKind::Document,
            Self::Mp3 | Self::M4a | Self::Ogg | Self::Wav => AttachmentKind::Sound,
            Self::Mp4 | Self::Webm => AttachmentKind::Video,
        }
    }

    /// The media type it is served as.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/wav",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
        }
    }

    /// The heaviest file of this format, in bytes.
    pub const fn max_bytes(self) -> usize {
        match self.kind() {
            AttachmentKind::Document | AttachmentKind::Sound => 20 * MEGABYTE,
            AttachmentKind::Video => MAX_ATTACHMENT_BYTES,
        }
    }

    /// Refuses what is heavier than files of this format may be.
    ///
    /// # Errors
    /// `TooHeavy`.
    pub const fn check_weight(self, bytes: usize) -> Result<(), MediumProblem> {
        let max = self.max_bytes();
        if bytes > max { Err(MediumProblem::TooHeavy { max }) } else { Ok(()) }
    }
}

/// A weight as people read it: `350 Ko`, `1,2 Mo`.
pub fn weight(bytes: u64) -> String {
    if bytes < MEGABYTE as u64 {
        return format!("{}\u{a0}Ko", bytes.div_ceil(1024).max(1));
    }
    let tenths = bytes * 10 / MEGABYTE as u64;
    if tenths.is_multiple_of(10) || tenths >= 100 {
        format!("{}\u{a0}Mo", tenths / 10)
    } else {
        format!("{},{}\u{a0}Mo", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_kind_a_type_and_a_limit() {
        for format in Format::ALL {
            let major = format.content_type().split('/').next();
            let expected = match format.kind() {
                AttachmentKind::Document => "application",
                AttachmentKind::Sound => "audio",
                AttachmentKind::Video => "video",
            };
            assert_eq!(major, Some(expected), "{format:?}");
            assert!(format.max_bytes() <= MAX_ATTACHMENT_BYTES);
            assert!(format.check_weight(format.max_bytes()).is_ok());
            assert_eq!(format.check_weight(format.max_bytes() + 1), Err(MediumProblem::TooHeavy { max: format.max_bytes() }));
        }
    }

    #[test]
    fn a_weight_is_written_as_people_read_it() {
        for (bytes, written) in [
            (1, "1\u{a0}Ko"),
            (350 * 1024, "350\u{a0}Ko"),
            (1_258_291, "1,1\u{a0}Mo"),
            (2_097_152, "2\u{a0}Mo"),
            (62_914_560, "60\u{a0}Mo"),
        ] {
            assert_eq!(weight(bytes), written);
        }
    }
}
