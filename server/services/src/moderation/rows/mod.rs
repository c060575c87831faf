//! SQL of moderation.

mod acts;
mod appeals;
pub(super) mod holdings;
mod log;
mod phrases;
mod purge;
pub(super) mod removals;
mod reports;

pub(super) use acts::*;
pub(super) use appeals::*;
pub(super) use log::*;
pub(super) use phrases::*;
pub(super) use purge::*;
pub(super) use reports::*;
