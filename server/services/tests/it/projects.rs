//! A project on both engines: written, reviewed, read.

mod attachments;
mod authors;
mod desk;
mod lineage;
mod lists;
mod masking;
mod names;
mod openings;
mod partners;
mod pictures;
mod plan;
mod proposals;
mod reading;
mod reception;
mod remarks;
mod review;
mod rights;
mod trials;
mod versions;
mod write;
