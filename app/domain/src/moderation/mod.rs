//! Moderation: what anyone may ask to have taken away, what members report of what others say, and what is decided of it.
//!
//! **Promises.** [`ReportForm`], [`ActForm`] and [`AppealForm`] hold what was typed and is sound; [`ActKind`] says which messages an act can
//! be done to, what becomes of them, and whether the person it concerns may appeal.
//!
//! **Start reading at** `act`, then `report`; `removal` is about pictures and recordings.

mod act;
mod removal;
mod report;

pub use act::{ActForm, ActKind, AppealForm, MAX_SILENCE_DAYS, MAX_WORDS, is_in_time};
pub use removal::{Asker, Decision, MAX_ADDRESS, MAX_MESSAGE, RemovalForm};
pub use report::{MAX_NOTE, ReportForm, ReportReason};
