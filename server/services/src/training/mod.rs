//! Trainings: what is taught, its sessions, and who has a place in them.
//!
//! **Promises.** [`register`] gives a place or the next number of those who wait, exact whatever asks at once: never more people in than
//! seats, in the order in which they came, with seats kept for schools and communes never served until they are released.
//!
//! **Invariants.** Who has a seat changes under the session's lock only (`rows::lock_session`); one has one place that stands in a session,
//! enforced by an index; tested by
//! `two_hundred_ask_for_twenty_seats_at_once_of_two_processes`.
//!
//! **Events.** `SessionMoved` with every move; `SessionRescheduled` with another time or place; `RegistrationChanged` with every change of
//! where someone stands.
//!
//! **Start reading at** [`register`], then [`training()`].

mod calendar;
mod invitation;
mod model;
mod news;
mod places;
mod rows;
mod trainings;

pub use calendar::{SessionDesk, calendar, own_places, session_desk, shown_trainings, to_approve, trainers, trainings};
pub use invitation::{Told, appointment};
pub use model::{OwnPlace, Participant, Registration, SeenSession, Session, SessionCard, Training};
pub use news::{PlaceNews, SessionNews, approvers, place_news, places_of_session, session_news};
pub use places::{confirm, decide, follow_seats, give_up, register};
pub use trainings::{TrainingSheet, change_session, make, move_session, prepare, save, training};
