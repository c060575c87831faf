//! What a file of communes or schools can be, and why one is not taken in at all.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How the letters of a file are written.
    Encoding {
        Utf8WithMark = "utf-8-bom", "UTF-8 avec BOM";
        Utf8 = "utf-8", "UTF-8";
        Latin1 = "iso-8859-1", "ISO-8859-1";
        Windows1252 = "windows-1252", "Windows-1252";
    }
}

vocabulary! {
    /// A generation of the national directory's header: columns were renamed, added and dropped over the years.
    Generation {
        Of2022 = "2022", "2022 (65 colonnes)";
        Of2023 = "2023", "2023 (69 colonnes)";
        Of2026 = "2026", "2026 (71 colonnes)";
    }
}

/// Something that people send in the place of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A spreadsheet or an archive: `.xlsx`, `.ods`, `.zip`.
    Zip,
    /// A spreadsheet of an old kind: `.xls`.
    OldSpreadsheet,
    /// A compressed file: `.gz`.
    Gzip,
    /// A PDF.
    Pdf,
    /// Anything else that is not text.
    Other,
}

/// Why a whole file is refused. Nothing of it is then taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is nothing in it, or only a header.
    Empty,
    /// It is not a text file.
    NotText(Container),
    /// It is text in UTF-16, as some spreadsheets write it.
    Utf16,
    /// It begins as UTF-8 and does not go on: cut, or pasted together.
    BrokenUtf8 {
        /// Where the first broken letter stands.
        line: usize,
    },
    /// A byte that neither UTF-8 nor the two western encodings have in a French text.
    UnknownEncoding {
        /// The line it stands on.
        line: usize,
        /// Its value.
        byte: u8,
    },
    /// Columns without which nothing can be understood; all of those that are missing, by their official names.
    MissingColumns {
        /// The official names.
        missing: Vec<&'static str>,
        /// The directory's generations that are known; empty for other files.
        known: &'static [Generation],
    },
    /// A column that is needed and stands twice in the header.
    RepeatedColumn(&'static str),
    /// It begins as JSON, but it is not a GeoJSON `FeatureCollection`.
    NotGeoJson {
        /// Where reading stopped.
        line: usize,
    },
    /// So many schools are missing from it that it is likely cut, or rows that cannot be read may be theirs; they close only if that is
    /// asked for.
    DoubtfulClosures {
        /// How many schools would close.
        closing: usize,
        /// Of how many known and open, where the file speaks.
        known: usize,
        /// How many refused rows do not tell which school they are about.
        unreadable: usize,
    },
}
