//! What the slice hands out.

use crate::text::SafeHtml;
use domain::{
    ids::{AccountId, RegistrationId, SessionId, TrainingId},
    projects::Cycle,
    time::Timestamp,
    training::{Claim, HalfDay, Mode, SessionForm, SessionState, Standing, TrainingForm},
};

/// A training, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// Its id.
    pub id: TrainingId,
    /// The part of its address that its first title made: kept for good.
    pub slug: String,
    /// What it says.
    pub form: TrainingForm,
    /// When it last changed.
    pub updated: Timestamp,
}

/// A session, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The training that it is an occurrence of.
    pub training: TrainingId,
    /// Where it stands.
    pub state: SessionState,
    /// What it says.
    pub form: SessionForm,
    /// Who leads it, in order.
    pub trainers: Vec<AccountId>,
    /// Grows with every change of date or place (RFC 5545, SEQUENCE).
    pub sequence: i64,
    /// What is told of it afterwards, in Markdown; may be empty.
    pub report: String,
    /// Since when that is shown.
    pub reported: Option<Timestamp>,
    /// When it is announced to everyone, where those who wished for it see it before; kept once it is said.
    pub announced: Option<Timestamp>,
    /// When it last changed.
    pub updated: Timestamp,
}

impl Session {
    /// When it begins.
    pub fn begins(&self) -> Option<Timestamp> {
        self.form.half_days.first().map(|half_day| half_day.from)
    }

    /// When it ends.
    pub fn ends(&self) -> Option<Timestamp> {
        self.form.half_days.iter().map(|half_day| half_day.until).max()
    }

    /// When everyone sees it, while those alone do at `now` who wished for it.
    pub fn to_be_announced(&self, now: Timestamp) -> Option<Timestamp> {
        self.announced.filter(|at| self.state == SessionState::Open && now < *at)
    }

    /// Whether one may register at `now`: it is open, in its period, and has not begun.
    pub fn takes_registrations(&self, now: Timestamp) -> bool {
        self.state == SessionState::Open
            && self.form.opens.is_none_or(|opens| opens <= now)
            && self.form.closes.is_none_or(|closes| now < closes)
            && self.begins().is_some_and(|begins| now < begins)
    }
}

/// Someone's place in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// The session.
    pub session: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// Its number: those who came before have smaller ones.
    pub number: i64,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it held a seat for sure at some time, which its owner's calendar may know of.
    pub had_a_seat: bool,
    /// Whether it may have a seat that is kept for those never served.
    pub claim: Claim,
    /// When it was asked for.
    pub asked: Timestamp,
    /// Until when the seat that is offered is theirs.
    pub offered_until: Option<Timestamp>,
}

impl SeenSession {
    /// Whether it was not agreed that the viewer comes: asking once more would be in vain.
    pub fn was_refused(&self) -> bool {
        self.mine.as_ref().is_some_and(|mine| mine.standing == Standing::Refused)
    }

    /// The viewer's own place, while it stands.
    pub fn live(&self) -> Option<&Registration> {
        self.mine.as_ref().filter(|mine| mine.standing.is_live())
    }
}

/// A session as one viewer may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSession {
    /// The session; without where one connects, for those who may not know.
    pub session: Session,
    /// How many seats are held.
    pub taken: u32,
    /// How many wait for one.
    pub waiting: usize,
    /// Who leads it, by the names they chose to show.
    pub trainers: Vec<String>,
    /// The name of the commune where it takes place.
    pub commune: Option<String>,
    /// Whether one may register now.
    pub takes_registrations: bool,
    /// Whether the viewer would have a seat at once.
    pub has_room: bool,
    /// The viewer's own place: the last that they asked for, whatever became of it.
    pub mine: Option<Registration>,
    /// How many wait before the viewer.
    pub before: usize,
    /// What is told of it, once that is shown.
    pub report: Option<SafeHtml>,
    /// How many came, where that is told.
    pub attendance: u32,
    /// Whether the viewer runs it.
    pub may_run: bool,
}

/// A session in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionCard {
    /// Its id.
    pub id: SessionId,
    /// The training's address.
    pub slug: String,
    /// The training's title.
    pub title: String,
    /// For teachers of which cycles; any, when none is named.
    pub cycles: Vec<Cycle>,
    /// Where it stands.
    pub state: SessionState,
    /// How one takes part.
    pub mode: Mode,
    /// Where it takes place; may be empty.
    pub place: String,
    /// The room; may be empty.
    pub room: String,
    /// The name of the commune; may be empty.
    pub commune: String,
    /// Its half-days, the first first.
    pub half_days: Vec<HalfDay>,
    /// How many seats there are.
    pub capacity: u32,
    /// How many are held.
    pub taken: u32,
    /// Grows with every change of date or place.
    pub sequence: i64,
    /// When registration opens, if a minute was said.
    pub opens: Option<Timestamp>,
    /// When it closes, if a minute was said.
    pub closes: Option<Timestamp>,
}

/// A member's own place in a session, with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlace {
    /// The place.
    pub registration: Registration,
    /// The session.
    pub card: SessionCard,
}

/// Someone who asked for a place, as who runs the session, or who must agree, reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Their place.
    pub registration: Registration,
    /// Their name.
    pub name: String,
    /// The name of a school of theirs; may be empty.
    pub school: String,
    /// Its UAI; may be empty.
    pub uai: String,
}
