//! What is indexed of a project, and when that may have changed.

use super::{Project, rows};
use crate::{db::Conn, error::Result, index::document::Document, text};
use domain::{
    access::readers,
    events::Event,
    ids::ProjectId,
    projects::{Link, ProjectDraft},
    territory::Insee,
    time::Timestamp,
};

/// The documents of `ids`, with those who may read them at `now`; a project that is no longer there has none.
///
/// # Errors
/// The database's.
pub async fn documents(conn: &mut impl Conn, ids: &[ProjectId], now: Timestamp) -> Result<Vec<Document>> {
    let mut documents = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(project) = rows::load(conn, *id).await? {
            let places = rows::places(conn, *id).await?;
            documents.push(document(project, &places, now));
        }
    }
    Ok(documents)
}

fn document(project: Project, places: &[super::Place], now: Timestamp) -> Document {
    let mut communes: Vec<Insee> = places.iter().map(|place| place.insee.clone()).collect();
    communes.sort();
    communes.dedup();
    let acl = readers(&project.facts(now));
    let text = everything(&project, places);
    let Project { id, draft, state, published, updated, .. } = project;
    Document {
        id,
        acl,
        state,
        title: draft.title,
        text,
        cycles: draft.cycles,
        levels: draft.levels,
        subjects: draft.subjects,
        equipment: draft.equipment,
        communes,
        schools: draft.schools,
        published,
        updated,
    }
}

/// Everything searchable but the title.
fn everything(project: &Project, places: &[super::Place]) -> String {
    let mut text = searchable_text(&project.draft);
    for place in places {
        push(&mut text, &place.school);
        push(&mut text, &place.commune);
    }
    for attached in project.shown_attachments() {
        push(&mut text, &attached.title);
        push(&mut text, &attached.transcript);
    }
    for author in &project.authors {
        push(&mut text, &author.name);
    }
    text
}

/// What a sheet says, as plain text: what snippets are cut from.
pub fn searchable_text(draft: &ProjectDraft) -> String {
    let mut text = draft.summary.clone();
    for part in [&draft.objectives, &draft.materials, &draft.steps] {
        for line in ProjectDraft::lines(part) {
            push(&mut text, line);
        }
    }
    push(&mut text, &text::plain(&draft.body));
    push(&mut text, &text::plain(&draft.result));
    for link in ProjectDraft::lines(&draft.links).filter_map(Link::read) {
        push(&mut text, &link.words);
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
        push(&mut text, label);
    }
    text
}

fn push(text: &mut String, part: &str) {
    if !part.is_empty() {
        text.push_str(" · ");
        text.push_str(part);
    }
}

/// Every project there is, for a rebuild of the index.
///
/// # Errors
/// The database's.
pub async fn all_ids(conn: &mut impl Conn) -> Result<Vec<ProjectId>> {
    rows::every_id(conn).await
}

/// The projects of which `event` may have changed what is told.
///
/// # Errors
/// The database's.
pub async fn concerned(conn: &mut impl Conn, event: &Event) -> Result<Vec<ProjectId>> {
    match event {
        Event::ProjectChanged { project }
        | Event::ProjectSubmitted { project }
        | Event::ProjectChangesAsked { project }
        | Event::DocumentRead { project }
        | Event::ProjectPublished { project } => Ok(vec![*project]),
        // What these change of a project is told by an event of its own.
        Event::RemarkAnswered { .. }
        | Event::CallAnswered { .. }
        | Event::ProjectTakenOver { .. }
        | Event::EditsProposed { .. }
        | Event::ProjectToCheck { .. }
        | Event::ReviewAssigned { .. }
        | Event::TrialReported { .. }
        | Event::RightsEnding { .. }
        | Event::SessionMoved { .. }
        | Event::SessionRescheduled { .. }
        | Event::RegistrationChanged { .. }
        | Event::ReminderDue { .. }
        | Event::WishAnswered { .. }
        | Event::SessionReported { .. }
        | Event::RemovalAsked { .. }
        | Event::RemovalDecided { .. }
        | Event::PostShown { .. }
        | Event::PostChanged { .. }
        | Event::PostToRead { .. }
        | Event::TopicHeld { .. }
        | Event::TopicChanged { .. }
        | Event::NeedAnswered { .. }
        | Event::PostReported { .. }
        | Event::Moderated { .. }
        | Event::ActAppealed { .. }
        | Event::AppealAnswered { .. }
        | Event::PersonDecided { .. }
        | Event::ProjectDrawn { .. } => Ok(Vec::new()),
        Event::SchoolChanged { school } => rows::of_school(conn, school.as_str()).await,
        Event::AuthorRenamed { account } | Event::AccountErased { account } => rows::of_author(conn, *account).await,
        Event::AccountIdle { .. } => Ok(Vec::new()),
        Event::CommuneChanged { commune } => rows::of_commune(conn, commune.as_str()).await,
    }
}
