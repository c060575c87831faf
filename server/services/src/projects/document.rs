//! What is indexed of a project, and when that may have changed.
//!
//! **Invariants.** Who finds a project is who the lists show it to: both ask `project_reader`; tested by
//! `nobody_is_told_of_what_they_may_not_read`.

use super::{Place, Project, rows};
use crate::{
    db::Conn,
    error::Result,
    index::document::{Document, Readers, Values},
    media, text,
};
use domain::{
    access::Principal,
    events::Event,
    ids::{AttachmentId, ProjectId},
    projects::{Link, ProjectDraft, State},
    search::Thing,
    territory::Insee,
    time::Timestamp,
};
use std::collections::HashMap;

/// The documents of the projects among `things`, with those who may read them; a project that is no longer there has none. Those who may are
/// written anew at each turn of its openings, and tell so then: `_now` makes no difference to them.
///
/// # Errors
/// The database's.
pub async fn documents(conn: &mut impl Conn, things: &[Thing], _now: Timestamp) -> Result<Vec<Document>> {
    let mut documents = Vec::with_capacity(things.len());
    for ids in ids_of(things).chunks(AT_ONCE) {
        documents.extend(of_some(conn, ids).await?);
    }
    Ok(documents)
}

/// How many projects are read at once: what is attached to one may be as long as a few books.
const AT_ONCE: usize = 10;

async fn of_some(conn: &mut impl Conn, ids: &[ProjectId]) -> Result<Vec<Document>> {
    let mut projects = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(project) = rows::load(conn, *id).await? {
            projects.push((project, rows::places(conn, *id).await?));
        }
    }
    let ids: Vec<_> = projects.iter().map(|(project, _)| project.id).collect();
    let files: Vec<_> =
        projects.iter().flat_map(|(project, _)| project.shown_attachments()).map(|attached| attached.attachment.id).collect();
    let mut readers = rows::readers_of(conn, &ids).await?;
    let around = Around { tried: rows::count_trials(conn, &ids).await?, read: media::texts(conn, &files).await? };
    let document = |(project, places): (Project, Vec<Place>)| {
        let readers = readers.remove(&project.id).unwrap_or_default();
        document(project, &places, readers, &around)
    };
    Ok(projects.into_iter().map(document).collect())
}

/// The projects among `things`.
pub(super) fn ids_of(things: &[Thing]) -> Vec<ProjectId> {
    things.iter().filter_map(Thing::project).collect()
}

/// What is known of several projects at once.
struct Around {
    /// How many classes told of trying each.
    tried: HashMap<ProjectId, u32>,
    /// What could be read of the documents attached to them.
    read: HashMap<AttachmentId, String>,
}

fn document(project: Project, places: &[Place], readers: Vec<Principal>, around: &Around) -> Document {
    let mut communes: Vec<Insee> = places.iter().map(|place| place.insee.clone()).collect();
    communes.sort();
    communes.dedup();
    let text = everything(&project, places);
    let read: Vec<_> =
        project.shown_attachments().filter_map(|attached| around.read.get(&attached.attachment.id)).map(String::as_str).collect();
    let attached = read.join("\n\n");
    let Project { id, draft, state, published, updated, .. } = project;
    // Trials are shown with what is published.
    let tried = if state == State::Published { around.tried.get(&id).copied().unwrap_or_default() } else { 0 };
    let values = Values {
        cycles: draft.cycles,
        levels: draft.levels,
        subjects: draft.subjects,
        competences: draft.crcn,
        equipment: draft.equipment,
        communes,
        schools: draft.schools,
        licence: draft.licence,
        language: Some(draft.language),
    };
    let bare = Document::new(Thing::Project(id), Readers::of(readers), draft.title, updated);
    Document { state: Some(state), text, attached, values, published, tried, ..bare }
}

/// Everything searchable but the title.
fn everything(project: &Project, places: &[Place]) -> String {
    let mut text = searchable_text(&project.draft);
    for place in places {
        text::add_part(&mut text, &place.school);
        text::add_part(&mut text, &place.commune);
    }
    for attached in project.shown_attachments() {
        text::add_part(&mut text, &attached.title);
        text::add_part(&mut text, &attached.transcript);
    }
    for author in &project.authors {
        text::add_part(&mut text, &author.name);
    }
    text
}

