//! SQL of the collections that are found: who reads them is who reads a project of theirs.

use super::{CollectionRow, whole};
use crate::{
    access::Audience,
    curation::Collection,
    db::{Conn, fetch_all, on, value},
    error::Result,
};
use domain::{
    access::Principal,
    ids::{CollectionId, ProjectId},
};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::HashMap;

/// How many ids one statement names: fewer than either engine takes.
const AT_ONCE: usize = 1_000;

/// The published collections of `ids`.
pub(in crate::curation) async fn published(conn: &mut impl Conn, ids: &[CollectionId]) -> Result<HashMap<CollectionId, Collection>> {
    let mut collections = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<CollectionRow> = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new(
                "SELECT id, slug, title, summary, body, updated_ms, published_ms FROM collection WHERE published_ms IS NOT NULL AND id IN (",
            );
            push_ids(&mut query, some);
            query.build_query_as::<CollectionRow>().fetch_all(c).await
        })?;
        collections.extend(rows.into_iter().map(whole).map(|collection| (collection.id, collection)));
    }
    Ok(collections)
}

/// Who may read at least one project of each of `ids`, as the rows that lists ask say it. A collection that holds no project is not in the answer.
pub(in crate::curation) async fn readers(conn: &mut impl Conn, ids: &[CollectionId]) -> Result<HashMap<CollectionId, Vec<Principal>>> {
    let mut readers: HashMap<CollectionId, Vec<Principal>> = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<(i64, Option<String>)> = on!(conn, c, D => {
            let mut query = QueryBuilder::<D>::new(
                "SELECT DISTINCT cp.collection_id, r.principal FROM collection_project cp \
                 LEFT JOIN project_reader r ON r.project_id = cp.project_id WHERE cp.collection_id IN (",
            );
            push_ids(&mut query, some);
            query.build_query_as::<(i64, Option<String>)>().fetch_all(c).await
        })?;
        for (id, principal) in rows {
            let of = readers.entry(CollectionId::new(id)).or_default();
            if let Some(principal) = principal {
                of.push(value(&principal)?);
            }
        }
    }
    Ok(readers)
}

/// How many projects of each published collection `audience` may read, of `only` or of all; those of which it may read none are not in the
/// answer.
pub(in crate::curation) async fn readable(
    conn: &mut impl Conn,
    audience: &Audience,
    only: Option<&[CollectionId]>,
) -> Result<HashMap<CollectionId, i64>> {
    if only.is_some_and(<[CollectionId]>::is_empty) {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, i64)> = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT k.id, COUNT(*) FROM collection k JOIN collection_project cp ON cp.collection_id = k.id \
             JOIN project p ON p.id = cp.project_id WHERE k.published_ms IS NOT NULL",
        );
        if let Some(only) = only {
            query.push(" AND k.id IN (");
            push_ids(&mut query, only);
        }
        audience.narrow(&mut query);
        query.push(" GROUP BY k.id");
        query.build_query_as::<(i64, i64)>().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(id, projects)| (CollectionId::new(id), projects)).collect())
}

/// Every collection, those being made too.
pub(in crate::curation) async fn every_id(conn: &mut impl Conn) -> Result<Vec<CollectionId>> {
    let rows = fetch_all!(conn, (i64,), "SELECT id FROM collection ORDER BY id")?;
    Ok(rows.into_iter().map(|(id,)| CollectionId::new(id)).collect())
}

/// The collections that hold `project`, those being made too.
pub(in crate::curation) async fn holding(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<CollectionId>> {
    let sql = "SELECT collection_id FROM collection_project WHERE project_id = $1 ORDER BY collection_id";
    let rows = fetch_all!(conn, (i64,), sql, project.get())?;
    Ok(rows.into_iter().map(|(id,)| CollectionId::new(id)).collect())
}

/// `1, 2, 3)`: the list of ids and its closing parenthesis.
fn push_ids<D: Database>(query: &mut QueryBuilder<D>, ids: &[CollectionId])
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(id.get());
    }
    query.push(")");
}
