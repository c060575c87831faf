//! The words and the rules of Préau.
//!
//! **Promises.** Everything here is pure: no I/O, no clock, no chance, no async. It compiles natively and to WASM, so that a
//! rule shown in the browser is the rule that the server applies.
//!
//! **Invariants.** A value that exists is valid: an [`territory::Uai`] has its check letter, a [`projects::State`] only moves by
//! [`projects::State::after`], rights are decided by [`access::decide`] and nowhere else.
//!
//! **Start reading at** [`access`], then [`projects`].

pub mod access;
pub mod curation;
pub mod discussions;
pub mod events;
pub mod harvest;
pub mod identity;
pub mod ids;
pub mod media;
pub mod moderation;
pub mod notifications;
pub mod order;
pub mod paths;
pub mod phrases;
pub mod privacy;
pub mod problem;
pub mod projects;
pub mod search;
pub mod territory;
pub mod text;
pub mod time;
pub mod training;
mod vocabulary;
