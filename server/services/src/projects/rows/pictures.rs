//! SQL of the pictures that sheets show.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
    media,
    projects::{Placed, Project},
};
use domain::{
    ids::{PictureId, ProjectId},
    media::Alternative,
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
    let sql = "UPDATE project SET cover = (SELECT pp.picture_id FROM project_picture pp JOIN medium m ON m.id = pp.picture_id \
               WHERE pp.project_id = $1 AND m.hidden IS NULL ORDER BY pp.position, pp.picture_id LIMIT 1) WHERE id = $1";
    exec!(conn, sql, project.get())?;
    Ok(())
}
