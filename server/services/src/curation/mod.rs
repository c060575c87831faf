//! Curation: what the animator puts forward, collections around a theme (S9), slots of the home page (E9), and the projects that a training is
//! about (T20).
//!
//! **Promises.** [`collections`] and [`collection`] show what is published, with the projects that the viewer may read; [`on_home`] gives what
//! stands large today, in its order, and nothing when nothing was planned: the home page then shows the latest. What is put forward opens
//! nothing: a project that may not be read is not there, not even in a count, and a collection in which nothing may be read is not there either.
//!
//! **Invariants.** Projects are reached by `projects::cards` only, which asks for rights; tested by
//! `what_is_put_forward_is_shown_to_those_who_may_read_it`. Whoever may read a project of a collection may read the collection, in lists, on its
//! page and in search; tested by `a_collection_is_there_for_those_who_read_something_of_it`.
//!
//! **Events.** `CollectionChanged` with every write of a collection; for slots none: pages ask each time.
//!
//! **Start reading at** [`collection`], then [`on_home`].

mod collections;
mod document;
mod found;
mod home;
mod rows;
mod trainings;

use crate::holdings::Words;

pub use collections::{
    Collection, CollectionCard, CollectionSheet, add, all_collections, collection, collection_to_curate, collections, collections_with,
    delete, make, publish, save, shift, take_out, withdraw,
};
pub use document::{all_things, concerned, documents};
pub use found::{CollectionFound, found, readable_things};
pub use home::{Slot, on_home, plan, remove_slot, shift_slot, slots};
pub use trainings::{projects_of_training, set_projects_of_training, trainings_about};

/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;
