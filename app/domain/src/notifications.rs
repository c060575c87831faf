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
        /// Authorisations that end, and answers that the law makes due.
        Duties = "duties", "Les autorisations des familles et les demandes de retrait";
    }
}

impl LetterKind {
    /// Whether its reader may have it stopped. A place, a family's authorisation, an answer that is due concern others too.
    pub const fn may_be_stopped(self) -> bool {
        !matches!(self, Self::Places | Self::Duties)
    }

    /// How often it may be told. A reminder that comes with others comes too late.
    pub const fn frequencies(self) -> &'static [Frequency] {
        match self {
            Self::Places | Self::Duties => &[Frequency::AtOnce],
            Self::Reminders => &[Frequency::AtOnce, Frequency::Never],
            Self::Review | Self::Reception | Self::Desk | Self::Approvals | Self::Wishes => Frequency::ALL,
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
        }
    }
}
