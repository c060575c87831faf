//! What is indexed of trainings and of their sessions, who may find it, and when that may have changed.
//!
//! **Invariants.** A document names those who see the training or the session and nobody else, and says nothing of a training that one of them does
//! not see: of its sessions, what is announced to everyone; tested by `who_finds_a_training_or_a_session_is_who_sees_it`. Whatever changes a
//! document tells an event; tested by `what_changes_a_document_is_told`.

use super::{
    Training,
    onlooker::Onlooker,
    rows::{self, Appearance, ToldSession},
};
use crate::{
    db::Conn,
    error::Result,
    index::document::{Document, Readers, Values},
    text,
};
use domain::{
    access::Principal,
    events::Event,
    ids::{AccountId, SessionId, TrainingId},
    projects::Cycle,
    search::Thing,
    territory::Insee,
    time::Timestamp,
    training::TrainingForm,
};
use std::collections::{BTreeMap, BTreeSet};

/// The documents of those of `things` that are trainings or sessions, with those who may find them at `now`. What is being prepared, or is no longer
/// there, has none.
///
/// # Errors
/// The database's.
pub async fn documents(conn: &mut impl Conn, things: &[Thing], now: Timestamp) -> Result<Vec<Document>> {
    let mut documents = of_trainings(conn, &trainings_among(things), now).await?;
    documents.extend(of_sessions(conn, &sessions_among(things), now).await?);
    Ok(documents)
}

pub(super) fn trainings_among(things: &[Thing]) -> Vec<TrainingId> {
    let id = |thing: &Thing| if let Thing::Training(id) = thing { Some(*id) } else { None };
    things.iter().filter_map(id).collect()
}

pub(super) fn sessions_among(things: &[Thing]) -> Vec<SessionId> {
    let id = |thing: &Thing| if let Thing::Session(id) = thing { Some(*id) } else { None };
    things.iter().filter_map(id).collect()
}

/// Every training and every session that may have a document, for a rebuild of the index.
///
/// # Errors
/// The database's.
pub async fn all_things(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    Ok(with_their_trainings(rows::all_seen(conn, Onlooker::portal()).await?))
}

/// Each session and each training once.
pub(super) fn with_their_trainings(pairs: Vec<(SessionId, TrainingId)>) -> Vec<Thing> {
    let things = pairs.into_iter().flat_map(|(session, training)| [Thing::Session(session), Thing::Training(training)]);
    things.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Who sees a session of each of the trainings `ids` at `now`, and who will; of those of which all are being prepared, nothing. For what stands
/// beside them.
///
/// # Errors
/// The database's.
pub async fn readers_of_training(conn: &mut impl Conn, ids: &[TrainingId], now: Timestamp) -> Result<BTreeMap<TrainingId, Readers>> {
    let appearances = rows::appearances(conn, ids).await?;
    readers_at(conn, &appearances, now).await
}

async fn readers_at(
    conn: &mut impl Conn,
    appearances: &BTreeMap<TrainingId, Appearance>,
    now: Timestamp,
) -> Result<BTreeMap<TrainingId, Readers>> {
    let mut readers = BTreeMap::new();
    for (id, Appearance { everyone_from, .. }) in appearances {
        let of_it = if *everyone_from <= now { Readers::everyone() } else { held_back(rows::concerned(conn, *id).await?, *everyone_from) };
        readers.insert(*id, of_it);
    }
    Ok(readers)
}

async fn readers_of_session(conn: &mut impl Conn, session: &ToldSession, now: Timestamp) -> Result<Readers> {
    match session.announced {
        Some(everyone_from) if everyone_from > now => Ok(held_back(rows::concerned_by_session(conn, session.id).await?, everyone_from)),
        _ => Ok(Readers::everyone()),
    }
}

/// Those whom it concerns and those who run trainings, until everyone sees it.
fn held_back(concerned: Vec<AccountId>, everyone_from: Timestamp) -> Readers {
    let concerned = concerned.into_iter().map(Principal::Account);
    let groups = [Principal::Advisors, Principal::Animators].into_iter().chain(concerned).collect();
    Readers { later: Some((everyone_from, vec![Principal::Public])), ..Readers::of(groups) }
}

async fn of_trainings(conn: &mut impl Conn, ids: &[TrainingId], now: Timestamp) -> Result<Vec<Document>> {
    let appearances = rows::appearances(conn, ids).await?;
    let mut readers = readers_at(conn, &appearances, now).await?;
    let mut communes = rows::communes_seen(conn, ids, Onlooker::anyone_at(now)).await?;
    let mut documents = Vec::new();
    for training in rows::trainings_seen(conn, ids, Onlooker::portal()).await? {
        // A session of it may have opened since the first question: the event of that has it read again.
        let Some(readers) = readers.remove(&training.id) else { continue };
        let published = appearances.get(&training.id).and_then(|appearance| appearance.appeared);
        let communes = communes.remove(&training.id).unwrap_or_default();
        documents.push(Document { published, ..of_training(training, readers, communes) });
    }
    Ok(documents)
}

fn of_training(training: Training, readers: Readers, communes: Vec<(Insee, String)>) -> Document {
    let Training { id, form, updated, .. } = training;
    let mut text = text_of_training(&form);
    let (communes, names): (Vec<_>, Vec<_>) = communes.into_iter().unzip();
    for name in &names {
        text::add_part(&mut text, name);
    }
    let values = Values { cycles: for_cycles(form.cycles), communes, ..Values::default() };
    Document { text, values, ..Document::new(Thing::Training(id), readers, form.title, updated) }
}

/// Teachers of any cycle, where none is named: the calendar shows it for each.
fn for_cycles(named: Vec<Cycle>) -> Vec<Cycle> {
    if named.is_empty() { Cycle::ALL.to_vec() } else { named }
}

async fn of_sessions(conn: &mut impl Conn, ids: &[SessionId], now: Timestamp) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for session in rows::sessions_seen(conn, ids, Onlooker::portal()).await? {
        let readers = readers_of_session(conn, &session, now).await?;
        let text = text_of_session(&session);
        let values = Values { cycles: for_cycles(session.cycles), communes: session.commune.into_iter().collect(), ..Values::default() };
        let published = session.announced.or(session.shown);
        let document = Document::new(Thing::Session(session.id), readers, session.title, session.updated);
        documents.push(Document { text, values, published, ..document });
    }
    Ok(documents)
}

