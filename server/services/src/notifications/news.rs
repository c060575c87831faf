//! One thing to tell one reader.

use crate::{identity::Recipient, mail::Invitation, outbox::Entry};
use domain::{ids::AccountId, notifications::LetterKind};

/// What a letter will say: without greeting and foot, which come when it leaves.
#[derive(Clone, Debug)]
pub(super) struct News {
    /// What makes it this letter and no other: the event it tells of and whom it is for.
    pub(super) id: String,
    /// The reader's account, if they have one.
    pub(super) account: Option<AccountId>,
    /// The reader's name; may be empty.
    pub(super) name: String,
    /// The reader's address.
    pub(super) email: String,
    /// What it is about, as its reader chooses.
    pub(super) kind: LetterKind,
    /// Whether it cannot wait for the morning: it answers what its reader just did, or tomorrow would be too late.
    pub(super) urgent: bool,
    /// In one line.
    pub(super) subject: String,
    /// In paragraphs, addresses of the web in lines of their own.
    pub(super) text: String,
    /// What a calendar is to be told.
    pub(super) invitation: Option<Invitation>,
}

impl News {
    /// News of `entry` for `reader`.
    pub(super) fn new(entry: &Entry, reader: &Recipient, kind: LetterKind, subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: format!("event-{}-{}", entry.seq, reader.account),
            account: Some(reader.account),
            name: reader.name.clone(),
            email: reader.email.clone(),
            kind,
            urgent: false,
            subject: subject.into(),
            text: text.into(),
            invitation: None,
        }
    }
}
