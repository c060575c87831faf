//! What harvesters ask for. Whoever asks is answered as nobody.

use super::{Header, Position, Record, Selection, rows};
use crate::{cx::Cx, error::Result, projects};
use domain::{ids::ProjectId, time::Timestamp};

/// The headers that `selection` asks for, the earliest changed first: those after `after`, `limit` at most.
///
/// # Errors
/// The database's.
pub async fn headers(cx: &Cx, selection: &Selection, after: Option<Position>, limit: usize) -> Result<Vec<Header>> {
    rows::headers(&mut cx.read().await?, selection, after, limit as i64).await
}

/// The same, with what each record tells.
///
/// # Errors
/// The database's.
pub async fn records(cx: &Cx, selection: &Selection, after: Option<Position>, limit: usize) -> Result<Vec<Record>> {
    let headers = headers(cx, selection, after, limit).await?;
    let mut records = Vec::with_capacity(headers.len());
    for header in headers {
        records.push(told(cx, header).await?);
    }
    Ok(records)
}

/// How many records `selection` asks for.
///
/// # Errors
/// The database's.
pub async fn count(cx: &Cx, selection: &Selection) -> Result<i64> {
    rows::count(&mut cx.read().await?, selection).await
}

/// The header of a project's record; nothing if it was never shown to everyone.
///
/// # Errors
/// The database's.
pub async fn header(cx: &Cx, project: ProjectId) -> Result<Option<Header>> {
    rows::header(&mut cx.read().await?, project).await
}

/// A project's record; nothing if it was never shown to everyone.
///
/// # Errors
/// The database's.
pub async fn record(cx: &Cx, project: ProjectId) -> Result<Option<Record>> {
    match header(cx, project).await? {
        Some(header) => Ok(Some(told(cx, header).await?)),
        None => Ok(None),
    }
}

/// When the first record changed; nothing when there is none.
///
/// # Errors
/// The database's.
pub async fn earliest(cx: &Cx) -> Result<Option<Timestamp>> {
    rows::earliest(&mut cx.read().await?).await
}

/// What has been taken from its readers since the record was written is not told any more.
async fn told(cx: &Cx, header: Header) -> Result<Record> {
    let sheet = if header.deleted { None } else { projects::shown_to_all(&mut cx.read().await?, header.project, cx.now()).await? };
    Ok(Record { header: Header { deleted: sheet.is_none(), ..header }, sheet })
}
