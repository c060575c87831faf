//! What an import says it did, or would do. The French sentences are the views'.

use domain::territory::{Encoding, Generation, Insee, Uai};
use std::collections::BTreeMap;

/// Whether an import is to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Says what would be done; nothing lasts.
    DryRun,
    /// Does it; refused when so many schools would close that the file is likely cut.
    Apply,
    /// Does it, however many schools close.
    ApplyWithClosures,
}

impl Mode {
    /// Whether what is done lasts.
    pub const fn lasts(self) -> bool {
        !matches!(self, Self::DryRun)
    }
}

/// What an import of schools did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// How the file is written.
    pub encoding: Encoding,
    /// Which header it has; nothing when it has the columns needed and none that tells.
    pub generation: Option<Generation>,
    /// Rows read, whatever became of them.
    pub rows: usize,
    /// Communes made from the file, because there were none.
    pub communes: Vec<Insee>,
    /// Schools that were not known.
    pub added: Vec<Named>,
    /// Schools of which something changed, and what. One that was closed and is back has changed its state.
    pub changed: Vec<ChangedSchool>,
    /// Schools that were open, and are absent from a file that speaks for their commune.
    pub closed: Vec<Named>,
    /// Schools of the file that are as they were.
    pub unchanged: usize,
    /// Rows that are no business of this portal's, and why.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Rows that could not be taken in. A school known before stays as it was.
    pub refused: Vec<Refusal>,
    /// Rows that tell of a school told of by another row.
    pub duplicates: Vec<Duplicate>,
    /// So many would close that [`Mode::Apply`] refuses.
    pub doubtful_closures: Option<DoubtfulClosures>,
}

/// A school, as reports name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
}

/// A school of which something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSchool {
    /// Which one, by its new name.
    pub school: Named,
    /// What changed.
    pub fields: Vec<SchoolField>,
}

/// What the portal keeps of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SchoolField {
    /// Its name.
    Name,
    /// Its kind or its nature code.
    Kind,
    /// Public or private.
    Sector,
    /// Its commune.
    Commune,
    /// Its address or its postcode.
    Address,
    /// The inspector's constituency (*circonscription*), its name or its code.
    Constituency,
    /// The local inclusion unit (*PIAL*).
    Pial,
    /// Its priority education network.
    Priority,
    /// Its place on the map.
    Position,
    /// Whether it is open, closing or closed.
    State,
    /// The day it opened.
    OpenedOn,
}

/// Why a row is no business of this portal's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// An establishment of another type, as the directory calls it (« Lycée »); empty when it does not say.
    OtherType(String),
    /// In a commune that is not of the territory.
    Elsewhere,
    /// Said to be closed already.
    AlreadyClosed,
    /// Said to open later.
    NotYetOpen,
}

/// A row that could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line it begins on; the header is on line 1. In GeoJSON, the rank of the feature, from 1.
    pub line: usize,
    /// What stands in the place of the school's code, or of the commune's, whatever it is worth.
    pub code: String,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not as many fields as the header has columns: a separator or a quote is missing, or the file is cut.
    FieldCount {
        /// As many as the header has.
        expected: usize,
        /// As many as the row has.
        found: usize,
    },
    /// The code is not seven digits and a letter.
    UaiForm,
    /// The code's letter is not the one that its digits give.
    UaiLetter {
        /// The letter that they give.
        expected: char,
    },
    /// A commune's code that is not one.
    InseeForm(String),
    /// A school that is known here is now in a commune that is not of the territory.
    UnknownCommune(Insee),
    /// A commune that came before in the same file.
    Repeated,
    /// Nothing where something must be, by the column's official name.
    Missing(&'static str),
    /// Something that cannot be read there, by the column's official name.
    Unreadable {
        /// The column.
        column: &'static str,
        /// What stands in it.
        value: String,
    },
    /// An outline that is not a polygon on Earth.
    Boundary,
}

/// Two rows for one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The school.
    pub uai: Uai,
    /// The row that is kept: the one updated last, or else the last of the file.
    pub kept: usize,
    /// The row that is not.
    pub dropped: usize,
    /// Whether both say the same of what the portal keeps.
    pub same: bool,
}

/// Why an import stops rather than closing schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoubtfulClosures {
    /// How many schools would close.
    pub closing: usize,
    /// Of how many known and open, where the file speaks.
    pub known: usize,
    /// How many refused rows do not tell which school they are about: it may be one of those.
    pub unreadable: usize,
}

/// What an import of communes did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommuneReport {
    /// How the file is written.
    pub encoding: Encoding,
    /// Which kind of file it is.
    pub form: CommuneFile,
    /// Communes that were not known.
    pub added: Vec<Insee>,
    /// Communes of which something changed, and what.
    pub changed: Vec<ChangedCommune>,
    /// Communes of the file that are as they were.
    pub unchanged: usize,
    /// Outlines of communes that are not of the territory.
    pub left_out: usize,
    /// Rows that could not be taken in.
    pub refused: Vec<Refusal>,
}

/// Which kind of file communes come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommuneFile {
    /// A table.
    Csv,
    /// Outlines.
    GeoJson,
}

/// A commune of which something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedCommune {
    /// Which one.
    pub insee: Insee,
    /// What changed.
    pub fields: Vec<CommuneField>,
}

/// What the portal keeps of a commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommuneField {
    /// Its name.
    Name,
    /// How many people live there.
    Population,
    /// Its place on the map.
    Position,
    /// Its outline.
    Boundary,
    /// How it takes part.
    Membership,
}
