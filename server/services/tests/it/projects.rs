//! A project on both engines: written, reviewed, read.

mod lists;
mod pictures;
mod plan;
mod review;
mod versions;
mod write;
