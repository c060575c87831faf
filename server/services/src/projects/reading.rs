//! Documents of sheets, read one after the other, so that search finds a sheet by what they say.

use super::rows;
use crate::{cx::Cx, error::Result, media};
use domain::events::Event;

/// How many are looked for in one round: the next goes on.
const AT_ONCE: i64 = 20;
/// After how long a round ends: who asks the jobs to stop does not wait for twenty documents.
const ROUND_MS: i64 = 10_000;

/// Reads documents that were not read yet, and has the sheets that they are attached to indexed again. Says how many. Called by a job; on
/// several servers two may read the same, and one of them keeps it.
///
/// # Errors
/// `Unavailable` when the store or the database is away, or no process can be started: the next round goes on.
pub async fn read_documents(cx: &Cx) -> Result<usize> {
    let begun = cx.now();
    let waiting = media::unread(&mut cx.read().await?, begun, AT_ONCE).await?;
    let mut read = 0;
    for document in waiting {
        let text = media::read_text(cx, &document).await?;
        let mut change = cx.begin().await?;
        if media::keep_text(&mut change, document.id, &text, cx.now()).await? {
            if !text.said().is_empty()
                && let Some(project) = rows::id_of_medium(&mut change, document.id.into()).await?
            {
                change.tell(Event::DocumentRead { project });
            }
            change.commit().await?;
            read += 1;
        }
        if cx.now().since_ms(begun) > ROUND_MS {
            break;
        }
    }
    Ok(read)
}
