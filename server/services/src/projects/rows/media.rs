//! SQL of what shows a medium.

use super::{communes_of, openings};
use crate::{
    db::{Conn, fetch_all, fetch_opt, value},
    error::Result,
};
use domain::{
    access::ProjectFacts,
    ids::{AccountId, MediumId, ProjectId},
    time::Timestamp,
};

/// Columns of the project that shows the medium `$1`, as one of its pictures or as an attachment.
macro_rules! shown_by {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM project WHERE id = COALESCE((SELECT project_id FROM project_picture WHERE picture_id = $1), ",
            "(SELECT project_id FROM project_attachment WHERE attachment_id = $1))"
        )
    };
}

/// The slug of the project that shows `medium`.
pub(crate) async fn project_of_medium(conn: &mut impl Conn, medium: MediumId) -> Result<Option<String>> {
    Ok(fetch_opt!(conn, (String,), shown_by!("slug"), medium.get())?.map(|(slug,)| slug))
}

/// The project that shows `medium`.
pub(crate) async fn id_of_medium(conn: &mut impl Conn, medium: MediumId) -> Result<Option<ProjectId>> {
    let row = fetch_opt!(conn, (i64,), shown_by!("id"), medium.get())?;
    Ok(row.map(|(id,)| ProjectId::new(id)))
}

/// Media taken in before `before` that no project shows, the oldest first. Those of messages, or that wait for one, are not ours to judge.
pub(crate) async fn unplaced_media(conn: &mut impl Conn, before: Timestamp, limit: i64) -> Result<Vec<MediumId>> {
    let sql = "SELECT m.id FROM medium m WHERE m.created_ms < $1 \
               AND NOT EXISTS (SELECT 1 FROM project_picture pp WHERE pp.picture_id = m.id) \
               AND NOT EXISTS (SELECT 1 FROM project_attachment pa WHERE pa.attachment_id = m.id) \
               AND NOT EXISTS (SELECT 1 FROM post_picture q WHERE q.picture_id = m.id) ORDER BY m.created_ms, m.id LIMIT $2";
    let rows = fetch_all!(conn, (i64,), sql, before.ms(), limit)?;
    Ok(rows.into_iter().map(|(id,)| MediumId::new(id)).collect())
}

/// What decides at `at` on the project that shows `medium`: asked for with every file, so nothing else of it is read.
pub(crate) async fn facts_of_medium(conn: &mut impl Conn, medium: MediumId, at: Timestamp) -> Result<Option<ProjectFacts>> {
    let sql = shown_by!("id, state, visibility, licence");
    let Some((id, state, visibility, licence)) = fetch_opt!(conn, (i64, String, String, Option<String>), sql, medium.get())? else {
        return Ok(None);
    };
    let authors = fetch_all!(conn, (i64,), "SELECT account_id FROM project_author WHERE project_id = $1 ORDER BY position", id)?;
    let schools = fetch_all!(conn, (String,), "SELECT uai FROM project_school WHERE project_id = $1 ORDER BY position", id)?;
    let openings = openings(conn, ProjectId::new(id)).await?;
    let communes = communes_of(conn, ProjectId::new(id)).await?;
    Ok(Some(ProjectFacts {
        state: value(&state)?,
        open_to: openings.open_to(value(&visibility)?, at),
        link: openings.link().cloned(),
        authors: authors.into_iter().map(|(account,)| AccountId::new(account)).collect(),
        schools: schools.iter().map(|(uai,)| value(uai)).collect::<Result<_>>()?,
        communes,
        licence: licence.as_deref().map(value).transpose()?,
    }))
}
