//! What results show of collections.

use super::{
    document::{ids, said_by},
    rows,
};
use crate::{access::visible, cx::Cx, error::Result};
use domain::{ids::CollectionId, paths, search::Thing, time::Timestamp};

/// A collection that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionFound {
    /// What it is.
    pub thing: Thing,
    /// Its title.
    pub title: String,
    /// What snippets are cut from: all that it says itself.
    pub text: String,
    /// Its page.
    pub address: String,
    /// In a few sentences, for where the words found stand elsewhere.
    pub summary: String,
    /// How many of its projects the viewer may read.
    pub projects: i64,
    /// When it was published.
    pub published: Option<Timestamp>,
}

/// The collections among `things` that the viewer may read, in that order.
///
/// # Errors
/// The database's.
pub async fn found(cx: &Cx, things: &[Thing]) -> Result<Vec<CollectionFound>> {
    let ids = ids(things);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = cx.read().await?;
    let readable = rows::readable(&mut conn, &visible(cx), Some(&ids)).await?;
    let mut collections = rows::published(&mut conn, &ids).await?;
    let found = |id: &CollectionId| {
        let (projects, collection) = (*readable.get(id)?, collections.remove(id)?);
        Some(CollectionFound {
            thing: Thing::Collection(collection.id),
            text: said_by(&collection),
            address: paths::collection(&collection.slug),
            title: collection.form.title,
            summary: collection.form.summary,
            projects,
            published: collection.published,
        })
    };
    Ok(ids.iter().filter_map(found).collect())
}

/// Every published collection of which the viewer may read a project.
///
/// # Errors
/// The database's.
pub async fn readable_things(cx: &Cx) -> Result<Vec<Thing>> {
    let readable = rows::readable(&mut cx.read().await?, &visible(cx), None).await?;
    let mut things: Vec<_> = readable.into_keys().map(Thing::Collection).collect();
    things.sort();
    Ok(things)
}
