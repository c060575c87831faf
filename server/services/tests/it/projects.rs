//! A project on both engines: written, reviewed, read.

mod lists;
mod plan;
mod review;
mod versions;
mod write;
