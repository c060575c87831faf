//! SQL of what is attached to a project.

use super::lists::push_ids;
use crate::{
    access::Audience,
    db::{Conn, Rd, exec, fetch_all, fetch_opt, on},
    error::Result,
    media,
    projects::Attached,
};
use domain::{
    ids::{AttachmentId, ProjectId},
    media::Captions,
    projects::AttachmentWords,
};
use sqlx::QueryBuilder;

/// What is attached to a project, in order.
pub(crate) async fn attachments(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Attached>> {
    let sql = "SELECT attachment_id, title, transcript, captions <> '' FROM project_attachment WHERE project_id = $1 \
               ORDER BY position, attachment_id";
    let rows = fetch_all!(conn, (i64, String, String, bool), sql, project.get())?;
    let ids: Vec<_> = rows.iter().map(|(id, ..)| AttachmentId::new(*id)).collect();
    let mut known = media::load_attachments(conn, &ids).await?;
    let attached = |(id, title, transcript, has_captions): (i64, String, String, bool)| {
        known.remove(&AttachmentId::new(id)).map(|attachment| Attached { attachment, title, transcript, has_captions })
    };
    Ok(rows.into_iter().filter_map(attached).collect())
}

/// What is attached to the projects `ids`, in order, as far as `audience` may read them.
pub(crate) async fn attachments_of(rd: &mut Rd, ids: &[ProjectId], audience: &Audience) -> Result<Vec<(ProjectId, Attached)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT p.id, pa.attachment_id, pa.title, pa.transcript, pa.captions <> '' \
             FROM project_attachment pa JOIN project p ON p.id = pa.project_id WHERE p.id IN (");
        push_ids(&mut query, ids);
        audience.narrow(&mut query);
        query.push(" ORDER BY p.id, pa.position, pa.attachment_id");
        query.build_query_as::<(i64, i64, String, String, bool)>().fetch_all(c).await
    })?;
    let files: Vec<_> = rows.iter().map(|(_, id, ..)| AttachmentId::new(*id)).collect();
    let mut known = media::load_attachments(rd, &files).await?;
    let attached = |(project, id, title, transcript, has_captions): (i64, i64, String, String, bool)| {
        let attachment = known.remove(&AttachmentId::new(id))?;
        Some((ProjectId::new(project), Attached { attachment, title, transcript, has_captions }))
    };
    Ok(rows.into_iter().filter_map(attached).collect())
}

/// Attaches a file to a project, after the others.
pub(crate) async fn attach(conn: &mut impl Conn, project: ProjectId, attachment: AttachmentId, title: &str) -> Result<()> {
    let sql = "INSERT INTO project_attachment (attachment_id, project_id, position, title, transcript, captions) \
               SELECT $1, $2, COALESCE(MAX(position) + 1, 0), $3, '', '' FROM project_attachment WHERE project_id = $2";
    exec!(conn, sql, attachment.get(), project.get(), title)?;
    Ok(())
}

/// Takes a file off its project.
pub(crate) async fn detach(conn: &mut impl Conn, attachment: AttachmentId) -> Result<()> {
    exec!(conn, "DELETE FROM project_attachment WHERE attachment_id = $1", attachment.get())?;
    Ok(())
}

/// Puts the files of a project in this order.
pub(crate) async fn order_attachments(conn: &mut impl Conn, order: &[AttachmentId]) -> Result<()> {
    for (position, attachment) in order.iter().enumerate() {
        let sql = "UPDATE project_attachment SET position = $2 WHERE attachment_id = $1";
        exec!(conn, sql, attachment.get(), position as i64)?;
    }
    Ok(())
}

/// Writes what is said of a file.
pub(crate) async fn describe_attachment(conn: &mut impl Conn, attachment: AttachmentId, words: &AttachmentWords) -> Result<()> {
    let captions = words.captions.as_ref().map(Captions::vtt).unwrap_or_default();
    let sql = "UPDATE project_attachment SET title = $2, transcript = $3, captions = $4 WHERE attachment_id = $1";
    exec!(conn, sql, attachment.get(), &words.title, &words.transcript, captions)?;
    Ok(())
}

/// The title of a file and its captions, as WebVTT (empty when it has none); nothing when no project shows it.
pub(crate) async fn words_of_attachment(conn: &mut impl Conn, attachment: AttachmentId) -> Result<Option<(String, String)>> {
    let sql = "SELECT title, captions FROM project_attachment WHERE attachment_id = $1";
    Ok(fetch_opt!(conn, (String, String), sql, attachment.get())?)
}
