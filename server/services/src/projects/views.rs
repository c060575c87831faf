//! How often sheets are opened (S11): counted in memory, written down every now and then, as numbers that tell of nobody.

use super::{ProjectSheet, rows};
use crate::{cx::Cx, error::Result};
use domain::{access::ProjectAction, ids::ProjectId, projects::State, time::Day};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Views that are not written down yet. A process that is killed loses those of the last minute: they are worth no more.
#[derive(Debug, Default)]
pub struct Views(Mutex<HashMap<ProjectId, i64>>);

impl Views {
    fn counts(&self) -> MutexGuard<'_, HashMap<ProjectId, i64>> {
        // A number that a thread was adding to when it died is a number still.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, project: ProjectId, views: i64) {
        *self.counts().entry(project).or_default() += views;
    }

    fn take(&self) -> HashMap<ProjectId, i64> {
        std::mem::take(&mut *self.counts())
    }
}

/// Counts that a reader opened a published sheet; those who write or review it are no readers.
pub fn count_view(cx: &Cx, sheet: &ProjectSheet) {
    if sheet.project.state == State::Published && !sheet.may(ProjectAction::ReadReview) {
        cx.portal.remembered.views.add(sheet.project.id, 1);
    }
}

/// Writes down the views counted since the last time; says of how many sheets. Called by a job, and when the process stops.
///
/// # Errors
/// `Unavailable` when the database is away: they are counted still, and written down next time.
pub async fn write_views(cx: &Cx) -> Result<usize> {
    let counted = cx.portal.remembered.views.take();
    if counted.is_empty() {
        return Ok(0);
    }
    let written = write(cx, &counted).await;
    if written.is_err() {
        for (project, views) in &counted {
            cx.portal.remembered.views.add(*project, *views);
        }
    }
    written.map(|()| counted.len())
}

async fn write(cx: &Cx, counted: &HashMap<ProjectId, i64>) -> Result<()> {
    let month = Day::containing(cx.now()).month();
    let mut change = cx.begin().await?;
    for (project, views) in counted {
        rows::add_views(&mut change, *project, &month, *views).await?;
    }
    change.commit().await
}
