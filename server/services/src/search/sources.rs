//! Where documents come from: each slice makes those of its own things, and says which of them an event concerns.

use crate::{
    curation,
    cx::Cx,
    db::Conn,
    discussions,
    error::{Error, Result},
    index::Document,
    projects, territory, training,
};
use domain::{events::Event, search::Thing, time::Timestamp};
use std::collections::BTreeSet;

/// How many things are read at once.
const AT_ONCE: usize = 100;

/// The things of which `events` may have changed what is found, or who finds it.
pub(super) async fn concerned(conn: &mut impl Conn, events: impl Iterator<Item = &Event>) -> Result<BTreeSet<Thing>> {
    let mut things = BTreeSet::new();
    for event in events {
        things.extend(territory::concerned(conn, event).await?);
        things.extend(projects::concerned(conn, event).await?);
        things.extend(training::concerned(conn, event).await?);
        things.extend(discussions::concerned(conn, event).await?);
        things.extend(curation::concerned(conn, event).await?);
    }
    Ok(things)
}

/// Everything that can be found, for a rebuild.
pub(super) async fn all(conn: &mut impl Conn) -> Result<Vec<Thing>> {
    let mut things = territory::all_things(conn).await?;
    things.extend(projects::all_things(conn).await?);
    things.extend(training::all_things(conn).await?);
    things.extend(discussions::all_things(conn).await?);
    things.extend(curation::all_things(conn).await?);
    Ok(things)
}

/// The documents of `things`. One that cannot be made is left out, and the log says so: a single row that cannot be understood must
/// not keep all others from being found.
pub(super) async fn documents(conn: &mut impl Conn, things: &[Thing], now: Timestamp) -> Result<Vec<Document>> {
    match try_documents(conn, things, now).await {
        Err(Error::Internal(_)) => {}
        done => return done,
    }
    let mut made = Vec::with_capacity(things.len());
    for thing in things {
        match try_documents(conn, std::slice::from_ref(thing), now).await {
            Ok(documents) => made.extend(documents),
            Err(Error::Internal(error)) => tracing::error!(%thing, error = format!("{error:#}"), "a thing cannot be indexed"),
            Err(other) => return Err(other),
        }
    }
    Ok(made)
}

async fn try_documents(conn: &mut impl Conn, things: &[Thing], now: Timestamp) -> Result<Vec<Document>> {
    let mut documents = territory::documents(conn, things, now).await?;
    documents.extend(projects::documents(conn, things, now).await?);
    documents.extend(training::documents(conn, things, now).await?);
    documents.extend(discussions::documents(conn, things, now).await?);
    documents.extend(curation::documents(conn, things, now).await?);
    Ok(documents)
}

/// Everything that this viewer may find, as the database says it: what the index is compared with.
///
/// # Errors
/// The database's.
pub async fn readable(cx: &Cx) -> Result<BTreeSet<Thing>> {
    let mut things: BTreeSet<Thing> = territory::readable_things(cx).await?.into_iter().collect();
    things.extend(projects::readable_things(cx).await?);
    things.extend(training::readable_things(cx).await?);
    things.extend(discussions::readable_things(cx).await?);
    things.extend(curation::readable_things(cx).await?);
    Ok(things)
}

/// The documents of everything that this viewer may find, as the index takes them in: what other ways of searching are given, to be
/// compared with ours.
///
/// # Errors
/// The database's.
pub async fn readable_documents(cx: &Cx) -> Result<Vec<Document>> {
    let things: Vec<Thing> = readable(cx).await?.into_iter().collect();
    let mut made = Vec::with_capacity(things.len());
    for some in things.chunks(AT_ONCE) {
        made.extend(documents(&mut cx.read().await?, some, cx.now()).await?);
    }
    Ok(made)
}
