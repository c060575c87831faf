//! Moderation: what anyone asks to have taken away, and what is decided of it.
//!
//! **Promises.** [`ask()`] hides a picture at once, whoever asks, without an account; [`decide`] shows it again or leaves it hidden, and who left
//! an address is answered. What was written is forgotten a month after the decision ([`forget_answered`]).
//!
//! **Invariants.** While a request waits, nothing but a decision shows the picture again; enforced by `media::declare`, tested by
//! `a_request_hides_at_once_until_it_is_decided`. Every act is in the audit trail, with the request's number and nobody's address.
//!
//! **Events.** Tells `RemovalAsked` and `RemovalDecided`; the pictures' projects change by `projects`, their messages by `discussions`.
//!
//! **Start reading at** `ask`, then `decide`.

mod ask;
mod decide;
mod rows;

pub use ask::{Reportable, ask, to_report, to_report_in_post};
pub use decide::{Request, decide, forget_answered, pending, removal_news};
