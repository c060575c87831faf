//! SQL of trainings, their sessions, and who has a place in them.

mod calendar;
mod evaluation;
mod feeds;
mod people;
mod presence;
mod registrations;
mod reminders;
mod sessions;
mod trainings;
mod wishes;

pub(super) use calendar::*;
pub(super) use evaluation::*;
pub(super) use feeds::*;
pub(super) use people::*;
pub(super) use presence::*;
pub(super) use registrations::*;
pub(super) use reminders::*;
pub(super) use sessions::*;
pub(super) use trainings::*;
pub(super) use wishes::*;
