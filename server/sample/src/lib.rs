//! The demo territory and its cast: used by `preau demo`, by tests and by the bench.

pub mod territory;
