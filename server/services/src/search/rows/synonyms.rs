//! SQL of what means the same.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
    search::SynonymGroup,
};
use domain::{
    ids::SynonymGroupId,
    search::{SynonymForm, expressions},
    time::Timestamp,
};

/// Takes the lock of the list: of two who change it at once, the second sees what the first did.
pub(crate) async fn lock_synonyms(conn: &mut impl Conn) -> Result<()> {
    exec!(conn, "UPDATE synonym_list SET changes = changes + 1")?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct GroupRow {
    id: i64,
    expressions: String,
    note: String,
    version: i64,
    updated_ms: i64,
}

/// Every group, the oldest first.
pub(crate) async fn synonym_groups(conn: &mut impl Conn) -> Result<Vec<SynonymGroup>> {
    let sql = "SELECT id, expressions, note, version, updated_ms FROM synonym_group ORDER BY id";
    let whole = |row: GroupRow| SynonymGroup {
        id: SynonymGroupId::new(row.id),
        form: SynonymForm { expressions: expressions(&row.expressions), note: row.note },
        version: row.version,
        updated: Timestamp::from_ms(row.updated_ms),
    };
    Ok(fetch_all!(conn, GroupRow, sql)?.into_iter().map(whole).collect())
}

/// The expressions of every group, the oldest first.
pub(crate) async fn expressions_of_groups(conn: &mut impl Conn) -> Result<Vec<Vec<String>>> {
    let rows = fetch_all!(conn, (String,), "SELECT expressions FROM synonym_group ORDER BY id")?;
    Ok(rows.into_iter().map(|(text,)| expressions(&text)).collect())
}

/// Keeps a new group.
pub(crate) async fn insert_synonyms(conn: &mut impl Conn, id: SynonymGroupId, form: &SynonymForm, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO synonym_group (id, expressions, note, version, updated_ms) VALUES ($1, $2, $3, 1, $4)";
    exec!(conn, sql, id.get(), form.text(), &form.note, now.ms())?;
    Ok(())
}

/// Keeps what a group says now.
pub(crate) async fn update_synonyms(conn: &mut impl Conn, id: SynonymGroupId, form: &SynonymForm, now: Timestamp) -> Result<()> {
    let sql = "UPDATE synonym_group SET expressions = $2, note = $3, version = version + 1, updated_ms = $4 WHERE id = $1";
    exec!(conn, sql, id.get(), form.text(), &form.note, now.ms())?;
    Ok(())
}

/// Takes a group away.
pub(crate) async fn delete_synonyms(conn: &mut impl Conn, id: SynonymGroupId) -> Result<()> {
    exec!(conn, "DELETE FROM synonym_group WHERE id = $1", id.get())?;
    Ok(())
}
