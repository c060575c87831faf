//! The life of a project: which states there are, and the only moves between them (S2).

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a project stands.
    State {
        /// Being written: its authors alone see it.
        Draft = "draft", "Brouillon";
        /// Handed over to the animator.
        Submitted = "submitted", "En attente de relecture";
        /// Back with its authors, with remarks.
        ChangesRequested = "changes-requested", "Modifications demandées";
        /// Accepted, to be published at a chosen minute.
        Scheduled = "scheduled", "Publication programmée";
        /// Seen by those whom its visibility names.
        Published = "published", "Publié";
        /// Taken back from its readers.
        Withdrawn = "withdrawn", "Retiré";
        /// Kept, no longer shown.
        Archived = "archived", "Archivé";
    }
}

vocabulary! {
    /// What moves a project from one state to another.
    Move {
        /// Its author hands it over.
        Submit = "submit", "envoyer à l’animatrice";
        /// Its author takes it back to go on writing.
        TakeBack = "take-back", "reprendre";
        /// A reviewer asks for changes.
        AskChanges = "ask-changes", "demander des modifications";
        /// The animator accepts it for a later minute.
        Schedule = "schedule", "programmer";
        /// The animator gives that minute up.
        Unschedule = "unschedule", "annuler la programmation";
        /// It becomes visible.
        Publish = "publish", "publier";
        /// It is taken back from its readers.
        Withdraw = "withdraw", "retirer";
        /// It is kept without being shown.
        Archive = "archive", "archiver";
    }
}

/// A move that a state does not allow. Shown as a conflict: the page that offered it was out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a project in state {} cannot {}", .from.key(), .by.key())]
pub struct ForbiddenMove {
    /// Where the project stands.
    pub from: State,
    /// What was asked.
    pub by: Move,
}

impl State {
    /// The state that follows `by`.
    ///
    /// # Errors
    /// [`ForbiddenMove`] when this state does not allow it.
    pub const fn after(self, by: Move) -> Result<Self, ForbiddenMove> {
        match (self, by) {
            (Self::Draft | Self::ChangesRequested | Self::Withdrawn, Move::Submit) => Ok(Self::Submitted),
            (Self::Submitted | Self::Withdrawn, Move::TakeBack) => Ok(Self::Draft),
            (Self::Submitted | Self::Scheduled, Move::AskChanges) => Ok(Self::ChangesRequested),
            (Self::Submitted, Move::Schedule) => Ok(Self::Scheduled),
            (Self::Scheduled, Move::Unschedule) => Ok(Self::Submitted),
            (Self::Submitted | Self::Scheduled, Move::Publish) => Ok(Self::Published),
            (Self::Published, Move::Withdraw) => Ok(Self::Withdrawn),
            (Self::Published | Self::Withdrawn, Move::Archive) => Ok(Self::Archived),
            _ => Err(ForbiddenMove { from: self, by }),
        }
    }

    /// Whether its authors may change what it says now.
    ///
    /// Not while a reviewer reads it: they take it back first, so that what is published is what was read.
    pub const fn is_open_to_its_authors(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesRequested | Self::Published | Self::Withdrawn)
    }

    /// Whether it waits for a reviewer.
    pub const fn is_in_review(self) -> bool {
        matches!(self, Self::Submitted | Self::ChangesRequested | Self::Scheduled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_these_moves_exist() {
        use {Move as M, State as S};
        let allowed = [
            (S::Draft, M::Submit, S::Submitted),
            (S::ChangesRequested, M::Submit, S::Submitted),
            (S::Withdrawn, M::Submit, S::Submitted),
            (S::Submitted, M::TakeBack, S::Draft),
            (S::Withdrawn, M::TakeBack, S::Draft),
            (S::Submitted, M::AskChanges, S::ChangesRequested),
            (S::Scheduled, M::AskChanges, S::ChangesRequested),
            (S::Submitted, M::Schedule, S::Scheduled),
            (S::Scheduled, M::Unschedule, S::Submitted),
            (S::Submitted, M::Publish, S::Published),
            (S::Scheduled, M::Publish, S::Published),
            (S::Published, M::Withdraw, S::Withdrawn),
            (S::Published, M::Archive, S::Archived),
            (S::Withdrawn, M::Archive, S::Archived),
        ];
        for from in S::ALL {
            for by in M::ALL {
                let expected = allowed.iter().find(|(f, m, _)| f == from && m == by).map(|(_, _, to)| *to);
                assert_eq!(from.after(*by).ok(), expected, "{from:?} {by:?}");
            }
        }
    }
}
