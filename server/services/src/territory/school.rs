//! A school, as the directory tells of it and as the portal keeps it.

use super::report::SchoolField;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    territory::{Insee, Position, PriorityEducation, SchoolKind, SchoolState, Uai},
    time::Timestamp,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// What the official directory tells of a school, as far as the portal keeps it: no telephone, no e-mail address.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolFacts {
    /// Its code.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What kind of school it is.
    pub kind: SchoolKind,
    /// The directory's own code for that.
    pub nature_code: String,
    /// Public, else private.
    pub public: bool,
    /// Where it is.
    pub commune: Insee,
    /// Its street and what goes with it.
    pub address: String,
    /// Its postcode; empty when the directory has none.
    pub postcode: String,
    /// The inspector's constituency (*circonscription*), by name; collèges have none.
    pub constituency: String,
    /// The constituency's own UAI; empty when the directory does not say it.
    pub constituency_code: String,
    /// The local inclusion unit (*PIAL*), by its code.
    pub pial: String,
    /// Its priority education network, if it is in one.
    pub priority: Option<PriorityEducation>,
    /// Its place on the map.
    pub position: Option<Position>,
    /// Whether it receives pupils.
    pub state: SchoolState,
    /// The day it opened.
    pub opened_on: Option<Date>,
}

/// A school as its page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct School {
    /// What the directory tells of it.
    pub facts: SchoolFacts,
    /// Its commune's name.
    pub commune_name: String,
    /// Since when it is missing from the directory, for one that is closed.
    pub closed: Option<Timestamp>,
    /// When something of it last changed here.
    pub updated: Timestamp,
}

impl SchoolFacts {
    /// What differs from `before`.
    pub(super) fn differences(&self, before: &Self) -> Vec<SchoolField> {
        use SchoolField as F;
        let compared = [
            (F::Name, self.name == before.name),
            (F::Kind, self.kind == before.kind && self.nature_code == before.nature_code),
            (F::Sector, self.public == before.public),
            (F::Commune, self.commune == before.commune),
            (F::Address, self.address == before.address && self.postcode == before.postcode),
            (F::Constituency, self.constituency == before.constituency && self.constituency_code == before.constituency_code),
            (F::Pial, self.pial == before.pial),
            (F::Priority, self.priority == before.priority),
            (F::Position, self.position == before.position),
            (F::State, self.state == before.state),
            (F::OpenedOn, self.opened_on == before.opened_on),
        ];
        compared.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
    }

    /// Whether what others show of it, or what it is found by, was otherwise before: its own page reads the rest when it is asked for.
    pub(super) fn is_told_otherwise(&self, before: &Self) -> bool {
        self.name != before.name
            || self.kind != before.kind
            || self.commune != before.commune
            || self.constituency != before.constituency
            || self.priority != before.priority
            || self.state != before.state
    }

    /// A short text that is the same for the same facts: an import that changes nothing is seen without comparing fields.
    pub(super) fn hash(&self) -> String {
        let position = self.position.map(|at| format!("{} {}", at.latitude(), at.longitude())).unwrap_or_default();
        let parts = [
            self.uai.as_str(),
            &self.name,
            self.kind.key(),
            &self.nature_code,
            if self.public { "public" } else { "private" },
            self.commune.as_str(),
            &self.address,
            &self.postcode,
            &self.constituency,
            &self.constituency_code,
            &self.pial,
            self.priority.map_or("", PriorityEducation::key),
            &position,
            self.state.key(),
            &self.opened_on.map(|day| day.to_string()).unwrap_or_default(),
        ];
        // Cleaned text holds no control character, so that none of it looks like the boundary between two parts.
        URL_SAFE_NO_PAD.encode(Sha256::digest(parts.join("\u{1F}")))
    }
}
