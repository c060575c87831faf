//! Harvest: what catalogues are told of the projects that everyone may read, since when, and what is gone (OAI-PMH 2.0).
//!
//! **Promises.** [`headers`] and [`records`] list, in the order in which they changed, every project that everyone may read and every
//! one that everyone once could: a catalogue that asks for what changed since its last visit misses nothing.
//!
//! **Invariants.** A record is dated when it is written, not when its project changed: a catalogue that came in between finds it the
//! next time, from the date of the answer that it had; enforced by [`catch_up`] alone writing records, tested by
//! `what_changed_since_the_last_visit_is_told`. What a record shows is read as nobody: a project taken back since the record was
//! written shows as deleted. A record outlives its project; both tested by `what_was_taken_back_is_told_for_good`.
//!
//! **Events.** Reads all; tells none.
//!
//! **Start reading at** [`catch_up`], then [`records`].

mod follow;
mod read;
mod rows;

pub use follow::catch_up;
pub use read::{count, earliest, header, headers, record, records};

use crate::projects::{Place, Project};
use domain::{harvest::RecordSet, ids::ProjectId, time::Timestamp};

/// Which records a harvester asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Changed at this instant or later.
    pub from: Option<Timestamp>,
    /// Changed earlier than this instant.
    pub before: Option<Timestamp>,
    /// In this set.
    pub set: Option<RecordSet>,
}

/// A place in the list of records: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// When it changed.
    pub changed: Timestamp,
    /// Which one it is.
    pub project: ProjectId,
}

/// What is told of every record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The project.
    pub project: ProjectId,
    /// When what everyone may read of it last changed, or when it was taken from them.
    pub changed: Timestamp,
    /// Whether it is no longer to be read by everyone.
    pub deleted: bool,
    /// The sets it is in, or was when it went.
    pub sets: Vec<RecordSet>,
}

impl Header {
    /// Its place in the list.
    pub const fn position(&self) -> Position {
        Position { changed: self.changed, project: self.project }
    }
}

/// A record: its header and, unless it is deleted, the project and its schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What is told of every record.
    pub header: Header,
    /// What it tells.
    pub sheet: Option<(Project, Vec<Place>)>,
}
