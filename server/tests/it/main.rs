//! The portal over HTTP: the real router, in memory, with the demo's cast. One binary, a file per subject.
#![expect(clippy::expect_used, reason = "a test that does not get what it needs stops, and says what that was")]

mod accounts;
mod attachments;
mod authors;
mod bad_input;
mod commands;
mod config;
mod curation;
mod discussions;
mod doors;
mod equivalence;
mod faults;
mod gone;
mod harness;
mod harvest;
mod headers;
mod hostile;
mod live;
mod machines;
mod needs;
mod nothing_lost;
mod notices;
mod openings;
mod outside;
mod pictures;
mod privacy;
mod projects;
mod reception;
mod removals;
mod reports;
mod review;
mod session;
mod sheet;
mod training;
mod training_day;
mod trials;
