//! The territory: communes, schools, and taking them in from official files.
//!
//! **Promises.** [`import_schools`] takes in the national directory of schools in any of its header's generations,
//! [`import_communes`] communes from a table or from outlines. Both say what they did in a report, row by row where something is
//! wrong; a dry run says the same and leaves nothing. The same file twice changes nothing and tells nothing. [`around`] says which schools
//! are near one, and how near.
//!
//! **Invariants.** A school is never removed: absent from a file that speaks for its commune, it is closed, its page and its
//! projects stay, and it comes back when the file has it again. A file that is likely cut closes nothing unless that is asked for.
//! No telephone number and no e-mail address is kept. An import is one transaction. Tested by `tests/it/territory.rs`.
//!
//! **Events.** `SchoolChanged` for each school that is new, that closes, or of which changed what lists, results or projects show;
//! `CommuneChanged` for each commune that is new or has another name.
//!
//! **Start reading at** [`import_schools`], then `plan.rs`; what pages need is in [`communes`], [`commune`] and [`school`].

mod around;
mod commune;
mod commune_file;
mod directory;
mod document;
mod encoding;
mod found;
mod import;
mod import_communes;
mod outline;
mod plan;
mod read;
mod report;
mod rows;
mod school;
mod table;

pub use around::{around, own_school};
pub use commune::{CommuneCard, CommuneFacts};
pub use document::{all_things, concerned, documents};
pub use found::{PlaceFacts, PlaceFound, found, readable_things};
pub use import::import_schools;
pub use import_communes::import_communes;
pub use read::{
    CommunePage, SchoolCard, SchoolChoice, SchoolName, commune, commune_names, communes, is_open, open_schools, own_communes, school,
    school_kinds, school_names, schools_for_choice,
};
pub use report::{
    ChangedCommune, ChangedSchool, CommuneField, CommuneFile, CommuneReport, DoubtfulClosures, Duplicate, ImportReport, LeftOut, Mode,
    Named, Reason, Refusal, SchoolField,
};
pub use school::{School, SchoolFacts};
