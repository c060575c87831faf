//! Rights: one truth, three faces.
//!
//! **Promises.** [`decide`] says whether a viewer may do something. [`readers`] says who may read a project, as a list of
//! [`Principal`]s; [`Viewer::principals`] says which of them a viewer is. *May read* is, everywhere, "the two lists meet":
//! here, in SQL, and in the index.
//!
//! **Invariants.** No page, query or index rule decides anything by itself; enforced by `services::access` being the only way to
//! a row in a write and to a list, tested by the table below and by the equivalence test of the HTTP suite.
//!
//! **Start reading at** [`decide`].

mod action;
mod decide;
mod discuss;
mod role;
#[cfg(test)]
mod table;
#[cfg(test)]
mod table_of_delegates;
#[cfg(test)]
mod table_of_discussions;
#[cfg(test)]
mod table_of_roles;

pub use action::{
    Action, PersonAction, PersonFacts, PortalAction, PostAction, PostFacts, ProjectAction, ProjectFacts, SpaceAction, TopicAction,
    TopicFacts, TrainingAction, TrainingFacts,
};
pub use decide::{Denial, decide, readers};
pub use role::{LinkKey, Member, Principal, Role, Viewer};
