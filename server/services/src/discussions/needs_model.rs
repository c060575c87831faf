//! What use cases answer of needs.

use super::Space;
use crate::{territory::SchoolChoice, text::SafeHtml};
use domain::{
    discussions::{NeedStatus, Service},
    ids::{AccountId, NeedStepId, TopicId},
    territory::Insee,
    time::Timestamp,
};

/// A need in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedCard {
    /// Its topic.
    pub id: TopicId,
    /// The part of its address that its title makes.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub service: Service,
    /// Where it stands.
    pub status: NeedStatus,
    /// The code of its commune.
    pub insee: Insee,
    /// Its commune's name.
    pub commune: String,
    /// The name of the school that filed it.
    pub school: String,
    /// How many schools back it.
    pub backers: u32,
    /// When it was filed.
    pub filed: Timestamp,
    /// Since when it stands there.
    pub since: Timestamp,
    /// How many whole days it has waited; once it is closed, how many it had.
    pub waiting_days: i64,
    /// Until when the authority is to say something of it, while it has not.
    pub due: Option<Timestamp>,
    /// Whether that is over.
    pub late: bool,
    /// Whether a school of the viewer's backs it.
    pub mine_backed: bool,
}

/// A page of the list of needs. Counts are of what the viewer may read, and each says what choosing that value would show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsPage {
    /// Those of this page.
    pub cards: Vec<NeedCard>,
    /// How many were asked for in all.
    pub total: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// How many stand where.
    pub by_status: Vec<(NeedStatus, u32)>,
    /// How many are about what.
    pub by_service: Vec<(Service, u32)>,
    /// How many are of which commune: its code, its name, by name.
    pub by_commune: Vec<(Insee, String, u32)>,
}

/// What the authority answered to a need, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedStep {
    /// Its id.
    pub id: NeedStepId,
    /// Where it put the need.
    pub status: NeedStatus,
    /// What it said.
    pub answer: SafeHtml,
    /// Who said it, as they are named to others; empty, once they have left.
    pub name: String,
    /// On whose behalf: the commune, or the authority; empty when it is not known any more.
    pub of: String,
    /// When.
    pub at: Timestamp,
}

/// A need, whole. Schools that back it are public bodies, and named; people are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// As in a list.
    pub card: NeedCard,
    /// The schools that back it, the first first.
    pub schools: Vec<String>,
    /// How many of them are in which commune, most first.
    pub by_commune: Vec<(String, u32)>,
    /// What the authority answered, the first answer first.
    pub steps: Vec<NeedStep>,
    /// The viewer's schools in whose name they do not back it and may.
    pub may_back: Vec<String>,
    /// The viewer's schools that back it, and may no more.
    pub may_leave: Vec<String>,
    /// Whether the viewer may say where it stands.
    pub may_answer: bool,
    /// How many are told once the viewer does (N7).
    pub told: usize,
}

/// What whoever files a need chooses among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedPlaces {
    /// The schools that they may name.
    pub schools: Vec<SchoolChoice>,
    /// The spaces that take needs, and in which they write.
    pub spaces: Vec<Space>,
    /// Whether they have a school of their own, which can back what is there.
    pub may_back: bool,
}

/// What is to be told of an answer, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedNews {
    /// The need's title.
    pub title: String,
    /// The part of its address that its title makes.
    pub slug: String,
    /// Where the answer put it.
    pub status: NeedStatus,
    /// Those who backed it for their school, and who filed it: each once, as far as they may still read it and have not muted
    /// it, and not who answered.
    pub accounts: Vec<AccountId>,
}
