//! SQL of the text that was read in documents.

use crate::{
    db::{Conn, exec, fetch_all, value},
    error::Result,
    media::reading::{Document, DocumentText},
};
use domain::{ids::AttachmentId, time::Timestamp};

/// Documents that are not hidden and were not read, or whose last try failed by `before`, fewer than `tries` times.
pub(in crate::media) async fn unread(conn: &mut impl Conn, tries: i64, before: Timestamp, at_most: i64) -> Result<Vec<Document>> {
    let sql = "SELECT a.id, a.format FROM attachment a JOIN medium m ON m.id = a.id LEFT JOIN attachment_text t ON t.attachment_id = a.id \
               WHERE m.hidden IS NULL AND a.format IN ('pdf', 'odt', 'ods', 'odp', 'docx') \
               AND (t.attachment_id IS NULL OR (t.reading = 'failed' AND t.tries < $1 AND t.read_ms <= $2)) ORDER BY a.id LIMIT $3";
    let rows = fetch_all!(conn, (i64, String), sql, tries, before.ms(), at_most)?;
    rows.into_iter().map(|(id, format)| Ok(Document { id: AttachmentId::new(id), format: value(&format)? })).collect()
}

/// Keeps what was read; `false` when it is gone or hidden, or was read meanwhile by another server.
pub(in crate::media) async fn keep_text(
    conn: &mut impl Conn,
    attachment: AttachmentId,
    text: &DocumentText,
    at: Timestamp,
) -> Result<bool> {
    // Holds its row: whoever hides it comes before, and then there is nothing to keep, or after, and takes the text away.
    if exec!(conn, "UPDATE medium SET hidden = hidden WHERE id = $1 AND hidden IS NULL", attachment.get())? == 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO attachment_text (attachment_id, reading, tries, read_ms, body) VALUES ($1, $2, 1, $3, $4) \
               ON CONFLICT (attachment_id) DO UPDATE SET reading = excluded.reading, tries = attachment_text.tries + 1, \
               read_ms = excluded.read_ms, body = excluded.body WHERE attachment_text.reading = 'failed'";
    Ok(exec!(conn, sql, attachment.get(), text.reading().key(), at.ms(), text.said())? == 1)
}
