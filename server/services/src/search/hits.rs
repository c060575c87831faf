//! What a result shows: each slice answers for its own things, and asks rights again, since the index is late by design.

use crate::{
    cx::Cx,
    curation::{self, CollectionFound},
    discussions::{self, TalkFound},
    error::Result,
    index::{Found, ReadText, Sought},
    projects::{self, ProjectCard},
    territory::{self, PlaceFound},
    text::SafeHtml,
    training::{self, TrainingFound},
};
use domain::{search::Thing, time::Timestamp};
use std::collections::HashMap;

/// A thing that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is.
    pub thing: Thing,
    /// Its title, with the words found marked.
    pub title: SafeHtml,
    /// The words found where they stand; its beginning when they stand elsewhere (in a school's name).
    pub snippet: SafeHtml,
    /// Where it is.
    pub address: String,
    /// When it appeared; schools and communes always were there.
    pub published: Option<Timestamp>,
    /// What else is said of it.
    pub about: About,
}

/// What else is said of a thing.
#[derive(Clone, Debug)]
pub enum About {
    /// A project.
    Project(Box<ProjectCard>),
    /// A collection.
    Collection(CollectionFound),
    /// A training or a session.
    Training(TrainingFound),
    /// A topic, a message or a need.
    Talk(TalkFound),
    /// A school or a commune.
    Place(PlaceFound),
}
