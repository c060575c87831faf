//! Trainings and their sessions: who may have a place, when, and what becomes of it.
//!
//! **Start reading at** [`SessionForm`], then [`Seats`], then [`Standing`].

mod calendar;
mod crcn_edu;
mod form;
mod half_day;
mod registration;
mod seats;
mod session;
mod state;

pub use calendar::CalendarQuery;
pub use crcn_edu::{CrcnEdu, CrcnEduDomain};
pub use form::TrainingForm;
pub use half_day::HalfDay;
pub use registration::{ForbiddenHappening, Happening, Standing};
pub use seats::{Claim, KeptSeats, Seats, Taken};
pub use session::{MAX_HALF_DAYS, MAX_SEATS, SessionForm};
pub use state::{Approval, Mode, SessionMove, SessionState};
