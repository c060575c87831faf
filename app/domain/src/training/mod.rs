//! Trainings and their sessions: who may have a place, when, and what becomes of it.
//!
//! **Start reading at** [`SessionForm`], then [`Seats`], then [`Standing`].

mod calendar;
mod crcn_edu;
mod evaluation;
mod export;
mod form;
mod half_day;
mod head_start;
mod presence;
mod registration;
mod seats;
mod session;
mod state;
mod wish;

pub use calendar::CalendarQuery;
pub use crcn_edu::{CrcnEdu, CrcnEduDomain};
pub use evaluation::{EvaluationForm, EvaluationQuestion, MAX_REMARK, MIN_ANSWERS, Score};
pub use export::{ExportColumn, ExportForm, ExportFormat};
pub use form::TrainingForm;
pub use half_day::HalfDay;
pub use head_start::announced;
pub use presence::{CertificateNumber, NotACertificateNumber, Presence};
pub use registration::{ForbiddenHappening, Happening, Standing};
pub use seats::{Claim, KeptSeats, Seats, Taken};
pub use session::{MAX_HALF_DAYS, MAX_SEATS, SessionForm};
pub use state::{Approval, Mode, SessionMove, SessionState};
pub use wish::{WishForm, WishState};
