//! What use cases answer: spaces, topics and messages as they are read.

use super::Draft;
use crate::{projects::Figure, text::SafeHtml};
use domain::{
    access::{PostFacts, Principal, TopicFacts},
    discussions::{Attention, Place, Position, PostState, Reaction, SpaceAccess, TopicKind, TopicState},
    ids::{AccountId, PostId, ProjectId, SpaceId, TopicId, TrainingId},
    projects::Subject,
    territory::Insee,
    time::Timestamp,
};

/// A space, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// Its id.
    pub id: SpaceId,
    /// The part of its address that its name makes.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub summary: String,
    /// Who reads and writes.
    pub access: SpaceAccess,
    /// Whether needs are filed in it.
    pub takes_needs: bool,
    /// Whether nothing more is written in it.
    pub closed: bool,
}

/// A space in the list of those that the viewer reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceCard {
    /// The space.
    pub space: Space,
    /// How many topics it shows.
    pub topics: u32,
    /// Its latest topics.
    pub latest: Vec<TopicCard>,
    /// Whether the viewer may open a topic in it.
    pub may_post: bool,
}

/// What a topic stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A project.
    Project(ProjectId),
    /// A training.
    Training(TrainingId),
}

/// A topic, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// The part of its address that its title makes.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub kind: TopicKind,
    /// Where it stands.
    pub state: TopicState,
    /// Who opened it; nobody, once they have left.
    pub author: Option<AccountId>,
    /// The spaces that show it.
    pub spaces: Vec<Space>,
    /// What it stands beside, and who reads that.
    pub about: Option<(About, Vec<Principal>)>,
    /// Between whom it is, when it is private.
    pub people: Option<Vec<AccountId>>,
    /// What it is about.
    pub tags: Vec<Subject>,
    /// When it opens, if it is scheduled.
    pub opens: Option<Timestamp>,
    /// Whether nobody replies any more.
    pub locked: bool,
    /// Until when it stands before the others.
    pub pinned_until: Option<Timestamp>,
    /// The topic it went into.
    pub merged_into: Option<TopicId>,
    /// The message that answers it.
    pub answer: Option<PostId>,
    /// The place of its last message; nothing while its first one waits.
    pub last: Option<Position>,
    /// The commune of a need.
    pub commune: Option<Insee>,
    /// When it was begun.
    pub created: Timestamp,
}

impl Topic {
    /// Where it is shown.
    pub fn place(&self) -> Place {
        match (&self.people, &self.about) {
            (Some(people), _) => Place::Between(people.clone()),
            (None, Some((_, readers))) => Place::Beside(readers.clone()),
            (None, None) => Place::Spaces(self.spaces.iter().map(|space| space.access.clone()).collect()),
        }
    }

    /// Whether it goes on without its first message, which stands at `place` in `state`: its author took it back, and others had answered.
    pub fn outlives(&self, place: Option<Position>, state: PostState) -> bool {
        let is_taken_back = place == Some(Position::OPENING) && state == PostState::Withdrawn;
        is_taken_back && self.last.is_some_and(|last| last > Position::OPENING)
    }

    /// What rights on it depend on.
    pub fn facts(&self) -> TopicFacts {
        let locked = self.locked || (self.about.is_none() && self.people.is_none() && self.spaces.iter().all(|space| space.closed));
        let place = self.place();
        TopicFacts { place, author: self.author, kind: self.kind, state: self.state, locked, commune: self.commune.clone() }
    }
}

/// A topic in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicCard {
    /// Its id.
    pub id: TopicId,
    /// The part of its address that its title makes.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub kind: TopicKind,
    /// Who opened it, as they are named to others.
    pub author: String,
    /// How many messages follow the first.
    pub replies: u32,
    /// How many of its messages the viewer has not read; nothing for who is not signed in.
    pub unread: Option<u32>,
    /// Whether one of them is its answer.
    pub answered: bool,
    /// Whether nobody replies any more.
    pub locked: bool,
    /// Whether it stands before the others.
    pub pinned: bool,
    /// When its last message came.
    pub last_post: Timestamp,
}

/// What readers said of a message with one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub reaction: Reaction,
    /// Who, as they are named to others, the first first.
    pub by: Vec<String>,
    /// Whether the viewer did.
    pub mine: bool,
}

/// A message, as far as the viewer may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenPost {
    /// Its id.
    pub id: PostId,
    /// Its place; nothing while it waits to be read.
    pub position: Option<Position>,
    /// Who wrote it; nobody, once they have left.
    pub author: Option<AccountId>,
    /// As they are named to others.
    pub name: String,
    /// Where it stands.
    pub state: PostState,
    /// What it says, fit for a page; nothing when it is not for the viewer.
    pub body: Option<SafeHtml>,
    /// The pictures that it shows.
    pub pictures: Vec<Figure>,
    /// Why it was taken away, for its author and for who decides; else empty.
    pub reason: String,
    /// When it was written.
    pub created: Timestamp,
    /// When it was last changed, if it was.
    pub edited: Option<Timestamp>,
    /// What was said of it with one press.
    pub said: Vec<Said>,
    /// Whether it answers its topic.
    pub is_answer: bool,
    /// Whether the viewer wrote it.
    pub mine: bool,
    /// Whether the viewer may change it.
    pub may_edit: bool,
    /// Whether the viewer may take it back.
    pub may_withdraw: bool,
    /// Whether the viewer may report it.
    pub may_report: bool,
}

impl SeenPost {
    /// What rights on it depend on, besides its topic.
    pub const fn facts(&self) -> PostFacts {
        PostFacts { author: self.author, state: self.state }
    }
}

/// What the viewer may do to a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhatMay {
    /// Write a message.
    pub reply: bool,
    /// Follow it, react.
    pub follow: bool,
    /// Say which message answers it, and change its title.
    pub tend: bool,
    /// Lock, pin, move, merge, split, hide.
    pub moderate: bool,
    /// Have their school back a need.
    pub back: bool,
    /// Say where a need stands.
    pub answer_need: bool,
    /// Begin a project from it.
    pub draw: bool,
}

/// One page of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicPage {
    /// The topic.
    pub topic: Topic,
    /// Its messages on this page; the viewer's own that wait come after them.
    pub posts: Vec<SeenPost>,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The first message that the viewer has not read.
    pub first_unread: Option<Position>,
    /// Where the message stands that answers it.
    pub answer_at: Option<Position>,
    /// How closely the viewer follows it; nothing for who cannot.
    pub attention: Option<Attention>,
    /// What the viewer began to write in it.
    pub draft: Option<Draft>,
    /// What the viewer may do.
    pub may: WhatMay,
    /// The number of the last event told when this was read: live news is asked for from there on.
    pub seq: i64,
}
