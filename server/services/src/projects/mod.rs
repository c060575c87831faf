//! Projects: a teacher's practice, from the first draft to the page that everyone reads.
//!
//! **Promises.** [`start`] and [`save`] keep what was typed; [`submit`] and the moves of `review` take a project through its states;
//! [`open`], [`cards`] and the lists give what the viewer may see and nothing else.
//!
//! **Invariants.**
//! * A row is reached in a write through `gate` only, which asks `domain::access::decide`.
//! * What is published was complete, its cover described, and is the version that the animator had read: enforced by the version
//!   that every review form carries, tested by `what_is_published_is_what_was_read`.
//! * Every saved version is kept whole; an autosave replaces the same person's autosave before it.
//! * An address that a project once had redirects to it for good.
//!
//! **Events.** `ProjectChanged` with every write; `ProjectSubmitted`, `ProjectChangesAsked`, `ProjectPublished` with the moves.
//!
//! **Start reading at** `write`, then `review`, then `read`.

mod compare;
mod document;
mod gate;
mod lists;
mod model;
mod pictures;
mod plain;
mod read;
mod review;
mod rows;
mod versions;
mod write;

pub use compare::{FieldChange, Piece};
pub use document::{all_ids, concerned, documents, searchable_text};
pub use lists::{CardsAsked, cards, counts, latest, mine, published_slugs, queue, readable, texts, with_stories};
pub use model::{
    Announcement, Author, Cover, FeedEntry, Place, Project, ProjectCard, ProjectSheet, QueueItem, Recipient, Remark, Remarks, Reviewed,
    Saved, Shelf,
};
pub use pictures::{file, sweep_pictures};
pub use plain::{PlainTexts, ReadSheet};
pub use read::{Opened, announcement, cover_art, open, open_to_edit, shown_to_all};
pub use review::{archive, ask_changes, publish, publish_due, schedule, unschedule, withdraw};
pub use versions::{Reconciled, Version, Versions, reconcile, restore, versions};
pub use write::{CoverChange, SaveMode, save, start, submit, take_back};
