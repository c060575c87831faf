//! One thing to tell one reader.

use crate::{identity::Recipient, mail::Invitation, outbox::Entry};
use domain::{
    ids::{AccountId, PostId, TopicId},
    notifications::LetterKind,
};
use url::{Position, Url};

/// What a letter will say: without greeting and foot, which come when it leaves.
#[derive(Clone, Debug)]
pub(super) struct News {
    /// What makes it this letter and no other: the event it tells of and whom it is for.
    pub(super) id: String,
    /// The reader's account, if they have one.
    pub(super) account: Option<AccountId>,
    /// The reader's name; may be empty.
    pub(super) name: String,
    /// The reader's address; empty when they have none.
    pub(super) email: String,
    /// What it is about, as its reader chooses.
    pub(super) kind: LetterKind,
    /// Whether it cannot wait for the morning: it answers what its reader just did, or tomorrow would be too late.
    pub(super) urgent: bool,
    /// Whether it goes in one letter with what else is due, also where its reader did not choose that of its kind.
    pub(super) together: bool,
    /// In one line.
    pub(super) subject: String,
    /// In paragraphs, addresses of the web in lines of their own.
    pub(super) text: String,
    /// What a calendar is to be told.
    pub(super) invitation: Option<Invitation>,
    /// What the portal says of it, in one line: there nobody reads over its reader's shoulder. Nothing, when another letter about the same
    /// event says it.
    pub(super) notice: Option<String>,
    /// The topic it is about: reading it is reading the notice.
    pub(super) topic: Option<TopicId>,
    /// The message it is about.
    pub(super) post: Option<PostId>,
}

impl News {
    /// News of `entry` for `reader`; the portal says of it what the letter's subject says.
    pub(super) fn new(entry: &Entry, reader: &Recipient, kind: LetterKind, subject: impl Into<String>, text: impl Into<String>) -> Self {
        let subject: String = subject.into();
        Self {
            id: format!("event-{}-{}", entry.seq, reader.account),
            account: Some(reader.account),
            name: reader.name.clone(),
            email: reader.email.clone(),
            kind,
            urgent: false,
            together: false,
            notice: Some(subject.clone()),
            subject,
            text: text.into(),
            invitation: None,
            topic: None,
            post: None,
        }
    }

    /// Whether it can be sent: not everyone has an address.
    pub(super) fn is_a_letter(&self) -> bool {
        !self.email.is_empty()
    }
}

/// Where a letter leads in the portal: the last of its lines that is an address there.
pub(super) fn path_in(text: &str, portal: &Url) -> Option<String> {
    let addresses = text.lines().rev().filter_map(|line| Url::parse(line.trim()).ok());
    let mut ours = addresses.filter(|url| url.has_host() && url.origin() == portal.origin());
    ours.next().map(|url| url[Position::BeforePath..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_leads_where_its_last_address_of_the_portal_does() {
        let portal: Url = "https://preau.example.fr/".parse().expect("an address");
        let path = |text: &str| path_in(text, &portal);
        let two = "Votre attestation :\nhttps://preau.example.fr/moi/a.pdf\n\nVotre avis :\nhttps://preau.example.fr/moi/avis?n=1#fin";
        assert_eq!(path(two).as_deref(), Some("/moi/avis?n=1#fin"));
        assert_eq!(path("Pour voir :\nhttps://preau.example.fr/a\n\nPour se connecter :\nhttps://visio.example/x").as_deref(), Some("/a"));
        for without in ["", "Bonjour", "voir https://preau.example.fr/a", "https://preau.example.fr.evil.fr/a", "mailto:a@preau.example.fr"]
        {
            assert_eq!(path(without), None, "{without}");
        }
    }
}
