//! What the portal does: use cases, SQL, index, files, mail.
//!
//! **Promises.** Every use case is a plain function whose first parameter is a [`cx::Cx`]: no viewer, no service. It answers with
//! [`error::Error`], and nothing else leaves this crate.
//!
//! **Invariants.** SQL stands in `rows.rs` files only. A write is one transaction, begun by [`cx::Cx::begin`], and what must leave
//! the database (index, mail) is told by an event in that same transaction. Slices call slices to their left only:
//! `access ids media text outbox ◀ identity territory ◀ projects training ◀ discussions ◀ curation moderation ◀ search ◀ notifications harvest ◀ privacy`; enforced by `cargo xtask tidy`.
//!
//! **Start reading at** [`cx`], [`error`], [`access`], then [`projects`].

pub mod access;
pub mod curation;
pub mod cx;
pub mod db;
pub mod discussions;
pub mod error;
pub mod files;
pub mod harvest;
pub mod holdings;
pub mod identity;
pub mod index;
pub mod live;
pub mod mail;
pub mod measured;
pub mod media;
pub mod moderation;
pub mod notifications;
pub mod outbox;
pub mod outside;
pub mod pdf;
pub mod privacy;
pub mod projects;
pub mod search;
pub mod spreadsheet;
pub mod territory;
pub mod text;
pub mod training;
