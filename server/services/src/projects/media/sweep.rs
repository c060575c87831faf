//! What becomes of media that no project shows, and of files and rows that lost one another.

use super::{super::rows, rights::hide};
use crate::{cx::Cx, error::Result, media};
use domain::{events::Event, ids::MediumId, media::Hidden};

/// How long a medium may wait to be placed: someone who writes over two days sends it again.
const WAIT_MS: i64 = 24 * 3_600_000;
/// How many are removed in one round: the next goes on.
const AT_ONCE: i64 = 100;

/// Removes the media that no project shows a day after they came: replaced, taken off, or never placed. Says how many.
///
/// # Errors
/// `Unavailable` when the store or the database is away; what was removed stays so.
pub async fn sweep_media(cx: &Cx) -> Result<usize> {
    let unplaced = rows::unplaced_media(&mut cx.read().await?, cx.now().plus_ms(-WAIT_MS), AT_ONCE).await?;
    let mut removed = 0;
    for medium in unplaced {
        let mut change = cx.begin().await?;
        // Asked again with the write lock: someone may have placed it meanwhile.
        if rows::project_of_medium(&mut change, medium).await?.is_none() {
            media::remove(cx, &mut change, medium).await?;
            change.commit().await?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Removes files to which no row leads, hides media whose files are gone and shows those whose files are back. Says how many.
///
/// # Errors
/// `Unavailable` when the store or the database is away.
pub async fn sweep_files(cx: &Cx) -> Result<usize> {
    let swept = media::sweep(cx).await?;
    for medium in &swept.lost {
        let mut change = cx.begin().await?;
        let project = rows::id_of_medium(&mut change, *medium).await?;
        if !media::is_lost(cx, &mut change, *medium).await? {
            continue;
        }
        tracing::error!(%medium, "the files of a medium are gone from the store: put them back from a backup");
        hide(cx, &mut change, *medium, project, Hidden::Lost).await?;
        change.commit().await?;
    }
    for medium in &swept.found {
        show_again(cx, *medium).await?;
    }
    Ok(swept.files + swept.lost.len() + swept.found.len())
}

async fn show_again(cx: &Cx, medium: MediumId) -> Result<()> {
    let mut change = cx.begin().await?;
    media::show(&mut change, medium, &[Hidden::Lost]).await?;
    if let Some(project) = rows::id_of_medium(&mut change, medium).await? {
        rows::point_at_cover(&mut change, project).await?;
        change.tell(Event::ProjectChanged { project });
    }
    change.commit().await
}
