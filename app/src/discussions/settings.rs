//! `/echanges/sujets/{id}/reglages`: what whoever opened a topic tends, and what the animator moderates.

use super::{
    again::Again,
    page_asked,
    settings_form::{SettingsPage, Shown},
    topic_id,
};
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::listing::CommuneNames,
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Action, Principal, TopicAction, decide},
    ids::{PostId, SpaceId, TopicId},
    paths,
    problem::{Problem, Problems, Rule},
    text::clean_line,
    time::Day,
};
use leptos::prelude::*;
use services::{
    discussions::{self, Where},
    error::Error,
};

/// What the forms send as `do`.
pub(super) mod act {
    pub(in crate::discussions) const RETITLE: &str = "retitle";
    pub(in crate::discussions) const LOCK: &str = "lock";
    pub(in crate::discussions) const UNLOCK: &str = "unlock";
    pub(in crate::discussions) const PIN: &str = "pin";
    pub(in crate::discussions) const UNPIN: &str = "unpin";
    pub(in crate::discussions) const MOVE: &str = "move";
    pub(in crate::discussions) const MERGE: &str = "merge";
    pub(in crate::discussions) const SPLIT: &str = "split";
}

/// The page.
pub(super) async fn open(visit: Visit, Path(key): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, topic_id(&key)?, Again::default()).await?)
}

/// `POST`: changes one thing of it, then leads to the topic, where it is seen.
pub(super) async fn change(visit: Visit, Path(key): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = topic_id(&key)?;
    let sent = Sent::read(request).await?;
    match changed(&visit, id, &sent).await {
        Ok(seen) => {
            let topic = discussions::topic_itself(&visit.cx, seen).await?;
            Ok(Redirect::to(&paths::topic(topic.id, &topic.slug)).into_response())
        }
        Err(error) => Ok(page(&visit, id, Again::after(error, sent.pairs)?).await?),
    }
}

/// Does what was asked; gives the topic that shows it.
async fn changed(visit: &Visit, id: TopicId, sent: &Sent) -> Result<TopicId, Error> {
    let cx = &visit.cx;
    match sent.value("do") {
        act::RETITLE => discussions::retitle(cx, id, sent.value("title")).await.map(drop)?,
        act::LOCK => discussions::lock(cx, id, true).await?,
        act::UNLOCK => discussions::lock(cx, id, false).await?,
        act::PIN => {
            let day = sent.value("until").parse::<Day>().map_err(|_| Problems::one("until", Rule::NotADay))?;
            discussions::pin(cx, id, Some(day)).await?;
        }
        act::UNPIN => discussions::pin(cx, id, None).await?,
        act::MOVE => discussions::move_to(cx, id, &many::<SpaceId>(sent, "space"), &agreed(sent)).await?,
        act::MERGE => return merged(visit, id, sent).await,
        act::SPLIT => return split(visit, id, sent).await,
        _ => return Err(Problems::one("form", Rule::Unreadable).into()),
    }
    Ok(id)
}

/// Every value of a field that names something.
fn many<T: std::str::FromStr>(sent: &Sent, field: &str) -> Vec<T> {
    sent.borrowed().filter(|(name, _)| *name == field).filter_map(|(_, value)| value.parse().ok()).collect()
}

/// The groups of readers of whom the page said that they would read it too, and whoever moderates that they may.
fn agreed(sent: &Sent) -> Vec<Principal> {
    sent.value("agreed").split_whitespace().filter_map(|key| key.parse().ok()).collect()
}

async fn merged(visit: &Visit, from: TopicId, sent: &Sent) -> Result<TopicId, Error> {
    let typed = sent.value("into");
    let unknown = || Error::from(Problems::one("into", Rule::Unknown(clean_line(typed))));
    let into = paths::topic_in(typed).ok_or_else(unknown)?;
    match discussions::merge(&visit.cx, from, into, &agreed(sent)).await {
        Ok(()) => Ok(into),
        Err(Error::NotFound) => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// The new topic's title has a name of its own in this page, which also asks for that of the old one.
async fn split(visit: &Visit, id: TopicId, sent: &Sent) -> Result<TopicId, Error> {
    let split = discussions::split(&visit.cx, id, &many::<PostId>(sent, "posts"), sent.value("new_title")).await;
    split.map_err(|error| match error {
        Error::Invalid(problems) => {
            let mut renamed = Problems::new();
            for Problem { field, rule } in problems.iter() {
                renamed.add(if *field == "title" { "new_title" } else { field }, rule.clone());
            }
            Error::Invalid(renamed)
        }
        other => other,
    })
}

async fn page(visit: &Visit, id: TopicId, again: Again) -> Result<Response, Error> {
    let seen = discussions::topic(&visit.cx, id, Where::Page(page_asked(&visit.query()))).await?;
    decide(&visit.cx.viewer, Action::Topic(TopicAction::Tend, &seen.topic.facts()))?;
    let spaces = if seen.may.moderate { discussions::spaces(&visit.cx).await? } else { Vec::new() };
    let communes = if seen.may.moderate { crate::territory::names(&visit.cx).await? } else { CommuneNames::new() };
    let opening = if seen.may.moderate { discussions::opening(&visit.cx, id).await? } else { None };
    let head = Page { title: format!("Réglages\u{a0}: {}", seen.topic.title), index: false, ..Page::default() };
    let response = render(visit, again.status(), head, {
        let spaces = spaces.into_iter().map(|card| card.space).collect();
        let shown = Shown { seen, spaces, communes, opening, again: again.clone(), now: visit.cx.now() };
        move || view! { <SettingsPage shown/> }
    });
    Ok(again.answered(response))
}
