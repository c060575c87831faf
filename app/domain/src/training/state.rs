//! Where a session stands, how one takes part in it, and who must agree that someone does.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a session stands. That it is full is read from its registrations.
    SessionState {
        /// Being prepared: who prepares it alone sees it.
        Draft = "draft", "En préparation";
        /// Shown, and open to registration in its period.
        Open = "open", "Ouverte";
        /// It took place: presences are noted.
        Held = "held", "A eu lieu";
        /// Its certificates are made, nothing of it changes any more.
        Closed = "closed", "Terminée";
        /// It will not take place.
        Cancelled = "cancelled", "Annulée";
    }
}

vocabulary! {
    /// What moves a session from one state to another.
    SessionMove {
        /// It is shown.
        Open = "open", "ouvrir";
        /// It took place.
        Hold = "hold", "noter les présences";
        /// Presences are final.
        Close = "close", "clore";
        /// It will not take place.
        Cancel = "cancel", "annuler";
    }
}

impl SessionState {
    /// The state that follows `by`; nothing when this state does not allow it.
    pub const fn after(self, by: SessionMove) -> Option<Self> {
        match (self, by) {
            (Self::Draft, SessionMove::Open) => Some(Self::Open),
            (Self::Open, SessionMove::Hold) => Some(Self::Held),
            (Self::Held, SessionMove::Close) => Some(Self::Closed),
            (Self::Draft | Self::Open, SessionMove::Cancel) => Some(Self::Cancelled),
            _ => None,
        }
    }
}

vocabulary! {
    /// Where one takes part.
    Mode {
        OnSite = "on-site", "Sur place";
        Online = "online", "En ligne";
        Both = "both", "Sur place ou en ligne";
    }
}

impl Mode {
    /// Where one takes part, in a line; `parts` of the place that are empty are left out.
    pub fn place_in_words<'a>(self, parts: impl IntoIterator<Item = &'a str>) -> String {
        let place = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        match self {
            Self::Online => "En ligne".to_owned(),
            Self::OnSite => place,
            Self::Both => format!("{place}, ou en ligne"),
        }
    }
}

vocabulary! {
    /// Who must agree before someone has a seat (T4).
    Approval {
        None = "none", "Personne";
        Head = "head", "La directrice ou le directeur";
        Inspector = "inspector", "L’inspection";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_goes_on_and_never_back() {
        use {SessionMove as M, SessionState as S};
        let allowed = [
            (S::Draft, M::Open, S::Open),
            (S::Draft, M::Cancel, S::Cancelled),
            (S::Open, M::Hold, S::Held),
            (S::Open, M::Cancel, S::Cancelled),
            (S::Held, M::Close, S::Closed),
        ];
        for from in S::ALL {
            for by in M::ALL {
                let expected = allowed.iter().find(|(f, m, _)| f == from && m == by).map(|(.., to)| *to);
                assert_eq!(from.after(*by), expected, "{from:?} {by:?}");
            }
        }
    }
}
