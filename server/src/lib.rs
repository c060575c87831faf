//! The process: program `preau`.
//!
//! **Promises.** [`config`] says what an operator decided, [`wiring`] makes a portal and its router of it, [`commands`] are what one
//! can ask of the program. Requests pass the [`layers`], then pages (`app::routes`) or [`endpoints`] for machines; [`jobs`] follow
//! the outbox and the clock; [`metrics`] tell at an address of their own how all of it goes.
//!
//! **Start reading at** [`commands`], then [`wiring`].

pub mod commands;
pub mod config;
pub mod endpoints;
pub mod jobs;
pub mod layers;
pub mod metrics;
pub mod wiring;
