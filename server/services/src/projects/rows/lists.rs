//! Lists of projects. Every one of them is narrowed by an [`Audience`].

use super::load::{cover, place};
use crate::{
    access::Audience,
    db::{Conn, Rd, fetch_all, on, value},
    error::Result,
    projects::{Place, ProjectCard, Shelf},
};
use domain::{
    access::Principal,
    ids::{AccountId, ProjectId},
    projects::{ProjectDraft, State},
    time::Timestamp,
};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Ids of `shelf`, as far as `audience` may see them.
pub(crate) async fn ids(rd: &mut Rd, shelf: Shelf, audience: &Audience) -> Result<Vec<ProjectId>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT p.id FROM project p WHERE TRUE");
        push_shelf(&mut query, shelf, audience);
        query.build_query_as::<(i64,)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

/// Slugs of `shelf` and when each last changed, as far as `audience` may see them, `at_most` of them.
pub(crate) async fn slugs(rd: &mut Rd, shelf: Shelf, audience: &Audience, at_most: i64) -> Result<Vec<(String, Timestamp)>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT p.slug, p.updated_ms FROM project p WHERE TRUE");
        push_shelf(&mut query, shelf, audience);
        query.push(" LIMIT ").push_bind(at_most);
        query.build_query_as::<(String, i64)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(slug, updated)| (slug, Timestamp::from_ms(updated))).collect())
}

/// What stands on `shelf` as far as `audience` may see it, in its order.
fn push_shelf<D: sqlx::Database>(query: &mut QueryBuilder<D>, shelf: Shelf, audience: &Audience)
where
    i64: for<'q> sqlx::Encode<'q, D> + sqlx::Type<D>,
    String: for<'q> sqlx::Encode<'q, D> + sqlx::Type<D>,
{
    match shelf {
        Shelf::Published => drop(query.push(" AND p.state = 'published'")),
        Shelf::By(account) => {
            query.push(" AND p.id IN (SELECT pa.project_id FROM project_author pa WHERE pa.account_id = ");
            query.push_bind(account.get()).push(")");
        }
        Shelf::Desk => drop(query.push(" AND p.state IN ('submitted', 'scheduled', 'changes-requested')")),
        Shelf::All => {}
    }
    audience.narrow(query);
    query.push(match shelf {
        Shelf::Published => " ORDER BY p.published_ms DESC, p.id DESC",
        Shelf::By(_) => " ORDER BY p.updated_ms DESC, p.id DESC",
        Shelf::Desk => " ORDER BY p.submitted_ms, p.id",
        Shelf::All => " ORDER BY p.id",
    });
}

/// Who may read each of `ids`, as every list asks it. One that nobody may read is not in the answer.
pub(crate) async fn readers_of(conn: &mut impl Conn, ids: &[ProjectId]) -> Result<HashMap<ProjectId, Vec<Principal>>> {
    let mut readers: HashMap<ProjectId, Vec<Principal>> = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(readers);
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT project_id, principal FROM project_reader WHERE project_id IN (");
        push_ids(&mut query, ids);
        query.push(" ORDER BY project_id, principal");
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    for (project, principal) in rows {
        readers.entry(ProjectId::new(project)).or_default().push(value(&principal)?);
    }
    Ok(readers)
}

/// How many projects of each state `audience` may see.
pub(crate) async fn count_by_state(rd: &mut Rd, audience: &Audience) -> Result<Vec<(State, i64)>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT p.state, COUNT(*) FROM project p WHERE TRUE");
        audience.narrow(&mut query);
        query.push(" GROUP BY p.state");
        query.build_query_as::<(String, i64)>().fetch_all(c).await
    })?;
    rows.into_iter().map(|(state, count)| Ok((value(&state)?, count))).collect()
}

#[derive(sqlx::FromRow)]
struct CardRow {
    id: i64,
    slug: String,
    title: String,
    summary: String,
    state: String,
    cover: Option<i64>,
    width: Option<i64>,
    height: Option<i64>,
    alt: Option<String>,
    decorative: Option<bool>,
    caption: Option<String>,
    language: String,
    version: i64,
    updated_ms: i64,
    published_ms: Option<i64>,
}

const CARD: &str = "SELECT p.id, p.slug, p.title, p.summary, p.state, p.cover, i.width, i.height, pp.alt, pp.decorative, pp.caption, p.language, \
                    p.version, p.updated_ms, p.published_ms FROM project p LEFT JOIN picture i ON i.id = p.cover \
                    LEFT JOIN project_picture pp ON pp.picture_id = p.cover WHERE TRUE";

