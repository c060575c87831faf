//! SQL of the pictures that sheets show.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
    media,
    projects::{Placed, Project},
};
use domain::{
    access::ProjectFacts,
    ids::{AccountId, PictureId, ProjectId},
    media::Alternative,
    time::Timestamp,
};

/// The pictures of a project, in order.
pub(crate) async fn pictures(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Placed>> {
    let sql = "SELECT picture_id, alt, decorative, caption FROM project_picture WHERE project_id = $1 ORDER BY position, picture_id";
    let rows = fetch_all!(conn, (i64, String, bool, String), sql, project.get())?;
    let ids: Vec<_> = rows.iter().map(|(id, ..)| PictureId::new(*id)).collect();
    let mut known = media::load_many(conn, &ids).await?;
    let placed = |(id, alt, decorative, caption): (i64, String, bool, String)| {
        let picture = known.remove(&PictureId::new(id))?;
        Some(Placed::new(picture).described(Alternative::from_form(&alt, decorative), caption))
    };
    Ok(rows.into_iter().filter_map(placed).collect())
}

/// Writes which pictures a project shows, and which one is its cover.
pub(crate) async fn store_pictures(conn: &mut impl Conn, project: &Project) -> Result<()> {
    exec!(conn, "DELETE FROM project_picture WHERE project_id = $1", project.id.get())?;
    for (position, placed) in project.pictures.iter().enumerate() {
        let figure = &placed.figure;
        let sql =
            "INSERT INTO project_picture (project_id, picture_id, position, alt, decorative, caption) VALUES ($1, $2, $3, $4, $5, $6)";
        let decorative = figure.alt == Alternative::Decorative;
        let (alt, caption) = (figure.alt.attribute(), &figure.caption);
        exec!(conn, sql, project.id.get(), figure.picture.get(), position as i64, alt, decorative, caption)?;
    }
    point_at_cover(conn, project.id).await
}

/// Makes the first picture that is not hidden the cover.
pub(crate) async fn point_at_cover(conn: &mut impl Conn, project: ProjectId) -> Result<()> {
    let sql = "UPDATE project SET cover = (SELECT pp.picture_id FROM project_picture pp JOIN picture i ON i.id = pp.picture_id \
               WHERE pp.project_id = $1 AND i.hidden IS NULL ORDER BY pp.position, pp.picture_id LIMIT 1) WHERE id = $1";
    exec!(conn, sql, project.get())?;
    Ok(())
}

/// The slug of the project that shows `picture`.
pub(crate) async fn project_of_picture(conn: &mut impl Conn, picture: PictureId) -> Result<Option<String>> {
    let sql = "SELECT p.slug FROM project_picture pp JOIN project p ON p.id = pp.project_id WHERE pp.picture_id = $1";
    Ok(fetch_opt!(conn, (String,), sql, picture.get())?.map(|(slug,)| slug))
}

/// The project that shows `picture`.
pub(crate) async fn id_of_picture(conn: &mut impl Conn, picture: PictureId) -> Result<Option<ProjectId>> {
    let row = fetch_opt!(conn, (i64,), "SELECT project_id FROM project_picture WHERE picture_id = $1", picture.get())?;
    Ok(row.map(|(id,)| ProjectId::new(id)))
}

/// Pictures taken in before `before` that no project shows, the oldest first.
pub(crate) async fn unplaced_pictures(conn: &mut impl Conn, before: Timestamp, limit: i64) -> Result<Vec<PictureId>> {
    let sql = "SELECT i.id FROM picture i WHERE i.created_ms < $1 \
               AND NOT EXISTS (SELECT 1 FROM project_picture pp WHERE pp.picture_id = i.id) ORDER BY i.created_ms, i.id LIMIT $2";
    let rows = fetch_all!(conn, (i64,), sql, before.ms(), limit)?;
    Ok(rows.into_iter().map(|(id,)| PictureId::new(id)).collect())
}

/// What decides on the project that shows `picture`: asked for with every file, so nothing else of it is read.
pub(crate) async fn facts_of_picture(conn: &mut impl Conn, picture: PictureId) -> Result<Option<ProjectFacts>> {
    let sql = "SELECT p.id, p.state, p.visibility, p.licence FROM project_picture pp JOIN project p ON p.id = pp.project_id WHERE pp.picture_id = $1";
    let Some((id, state, visibility, licence)) = fetch_opt!(conn, (i64, String, String, Option<String>), sql, picture.get())? else {
        return Ok(None);
    };
    let authors = fetch_all!(conn, (i64,), "SELECT account_id FROM project_author WHERE project_id = $1 ORDER BY position", id)?;
    let schools = fetch_all!(conn, (String,), "SELECT uai FROM project_school WHERE project_id = $1 ORDER BY position", id)?;
    Ok(Some(ProjectFacts {
        state: value(&state)?,
        visibility: value(&visibility)?,
        authors: authors.into_iter().map(|(account,)| AccountId::new(account)).collect(),
        schools: schools.iter().map(|(uai,)| value(uai)).collect::<Result<_>>()?,
        licence: licence.as_deref().map(value).transpose()?,
    }))
}
