//! What is indexed of schools and communes, and when that may have changed. All of it is public.

use super::{School, found::CommuneFacets, rows};
use crate::{
    db::Conn,
    error::Result,
    index::document::{Document, Readers, Values},
};
use domain::{
    events::Event,
    search::Thing,
    territory::{Insee, Uai},
    time::Timestamp,
};

/// The documents of the schools and communes among `things`: a closed school keeps its page, and is found. What the territory never had has
/// none. They say the same at any instant.
///
/// # Errors
/// The database's.
pub async fn documents(conn: &mut impl Conn, things: &[Thing], _now: Timestamp) -> Result<Vec<Document>> {
    let (uais, insees) = codes(things);
    let schools = rows::schools(conn, &uais).await?;
    let communes = rows::communes(conn, &insees).await?;
    let document = |thing: &Thing| match thing {
        Thing::School(uai) => schools.get(uai).map(of_school),
        Thing::Commune(insee) => communes.get(insee).map(|facets| of_commune(insee, facets)),
        _ => None,
    };
    Ok(things.iter().filter_map(document).collect())
}

/// The codes of the schools and of the communes among `things`.
pub(super) fn codes(things: &[Thing]) -> (Vec<Uai>, Vec<Insee>) {
    let (mut uais, mut insees) = (Vec::new(), Vec::new());
    for thing in things {
        match thing {
            Thing::School(uai) => uais.push(uai.clone()),
            Thing::Commune(insee) => insees.push(insee.clone()),
            _ => {}
        }
    }
    (uais, insees)
}

fn of_school(school: &School) -> Document {
    let facts = &school.facts;
    let text = [facts.kind.label(), &school.commune_name, &said_of(school)].join(" · ");
    let values = Values { communes: vec![facts.commune.clone()], schools: vec![facts.uai.clone()], ..Values::default() };
    let thing = Thing::School(facts.uai.clone());
    Document { text, values, ..Document::new(thing, Readers::everyone(), &facts.name, school.updated) }
}

/// What a school's page says of it in words, besides its name, its kind and its commune.
pub(super) fn said_of(school: &School) -> String {
    let facts = &school.facts;
    let priority = facts.priority.map(|network| network.label()).unwrap_or_default();
    let parts = [facts.uai.as_str(), &facts.constituency, priority];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn of_commune(insee: &Insee, facets: &CommuneFacets) -> Document {
    let values = Values { communes: vec![insee.clone()], ..Values::default() };
    let document = Document::new(Thing::Commune(insee.clone()), Readers::everyone(), &facets.name, facets.updated);
    // The code stands in its page's address.
    Document { text: insee.to_string(), values, ..document }
}

/// Every school and every commune, for a rebuild of the index.
///
/// # Errors
/// The database's.
pub async fn all_things(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    let schools = rows::every_school(conn).await?.into_iter().map(Thing::School);
    let communes = rows::every_commune(conn).await?.into_iter().map(Thing::Commune);
    Ok(schools.chain(communes).collect())
}

/// The schools and communes of which `event` may have changed what is told.
///
/// # Errors
/// The database's.
pub async fn concerned(conn: &mut impl Conn, event: &Event) -> Result<Vec<Thing>> {
    match event {
        Event::SchoolChanged { school } => Ok(vec![Thing::School(school.clone())]),
        Event::CommuneChanged { commune } => {
            let schools = rows::schools_in(conn, commune).await?.into_iter().map(Thing::School);
            Ok(std::iter::once(Thing::Commune(commune.clone())).chain(schools).collect())
        }
        Event::ProjectChanged { .. }
        | Event::ProjectSubmitted { .. }
        | Event::ProjectChangesAsked { .. }
        | Event::ProjectPublished { .. }
        | Event::RemarkAnswered { .. }
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
        | Event::PersonDecided { .. }
        | Event::AuthorRenamed { .. }
        | Event::AccountErased { .. }
        | Event::AccountIdle { .. }
        | Event::CollectionChanged { .. } => Ok(Vec::new()),
    }
}