/// The first `limit` cards of `shelf`, as far as `audience` may see them.
pub(crate) async fn shelf(rd: &mut Rd, shelf: Shelf, audience: &Audience, limit: i64) -> Result<Vec<ProjectCard>> {
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(CARD);
        push_shelf(&mut query, shelf, audience);
        query.push(" LIMIT ").push_bind(limit);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    let ids: Vec<_> = rows.iter().map(|row| ProjectId::new(row.id)).collect();
    let mut attributes = attributes(rd, &ids).await?;
    rows.into_iter().map(|row| card(row, &mut attributes)).collect()
}

/// The cards of `ids`, in that order; those that `audience` may not see are left out.
pub(crate) async fn cards(rd: &mut Rd, ids: &[ProjectId], audience: &Audience) -> Result<Vec<ProjectCard>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new(CARD);
        query.push(" AND p.id IN (");
        push_ids(&mut query, ids);
        audience.narrow(&mut query);
        query.build_query_as::<CardRow>().fetch_all(c).await
    })?;
    let mut attributes = attributes(rd, ids).await?;
    let mut cards: HashMap<i64, ProjectCard> = HashMap::with_capacity(rows.len());
    for row in rows {
        cards.insert(row.id, card(row, &mut attributes)?);
    }
    Ok(ids.iter().filter_map(|id| cards.remove(&id.get())).collect())
}

/// What cards show beside their row: tags, authors and places, in the order chosen.
#[derive(Default)]
struct Attributes {
    texts: HashMap<(i64, &'static str), Vec<String>>,
    places: HashMap<i64, Vec<Place>>,
}

/// What stands between the parts of an attribute: no text that we keep holds it.
const BETWEEN: &str = "\u{1f}";

/// All in one query, the parts of each packed into one text: a database hands over few values sooner than many.
async fn attributes(rd: &mut Rd, ids: &[ProjectId]) -> Result<Attributes> {
    if ids.is_empty() {
        return Ok(Attributes::default());
    }
    let mut rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT t.project_id, t.position, t.vocabulary || ");
        query.push_bind(BETWEEN);
        query.push(" || t.value FROM project_tag t WHERE t.vocabulary IN ('cycle', 'level', 'subject') AND t.project_id IN (");
        push_ids(&mut query, ids);
        query.push(" UNION ALL SELECT pa.project_id, pa.position, 'author' || ").push_bind(BETWEEN);
        query.push(" || COALESCE(a.shown_name, a.name) FROM project_author pa JOIN account a ON a.id = pa.account_id WHERE pa.project_id IN (");
        push_ids(&mut query, ids);
        query.push(" UNION ALL SELECT ps.project_id, ps.position, 'school'");
        for part in ["s.uai", "s.name", "k.insee", "k.name"] {
            query.push(" || ").push_bind(BETWEEN).push(" || ").push(part);
        }
        query.push(" FROM project_school ps JOIN school s ON s.uai = ps.uai JOIN commune k ON k.insee = s.commune WHERE ps.project_id IN (");
        push_ids(&mut query, ids);
        query.build_query_as::<(i64, i64, String)>().fetch_all(c).await
    })?;
    // A few dozen rows: sorted here more cheaply than by the database, which would merge three lists.
    rows.sort_by_key(|(_, position, _)| *position);
    let mut attributes = Attributes::default();
    for (project, _, packed) in rows {
        match packed.split(BETWEEN).collect::<Vec<_>>().as_slice() {
            ["school", uai, school, insee, commune] => {
                attributes.places.entry(project).or_default().push(place(uai, (*school).to_owned(), insee, (*commune).to_owned())?);
            }
            [kind, text] => {
                let kind = KINDS.into_iter().find(|known| known == kind).unwrap_or_default();
                attributes.texts.entry((project, kind)).or_default().push((*text).to_owned());
            }
            _ => return Err(anyhow::anyhow!("an attribute of project {project} has too many parts").into()),
        }
    }
    Ok(attributes)
}

const KINDS: [&str; 4] = ["cycle", "level", "subject", "author"];

