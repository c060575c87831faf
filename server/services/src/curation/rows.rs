//! SQL of what is put forward.

mod found;
pub(super) mod holdings;

pub(super) use found::{every_id, holding, published, readable, readers};

use super::{Collection, Slot};
use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, value},
    error::Result,
};
use domain::{
    curation::CollectionForm,
    ids::{CollectionId, ProjectId, SlotId, TrainingId},
    time::{Day, Timestamp},
};

#[derive(sqlx::FromRow)]
struct CollectionRow {
    id: i64,
    slug: String,
    title: String,
    summary: String,
    body: String,
    updated_ms: i64,
    published_ms: Option<i64>,
}

fn whole(row: CollectionRow) -> Collection {
    Collection {
        id: CollectionId::new(row.id),
        slug: row.slug,
        form: CollectionForm { title: row.title, summary: row.summary, body: row.body },
        updated: Timestamp::from_ms(row.updated_ms),
        published: row.published_ms.map(Timestamp::from_ms),
    }
}

/// Every collection, or those that are published: the latest published first, then those being made.
pub(super) async fn collections(conn: &mut impl Conn, published_only: bool) -> Result<Vec<Collection>> {
    let sql = "SELECT id, slug, title, summary, body, updated_ms, published_ms FROM collection \
               WHERE published_ms IS NOT NULL OR $1 = 0 ORDER BY COALESCE(published_ms, 0) DESC, updated_ms DESC, id DESC";
    Ok(fetch_all!(conn, CollectionRow, sql, i64::from(published_only))?.into_iter().map(whole).collect())
}

