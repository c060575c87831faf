//! Keeping the records: what happened to projects, as harvesters see it.

use super::rows;
use crate::{
    cx::{Change, Cx, Portal},
    error::{Error, Result},
    outbox, projects,
};
use domain::{harvest::RecordSet, ids::ProjectId, projects::ProjectDraft, time::Timestamp};
use std::{collections::BTreeSet, sync::Arc};

/// The name under which this reader keeps its place.
const READER: &str = "harvest";
/// How many events, or projects at the beginning, one transaction takes in.
const AT_ONCE: usize = 200;

/// Takes in what happened since the last time; answers how many records changed. Called by a job.
///
/// # Errors
/// `Unavailable` when the database is away: it is taken in the next time.
pub async fn catch_up(portal: Arc<Portal>) -> Result<usize> {
    let cx = Cx::system(portal, "harvest");
    let place = outbox::cursor(&mut cx.read().await?, READER).await?;
    let mut changed = if place.is_none() { begin(&cx).await? } else { 0 };
    while let Some(records) = step(&cx).await? {
        changed += records;
    }
    Ok(changed)
}

/// Takes in the next events; nothing when there are none.
async fn step(cx: &Cx) -> Result<Option<usize>> {
    let mut conn = cx.read().await?;
    let from = outbox::cursor(&mut conn, READER).await?.unwrap_or_default();
    let entries = outbox::after(&mut conn, from, AT_ONCE as i64).await?;
    drop(conn);
    let Some(newest) = entries.last().map(|entry| entry.seq) else { return Ok(None) };
    let mut change = cx.begin().await?;
    let mut ids = BTreeSet::new();
    for entry in &entries {
        ids.extend(projects::changed_by(&mut change, &entry.event).await?);
    }
    let mut records = 0;
    for id in ids {
        records += usize::from(note(cx, &mut change, id, |_| cx.now()).await?);
    }
    outbox::set_cursor(&mut change, READER, newest).await?;
    change.commit().await?;
    Ok(Some(records))
}

/// The first records: what everyone may read already, dated by its last change, since nobody has harvested yet.
async fn begin(cx: &Cx) -> Result<usize> {
    let mut conn = cx.read().await?;
    // Noted before anything is read: what changes meanwhile is taken in again.
    let last = outbox::last(&mut conn).await?;
    let ids = projects::all_ids(&mut conn).await?;
    drop(conn);
    let mut records = 0;
    for chunk in ids.chunks(AT_ONCE) {
        let mut change = cx.begin().await?;
        for id in chunk {
            records += usize::from(note(cx, &mut change, *id, |told_since| told_since).await?);
        }
        change.commit().await?;
    }
    let mut change = cx.begin().await?;
    outbox::set_cursor(&mut change, READER, last).await?;
    change.commit().await?;
    Ok(records)
}

/// Writes the record of `id`, as changed at `when` (given since when it reads as it does); answers whether there was anything to
/// tell. A project that cannot be understood is told as deleted until it can, and the log says so: the others do not wait for it.
async fn note(cx: &Cx, change: &mut Change, id: ProjectId, when: impl Fn(Timestamp) -> Timestamp) -> Result<bool> {
    let sheet = match projects::shown_to_all(change, id, cx.now()).await {
        Err(Error::Internal(error)) => {
            tracing::error!(project = id.get(), "no record can be made of a project: {error:#}");
            None
        }
        read => read?,
    };
    match sheet {
        Some((project, _)) => {
            let told_since = project.updated.max(project.published.unwrap_or(project.updated));
            rows::keep(change, id, when(told_since), &sets(&project.draft)).await?;
            Ok(true)
        }
        None => rows::delete(change, id, cx.now()).await,
    }
}

fn sets(draft: &ProjectDraft) -> Vec<RecordSet> {
    let subjects = draft.subjects.iter().copied().map(RecordSet::Subject);
    subjects.chain(draft.levels.iter().copied().map(RecordSet::Level)).collect()
}