fn card(row: CardRow, attributes: &mut Attributes) -> Result<ProjectCard> {
    let mut texts = |kind: &'static str| attributes.texts.remove(&(row.id, kind)).unwrap_or_default();
    let (cycles, levels, subjects, authors) = (texts("cycle"), texts("level"), texts("subject"), texts("author"));
    Ok(ProjectCard {
        id: ProjectId::new(row.id),
        slug: row.slug,
        title: row.title,
        summary: row.summary,
        state: value(&row.state)?,
        cover: cover(row.cover, row.width, row.height, row.alt, row.decorative, row.caption)?,
        cycles: cycles.iter().map(|text| value(text)).collect::<Result<_>>()?,
        levels: levels.iter().map(|text| value(text)).collect::<Result<_>>()?,
        subjects: subjects.iter().map(|text| value(text)).collect::<Result<_>>()?,
        places: attributes.places.remove(&row.id).unwrap_or_default(),
        authors,
        language: value(&row.language)?,
        version: row.version,
        published: row.published_ms.map(Timestamp::from_ms),
        updated: Timestamp::from_ms(row.updated_ms),
    })
}

/// What a sheet tells, without its lists of values.
#[derive(sqlx::FromRow)]
struct ToldRow {
    id: i64,
    version: i64,
    title: String,
    summary: String,
    objectives: String,
    materials: String,
    steps: String,
    body: String,
    result: String,
    links: String,
}

/// What the sheets of `ids` tell, without their lists of values; those that `audience` may not see are left out.
pub(crate) async fn told(rd: &mut Rd, ids: &[ProjectId], audience: &Audience) -> Result<Vec<(ProjectId, i64, ProjectDraft)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT p.id, p.version, p.title, p.summary, p.objectives, p.materials, p.steps, p.body, \
             p.result, p.links FROM project p WHERE p.id IN (");
        push_ids(&mut query, ids);
        audience.narrow(&mut query);
        query.build_query_as::<ToldRow>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|row| (ProjectId::new(row.id), row.version, row.into())).collect())
}

impl From<ToldRow> for ProjectDraft {
    fn from(row: ToldRow) -> Self {
        let ToldRow { title, summary, objectives, materials, steps, body, result, links, .. } = row;
        Self { title, summary, objectives, materials, steps, body, result, links, ..Self::default() }
    }
}

/// `1, 2, 3)`: the list of ids and its closing parenthesis. Ids are numbers: nothing to escape, and the statement stays short.
pub(super) fn push_ids<D: sqlx::Database>(query: &mut QueryBuilder<D>, ids: &[ProjectId])
where
    i64: for<'q> sqlx::Encode<'q, D> + sqlx::Type<D>,
{
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(id.get());
    }
    query.push(")");
}

/// Since when each of `ids` waits, and when it is to be published.
pub(crate) async fn waiting_since(rd: &mut Rd, ids: &[ProjectId]) -> Result<HashMap<i64, (i64, Option<i64>)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = on!(rd, c, D => {
        let mut query = QueryBuilder::<D>::new("SELECT id, COALESCE(submitted_ms, updated_ms), publish_at_ms FROM project WHERE id IN (");
        push_ids(&mut query, ids);
        query.build_query_as::<(i64, i64, Option<i64>)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, since, at)| (id, (since, at))).collect())
}

/// Every project there is, for the index.
pub(crate) async fn every_id(conn: &mut impl Conn) -> Result<Vec<ProjectId>> {
    let rows = fetch_all!(conn, (i64,), "SELECT id FROM project ORDER BY id")?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

/// The projects of a school.
pub(crate) async fn of_school(conn: &mut impl Conn, uai: &str) -> Result<Vec<ProjectId>> {
    let rows = fetch_all!(conn, (i64,), "SELECT project_id FROM project_school WHERE uai = $1", uai)?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

/// The projects that someone wrote.
pub(crate) async fn of_author(conn: &mut impl Conn, account: AccountId) -> Result<Vec<ProjectId>> {
    let rows = fetch_all!(conn, (i64,), "SELECT project_id FROM project_author WHERE account_id = $1", account.get())?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}

/// The projects of a commune's schools.
pub(crate) async fn of_commune(conn: &mut impl Conn, insee: &str) -> Result<Vec<ProjectId>> {
    let sql = "SELECT DISTINCT ps.project_id FROM project_school ps JOIN school s ON s.uai = ps.uai WHERE s.commune = $1";
    let rows = fetch_all!(conn, (i64,), sql, insee)?;
    Ok(rows.into_iter().map(|(id,)| ProjectId::new(id)).collect())
}
