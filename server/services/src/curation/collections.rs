//! Collections of projects, each with its own page and order.

use super::rows;
use crate::{
    access,
    cx::{Change, Cx},
    error::{Error, Result},
    projects::{self, ProjectCard},
    text::{SafeHtml, TextFigures, markdown},
};
use domain::{
    access::PortalAction,
    curation::{CollectionForm, MAX_IN_COLLECTION},
    events::Event,
    ids::{CollectionId, ProjectId},
    order::Shift,
    problem::{Problems, Rule},
    text::slugify,
    time::Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// A collection, as the database holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Its id.
    pub id: CollectionId,
    /// The part of its address that its first title made: kept for good.
    pub slug: String,
    /// What it says.
    pub form: CollectionForm,
    /// When it last changed.
    pub updated: Timestamp,
    /// When it was published; nothing while it is being made.
    pub published: Option<Timestamp>,
}

/// A collection in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionCard {
    /// The collection.
    pub collection: Collection,
    /// The projects of it that the viewer may read, in its order.
    pub projects: Vec<ProjectCard>,
}

/// A collection's page.
#[derive(Clone, Debug)]
pub struct CollectionSheet {
    /// The collection.
    pub collection: Collection,
    /// What leads in.
    pub body: SafeHtml,
    /// The projects of it that the viewer may read, in its order.
    pub projects: Vec<ProjectCard>,
}

/// The collections that are published, the latest first. One in which the viewer may read nothing is not shown.
///
/// # Errors
/// The database's.
pub async fn collections(cx: &Cx) -> Result<Vec<CollectionCard>> {
    let published = rows::collections(&mut cx.read().await?, true).await?;
    let mut cards = cards(cx, published).await?;
    cards.retain(|card| !card.projects.is_empty());
    Ok(cards)
}

/// The collections in which `project` is put forward, the latest first.
///
/// # Errors
/// The database's.
pub async fn collections_with(cx: &Cx, project: ProjectId) -> Result<Vec<Collection>> {
    rows::collections_with(&mut cx.read().await?, project).await
}

/// Every collection, those being made too, for who makes them.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn all_collections(cx: &Cx) -> Result<Vec<CollectionCard>> {
    access::check(cx, PortalAction::Curate)?;
    let all = rows::collections(&mut cx.read().await?, false).await?;
    cards(cx, all).await
}

/// Each collection with its projects: all of them are asked for at once.
async fn cards(cx: &Cx, collections: Vec<Collection>) -> Result<Vec<CollectionCard>> {
    let orders = rows::orders(&mut cx.read().await?).await?;
    let of =
        |collection: &Collection| orders.iter().filter(|(of, _)| *of == collection.id).map(|(_, project)| *project).collect::<Vec<_>>();
    let ids: BTreeSet<ProjectId> = collections.iter().flat_map(of).collect();
    let shown: BTreeMap<ProjectId, ProjectCard> =
        projects::cards(cx, &Vec::from_iter(ids)).await?.into_iter().map(|card| (card.id, card)).collect();
    let card = |collection: Collection| CollectionCard {
        projects: of(&collection).iter().filter_map(|id| shown.get(id).cloned()).collect(),
        collection,
    };
    Ok(collections.into_iter().map(card).collect())
}

/// The collection at `slug`, once it is published, for whom may read something in it.
///
/// # Errors
/// `NotFound` when there is none for this viewer.
pub async fn collection(cx: &Cx, slug: &str) -> Result<CollectionSheet> {
    let sheet = sheet(cx, slug).await?;
    if sheet.collection.published.is_none() || sheet.projects.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(sheet)
}

/// The collection at `slug`, for who makes it.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when there is none.
pub async fn collection_to_curate(cx: &Cx, slug: &str) -> Result<CollectionSheet> {
    access::check(cx, PortalAction::Curate)?;
    sheet(cx, slug).await
}

async fn sheet(cx: &Cx, slug: &str) -> Result<CollectionSheet> {
    let mut conn = cx.read().await?;
    let collection = rows::collection(&mut conn, slug).await?.ok_or(Error::NotFound)?;
    let ids = rows::projects(&mut conn, collection.id).await?;
    drop(conn);
    let body = markdown(&collection.form.body, &TextFigures::default());
    Ok(CollectionSheet { projects: projects::cards(cx, &ids).await?, body, collection })
}

