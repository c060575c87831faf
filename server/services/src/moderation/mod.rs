//! Moderation: what anyone asks to have taken away, what members report of what others say, and what is decided of it.
//!
//! **Promises.** [`ask()`] hides a picture at once, whoever asks, without an account; [`decide`] shows it again or leaves it hidden, and who left
//! an address is answered. What was written is forgotten a month after the decision ([`forget_answered`]). [`report_post`] puts a message before
//! who decides, with what it said then; [`act()`] does something about it, says why to the person concerned, and settles what was reported;
//! [`appeal`] is answered by [`settle_appeal`], which undoes the act or lets it stand. Nothing is destroyed without trace: a message that is taken
//! away is read on by its author and by who decides, and of a former version that is erased, the act says who did it, when, and why. What has
//! been gone for a month goes for good ([`purge()`]), unless something about it waits.
//!
//! **Invariants.** What passes between some people is read by who decides only as long as something about it waits for them, its pictures too;
//! tested by `what_passes_between_partners_is_theirs_again_once_it_is_settled`. While a request waits, nothing but a decision shows the picture
//! again; enforced by `media::declare`, tested by
//! `a_request_hides_at_once_until_it_is_decided`. Nobody is told who reported a message: no use case answers it; tested by
//! `a_message_reported_twice_by_one_is_reported_once_and_nobody_is_named`. The log that everyone reads names nobody; tested by
//! `the_log_names_nobody`. What is let through is what was read; tested by `what_is_let_through_is_what_was_read`. Every act is
//! in the audit trail, with numbers alone.
//!
//! **Events.** Tells `RemovalAsked` and `RemovalDecided`; the pictures' projects change by `projects`, their messages by `discussions`. Tells `PostReported`; `Moderated` with each
//! act, `ActAppealed`, `AppealAnswered`. Messages change by `discussions`, which tells so.
//!
//! **Start reading at** `ask`, then `decide`; for what people say, `reports`, then `acts`.

mod acts;
mod appeals;
mod ask;
mod decide;
mod gate;
mod log;
mod model;
mod news;
mod phrases;
mod purge;
mod reports;
mod rows;

use crate::holdings::{Part, Words};

pub use acts::{Target, act, silenced};
pub use appeals::{appeal, appeals, is_concerned, my_acts, settle_appeal};
pub use ask::{Reportable, ask, to_report, to_report_in_post};
pub use decide::{Request, decide, forget_answered, pending, removal_news};
pub use gate::picture_seen;
pub use log::moderation_log;
pub use model::{
    Act, Appeal, Appealed, HowMuchWaits, Log, LogLine, MonthOfActs, OwnAct, Reported, Settled, Silenced, ToDecide, WaitingAppeal,
};
pub use news::{ActNews, AppealNews, ReportNews, ToReadNews, act_news, appeal_news, deciders, report_news, to_read_news};
pub use phrases::{add_phrase, phrases, remove_phrase};
pub use purge::purge;
pub use reports::{dismiss, how_much_waits, report_post, reports, to_decide, waiting};

/// What is held of people here.
pub(crate) const HELD: &[Part] = rows::holdings::PARTS;
/// Where people write.
pub(crate) const WRITTEN: &[Words] = rows::holdings::WORDS;
