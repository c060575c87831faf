//! Use cases, each on both database engines. One binary, a file per slice.

mod harness;
mod outbox;
mod search;
