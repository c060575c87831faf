//! SQL of discussions.

mod drafts;
mod draw;
mod filter;
pub(super) mod holdings;
mod lists;
mod need_lists;
mod needs;
mod news;
mod partners;
mod people;
mod pictures;
mod posts;
mod reading;
mod report;
mod said;
mod spaces;
mod tend;
mod topics;

pub(crate) use drafts::*;
pub(crate) use draw::*;
pub(crate) use filter::Filter;
pub(crate) use lists::*;
pub(crate) use need_lists::*;
pub(crate) use needs::*;
pub(crate) use news::*;
pub(crate) use partners::*;
pub(crate) use people::*;
pub(crate) use pictures::*;
pub(crate) use posts::*;
pub(crate) use reading::*;
pub(crate) use report::*;
pub(crate) use said::*;
pub(crate) use spaces::*;
pub(crate) use tend::*;
pub(crate) use topics::*;
