//! Slots of the home page: a project, large, for some days; in an order, and with the latest where nothing was planned.

use super::rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    projects::{self, ProjectCard},
};
use domain::{
    access::PortalAction,
    curation::{MAX_SLOTS, SlotForm},
    ids::{ProjectId, SlotId},
    order::Shift,
    problem::{Problems, Rule},
    time::Day,
};

/// A project for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its number.
    pub id: SlotId,
    /// The project.
    pub project: ProjectId,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

/// What stands large today, in its order, as far as the viewer may read it; empty when nothing was planned.
///
/// # Errors
/// The database's.
pub async fn on_home(cx: &Cx) -> Result<Vec<ProjectCard>> {
    let today = Day::containing(cx.now());
    let slots = rows::slots(&mut cx.read().await?, today).await?;
    let mut ids: Vec<ProjectId> = Vec::new();
    for slot in slots.into_iter().filter(|slot| slot.from <= today) {
        if !ids.contains(&slot.project) {
            ids.push(slot.project);
        }
    }
    if ids.is_empty() { Ok(Vec::new()) } else { projects::cards(cx, &ids).await }
}

/// What is planned from today on, in its order, with the projects.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn slots(cx: &Cx) -> Result<Vec<(Slot, Option<ProjectCard>)>> {
    access::check(cx, PortalAction::Curate)?;
    let slots = rows::slots(&mut cx.read().await?, Day::containing(cx.now())).await?;
    let ids: Vec<_> = slots.iter().map(|slot| slot.project).collect();
    let cards = projects::cards(cx, &ids).await?;
    let card = |slot: &Slot| cards.iter().find(|card| card.id == slot.project).cloned();
    Ok(slots.into_iter().map(|slot| (slot.clone(), card(&slot))).collect())
}

/// Plans a project for some days, last in the order.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` on `project` when there is none, or as much is planned as can be.
pub async fn plan(cx: &Cx, form: &SlotForm) -> Result<()> {
    access::check(cx, PortalAction::Curate)?;
    let mut change = cx.begin().await?;
    let project = projects::id_to_put_forward(cx, &mut change, &form.slug).await?;
    rows::lock_slots(&mut change).await?;
    let mut slots = rows::slots(&mut change, Day::containing(cx.now())).await?;
    if slots.len() >= MAX_SLOTS {
        return Err(Problems::one("project", Rule::TooMany { max: MAX_SLOTS }).into());
    }
    slots.push(Slot { id: SlotId::new(cx.id()), project, from: form.from, until: form.until });
    rows::store_slots(&mut change, &slots).await?;
    change.commit().await
}

/// Takes a slot away.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn remove_slot(cx: &Cx, id: SlotId) -> Result<()> {
    changed(cx, id, |slots, place| {
        slots.remove(place);
    })
    .await
}

/// Moves a slot by one.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn shift_slot(cx: &Cx, id: SlotId, shift: Shift) -> Result<()> {
    changed(cx, id, |slots, place| shift.apply(slots, place)).await
}

async fn changed(cx: &Cx, id: SlotId, make: impl FnOnce(&mut Vec<Slot>, usize)) -> Result<()> {
    access::check(cx, PortalAction::Curate)?;
    let mut change = cx.begin().await?;
    rows::lock_slots(&mut change).await?;
    let mut slots = rows::slots(&mut change, Day::containing(cx.now())).await?;
    let place = slots.iter().position(|slot| slot.id == id).ok_or(Error::NotFound)?;
    make(&mut slots, place);
    rows::store_slots(&mut change, &slots).await?;
    change.commit().await
}
