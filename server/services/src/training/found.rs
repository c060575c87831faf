//! What results of a search show of trainings and of sessions: read from the database, to those alone who see them.

use super::{
    document::{sessions_among, text_of_session, text_of_training, trainings_among, with_their_trainings},
    onlooker::Onlooker,
    rows,
};
use crate::{cx::Cx, error::Result};
use domain::{
    paths,
    projects::Cycle,
    search::Thing,
    time::Timestamp,
    training::{HalfDay, Mode, SessionState},
};
use std::collections::BTreeMap;

/// A training that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingFound {
    /// What it is.
    pub thing: Thing,
    /// Its title.
    pub title: String,
    /// What it says in a line.
    pub summary: String,
    /// What it says, as plain text.
    pub text: String,
    /// Its page.
    pub address: String,
    /// For teachers of which cycles; any, when none is named.
    pub cycles: Vec<Cycle>,
    /// When it appeared.
    pub published: Option<Timestamp>,
    /// When those of its sessions begin that are open, to come, and seen by the viewer: the next first.
    pub next: Vec<Timestamp>,
    /// When it last changed.
    pub updated: Timestamp,
}

/// A session that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFound {
    /// What it is.
    pub thing: Thing,
    /// The training's title.
    pub title: String,
    /// What is told of it, as plain text.
    pub text: String,
    /// Where it stands on the training's page.
    pub address: String,
    /// When it was shown to everyone, or will be.
    pub published: Option<Timestamp>,
    /// When it begins.
    pub starts: Option<Timestamp>,
    /// Its half-days, the first first.
    pub half_days: Vec<HalfDay>,
    /// How one takes part.
    pub mode: Mode,
    /// Where it takes place; may be empty.
    pub place: String,
    /// The room; may be empty.
    pub room: String,
    /// The name of the commune; may be empty.
    pub commune: String,
    /// Who leads it, by the names they chose to show.
    pub trainers: Vec<String>,
    /// Where it stands.
    pub state: SessionState,
    /// When everyone sees it, while those alone do whom it concerns.
    pub to_be_announced: Option<Timestamp>,
    /// When it last changed.
    pub updated: Timestamp,
}

/// The trainings among `things` of which the viewer sees a session, in the order given.
///
/// # Errors
/// The database's.
pub async fn found_trainings(cx: &Cx, things: &[Thing]) -> Result<Vec<TrainingFound>> {
    let (ids, onlooker) = (trainings_among(things), Onlooker::of(cx));
    let mut conn = cx.read().await?;
    let mut next = rows::next_dates(&mut conn, &ids, onlooker, cx.now()).await?;
    let appearances = rows::appearances(&mut conn, &ids).await?;
    let mut found = BTreeMap::new();
    for training in rows::trainings_seen(&mut conn, &ids, onlooker).await? {
        let shown = TrainingFound {
            thing: Thing::Training(training.id),
            text: text_of_training(&training.form),
            address: paths::training(&training.slug),
            published: appearances.get(&training.id).and_then(|appearance| appearance.appeared),
            next: next.remove(&training.id).unwrap_or_default(),
            updated: training.updated,
            title: training.form.title,
            summary: training.form.summary,
            cycles: training.form.cycles,
        };
        found.insert(training.id, shown);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The sessions among `things` that the viewer sees, in the order given.
///
/// # Errors
/// The database's.
pub async fn found_sessions(cx: &Cx, things: &[Thing]) -> Result<Vec<SessionFound>> {
    let (ids, now) = (sessions_among(things), cx.now());
    let mut found = BTreeMap::new();
    for session in rows::sessions_seen(&mut cx.read().await?, &ids, Onlooker::of(cx)).await? {
        let shown = SessionFound {
            thing: Thing::Session(session.id),
            text: text_of_session(&session),
            address: paths::session(&session.slug, session.id),
            title: session.title,
            published: session.announced.or(session.shown),
            starts: session.half_days.first().map(|half_day| half_day.from),
            half_days: session.half_days,
            mode: session.mode,
            place: session.place,
            room: session.room,
            commune: session.commune_name,
            trainers: session.trainers,
            state: session.state,
            to_be_announced: session.announced.filter(|at| now < *at),
            updated: session.updated,
        };
        found.insert(session.id, shown);
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Every training and every session that the viewer sees: what the index is compared with. Those that are being prepared stand on the desk, and are
/// not searched.
///
/// # Errors
/// The database's.
pub async fn readable_things(cx: &Cx) -> Result<Vec<Thing>> {
    Ok(with_their_trainings(rows::all_seen(&mut cx.read().await?, Onlooker::of(cx)).await?))
}
