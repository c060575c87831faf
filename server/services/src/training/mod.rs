//! Trainings: what is taught, its sessions, and who has a place in them.
//!
//! **Promises.** [`register`] gives a place or the next number of those who wait, exact whatever asks at once: never more people in than
//! seats, in the order in which they came, with seats kept for schools and communes never served until they are released. Those who wished
//! for a training see a session of it, and may have a place, before it is announced to everyone.
//!
//! **Invariants.** Who has a seat changes under the session's lock only (`rows::lock_session`); one has one place that stands in a session,
//! enforced by an index; tested by
//! `two_hundred_ask_for_twenty_seats_at_once_of_two_processes`. What is not announced yet leaves no trace for others: every query of what
//! is shown asks `rows::shown` or, from another slice, `rows::push_shown` and [`readers`]; tested by
//! `those_who_wished_for_a_training_see_its_session_before_everyone` and `a_topic_beside_a_training_is_seen_by_those_who_see_the_training`.
//!
//! Whoever runs a session has asked `gate`: a delegate runs what is of their communes (G8); tested by
//! `a_delegate_runs_sessions_of_their_communes_alone`.
//!
//! **Events.** `SessionMoved` with every move; `SessionRescheduled` with another time or place; `RegistrationChanged` with every change of
//! where someone stands; `TrainingChanged` with what else changes what is told of them, or who sees it, and when everyone sees a session.
//!
//! **Start reading at** [`register`], then [`training()`].

mod announce;
mod calendar;
mod certificates;
mod document;
mod evaluation;
mod export;
mod feed;
mod found;
mod gate;
mod invitation;
mod leaving;
mod model;
mod news;
mod onlooker;
mod papers;
mod places;
mod presence;
mod remind;
mod rows;
mod trainings;
mod wishes;

use crate::holdings::{Part, Words};

pub use announce::announce;
pub use calendar::{SessionDesk, calendar, is_shown, own_places, readers, session_desk, shown_trainings, to_approve, trainers, trainings};
pub use certificates::{Certificate, HoursOfYear, certificate, certificates, checked, hours};
pub use document::{all_things, concerned, documents, readers_of_training};
pub use evaluation::{Asked, Results, ShownResults, asked, evaluate, is_asked, results, save_report};
pub use export::export;
pub use feed::{calendar_file, end_feed, feed_made, make_feed, own_calendar_file};
pub use found::{SessionFound, TrainingFound, found_sessions, found_trainings, readable_things};
pub use gate::check_runs;
pub use invitation::{Told, appointment};
pub use leaving::{give_up_all, purge_registrations};
pub use model::{OwnPlace, Participant, Registration, SeenSession, Session, SessionCard, Training};
pub use news::{PlaceNews, SessionNews, approvers, minutes_certified, place_news, places_of_session, session_news};
pub(crate) use onlooker::Onlooker;
pub use papers::{DUE_MINUTES, certificate_paper, certificates_paper, hours_paper, sign_in_sheet};
pub use places::{confirm, decide, follow_seats, give_up, register, register_for_all};
pub use presence::{CheckIn, PresenceList, check_in, let_in, mark, mark_the_others_present, presences, ticket};
pub use remind::{is_near, remind};
pub(crate) use rows::push_shown;
pub use trainings::{TrainingSheet, change_session, make, move_session, prepare, save, training};
pub use wishes::{
    Wish, WishCard, answer_wish, answered_wish, back, back_no_more, backers_of_session, close_wish, make_wish, wish_to_answer, wishes,
};

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;