/// Makes a collection, which nobody sees yet; gives the part of its address that its title makes.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` for what it lacks.
pub async fn make(cx: &Cx, form: &CollectionForm) -> Result<String> {
    access::check(cx, PortalAction::Curate)?;
    form.lacks().into_result()?;
    let mut change = cx.begin().await?;
    let wanted = slugify(&form.title);
    let mut slug = wanted.clone();
    for number in 2.. {
        if rows::collection(&mut change, &slug).await?.is_none() {
            break;
        }
        slug = format!("{wanted}-{number}");
    }
    let id = CollectionId::new(cx.id());
    rows::insert(&mut change, id, &slug, form, cx.now()).await?;
    told(change, id).await?;
    Ok(slug)
}

/// Changes what the collection at `slug` says. Its address stays.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` for what it lacks.
pub async fn save(cx: &Cx, slug: &str, form: &CollectionForm) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    form.lacks().into_result()?;
    rows::update(&mut change, collection.id, form, cx.now()).await?;
    told(change, collection.id).await
}

/// Puts the project at `project` last in the collection at `slug`; one that is in it already stays where it is.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` on `project` when there is none, or the collection is full.
pub async fn add(cx: &Cx, slug: &str, project: &str) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    let project = projects::id_to_put_forward(cx, &mut change, project).await?;
    let mut order = rows::projects(&mut change, collection.id).await?;
    if order.len() >= MAX_IN_COLLECTION {
        return Err(Problems::one("project", Rule::TooMany { max: MAX_IN_COLLECTION }).into());
    }
    if order.contains(&project) {
        return Ok(());
    }
    order.push(project);
    rows::store_order(&mut change, collection.id, &order, cx.now()).await?;
    told(change, collection.id).await
}

/// Takes a project out of the collection at `slug`.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn take_out(cx: &Cx, slug: &str, project: ProjectId) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    let mut order = rows::projects(&mut change, collection.id).await?;
    order.retain(|known| *known != project);
    rows::store_order(&mut change, collection.id, &order, cx.now()).await?;
    told(change, collection.id).await
}

/// Moves a project of the collection at `slug` by one.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`, also when the project is not in it any more.
pub async fn shift(cx: &Cx, slug: &str, project: ProjectId, shift: Shift) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    let mut order = rows::projects(&mut change, collection.id).await?;
    let place = order.iter().position(|known| *known == project).ok_or(Error::NotFound)?;
    shift.apply(&mut order, place);
    rows::store_order(&mut change, collection.id, &order, cx.now()).await?;
    told(change, collection.id).await
}

/// Shows the collection at `slug` to everyone who may read something in it, each with the projects that they may read.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` on `project` when nothing is in it.
pub async fn publish(cx: &Cx, slug: &str) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    if rows::projects(&mut change, collection.id).await?.is_empty() {
        return Err(Problems::one("project", Rule::Required).into());
    }
    rows::set_published(&mut change, collection.id, collection.published.or(Some(cx.now()))).await?;
    told(change, collection.id).await
}

/// Shows it no more.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn withdraw(cx: &Cx, slug: &str) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    rows::set_published(&mut change, collection.id, None).await?;
    told(change, collection.id).await
}

/// Deletes a collection that is not shown; its projects stay.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`, also while it is shown.
pub async fn delete(cx: &Cx, slug: &str) -> Result<()> {
    let (mut change, collection) = curated(cx, slug).await?;
    if collection.published.is_some() {
        return Err(Error::NotFound);
    }
    rows::delete(&mut change, collection.id).await?;
    told(change, collection.id).await
}

/// Makes a change of `collection` lasting, and tells of it.
async fn told(mut change: Change, collection: CollectionId) -> Result<()> {
    change.tell(Event::CollectionChanged { collection });
    change.commit().await
}

/// The collection at `slug`, in a change that holds its row.
async fn curated(cx: &Cx, slug: &str) -> Result<(Change, Collection)> {
    access::check(cx, PortalAction::Curate)?;
    let mut change = cx.begin().await?;
    rows::lock(&mut change, slug).await?;
    let collection = rows::collection(&mut change, slug).await?.ok_or(Error::NotFound)?;
    Ok((change, collection))
}
