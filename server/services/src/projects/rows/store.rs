//! What is written of a project.

use super::communes_of;
use crate::{
    db::{Conn, exec, scalar},
    error::Result,
    projects::Project,
};
use domain::{
    access::{ProjectFacts, readers},
    ids::ProjectId,
    projects::ProjectDraft,
    time::Timestamp,
};

/// Takes the row's lock by a write that changes nothing: on PostgreSQL two writers of one project queue here, on SQLite the
/// transaction holds the lock already. Answers whether the project exists.
pub(crate) async fn lock(conn: &mut impl Conn, slug: &str) -> Result<bool> {
    Ok(exec!(conn, "UPDATE project SET version = version WHERE slug = $1", slug)? == 1)
}

/// Whether `slug` is free, or is `mine` already (now or formerly).
pub(crate) async fn is_free(conn: &mut impl Conn, slug: &str, mine: Option<ProjectId>) -> Result<bool> {
    let mine = mine.map_or(0, ProjectId::get);
    let sql = "SELECT (SELECT COUNT(*) FROM project WHERE slug = $1 AND id <> $2) \
               + (SELECT COUNT(*) FROM project_former_slug WHERE slug = $1 AND project_id <> $2)";
    Ok(scalar!(conn, i64, sql, slug, mine)? == 0)
}

/// A new project, at version 0 and without content; [`update`] writes it.
pub(crate) async fn insert(conn: &mut impl Conn, project: &Project) -> Result<()> {
    let sql = "INSERT INTO project (id, slug, title, summary, objectives, duration, materials, steps, body, result, links, visibility, \
               state, version, created_ms, updated_ms) VALUES ($1, $2, '', '', '', '', '', '', '', '', '', $3, $4, 0, $5, $5)";
    exec!(conn, sql, project.id.get(), &project.slug, project.draft.visibility.key(), project.state.key(), project.created.ms())?;
    for (position, author) in project.authors.iter().enumerate() {
        let sql = "INSERT INTO project_author (project_id, account_id, position) VALUES ($1, $2, $3)";
        exec!(conn, sql, project.id.get(), author.id.get(), position as i64)?;
    }
    Ok(())
}

/// Writes everything `project` says and where it stands, and who may read it at `now`. The one place where states are written.
pub(crate) async fn update(conn: &mut impl Conn, project: &Project, now: Timestamp) -> Result<()> {
    let draft = &project.draft;
    let sql = "UPDATE project SET slug = $2, title = $3, summary = $4, objectives = $5, duration = $6, steps = $7, body = $8, result = $9, \
               licence = $10, visibility = $11, state = $12, version = $13, updated_ms = $14, submitted_ms = $15, publish_at_ms = $16, \
               published_ms = $17, school_year = $18, materials = $19, links = $20, language = $21 WHERE id = $1";
    exec!(
        conn,
        sql,
        project.id.get(),
        &project.slug,
        &draft.title,
        &draft.summary,
        &draft.objectives,
        &draft.duration,
        &draft.steps,
        &draft.body,
        &draft.result,
        draft.licence.map(domain::projects::Licence::key),
        draft.visibility.key(),
        project.state.key(),
        project.version,
        project.updated.ms(),
        project.submitted.map(Timestamp::ms),
        project.publish_at.map(Timestamp::ms),
        project.published.map(Timestamp::ms),
        draft.school_year.map(|year| i64::from(year.first())),
        &draft.materials,
        &draft.links,
        draft.language.key()
    )?;
    store_readers(conn, project, now).await
}

/// Writes the lists: vocabularies and schools.
pub(crate) async fn store_lists(conn: &mut impl Conn, id: ProjectId, draft: &ProjectDraft) -> Result<()> {
    exec!(conn, "DELETE FROM project_tag WHERE project_id = $1", id.get())?;
    for (vocabulary, values) in tags(draft) {
        for (position, value) in values.into_iter().enumerate() {
            let sql = "INSERT INTO project_tag (project_id, vocabulary, value, position) VALUES ($1, $2, $3, $4)";
            exec!(conn, sql, id.get(), vocabulary, value, position as i64)?;
        }
    }
    exec!(conn, "DELETE FROM project_school WHERE project_id = $1", id.get())?;
    for (position, school) in draft.schools.iter().enumerate() {
        let sql = "INSERT INTO project_school (project_id, uai, position) VALUES ($1, $2, $3)";
        exec!(conn, sql, id.get(), school.as_str(), position as i64)?;
    }
    Ok(())
}

fn tags(draft: &ProjectDraft) -> [(&'static str, Vec<&'static str>); 5] {
    [
        ("cycle", draft.cycles.iter().map(|v| v.key()).collect()),
        ("level", draft.levels.iter().map(|v| v.key()).collect()),
        ("subject", draft.subjects.iter().map(|v| v.key()).collect()),
        ("crcn", draft.crcn.iter().map(|v| v.key()).collect()),
        ("equipment", draft.equipment.iter().map(|v| v.key()).collect()),
    ]
}

/// Writes who may read a project at `now`, as its state, its openings and its authors say, and until when that holds.
pub(crate) async fn store_readers(conn: &mut impl Conn, project: &Project, now: Timestamp) -> Result<()> {
    let until = project.openings.turn_after(now).map(Timestamp::ms);
    exec!(conn, "UPDATE project SET readers_until_ms = $2 WHERE id = $1", project.id.get(), until)?;
    exec!(conn, "DELETE FROM project_reader WHERE project_id = $1", project.id.get())?;
    // Its schools may just have changed: what was loaded with it is of before.
    let facts = ProjectFacts { communes: communes_of(conn, project.id).await?, ..project.facts(now) };
    for reader in readers(&facts) {
        exec!(conn, "INSERT INTO project_reader (project_id, principal) VALUES ($1, $2)", project.id.get(), reader.key())?;
    }
    Ok(())
}

/// Notes that `former` leads to `id` for good, and that its present slug does so by itself.
pub(crate) async fn keep_former_slug(conn: &mut impl Conn, id: ProjectId, former: &str, present: &str) -> Result<()> {
    exec!(conn, "DELETE FROM project_former_slug WHERE slug = $1 AND project_id = $2", present, id.get())?;
    let sql = "INSERT INTO project_former_slug (slug, project_id) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING";
    exec!(conn, sql, former, id.get())?;
    Ok(())
}
