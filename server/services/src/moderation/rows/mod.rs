//! SQL of moderation.

mod acts;
mod appeals;
pub(super) mod holdings;
mod log;
mod phrases;
pub(super) mod removals;
mod reports;

pub(super) use acts::*;
pub(super) use appeals::*;
pub(super) use log::*;
pub(super) use phrases::*;
pub(super) use reports::*;
