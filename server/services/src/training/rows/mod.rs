//! SQL of trainings, their sessions, and who has a place in them.

mod calendar;
mod people;
mod registrations;
mod sessions;
mod trainings;

pub(super) use calendar::*;
pub(super) use people::*;
pub(super) use registrations::*;
pub(super) use sessions::*;
pub(super) use trainings::*;
