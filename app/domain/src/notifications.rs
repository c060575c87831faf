//! What letters are about, and how often someone wants to be told of each (N1).

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a letter is about, as its reader chooses.
    LetterKind {
        /// Changes asked for, other words proposed, answers, a project that is published.
        Review = "review", "La relecture de vos projets";
        /// A class that tried it, took it over, or answers its call.
        Reception = "reception", "Ce que deviennent vos projets";
        /// What waits for whoever reviews and decides.
        Desk = "desk", "Ce qui attend votre relecture ou votre décision";
        /// A colleague who asks for a place.
        Approvals = "approvals", "Les accords que vous avez à donner";
        /// A place in a session: had, offered, lost, and what changes of the session.
        Places = "places", "Vos places en formation et ce qui change";
        /// Before a session, and after it.
        Reminders = "reminders", "Les rappels avant une formation, et la suite";
        /// A session that was wished for.
        Wishes = "wishes", "Les formations que vous avez souhaitées";
        /// A message that names its reader.
        Mentions = "mentions", "Les messages où l’on vous nomme";
        /// A message of a topic that is followed.
        Replies = "replies", "Les messages des sujets que vous suivez";
        /// A topic of a space, or about a subject, that is followed.
        Topics = "topics", "Les nouveaux sujets des espaces que vous suivez";
        /// What the authority says of a need.
        Needs = "needs", "Les réponses aux besoins que votre école soutient";
        /// What a search that they keep has found.
        FoundAgain = "found-again", "Ce que trouvent vos recherches enregistrées";
        /// Authorisations that end, and answers that the law makes due.
        Duties = "duties", "Les autorisations des familles et les demandes de retrait";
        /// What was done about its reader's messages, and why.
        Moderation = "moderation", "Les décisions de modération qui vous concernent";
        /// What becomes of their account.
        Account = "account", "Votre compte et ce qu’il devient";
    }
}

impl LetterKind {
    /// Whether its reader may have it stopped. A place, a family's authorisation, an answer that is due concern others too; why a message
    /// was taken away is owed to its author, and that an account ends, to its bearer.
    pub const fn may_be_stopped(self) -> bool {
        !matches!(self, Self::Places | Self::Duties | Self::Moderation | Self::Account)
    }

    /// How often it is told to who chose nothing (N2): at once what is for them alone, with others what merely comes by.
    pub const fn default_frequency(self) -> Frequency {
        match self {
            Self::Replies => Frequency::Daily,
            Self::Topics => Frequency::Weekly,
            _ => Frequency::AtOnce,
        }
    }

    /// How often it may be told. A reminder that comes with others comes too late; each kept search has a pace of its own.
    pub const fn frequencies(self) -> &'static [Frequency] {
        match self {
            Self::Places | Self::Duties | Self::Moderation | Self::Account => &[Frequency::AtOnce],
            Self::Reminders | Self::FoundAgain => &[Frequency::AtOnce, Frequency::Never],
            Self::Review
            | Self::Reception
            | Self::Desk
            | Self::Approvals
            | Self::Wishes
            | Self::Mentions
            | Self::Replies
            | Self::Topics
            | Self::Needs => Frequency::ALL,
        }
    }
}

vocabulary! {
    /// How often someone is told.
    Frequency {
        AtOnce = "at-once", "Tout de suite";
        Daily = "daily", "Une fois par jour";
        Weekly = "weekly", "Une fois par semaine";
        Never = "never", "Jamais";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_stopped_may_be_told_never_and_all_may_be_told_at_once() {
        for kind in LetterKind::ALL {
            assert_eq!(kind.may_be_stopped(), kind.frequencies().contains(&Frequency::Never), "{kind:?}");
            assert!(kind.frequencies().contains(&Frequency::AtOnce), "{kind:?}");
            assert!(kind.frequencies().contains(&kind.default_frequency()), "{kind:?}");
        }
    }
}
