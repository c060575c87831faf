//! Who looks at sessions: of one that is not announced yet, most see nothing (T21).

use crate::{access, cx::Cx};
use domain::{access::PortalAction, ids::AccountId, time::Timestamp};

/// Someone who looks, as the filter of every query of what is shown knows them (`rows::shown`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Onlooker {
    account: Option<AccountId>,
    /// They see what is announced by then, whomever it concerns.
    announced_by: Timestamp,
}

impl Onlooker {
    /// The viewer. Who runs trainings sees what is still to be announced.
    pub(crate) fn of(cx: &Cx) -> Self {
        let runs = access::check(cx, PortalAction::RunTraining).is_ok();
        Self { account: cx.account(), announced_by: if runs { Timestamp::from_ms(i64::MAX) } else { cx.now() } }
    }

    /// Anyone: for what is handed to all alike, and kept on the way by who does not know for whom it was made.
    pub(super) fn anyone(cx: &Cx) -> Self {
        Self::anyone_at(cx.now())
    }

    /// Anyone, at this instant.
    pub(super) const fn anyone_at(now: Timestamp) -> Self {
        Self { account: None, announced_by: now }
    }

    /// The portal itself: it sees all that is not being prepared.
    pub(super) const fn portal() -> Self {
        Self::anyone_at(Timestamp::from_ms(i64::MAX))
    }

    /// What the filter asks for, in its order.
    pub(super) fn values(self) -> (Option<i64>, i64) {
        (self.account.map(AccountId::get), self.announced_by.ms())
    }
}
