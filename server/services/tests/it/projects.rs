//! A project on both engines: written, reviewed, read.

mod lists;
mod pictures;
mod plan;
mod review;
mod trials;
mod versions;
mod write;
