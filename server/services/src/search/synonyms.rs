//! What means the same to whoever searches (Q7): a list that the animator tends.
//!
//! **Invariants.** An expression stands in one group: whoever changes the list queues at its lock; tested by
//! `an_expression_stands_in_one_group_whoever_is_faster`. What is searched with is never older than the last change that was committed; tested by
//! `what_is_said_to_mean_the_same_finds_the_same_at_once`.

use super::rows;
use crate::{
    access,
    cx::{Change, Cx},
    error::{Conflict, Error, Result},
    identity,
    index::Synonyms,
    outbox,
};
use domain::{
    access::PortalAction,
    events::Event,
    ids::SynonymGroupId,
    problem::{Problems, Rule},
    search::{MAX_GROUPS, SynonymForm},
    text::fold,
    time::Timestamp,
};
use std::sync::{Arc, Mutex, PoisonError};

/// A group of expressions that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Its id.
    pub id: SynonymGroupId,
    /// What it says.
    pub form: SynonymForm,
    /// Which of its versions this is.
    pub version: i64,
    /// When it last changed.
    pub updated: Timestamp,
}

/// Every group, in the order of their first expressions.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not tend search.
pub async fn synonym_groups(cx: &Cx) -> Result<Vec<SynonymGroup>> {
    access::check(cx, PortalAction::TendSearch)?;
    let mut groups = rows::synonym_groups(&mut cx.read().await?).await?;
    groups.sort_by_cached_key(|group| group.form.expressions.first().map(|first| fold(first)));
    Ok(groups)
}

/// Adds a group.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` for what it lacks, for expressions that another group says, or when there are many groups already.
pub async fn add_synonyms(cx: &Cx, form: &SynonymForm) -> Result<SynonymGroupId> {
    let (mut change, groups) = begun(cx).await?;
    if groups.len() >= MAX_GROUPS {
        return Err(Problems::one("expressions", Rule::TooMany { max: MAX_GROUPS }).into());
    }
    sound(form, groups.iter())?;
    let id = SynonymGroupId::new(cx.id());
    rows::insert_synonyms(&mut change, id, form, cx.now()).await?;
    done(cx, change, "synonyms-save", id).await?;
    Ok(id)
}

/// Changes what a group says, as it stood in its version `seen`.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Conflict` when it says something else meanwhile; `Invalid` as for a new one.
pub async fn save_synonyms(cx: &Cx, id: SynonymGroupId, seen: i64, form: &SynonymForm) -> Result<()> {
    let (mut change, groups) = begun(cx).await?;
    current(&groups, id, seen)?;
    sound(form, groups.iter().filter(|group| group.id != id))?;
    rows::update_synonyms(&mut change, id, form, cx.now()).await?;
    done(cx, change, "synonyms-save", id).await
}

/// Takes a group away, as it stood in its version `seen`.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Conflict` when it says something else meanwhile.
pub async fn delete_synonyms(cx: &Cx, id: SynonymGroupId, seen: i64) -> Result<()> {
    let (mut change, groups) = begun(cx).await?;
    current(&groups, id, seen)?;
    rows::delete_synonyms(&mut change, id).await?;
    done(cx, change, "synonyms-delete", id).await
}

/// A change that holds the list's lock, and the groups as they are now.
async fn begun(cx: &Cx) -> Result<(Change, Vec<SynonymGroup>)> {
    access::check(cx, PortalAction::TendSearch)?;
    let mut change = cx.begin().await?;
    rows::lock_synonyms(&mut change).await?;
    let groups = rows::synonym_groups(&mut change).await?;
    Ok((change, groups))
}

fn current(groups: &[SynonymGroup], id: SynonymGroupId, seen: i64) -> Result<()> {
    let group = groups.iter().find(|group| group.id == id).ok_or(Error::NotFound)?;
    if group.version == seen { Ok(()) } else { Err(Error::Conflict(Conflict::StaleVersion { current: group.version })) }
}

fn sound<'a>(form: &SynonymForm, others: impl Iterator<Item = &'a SynonymGroup>) -> Result<()> {
    let mut problems = form.lacks();
    problems.extend(form.clashes(others.map(|group| &group.form)));
    problems.into_result().map_err(Error::from)
}

async fn done(cx: &Cx, mut change: Change, act: &'static str, id: SynonymGroupId) -> Result<()> {
    identity::record(cx, &mut change, act, &format!("synonyms:{id}"), "ok").await?;
    change.tell(Event::SynonymsChanged);
    change.commit().await
}

/// The synonyms as they were read last, and made ready to search with: it takes longer than reading them.
#[derive(Debug, Default)]
pub struct SynonymsRead(Mutex<Option<Reading>>);

#[derive(Debug)]
struct Reading {
    /// The number of the last event told before they were read.
    last: i64,
    groups: Vec<Vec<String>>,
    ready: Arc<Synonyms>,
}

impl SynonymsRead {
    fn with<T>(&self, act: impl FnOnce(&mut Option<Reading>) -> T) -> T {
        // It is replaced as a whole: a thread that died left the one before.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn at(&self, last: i64) -> Option<Arc<Synonyms>> {
        self.with(|reading| reading.as_ref().filter(|reading| reading.last == last).map(|reading| reading.ready.clone()))
    }

    /// Remembers what was read after `last`. Most events change nothing of it.
    fn keep(&self, last: i64, groups: Vec<Vec<String>>) -> Arc<Synonyms> {
        let same = self.with(|reading| reading.as_ref().filter(|reading| reading.groups == groups).map(|reading| reading.ready.clone()));
        let ready = same.unwrap_or_else(|| Arc::new(Synonyms::new(&groups)));
        self.with(|reading| *reading = Some(Reading { last, groups, ready: ready.clone() }));
        ready
    }
}

/// What means the same now, ready to search with.
///
/// # Errors
/// The database's.
pub async fn synonyms_now(cx: &Cx) -> Result<Arc<Synonyms>> {
    let mut conn = cx.read().await?;
    // Read first: what is read after it is as new as it, or newer.
    let last = outbox::last(&mut conn).await?;
    let known = &cx.portal.remembered.synonyms;
    if let Some(ready) = known.at(last) {
        return Ok(ready);
    }
    let groups = rows::expressions_of_groups(&mut conn).await?;
    Ok(known.keep(last, groups))
}
