//! SQL of projects: one project whole ([`load`]), what is written of it ([`store`]), its versions, and lists.

mod around;
mod attachments;
mod authors;
mod desk;
mod lineage;
mod lists;
mod load;
mod media;
mod openings;
mod partners;
mod pictures;
mod proposals;
mod remarks;
mod review;
mod store;
mod trials;
mod versions;
mod views;

pub(super) use around::*;
pub(super) use attachments::*;
pub(super) use authors::*;
pub(super) use desk::*;
pub(super) use lineage::*;
pub(super) use lists::*;
pub(super) use load::*;
pub(super) use media::*;
pub(super) use openings::*;
pub(super) use partners::*;
pub(super) use pictures::*;
pub(super) use proposals::*;
pub(super) use remarks::*;
pub(super) use review::*;
pub(super) use store::*;
pub(super) use trials::*;
pub(super) use versions::*;
pub(super) use views::*;
