//! What is indexed of topics, needs and messages, and when that may have changed.
//!
//! **Invariants.** Who reads a document is whom the lists show it to (`rows::Filter`), which is what `domain::access` decides; tested by
//! `who_reads_what_is_indexed_is_who_reads_it_in_the_database`.

use super::{About, mentions, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::Result,
    index::document::{Document, Readers, Values},
    projects, text, training,
};
use domain::{
    discussions::TopicKind,
    events::Event,
    ids::{PostId, ProjectId, TopicId, TrainingId},
    search::Thing,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many things are read at once.
const AT_ONCE: usize = 500;

/// The documents of those of `things` that are topics, needs or messages, with those who may read them at `now`; what is not shown has none. The
/// message that opens a topic has none of its own: its words belong to the topic.
///
/// # Errors
/// The database's.
pub async fn documents(conn: &mut impl Conn, things: &[Thing], now: Timestamp) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for some in things.chunks(AT_ONCE) {
        documents.extend(documents_of(conn, some, now).await?);
    }
    Ok(documents)
}

async fn documents_of(conn: &mut impl Conn, things: &[Thing], now: Timestamp) -> Result<Vec<Document>> {
    let (mut ids, posts) = asked_for(things);
    let posts = rows::indexed_posts(conn, &posts).await?;
    ids.extend(posts.iter().map(|post| post.topic));
    let ids: Vec<_> = ids.into_iter().collect();
    let topics = rows::indexed_topics(conn, &ids).await?;
    let mut needs = rows::indexed_needs(conn, &ids).await?;
    let mut answers = rows::answers_to(conn, &ids).await?;
    let grounds = grounds(conn, &topics, &needs, now).await?;
    let wanted: BTreeSet<_> = things.iter().collect();
    let mut documents = Vec::with_capacity(things.len());
    for topic in topics {
        let (id, thing) = (topic.id, thing_of(topic.id, topic.kind));
        if let Some(ground) = grounds.get(&id).filter(|_| wanted.contains(&thing)) {
            let answers = answers.remove(&id).unwrap_or_default();
            documents.push(of_topic(thing, topic, ground.clone(), needs.remove(&id), &answers));
        }
    }
    for post in posts {
        if let Some(ground) = grounds.get(&post.topic) {
            documents.push(of_post(post, ground.clone()));
        }
    }
    Ok(documents)
}

/// The topics and the messages among `things`.
pub(super) fn asked_for(things: &[Thing]) -> (BTreeSet<TopicId>, Vec<PostId>) {
    let (mut topics, mut posts) = (BTreeSet::new(), Vec::new());
    for thing in things {
        match thing {
            Thing::Topic(id) | Thing::Need(id) => {
                topics.insert(*id);
            }
            Thing::Post(id) => posts.push(*id),
            Thing::Project(_) | Thing::Collection(_) | Thing::Training(_) | Thing::Session(_) | Thing::School(_) | Thing::Commune(_) => {}
        }
    }
    (topics, posts)
}

/// What a topic is found as.
pub(super) fn thing_of(id: TopicId, kind: TopicKind) -> Thing {
    if kind == TopicKind::Need { Thing::Need(id) } else { Thing::Topic(id) }
}

/// What a topic shares with all its messages.
#[derive(Clone)]
struct Ground {
    readers: Readers,
    values: Values,
}

async fn grounds(
    conn: &mut impl Conn,
    topics: &[rows::IndexedTopic],
    needs: &BTreeMap<TopicId, rows::IndexedNeed>,
    now: Timestamp,
) -> Result<BTreeMap<TopicId, Ground>> {
    let ids: Vec<_> = topics.iter().map(|topic| topic.id).collect();
    let mut readers = readers(conn, topics, now).await?;
    let mut tags = rows::tags_of(conn, &ids).await?;
    let mut communes = rows::communes_of(conn, &ids).await?;
    let mut grounds = BTreeMap::new();
    for id in ids {
        let mut values = Values { subjects: tags.remove(&id).unwrap_or_default(), ..Values::default() };
        match needs.get(&id) {
            Some(need) => {
                values.communes.push(need.commune.clone());
                values.schools.push(need.school.clone());
            }
            None => values.communes = communes.remove(&id).unwrap_or_default(),
        }
        grounds.insert(id, Ground { readers: readers.remove(&id).unwrap_or_default(), values });
    }
    Ok(grounds)
}

/// Who reads each of these topics at `now`: by its place, as [`super::Topic::place`] says it.
async fn readers(conn: &mut impl Conn, topics: &[rows::IndexedTopic], now: Timestamp) -> Result<BTreeMap<TopicId, Readers>> {
    let ids: Vec<_> = topics.iter().map(|topic| topic.id).collect();
    let (projects, trainings) = neighbours(topics);
    let mut spaces = rows::space_readers(conn, &ids).await?;
    let mut people = rows::people_readers(conn, &ids).await?;
    let projects = rows::project_readers(conn, &projects).await?;
    let trainings = if trainings.is_empty() { Default::default() } else { training::readers_of_training(conn, &trainings, now).await? };
    let read_by = |topic: &rows::IndexedTopic| match topic.about {
        _ if topic.private => Readers::of(people.remove(&topic.id).unwrap_or_default()),
        // What is written beside something is between colleagues: not for parents, nor for visitors.
        Some(About::Project(id)) => Readers { of_the_community: true, ..Readers::of(projects.get(&id).cloned().unwrap_or_default()) },
        Some(About::Training(id)) => Readers { of_the_community: true, ..trainings.get(&id).cloned().unwrap_or_default() },
        None => Readers::of(spaces.remove(&topic.id).unwrap_or_default()),
    };
    Ok(ids.iter().copied().zip(topics.iter().map(read_by)).collect())
}

