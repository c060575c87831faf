//! Use cases, each on both database engines. One binary, a file per slice.
#![expect(clippy::expect_used, reason = "a test stops where it does not get what it needs, and says what that was")]

mod cast;
mod curation;
mod discussions;
mod harness;
mod harvest;
mod identity;
mod live;
mod mail;
mod mail_server;
mod media;
mod moderation;
mod notifications;
mod outage;
mod outbox;
mod privacy;
mod projects;
mod search;
mod territory;
mod training;
