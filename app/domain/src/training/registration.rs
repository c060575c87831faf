//! A member's place in a session: which states there are, and the only moves between them (T2–T4).

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a registration stands.
    Standing {
        /// Who must approve it has not answered yet.
        Asked = "asked", "En attente d’accord";
        /// They have a seat.
        Registered = "registered", "Inscrite ou inscrit";
        /// They wait for one, in the order in which they came.
        Waiting = "waiting", "Sur la liste d’attente";
        /// A seat came free and is theirs until a day: they say whether they take it.
        Offered = "offered", "Une place vous attend";
        /// They gave their place up.
        Cancelled = "cancelled", "Annulée";
        /// It was not approved.
        Refused = "refused", "Refusée";
        /// They did not answer in time, and the seat went to the next.
        Lapsed = "lapsed", "Place non confirmée";
    }
}

vocabulary! {
    /// What happens to a registration.
    Happening {
        /// Who must approve it does.
        Approve = "approve", "accepter";
        /// Who must approve it does not.
        Refuse = "refuse", "refuser";
        /// A seat comes free.
        Offer = "offer", "proposer";
        /// They take the seat that was offered.
        Confirm = "confirm", "confirmer";
        /// They give their place up.
        Cancel = "cancel", "annuler";
        /// The day passed on which the seat was theirs.
        Lapse = "lapse", "expirer";
    }
}

/// What a state does not allow. Shown as a conflict: the page that offered it was out of date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a registration that is {} cannot {}", .from.key(), .by.key())]
pub struct ForbiddenHappening {
    /// Where the registration stands.
    pub from: Standing,
    /// What was asked.
    pub by: Happening,
}

impl Standing {
    /// Whether it holds a seat. One that is offered does: nobody else may have it meanwhile.
    pub const fn holds_a_seat(self) -> bool {
        matches!(self, Self::Registered | Self::Offered)
    }

    /// Whether it still stands: one who has one registers no second time.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Asked | Self::Registered | Self::Waiting | Self::Offered)
    }

    /// The state that follows `by`; what is approved gets a seat when `has_room`, and waits otherwise.
    ///
    /// # Errors
    /// [`ForbiddenHappening`] when this state does not allow it.
    pub const fn after(self, by: Happening, has_room: bool) -> Result<Self, ForbiddenHappening> {
        match (self, by) {
            (Self::Asked, Happening::Approve) => Ok(if has_room { Self::Registered } else { Self::Waiting }),
            (Self::Asked, Happening::Refuse) => Ok(Self::Refused),
            (Self::Waiting, Happening::Offer) if has_room => Ok(Self::Offered),
            (Self::Offered, Happening::Confirm) => Ok(Self::Registered),
            (Self::Offered, Happening::Lapse) => Ok(Self::Lapsed),
            // A session that is full lets one go as well (T3).
            (Self::Asked | Self::Registered | Self::Waiting | Self::Offered, Happening::Cancel) => Ok(Self::Cancelled),
            _ => Err(ForbiddenHappening { from: self, by }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_these_things_happen() {
        use {Happening as H, Standing as S};
        let allowed = [
            (S::Asked, H::Approve, [S::Waiting, S::Registered]),
            (S::Asked, H::Refuse, [S::Refused, S::Refused]),
            (S::Offered, H::Confirm, [S::Registered, S::Registered]),
            (S::Offered, H::Lapse, [S::Lapsed, S::Lapsed]),
            (S::Asked, H::Cancel, [S::Cancelled, S::Cancelled]),
            (S::Registered, H::Cancel, [S::Cancelled, S::Cancelled]),
            (S::Waiting, H::Cancel, [S::Cancelled, S::Cancelled]),
            (S::Offered, H::Cancel, [S::Cancelled, S::Cancelled]),
        ];
        for from in S::ALL {
            for by in H::ALL {
                let expected = allowed.iter().find(|(f, h, _)| f == from && h == by).map(|(.., to)| *to);
                for (room, has_room) in [false, true].into_iter().enumerate() {
                    let offered = (*from, *by, has_room) == (S::Waiting, H::Offer, true);
                    let expected = if offered { Some(S::Offered) } else { expected.map(|to| to[room]) };
                    assert_eq!(from.after(*by, has_room).ok(), expected, "{from:?} {by:?} {has_room}");
                }
            }
        }
    }

    #[test]
    fn what_holds_a_seat_is_live() {
        assert!(Standing::ALL.iter().all(|standing| !standing.holds_a_seat() || standing.is_live()));
    }
}