/// What these topics stand beside, each once.
fn neighbours(topics: &[rows::IndexedTopic]) -> (Vec<ProjectId>, Vec<TrainingId>) {
    let (mut projects, mut trainings) = (BTreeSet::new(), BTreeSet::new());
    for topic in topics {
        match topic.about {
            Some(About::Project(id)) => {
                projects.insert(id);
            }
            Some(About::Training(id)) => {
                trainings.insert(id);
            }
            None => {}
        }
    }
    (projects.into_iter().collect(), trainings.into_iter().collect())
}

fn of_topic(thing: Thing, topic: rows::IndexedTopic, ground: Ground, need: Option<rows::IndexedNeed>, answers: &[String]) -> Document {
    let mut text = said(&topic.body);
    for answer in answers {
        text::add_part(&mut text, &text::plain(answer));
    }
    if let Some(need) = &need {
        for part in [need.service.label(), need.status.label(), need.school_name.as_str(), need.commune_name.as_str()] {
            text::add_part(&mut text, part);
        }
    }
    for tag in &ground.values.subjects {
        text::add_part(&mut text, tag.label());
    }
    text::add_part(&mut text, &topic.author);
    let Ground { readers, values } = ground;
    Document { text, values, published: Some(topic.appeared), ..Document::new(thing, readers, topic.title, topic.changed) }
}

/// A message is found by its own words alone: by the title of its topic, all of them would be.
fn of_post(post: rows::IndexedPost, ground: Ground) -> Document {
    let mut text = said(&post.body);
    text::add_part(&mut text, &post.author);
    let Ground { readers, values } = ground;
    Document { text, values, published: Some(post.appeared), ..Document::new(Thing::Post(post.id), readers, "", post.changed) }
}

/// What a message says itself, as plain text, without those whom it names: how they are named is their own, and changes.
fn said(body: &str) -> String {
    text::plain_unquoted(&mentions::without_names(body))
}

/// Every topic, need and message that can be found, for a rebuild of the index.
///
/// # Errors
/// The database's.
pub async fn all_things(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    rows::shown_things(conn).await
}

/// Every topic, need and message that the viewer may find, from the database alone: what the index is compared with.
///
/// # Errors
/// The database's.
pub async fn readable_things(cx: &Cx) -> Result<Vec<Thing>> {
    rows::readable_things(&mut cx.read().await?, &rows::Filter::of(cx)).await
}

/// The topics, needs and messages of which `event` may have changed what is told, or who reads it.
///
/// # Errors
/// The database's.
pub async fn concerned(conn: &mut impl Conn, event: &Event) -> Result<Vec<Thing>> {
    let mut things = told_of(conn, event).await?;
    // Who reads a project or a training reads what is written beside it.
    let mut neighbours = projects::concerned(conn, event).await?;
    neighbours.extend(training::concerned(conn, event).await?);
    let beside = rows::topics_beside(conn, &neighbours).await?;
    things.extend(rows::things_of_topics(conn, &beside).await?);
    Ok(things)
}

async fn told_of(conn: &mut impl Conn, event: &Event) -> Result<Vec<Thing>> {
    match event {
        Event::PostShown { post, .. } | Event::PostChanged { post, .. } | Event::PostToRead { post, .. } => {
            rows::things_of_post(conn, *post).await
        }
        // With its messages: it may be shown no more, or to others, and they may have come from another topic.
        Event::TopicChanged { topic } | Event::TopicHeld { topic } => rows::things_of_topics(conn, &[*topic]).await,
        Event::SpaceChanged { space } => {
            let topics = rows::topics_in_space(conn, *space).await?;
            rows::things_of_topics(conn, &topics).await
        }
        Event::NeedAnswered { topic, .. } => Ok(vec![Thing::Need(*topic)]),
        Event::AuthorRenamed { account } | Event::AccountErased { account } => rows::things_of_author(conn, *account).await,
        Event::SchoolChanged { school } => rows::needs_of_school(conn, school).await,
        Event::CommuneChanged { commune } => rows::needs_of_commune(conn, commune).await,
        // What stands beside their project or their training is asked of those.
        Event::ProjectChanged { .. }
        | Event::ProjectSubmitted { .. }
        | Event::ProjectChangesAsked { .. }
        | Event::ProjectPublished { .. }
        | Event::ProjectTakenOver { .. }
        | Event::ProjectToCheck { .. }
        | Event::ReviewAssigned { .. }
        | Event::RemarkAnswered { .. }
        | Event::EditsProposed { .. }
        | Event::CallAnswered { .. }
        | Event::TrialReported { .. }
        | Event::RightsEnding { .. }
        | Event::SessionMoved { .. }
        | Event::SessionRescheduled { .. }
        | Event::RegistrationChanged { .. }
        | Event::ReminderDue { .. }
        | Event::WishAnswered { .. }
        | Event::SessionReported { .. }
        | Event::TrainingChanged { .. }
        | Event::PersonChanged { .. }
        | Event::RemovalAsked { .. }
        | Event::RemovalDecided { .. }
        // What these change of a topic or a message is told by an event of its own.
        | Event::SynonymsChanged
        | Event::DocumentRead { .. }
        | Event::SearchAnswered { .. }
        | Event::ProjectDrawn { .. }
        | Event::PostReported { .. }
        | Event::Moderated { .. }
        | Event::ActAppealed { .. }
        | Event::AppealAnswered { .. }
        | Event::PersonDecided { .. }
        | Event::CollectionChanged { .. }
        | Event::AccountIdle { .. } => Ok(Vec::new()),
    }
}
