//! What is indexed of a collection, and when that may have changed.

use super::{Collection, rows};
use crate::{
    db::Conn,
    error::Result,
    index::document::{Document, Readers},
    text,
};
use domain::{
    access::Principal,
    events::Event,
    ids::{CollectionId, ProjectId},
    search::Thing,
    time::Timestamp,
};

/// The documents of the collections among `things` that are published and hold a project. Whoever may read one of its projects may read it, as the
/// rows say that lists ask: `_now` makes no difference to them.
///
/// # Errors
/// The database's.
pub async fn documents(conn: &mut impl Conn, things: &[Thing], _now: Timestamp) -> Result<Vec<Document>> {
    let ids = ids(things);
    let mut collections = rows::published(conn, &ids).await?;
    let mut readers = rows::readers(conn, &ids).await?;
    Ok(ids.iter().filter_map(|id| Some(document(collections.remove(id)?, readers.remove(id)?))).collect())
}

/// The ids of the collections among `things`.
pub(super) fn ids(things: &[Thing]) -> Vec<CollectionId> {
    let id = |thing: &Thing| match thing {
        Thing::Collection(id) => Some(*id),
        _ => None,
    };
    things.iter().filter_map(id).collect()
}

fn document(collection: Collection, readers: Vec<Principal>) -> Document {
    Document {
        text: said_by(&collection),
        published: collection.published,
        ..Document::new(Thing::Collection(collection.id), Readers::of(readers), collection.form.title, collection.updated)
    }
}

/// What a collection says, as plain text. Nothing of its projects: not all who read it read each of them.
pub(super) fn said_by(collection: &Collection) -> String {
    let (summary, body) = (&collection.form.summary, text::plain(&collection.form.body));
    [summary.trim(), body.trim()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Every collection, for a rebuild of the index.
///
/// # Errors
/// The database's.
pub async fn all_things(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    Ok(rows::every_id(conn).await?.into_iter().map(Thing::Collection).collect())
}

/// The collections of which `event` may have changed what is told, or who may read it.
///
/// # Errors
/// The database's.
pub async fn concerned(conn: &mut impl Conn, event: &Event) -> Result<Vec<Thing>> {
    match event {
        Event::CollectionChanged { collection } => Ok(vec![Thing::Collection(*collection)]),
        Event::ProjectChanged { project }
        | Event::ProjectSubmitted { project }
        | Event::ProjectChangesAsked { project }
        | Event::ProjectPublished { project } => holding(conn, *project).await,
        // Which projects they read is no longer known.
        Event::AccountErased { .. } => all_things(conn).await,
        // What these change of who reads a project is told by an event of its own.
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
        | Event::SessionReported { .. }
        | Event::RemovalAsked { .. }
        | Event::RemovalDecided { .. }
        | Event::PostShown { .. }
        | Event::PostChanged { .. }
        | Event::PostToRead { .. }
        | Event::TopicHeld { .. }
        | Event::TopicChanged { .. }
        | Event::SpaceChanged { .. }
        | Event::TrainingChanged { .. }
        | Event::PersonChanged { .. }
        | Event::NeedAnswered { .. }
        | Event::PostReported { .. }
        | Event::Moderated { .. }
        | Event::ActAppealed { .. }
        | Event::AppealAnswered { .. }
        | Event::SynonymsChanged
        | Event::SearchAnswered { .. }
        | Event::ProjectDrawn { .. }
        | Event::SchoolChanged { .. }
        | Event::CommuneChanged { .. }
        | Event::PersonDecided { .. }
        | Event::AuthorRenamed { .. }
        | Event::AccountIdle { .. } => Ok(Vec::new()),
    }
}

async fn holding(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Thing>> {
    Ok(rows::holding(conn, project).await?.into_iter().map(Thing::Collection).collect())
}
