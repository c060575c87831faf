//! What use cases answer of messages that are decided on, and of what was decided.

use crate::{
    discussions::{Former, PostInContext},
    text::SafeHtml,
};
use domain::{
    access::Role,
    ids::{AccountId, ActId, PostId, ReportId},
    moderation::{ActKind, ReportReason, is_in_time},
    time::{Day, Timestamp},
};

/// An act of moderation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// What was done.
    pub kind: ActKind,
    /// Why, where someone loses something by it.
    pub reason: Option<ReportReason>,
    /// What the person was told, in words.
    pub words: String,
    /// The message it is about; nothing when it is about a person, or the message is gone.
    pub post: Option<PostId>,
    /// Whom it concerns; nobody, once they have left.
    pub account: Option<AccountId>,
    /// As they are named to others.
    pub name: String,
    /// Who did it; nobody, once they have left.
    pub by: Option<AccountId>,
    /// As they are named to others.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// Until when someone is asked not to write.
    pub until: Option<Timestamp>,
    /// What was said against it.
    pub appeal: Option<Appeal>,
}

impl Act {
    /// Whether the person it concerns may still appeal.
    pub fn may_be_appealed(&self, now: Timestamp) -> bool {
        self.kind.is_against() && self.appeal.is_none() && is_in_time(self.at, now)
    }
}

/// What was said against an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// In the words of the person concerned.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// What was answered; nothing while it waits.
    pub settled: Option<Settled>,
}

/// What was answered to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Whether the act stands.
    pub kept: bool,
    /// In words.
    pub answer: String,
    /// When.
    pub at: Timestamp,
}

/// A message to decide on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDecide {
    /// The message and those around it.
    pub context: PostInContext,
    /// What was reported of it and waits.
    pub reported: Option<Reported>,
    /// What was decided of it before, the first first.
    pub past: Vec<Act>,
    /// How many acts there were against who wrote it, about this message or others.
    pub against: u32,
    /// What it said before, the latest first; of a message among others, nothing.
    pub former: Vec<Former>,
}

/// What is reported of a message, by whomsoever: nobody is told who did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The first report that waits: settling it settles all.
    pub id: ReportId,
    /// Since when.
    pub since: Timestamp,
    /// What the message said when it was reported, if it says something else now.
    pub then: Option<SafeHtml>,
    /// Why, and what was added, of each report in their order.
    pub said: Vec<(ReportReason, String)>,
    /// How many reported it, by what they are.
    pub by_role: Vec<(Role, u32)>,
}

/// How much waits for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct HowMuchWaits {
    /// Messages that are reported.
    pub reported: usize,
    /// Messages that are to be read before they appear.
    pub to_read: usize,
    /// Appeals.
    pub appeals: usize,
}

impl HowMuchWaits {
    /// All of it.
    pub const fn total(self) -> usize {
        self.reported + self.to_read + self.appeals
    }
}

/// An act that concerns the viewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAct {
    /// The act.
    pub act: Act,
    /// The title of the topic of the message, and what the message says, which its author still reads.
    pub said: Option<(String, SafeHtml)>,
    /// Whether the viewer may appeal.
    pub may_appeal: bool,
}

/// An appeal that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingAppeal {
    /// What is appealed.
    pub act: Act,
    /// The message it is about.
    pub context: Option<PostInContext>,
    /// Whether the viewer did what is appealed: someone else had better answer, where there is one.
    pub mine: bool,
}

/// Someone who is asked not to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silenced {
    /// Who.
    pub account: AccountId,
    /// As they are named to others.
    pub name: String,
    /// Until when.
    pub until: Timestamp,
}

/// What became of an appeal, as far as everyone is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appealed {
    /// There was none.
    No,
    /// It waits.
    Waits,
    /// The act stands.
    Kept,
    /// The act was undone.
    Undone,
}

/// An act, as everyone is told of it: nobody is in it, and no hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The day.
    pub day: Day,
    /// What was done.
    pub kind: ActKind,
    /// Why.
    pub reason: Option<ReportReason>,
    /// What became of the appeal.
    pub appealed: Appealed,
}

/// The acts of a month, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthOfActs {
    /// Which month, e.g. `2026-11`.
    pub month: String,
    /// How many of each kind that there was.
    pub kinds: Vec<(ActKind, u32)>,
    /// How many of them were appealed.
    pub appealed: u32,
}

/// A page of the log that everyone of the community reads (M5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// The acts of this page, the latest first.
    pub lines: Vec<LogLine>,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The last twelve months, the latest first.
    pub months: Vec<MonthOfActs>,
}
