//! SQL of spaces.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    discussions::Space,
    error::Result,
};
use domain::{
    discussions::{SpaceAccess, SpaceForm},
    ids::SpaceId,
    time::Timestamp,
};

#[derive(sqlx::FromRow)]
pub(super) struct SpaceRow {
    id: i64,
    slug: String,
    name: String,
    summary: String,
    is_public: bool,
    takes_needs: bool,
    closed_ms: Option<i64>,
}

/// Spaces, and what else is said of which are wanted.
macro_rules! spaces {
    ($rest:literal) => {
        concat!("SELECT s.id, s.slug, s.name, s.summary, s.is_public, s.takes_needs, s.closed_ms FROM space s ", $rest)
    };
}

pub(super) async fn whole(conn: &mut impl Conn, row: SpaceRow) -> Result<Space> {
    let mut access = SpaceAccess { public: row.is_public, ..SpaceAccess::default() };
    let sql = "SELECT role, may_post FROM space_role WHERE space_id = $1 ORDER BY role";
    for (role, may_post) in fetch_all!(conn, (String, bool), sql, row.id)? {
        let roles = if may_post { &mut access.post } else { &mut access.read };
        roles.push(value(&role)?);
    }
    for (insee,) in fetch_all!(conn, (String,), "SELECT insee FROM space_commune WHERE space_id = $1 ORDER BY insee", row.id)? {
        access.communes.push(value(&insee)?);
    }
    access.read.sort_unstable();
    access.post.sort_unstable();
    Ok(Space {
        id: SpaceId::new(row.id),
        slug: row.slug,
        name: row.name,
        summary: row.summary,
        access,
        takes_needs: row.takes_needs,
        closed: row.closed_ms.is_some(),
    })
}

async fn all(conn: &mut impl Conn, rows: Vec<SpaceRow>) -> Result<Vec<Space>> {
    let mut spaces = Vec::with_capacity(rows.len());
    for row in rows {
        spaces.push(whole(conn, row).await?);
    }
    Ok(spaces)
}

/// Every space, in their order.
pub(crate) async fn spaces(conn: &mut impl Conn) -> Result<Vec<Space>> {
    let rows = fetch_all!(conn, SpaceRow, spaces!("ORDER BY s.position, s.id"))?;
    all(conn, rows).await
}

/// The spaces that show a topic.
pub(crate) async fn spaces_of(conn: &mut impl Conn, topic: i64) -> Result<Vec<Space>> {
    let sql = spaces!("JOIN topic_space ts ON ts.space_id = s.id WHERE ts.topic_id = $1 ORDER BY s.position, s.id");
    let rows = fetch_all!(conn, SpaceRow, sql, topic)?;
    all(conn, rows).await
}

/// The space at `slug`.
pub(crate) async fn space_at(conn: &mut impl Conn, slug: &str) -> Result<Option<Space>> {
    match fetch_opt!(conn, SpaceRow, spaces!("WHERE s.slug = $1"), slug)? {
        Some(row) => whole(conn, row).await.map(Some),
        None => Ok(None),
    }
}

/// The space `id`.
pub(crate) async fn space(conn: &mut impl Conn, id: SpaceId) -> Result<Option<Space>> {
    match fetch_opt!(conn, SpaceRow, spaces!("WHERE s.id = $1"), id.get())? {
        Some(row) => whole(conn, row).await.map(Some),
        None => Ok(None),
    }
}

/// Keeps a new space at `slug`, behind the others.
pub(crate) async fn insert_space(conn: &mut impl Conn, id: SpaceId, slug: &str, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO space (id, slug, name, summary, is_public, takes_needs, position, created_ms, updated_ms) \
               SELECT $1, $2, '', '', FALSE, FALSE, COALESCE(MAX(position), 0) + 1, $3, $3 FROM space";
    exec!(conn, sql, id.get(), slug, at.ms())?;
    Ok(())
}

/// Writes what a space is, who reads and writes in it, and the groups of readers that follow from it.
pub(crate) async fn store_space(conn: &mut impl Conn, id: SpaceId, form: &SpaceForm, closed: bool, at: Timestamp) -> Result<()> {
    let sql = "UPDATE space SET name = $2, summary = $3, is_public = $4, takes_needs = $5, closed_ms = $6, updated_ms = $7 WHERE id = $1";
    let SpaceForm { name, summary, access, takes_needs } = form;
    exec!(conn, sql, id.get(), name, summary, access.public, *takes_needs, closed.then_some(at.ms()), at.ms())?;
    exec!(conn, "DELETE FROM space_role WHERE space_id = $1", id.get())?;
    exec!(conn, "DELETE FROM space_commune WHERE space_id = $1", id.get())?;
    exec!(conn, "DELETE FROM space_reader WHERE space_id = $1", id.get())?;
    for (roles, may_post) in [(&access.read, false), (&access.post, true)] {
        for role in roles {
            exec!(conn, "INSERT INTO space_role (space_id, role, may_post) VALUES ($1, $2, $3)", id.get(), role.key(), may_post)?;
        }
    }
    for commune in &access.communes {
        exec!(conn, "INSERT INTO space_commune (space_id, insee) VALUES ($1, $2)", id.get(), commune.to_string())?;
    }
    for reader in access.readers() {
        exec!(conn, "INSERT INTO space_reader (space_id, principal) VALUES ($1, $2)", id.get(), reader.key())?;
    }
    Ok(())
}