/// What a training says, as plain text: what snippets are cut from.
pub(super) fn text_of_training(form: &TrainingForm) -> String {
    let mut text = form.summary.clone();
    for part in [&form.aims, &form.materials] {
        for line in part.lines().map(str::trim) {
            text::add_part(&mut text, line);
        }
    }
    text::add_part(&mut text, &text::plain(&form.body));
    let labels = form.cycles.iter().map(|cycle| cycle.label()).chain(form.competences.iter().map(|competence| competence.label()));
    for label in labels {
        text::add_part(&mut text, label);
    }
    text
}

/// What whoever sees a session is told of it, as plain text. Where one connects is for those who have a seat.
pub(super) fn text_of_session(session: &ToldSession) -> String {
    let mut text = String::new();
    for half_day in &session.half_days {
        text::add_part(&mut text, &half_day.in_words());
    }
    text::add_part(&mut text, &session.mode.place_in_words([session.place.as_str(), &session.room, &session.commune_name]));
    for trainer in &session.trainers {
        text::add_part(&mut text, trainer);
    }
    text::add_part(&mut text, &text::plain(&session.report));
    text
}

/// The trainings and sessions of which `event` may have changed what is told, or to whom.
///
/// # Errors
/// The database's.
pub async fn concerned(conn: &mut impl Conn, event: &Event) -> Result<Vec<Thing>> {
    let sessions = match event {
        Event::TrainingChanged { training } => return whole(conn, *training).await,
        Event::WishAnswered { wish } => match rows::answering(conn, *wish).await? {
            Some(training) => return whole(conn, training).await,
            None => Vec::new(),
        },
        Event::SessionMoved { session, .. } | Event::SessionRescheduled { session, .. } | Event::SessionReported { session } => {
            rows::with_training(conn, *session).await?
        }
        // Who has a place in what everyone sees changes nothing of who sees it.
        Event::RegistrationChanged { registration, .. } => rows::held_back_of(conn, *registration).await?,
        // Heads come and go, and so do those on whom they decide.
        Event::PersonChanged { .. } | Event::PersonDecided { .. } => rows::held_back_for_heads(conn).await?,
        Event::AuthorRenamed { account } => rows::led_by(conn, *account).await?,
        Event::CommuneChanged { commune } => rows::in_commune(conn, commune).await?,
        // The whole index is made anew after it.
        Event::AccountErased { .. } => Vec::new(),
        Event::AccountIdle { .. }
        | Event::ReminderDue { .. }
        | Event::SchoolChanged { .. }
        | Event::ProjectChanged { .. }
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
        | Event::RightsEnding { .. }
        | Event::RemovalAsked { .. }
        | Event::RemovalDecided { .. }
        | Event::PostShown { .. }
        | Event::PostChanged { .. }
        | Event::PostToRead { .. }
        | Event::TopicHeld { .. }
        | Event::TopicChanged { .. }
        | Event::SpaceChanged { .. }
        | Event::CollectionChanged { .. }
        | Event::DocumentRead { .. }
        | Event::NeedAnswered { .. }
        | Event::PostReported { .. }
        | Event::Moderated { .. }
        | Event::ActAppealed { .. }
        | Event::AppealAnswered { .. }
        | Event::SynonymsChanged
        | Event::SearchAnswered { .. }
        | Event::ProjectDrawn { .. } => Vec::new(),
    };
    Ok(with_their_trainings(sessions))
}

/// A training and all its sessions.
async fn whole(conn: &mut impl Conn, training: TrainingId) -> Result<Vec<Thing>> {
    let mut things = vec![Thing::Training(training)];
    things.extend(rows::of_training(conn, training).await?.into_iter().map(|(session, _)| Thing::Session(session)));
    Ok(things)
}
