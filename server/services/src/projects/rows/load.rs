//! One project, whole.

use super::{attachments, openings, pictures};
use crate::{
    db::{Conn, fetch_all, fetch_opt, value},
    error::Result,
    projects::{Author, Figure, Place, Project},
};
use anyhow::Context;
use domain::{
    ids::{AccountId, PictureId, ProjectId},
    media::Alternative,
    projects::{Openings, ProjectDraft},
    territory::{Insee, Uai},
    time::{SchoolYear, Timestamp},
};
use std::str::FromStr;

#[derive(sqlx::FromRow)]
struct ProjectRow {
    id: i64,
    slug: String,
    title: String,
    summary: String,
    objectives: String,
    school_year: Option<i64>,
    language: String,
    duration: String,
    materials: String,
    steps: String,
    body: String,
    result: String,
    links: String,
    licence: Option<String>,
    visibility: String,
    state: String,
    version: i64,
    created_ms: i64,
    updated_ms: i64,
    submitted_ms: Option<i64>,
    publish_at_ms: Option<i64>,
    published_ms: Option<i64>,
}

/// The project an address leads to, as its present slug.
pub(crate) async fn id_of_slug(conn: &mut impl Conn, slug: &str) -> Result<Option<ProjectId>> {
    let row = fetch_opt!(conn, (i64,), "SELECT id FROM project WHERE slug = $1", slug)?;
    Ok(row.map(|(id,)| ProjectId::new(id)))
}

/// The present slug of the project that was once at `slug`, and its id.
pub(crate) async fn moved_from(conn: &mut impl Conn, slug: &str) -> Result<Option<String>> {
    let sql = "SELECT p.slug FROM project_former_slug f JOIN project p ON p.id = f.project_id WHERE f.slug = $1";
    let row = fetch_opt!(conn, (String,), sql, slug)?;
    Ok(row.map(|(slug,)| slug))
}

/// The project `id`, whole.
pub(crate) async fn load(conn: &mut impl Conn, id: ProjectId) -> Result<Option<Project>> {
    let sql = "SELECT * FROM project WHERE id = $1";
    let Some(row) = fetch_opt!(conn, ProjectRow, sql, id.get())? else { return Ok(None) };
    let tags = fetch_all!(
        conn,
        (String, String),
        "SELECT vocabulary, value FROM project_tag WHERE project_id = $1 ORDER BY vocabulary, position",
        id.get()
    )?;
    let schools = fetch_all!(conn, (String,), "SELECT uai FROM project_school WHERE project_id = $1 ORDER BY position", id.get())?;
    let authors = fetch_all!(
        conn,
        (i64, String),
        "SELECT a.id, COALESCE(a.shown_name, a.name) FROM project_author pa JOIN account a ON a.id = pa.account_id WHERE pa.project_id = $1 ORDER BY pa.position",
        id.get()
    )?;
    let pictures = pictures(conn, id).await?;
    let attachments = attachments(conn, id).await?;
    let openings = openings(conn, id).await?;
    let communes = communes_of(conn, id).await?;
    Ok(Some(Project { openings, pictures, attachments, communes, ..whole(row, &tags, &schools, authors)? }))
}

/// The communes of a project's schools.
pub(crate) async fn communes_of(conn: &mut impl Conn, id: ProjectId) -> Result<Vec<Insee>> {
    let sql =
        "SELECT DISTINCT s.commune FROM project_school ps JOIN school s ON s.uai = ps.uai WHERE ps.project_id = $1 ORDER BY s.commune";
    fetch_all!(conn, (String,), sql, id.get())?.iter().map(|(insee,)| value(insee)).collect()
}

/// The project but for its openings, its communes and its media.
fn whole(row: ProjectRow, tags: &[(String, String)], schools: &[(String,)], authors: Vec<(i64, String)>) -> Result<Project> {
    let draft = ProjectDraft {
        title: row.title,
        summary: row.summary,
        objectives: row.objectives,
        school_year: row.school_year.map(|year| i16::try_from(year).map(SchoolYear::beginning)).transpose().context("a school year")?,
        language: value(&row.language)?,
        duration: row.duration,
        materials: row.materials,
        steps: row.steps,
        body: row.body,
        result: row.result,
        links: row.links,
        cycles: tagged(tags, "cycle")?,
        levels: tagged(tags, "level")?,
        subjects: tagged(tags, "subject")?,
        crcn: tagged(tags, "crcn")?,
        equipment: tagged(tags, "equipment")?,
        schools: schools.iter().map(|(uai,)| value(uai)).collect::<Result<_>>()?,
        licence: row.licence.as_deref().map(value).transpose()?,
        visibility: value(&row.visibility)?,
    };
    Ok(Project {
        id: ProjectId::new(row.id),
        slug: row.slug,
        draft,
        state: value(&row.state)?,
        openings: Openings::default(),
        pictures: Vec::new(),
        attachments: Vec::new(),
        communes: Vec::new(),
        authors: authors.into_iter().map(|(id, name)| Author { id: AccountId::new(id), name }).collect(),
        version: row.version,
        created: Timestamp::from_ms(row.created_ms),
        updated: Timestamp::from_ms(row.updated_ms),
        submitted: row.submitted_ms.map(Timestamp::from_ms),
        publish_at: row.publish_at_ms.map(Timestamp::from_ms),
        published: row.published_ms.map(Timestamp::from_ms),
    })
}

/// A cover from its columns; nothing when there is no picture.
pub(super) fn cover(
    picture: Option<i64>,
    width: Option<i64>,
    height: Option<i64>,
    alt: Option<String>,
    decorative: Option<bool>,
    caption: Option<String>,
) -> Result<Option<Figure>> {
    let (Some(picture), Some(width), Some(height)) = (picture, width, height) else { return Ok(None) };
    Ok(Some(Figure {
        picture: PictureId::new(picture),
        width: u32::try_from(width).context("a picture's width")?,
        height: u32::try_from(height).context("a picture's height")?,
        alt: Alternative::from_form(&alt.unwrap_or_default(), decorative.unwrap_or_default()),
        caption: caption.unwrap_or_default(),
        // A list is not handed out: what families allow of it is not asked for each card.
        on_paper: false,
    }))
}

fn tagged<T: FromStr>(tags: &[(String, String)], vocabulary: &str) -> Result<Vec<T>> {
    tags.iter().filter(|(of, _)| of == vocabulary).map(|(_, text)| value(text)).collect()
}

/// The schools and communes of a project.
pub(crate) async fn places(conn: &mut impl Conn, id: ProjectId) -> Result<Vec<Place>> {
    let sql = "SELECT s.uai, s.name, c.insee, c.name FROM project_school ps JOIN school s ON s.uai = ps.uai \
               JOIN commune c ON c.insee = s.commune WHERE ps.project_id = $1 ORDER BY ps.position";
    let rows = fetch_all!(conn, (String, String, String, String), sql, id.get())?;
    rows.into_iter().map(|(uai, school, insee, commune)| place(&uai, school, &insee, commune)).collect()
}

/// A place from its columns.
pub(super) fn place(uai: &str, school: String, insee: &str, commune: String) -> Result<Place> {
    Ok(Place { uai: value::<Uai>(uai)?, school, insee: value::<Insee>(insee)?, commune })
}
