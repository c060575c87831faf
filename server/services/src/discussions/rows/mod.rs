//! SQL of discussions.

mod drafts;
mod filter;
mod lists;
mod people;
mod posts;
mod reading;
mod report;
mod said;
mod spaces;
mod tend;
mod topics;

pub(crate) use drafts::*;
pub(crate) use filter::Filter;
pub(crate) use lists::*;
pub(crate) use people::*;
pub(crate) use posts::*;
pub(crate) use reading::*;
pub(crate) use report::*;
pub(crate) use said::*;
pub(crate) use spaces::*;
pub(crate) use tend::*;
pub(crate) use topics::*;