/// The published collections that hold `project`, the latest first.
pub(super) async fn collections_with(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Collection>> {
    let sql = "SELECT c.id, c.slug, c.title, c.summary, c.body, c.updated_ms, c.published_ms FROM collection c \
               JOIN collection_project cp ON cp.collection_id = c.id WHERE cp.project_id = $1 AND c.published_ms IS NOT NULL \
               ORDER BY c.published_ms DESC, c.updated_ms DESC, c.id DESC";
    Ok(fetch_all!(conn, CollectionRow, sql, project.get())?.into_iter().map(whole).collect())
}

/// The collection at `slug`.
pub(super) async fn collection(conn: &mut impl Conn, slug: &str) -> Result<Option<Collection>> {
    let sql = "SELECT id, slug, title, summary, body, updated_ms, published_ms FROM collection WHERE slug = $1";
    Ok(fetch_opt!(conn, CollectionRow, sql, slug)?.map(whole))
}

/// Takes the row's lock by a write that changes nothing: two who order one collection queue here.
pub(super) async fn lock(conn: &mut impl Conn, slug: &str) -> Result<()> {
    exec!(conn, "UPDATE collection SET updated_ms = updated_ms WHERE slug = $1", slug)?;
    Ok(())
}

/// The projects of a collection, in its order.
pub(super) async fn projects(conn: &mut impl Conn, collection: CollectionId) -> Result<Vec<ProjectId>> {
    let sql = "SELECT project_id FROM collection_project WHERE collection_id = $1 ORDER BY position, project_id";
    let rows = fetch_all!(conn, (i64,), sql, collection.get())?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

/// Which collection holds which project, each in its order.
pub(super) async fn orders(conn: &mut impl Conn) -> Result<Vec<(CollectionId, ProjectId)>> {
    let sql = "SELECT collection_id, project_id FROM collection_project ORDER BY collection_id, position, project_id";
    let rows = fetch_all!(conn, (i64, i64), sql)?;
    Ok(rows.into_iter().map(|(collection, project)| (CollectionId::new(collection), ProjectId::new(project))).collect())
}

pub(super) async fn insert(conn: &mut impl Conn, id: CollectionId, slug: &str, form: &CollectionForm, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO collection (id, slug, title, summary, body, created_ms, updated_ms) VALUES ($1, $2, $3, $4, $5, $6, $6)";
    exec!(conn, sql, id.get(), slug, &form.title, &form.summary, &form.body, at.ms())?;
    Ok(())
}

pub(super) async fn update(conn: &mut impl Conn, id: CollectionId, form: &CollectionForm, at: Timestamp) -> Result<()> {
    let sql = "UPDATE collection SET title = $2, summary = $3, body = $4, updated_ms = $5 WHERE id = $1";
    exec!(conn, sql, id.get(), &form.title, &form.summary, &form.body, at.ms())?;
    Ok(())
}

/// Writes which projects a collection holds, in which order.
pub(super) async fn store_order(conn: &mut impl Conn, id: CollectionId, order: &[ProjectId], at: Timestamp) -> Result<()> {
    exec!(conn, "DELETE FROM collection_project WHERE collection_id = $1", id.get())?;
    for (position, project) in order.iter().enumerate() {
        let sql = "INSERT INTO collection_project (collection_id, project_id, position) VALUES ($1, $2, $3)";
        exec!(conn, sql, id.get(), project.get(), position as i64)?;
    }
    exec!(conn, "UPDATE collection SET updated_ms = $2 WHERE id = $1", id.get(), at.ms())?;
    Ok(())
}

pub(super) async fn set_published(conn: &mut impl Conn, id: CollectionId, at: Option<Timestamp>) -> Result<()> {
    exec!(conn, "UPDATE collection SET published_ms = $2 WHERE id = $1", id.get(), at.map(Timestamp::ms))?;
    Ok(())
}

pub(super) async fn delete(conn: &mut impl Conn, id: CollectionId) -> Result<()> {
    exec!(conn, "DELETE FROM collection WHERE id = $1", id.get())?;
    Ok(())
}

/// The slots that have not ended on `today`, in their order.
pub(super) async fn slots(conn: &mut impl Conn, today: Day) -> Result<Vec<Slot>> {
    let sql = "SELECT id, project_id, from_on, until_on FROM home_slot WHERE until_on >= $1 ORDER BY position, id";
    let rows = fetch_all!(conn, (i64, i64, String, String), sql, today.to_string())?;
    let slot = |(id, project, from, until): (i64, i64, String, String)| {
        Ok(Slot { id: SlotId::new(id), project: ProjectId::new(project), from: value(&from)?, until: value(&until)? })
    };
    rows.into_iter().map(slot).collect()
}

/// Takes the locks of what is planned, so that two who plan queue here on PostgreSQL; on SQLite the transaction is alone already.
pub(super) async fn lock_slots(conn: &mut impl Conn) -> Result<()> {
    exec!(conn, "UPDATE home_slot SET position = position")?;
    Ok(())
}

/// Writes what is planned: those that have ended go with those that were taken away.
pub(super) async fn store_slots(conn: &mut impl Conn, slots: &[Slot]) -> Result<()> {
    exec!(conn, "DELETE FROM home_slot")?;
    for (position, slot) in slots.iter().enumerate() {
        let sql = "INSERT INTO home_slot (id, project_id, position, from_on, until_on) VALUES ($1, $2, $3, $4, $5)";
        exec!(conn, sql, slot.id.get(), slot.project.get(), position as i64, slot.from.to_string(), slot.until.to_string())?;
    }
    Ok(())
}

/// The projects that a training is about, in its order.
pub(super) async fn projects_of_training(conn: &mut impl Conn, training: TrainingId) -> Result<Vec<ProjectId>> {
    let sql = "SELECT project_id FROM training_project WHERE training_id = $1 ORDER BY position";
    Ok(fetch_all!(conn, (i64,), sql, training.get())?.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

/// Has a training be about these projects, in this order.
pub(super) async fn set_projects_of_training(conn: &mut impl Conn, training: TrainingId, projects: &[ProjectId]) -> Result<()> {
    exec!(conn, "DELETE FROM training_project WHERE training_id = $1", training.get())?;
    for (position, project) in projects.iter().enumerate() {
        let sql = "INSERT INTO training_project (training_id, project_id, position) VALUES ($1, $2, $3)";
        exec!(conn, sql, training.get(), project.get(), position as i64)?;
    }
    Ok(())
}

/// The trainings about a project, with the address and the title of each, by title.
pub(super) async fn trainings_about(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<(TrainingId, String, String)>> {
    let sql = "SELECT t.id, t.slug, t.title FROM training_project p JOIN training t ON t.id = p.training_id WHERE p.project_id = $1 \
               ORDER BY t.title, t.slug";
    let rows = fetch_all!(conn, (i64, String, String), sql, project.get())?;
    Ok(rows.into_iter().map(|(id, slug, title)| (TrainingId::new(id), slug, title)).collect())
}

/// Takes the row's lock by a write that changes nothing: two who say what a training is about queue here.
pub(super) async fn lock_training(conn: &mut impl Conn, training: TrainingId) -> Result<()> {
    exec!(conn, "UPDATE training SET updated_ms = updated_ms WHERE id = $1", training.get())?;
    Ok(())
}