/// What a sheet says, as plain text: what snippets are cut from.
pub fn searchable_text(draft: &ProjectDraft) -> String {
    let mut text = draft.summary.clone();
    for part in [&draft.objectives, &draft.materials, &draft.steps] {
        for line in ProjectDraft::lines(part) {
            text::add_part(&mut text, line);
        }
    }
    text::add_part(&mut text, &text::plain(&draft.body));
    text::add_part(&mut text, &text::plain(&draft.result));
    for link in ProjectDraft::lines(&draft.links).filter_map(Link::read) {
        text::add_part(&mut text, &link.words);
    }
    let labels = draft
        .subjects
        .iter()
        .map(|v| v.label())
        .chain(draft.cycles.iter().map(|v| v.label()))
        .chain(draft.levels.iter().map(|v| v.label()))
        .chain(draft.equipment.iter().map(|v| v.label()))
        .chain(draft.crcn.iter().map(|v| v.label()));
    for label in labels {
        text::add_part(&mut text, label);
    }
    text
}

/// Every project there is, by id.
///
/// # Errors
/// The database's.
pub async fn all_ids(conn: &mut impl Conn) -> Result<Vec<ProjectId>> {
    rows::every_id(conn).await
}

/// Every project there is, for a rebuild of the index.
///
/// # Errors
/// The database's.
pub async fn all_things(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    Ok(all_ids(conn).await?.into_iter().map(Thing::Project).collect())
}

/// The projects of which `event` may have changed what the index holds.
///
/// # Errors
/// The database's.
pub async fn concerned(conn: &mut impl Conn, event: &Event) -> Result<Vec<Thing>> {
    let ids = match event {
        // The sheet says what it said: catalogues are told nothing of these.
        Event::TrialReported { project, .. } | Event::DocumentRead { project } => vec![*project],
        other => changed_by(conn, other).await?,
    };
    Ok(ids.into_iter().map(Thing::Project).collect())
}

/// The projects of which `event` may have changed what their sheet tells, or to whom.
///
/// # Errors
/// The database's.
pub async fn changed_by(conn: &mut impl Conn, event: &Event) -> Result<Vec<ProjectId>> {
    match event {
        Event::ProjectChanged { project }
        | Event::ProjectSubmitted { project }
        | Event::ProjectChangesAsked { project }
        | Event::ProjectPublished { project } => Ok(vec![*project]),
        // What these change of a project is told by an event of its own, or does not stand on its sheet.
        Event::RemarkAnswered { .. }
        | Event::CallAnswered { .. }
        | Event::ProjectTakenOver { .. }
        | Event::EditsProposed { .. }
        | Event::ProjectToCheck { .. }
        | Event::ReviewAssigned { .. }
        | Event::TrialReported { .. }
        | Event::DocumentRead { .. }
        | Event::RightsEnding { .. }
        | Event::SessionMoved { .. }
        | Event::SessionRescheduled { .. }
        | Event::RegistrationChanged { .. }
        | Event::ReminderDue { .. }
        | Event::WishAnswered { .. }
        | Event::TrainingChanged { .. }
        | Event::SessionReported { .. }
        | Event::RemovalAsked { .. }
        | Event::RemovalDecided { .. }
        | Event::PostShown { .. }
        | Event::PostChanged { .. }
        | Event::PostToRead { .. }
        | Event::TopicHeld { .. }
        | Event::TopicChanged { .. }
        | Event::SpaceChanged { .. }
        | Event::NeedAnswered { .. }
        | Event::PostReported { .. }
        | Event::Moderated { .. }
        | Event::ActAppealed { .. }
        | Event::AppealAnswered { .. }
        | Event::PersonDecided { .. }
        | Event::CollectionChanged { .. }
        | Event::PersonChanged { .. }
        | Event::SynonymsChanged
        | Event::ProjectDrawn { .. } => Ok(Vec::new()),
        Event::SchoolChanged { school } => rows::of_school(conn, school.as_str()).await,
        Event::AuthorRenamed { account } | Event::AccountErased { account } => rows::of_author(conn, *account).await,
        Event::AccountIdle { .. } | Event::SearchAnswered { .. } => Ok(Vec::new()),
        Event::CommuneChanged { commune } => rows::of_commune(conn, commune.as_str()).await,
    }
}
