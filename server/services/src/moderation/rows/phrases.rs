//! SQL of the justifications at hand.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
    projects::Phrase,
};
use domain::ids::PhraseId;

/// The phrases at hand, the oldest first.
pub(crate) async fn phrases(conn: &mut impl Conn) -> Result<Vec<Phrase>> {
    let rows = fetch_all!(conn, (i64, String), "SELECT id, text FROM moderation_phrase ORDER BY position, id")?;
    Ok(rows.into_iter().map(|(id, text)| Phrase { id: PhraseId::new(id), text }).collect())
}

/// Keeps a phrase, behind the others.
pub(crate) async fn insert_phrase(conn: &mut impl Conn, id: PhraseId, text: &str) -> Result<()> {
    let sql = "INSERT INTO moderation_phrase (id, text, position) SELECT $1, $2, COALESCE(MAX(position), 0) + 1 FROM moderation_phrase";
    exec!(conn, sql, id.get(), text)?;
    Ok(())
}

/// Takes a phrase away; whether it was there.
pub(crate) async fn delete_phrase(conn: &mut impl Conn, id: PhraseId) -> Result<bool> {
    Ok(exec!(conn, "DELETE FROM moderation_phrase WHERE id = $1", id.get())? == 1)
}
