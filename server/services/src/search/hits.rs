//! What a result shows: each slice answers for its own things, and asks rights again, since the index is late by design.

use super::blocking;
use crate::{
    curation::{self, CollectionFound},
    cx::Cx,
    discussions::{self, TalkFound},
    error::Result,
    index::{Found, ReadText, Sought},
    projects::{self, AttachedText, ProjectCard, ReadSheet},
    territory::{self, PlaceFound},
    text::SafeHtml,
    training::{self, SessionFound, TrainingFound},
};
use domain::{ids::ProjectId, search::Thing, time::Timestamp};
use std::{collections::HashMap, sync::Arc};

/// A thing that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What it is.
    pub thing: Thing,
    /// Its title, with the words found marked.
    pub title: SafeHtml,
    /// The words found where they stand; its beginning when they stand elsewhere (in a school's name).
    pub snippet: SafeHtml,
    /// The title of the attached document in which they stand, when they stand only there.
    pub attached: Option<String>,
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
    /// A training.
    Training(TrainingFound),
    /// A session of one.
    Session(SessionFound),
    /// A topic, a message or a need.
    Talk(Box<TalkFound>),
    /// A school or a commune.
    Place(PlaceFound),
}

/// What was read of a thing, before the words found are marked.
pub(super) struct Read {
    pub thing: Thing,
    pub title: String,
    text: Source,
    /// What is shown when the words stand nowhere in it.
    lead: String,
    pub address: String,
    published: Option<Timestamp>,
    about: About,
}

/// What snippets are cut from.
pub(super) enum Source {
    /// A sheet, whose words were read once and are remembered.
    Sheet(Option<Arc<ReadSheet>>),
    Text(String),
}

/// What was found, as far as the viewer may read it now, in the order in which it was found.
pub(super) async fn shown(cx: &Cx, found: &Found) -> Result<Vec<Hit>> {
    let mut read: HashMap<Thing, Read> = read(cx, &found.things).await?.into_iter().map(|read| (read.thing.clone(), read)).collect();
    let (mut hits, mut leads) = (Vec::with_capacity(read.len()), Vec::with_capacity(read.len()));
    for read in found.things.iter().filter_map(|thing| read.remove(thing)) {
        let (hit, lead) = hit(&found.sought, read);
        hits.push(hit);
        leads.push(lead);
    }
    look_in_documents(cx, &found.sought, &mut hits).await?;
    for (hit, lead) in hits.iter_mut().zip(leads) {
        if hit.snippet.is_empty() {
            hit.snippet = found.sought.highlight(&ReadText::new(&lead));
        }
    }
    Ok(hits)
}

/// A thing with the words found marked in it, and what is shown when they stand nowhere.
fn hit(sought: &Sought, read: Read) -> (Hit, String) {
    let Read { thing, title, text, lead, address, published, about } = read;
    let (title, snippet) = match text {
        Source::Sheet(Some(sheet)) => (sought.highlight(&sheet.title), sought.snippet(&sheet.text)),
        Source::Sheet(None) => (sought.highlight(&ReadText::new(&title)), SafeHtml::default()),
        Source::Text(text) => (sought.highlight(&ReadText::new(&title)), sought.snippet(&ReadText::new(&text))),
    };
    (Hit { thing, title, snippet, attached: None, address, published, about }, lead)
}

/// The projects in whose sheets the words do not stand: what is attached to them is looked through.
async fn look_in_documents(cx: &Cx, sought: &Sought, hits: &mut [Hit]) -> Result<()> {
    let unseen = |hit: &Hit| if hit.snippet.is_empty() { hit.thing.project() } else { None };
    let ids: Vec<ProjectId> = hits.iter().filter_map(unseen).collect();
    if ids.is_empty() || *sought == Sought::default() {
        return Ok(());
    }
    let attached = projects::attached_texts(cx, &ids).await?;
    let sought = sought.clone();
    // Documents are long: whoever else is answered does not wait for it.
    let mut seen = blocking(move || Ok(seen_in(&sought, &attached))).await?;
    for hit in hits.iter_mut().filter(|hit| hit.snippet.is_empty()) {
        if let Some((title, snippet)) = hit.thing.project().and_then(|id| seen.remove(&id)) {
            hit.attached = Some(title);
            hit.snippet = snippet;
        }
    }
    Ok(())
}

/// Of each project, the title of the first document in which the words stand, and where.
fn seen_in(sought: &Sought, attached: &HashMap<ProjectId, Vec<AttachedText>>) -> HashMap<ProjectId, (String, SafeHtml)> {
    let in_one = |document: &AttachedText| {
        let snippet = sought.snippet(&ReadText::new(&document.text));
        (!snippet.is_empty()).then(|| (document.title.clone(), snippet))
    };
    attached.iter().filter_map(|(id, documents)| Some((*id, documents.iter().find_map(in_one)?))).collect()
}

pub(super) async fn read(cx: &Cx, things: &[Thing]) -> Result<Vec<Read>> {
    let mut read: Vec<Read> = projects::found(cx, things).await?.into_iter().map(read_project).collect();
    read.extend(curation::found(cx, things).await?.into_iter().map(read_collection));
    read.extend(training::found_trainings(cx, things).await?.into_iter().map(read_training));
    read.extend(training::found_sessions(cx, things).await?.into_iter().map(read_session));
    read.extend(discussions::found(cx, things).await?.into_iter().map(read_talk));
    read.extend(territory::found(cx, things).await?.into_iter().map(read_place));
    Ok(read)
}

fn read_project(found: projects::ProjectFound) -> Read {
    Read {
        thing: found.thing,
        title: found.title,
        text: Source::Sheet(found.sheet),
        lead: found.card.summary.clone(),
        address: found.address,
        published: found.card.published,
        about: About::Project(Box::new(found.card)),
    }
}

fn read_collection(found: CollectionFound) -> Read {
    Read {
        thing: found.thing.clone(),
        title: found.title.clone(),
        text: Source::Text(found.text.clone()),
        lead: found.summary.clone(),
        address: found.address.clone(),
        published: found.published,
        about: About::Collection(found),
    }
}

fn read_training(found: TrainingFound) -> Read {
    Read {
        thing: found.thing.clone(),
        title: found.title.clone(),
        text: Source::Text(found.text.clone()),
        lead: found.summary.clone(),
        address: found.address.clone(),
        published: found.published,
        about: About::Training(found),
    }
}

fn read_session(found: SessionFound) -> Read {
    Read {
        thing: found.thing.clone(),
        title: found.title.clone(),
        text: Source::Text(found.text.clone()),
        lead: String::new(),
        address: found.address.clone(),
        published: found.published,
        about: About::Session(found),
    }
}

fn read_talk(found: TalkFound) -> Read {
    let lead = found.text.chars().take(LEAD).collect();
    Read {
        thing: found.thing.clone(),
        title: found.title.clone(),
        text: Source::Text(found.text.clone()),
        lead,
        address: found.address.clone(),
        published: Some(found.at),
        about: About::Talk(Box::new(found)),
    }
}

fn read_place(found: PlaceFound) -> Read {
    Read {
        thing: found.thing.clone(),
        title: found.title.clone(),
        text: Source::Text(found.text.clone()),
        lead: String::new(),
        address: found.address.clone(),
        published: None,
        about: About::Place(found),
    }
}

/// How much of a message is shown when the words stand nowhere in it, in characters.
const LEAD: usize = 200;
