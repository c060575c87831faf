//! Taking in the schools of a directory file.

use super::{
    directory,
    plan::plan,
    report::{ImportReport, Mode},
    rows,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
};
use domain::{
    access::{Action, PortalAction, decide},
    problem::{Problems, Rule},
    territory::FileProblem,
};

/// How many rows one statement writes: 20 values each, and SQLite takes 32 766 in all.
const BATCH: usize = 500;

/// Takes in the schools of `bytes`, a file of the national directory, and says what that changed.
///
/// Schools are matched by their code. Those of the file's communes that it no longer has are closed, and come back when it has
/// them again. Everything happens in one transaction or not at all; [`Mode::DryRun`] does it all and gives it up, so that what it
/// says is what would be. `progress` is told how many rows of how many are dealt with.
///
/// A national file may be given: rows of communes that are not of the territory are left out. While the territory has no commune
/// at all, communes are made from the file.
///
/// # Errors
/// Who may not; `Invalid` with [`Rule::TerritoryFile`] on `file` when the file as a whole cannot be read, and on
/// `allow_closures` when too many schools would close.
pub async fn import_schools(cx: &Cx, bytes: &[u8], mode: Mode, mut progress: impl FnMut(usize, usize) + Send) -> Result<ImportReport> {
    decide(&cx.viewer, Action::Portal(PortalAction::ImportTerritory))?;
    let bytes = bytes.to_vec();
    let directory = off_the_server_threads(move || directory::read(&bytes)).await?;
    let total = directory.readings.len();
    progress(0, total);

    let mut change = cx.begin().await?;
    rows::one_import_at_a_time(&mut change).await?;
    let known = rows::known(&mut change).await?;
    let plan = plan(directory, &known);
    if let (Mode::Apply, Some(guard)) = (mode, plan.report.doubtful_closures) {
        return Err(refused(
            "allow_closures",
            FileProblem::DoubtfulClosures { closing: guard.closing, known: guard.known, unreadable: guard.unreadable },
        ));
    }
    rows::insert_communes(&mut change, cx.now(), &plan.communes).await?;
    let mut done = total.saturating_sub(plan.schools.len());
    for batch in plan.schools.chunks(BATCH) {
        progress(done, total);
        rows::save_schools(&mut change, cx.now(), batch).await?;
        done += batch.len();
    }
    for event in plan.events {
        change.tell(event);
    }
    if mode.lasts() {
        change.commit().await?;
    }
    progress(total, total);
    Ok(plan.report)
}

/// Runs `read` where a second of computing holds no request up.
pub(super) async fn off_the_server_threads<T: Send + 'static>(read: impl FnOnce() -> Result<T, FileProblem> + Send + 'static) -> Result<T> {
    let read = tokio::task::spawn_blocking(read).await.map_err(|failure| Error::Internal(anyhow::Error::new(failure)))?;
    read.map_err(|problem| refused("file", problem))
}

pub(super) fn refused(field: &'static str, problem: FileProblem) -> Error {
    Error::Invalid(Problems::one(field, Rule::TerritoryFile(problem)))
}
