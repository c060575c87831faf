//! `/echanges/sujets/{id}`: a topic, page by page, and the ways into it: its first unread message, a day, its answer, its end.

use super::{
    again::Again,
    post_item::Brief,
    reply::{self, Voice},
    sent_on,
    thread::{Thread, ThreadPage},
    topic_id, words,
};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::paging::address_of_page,
    visit::Visit,
};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Action, SpaceAction, TopicAction, Viewer, decide},
    discussions::{Attention, Followed, Position, TopicKind, TopicState},
    paths,
    projects::Subject,
    time::Day,
};
use leptos::prelude::*;
use services::{
    discussions::{self, About, Topic, TopicPage, Where},
    error::Error,
    notifications, text,
};

/// `GET /echanges/{space}/{topic}`: a topic stands below no space, but people write its address so.
pub(super) async fn moved(visit: Visit, Path((_, key)): Path<(String, String)>) -> Result<Response, Refused> {
    let topic = discussions::topic_itself(&visit.cx, topic_id(&key)?).await?;
    Ok(elsewhere(&visit, &topic, "").await?.ok_or(Error::NotFound)?)
}

/// The page.
pub(super) async fn open(visit: Visit, Path(key): Path<String>) -> Result<Response, Refused> {
    let (at, leads) = way_in(&visit.query());
    let seen = discussions::topic(&visit.cx, topic_id(&key)?, at).await?;
    if let Some(elsewhere) = elsewhere(&visit, &seen.topic, &key).await? {
        return Ok(elsewhere);
    }
    if leads {
        return Ok(Redirect::to(&paths::topic_at(seen.topic.id, &seen.topic.slug, place(&seen, at))).into_response());
    }
    Ok(show(&visit, seen, Again::default()).await?)
}

/// Where an address asks to come in, and whether it leads on to that place.
fn way_in(pairs: &[(String, String)]) -> (Where, bool) {
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if let Some(day) = value("jour").and_then(|day| day.parse::<Day>().ok()) {
        return (Where::Day(day), true);
    }
    match value("lire") {
        Some("suite") => (Where::FirstUnread, true),
        Some("reponse") => (Where::Answer, true),
        Some("fin") => (Where::Last, true),
        _ => (Where::Page(super::page_asked(pairs)), false),
    }
}

/// The place that a way in leads to, on the page that it led to.
fn place(seen: &TopicPage, at: Where) -> Position {
    let last = seen.topic.last.unwrap_or(Position::OPENING);
    match at {
        Where::FirstUnread => seen.first_unread.unwrap_or(last),
        Where::Answer => seen.answer_at.unwrap_or(Position::OPENING),
        Where::Day(day) => {
            let since = seen.posts.iter().filter(|post| post.created >= day.beginning());
            since.filter_map(|post| post.position).min().unwrap_or(last)
        }
        Where::Page(_) | Where::At(_) | Where::Last => last,
    }
}

/// Where the topic really is, when `key` is not its own name: it has another title now, or went into another topic.
async fn elsewhere(visit: &Visit, topic: &Topic, key: &str) -> Result<Option<Response>, Error> {
    let address = match topic.merged_into {
        Some(into) => {
            let into = discussions::topic_itself(&visit.cx, into).await?;
            paths::topic(into.id, &into.slug)
        }
        None if topic.state == TopicState::Merged => return Err(Error::NotFound),
        None if key == format!("{}-{}", topic.id, topic.slug) => return Ok(None),
        None => {
            let query = visit.address.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
            format!("{}{query}", paths::topic(topic.id, &topic.slug))
        }
    };
    Ok(Some(sent_on(StatusCode::MOVED_PERMANENTLY, address)))
}

/// A page of a topic; `again` holds what was typed beneath it and not accepted.
pub(super) async fn show(visit: &Visit, seen: TopicPage, again: Again) -> Result<Response, Error> {
    note_read(visit, &seen).await;
    let (topic, voice) = (&seen.topic, Voice::of(visit, &seen));
    // What everyone may read, search engines may keep; of the rest nothing leaves the portal.
    let public = decide(&Viewer::Nobody, Action::Topic(TopicAction::Read, &topic.facts())).is_ok();
    let address = address_of_page(&paths::topic(topic.id, &topic.slug), seen.page);
    let head = Page {
        title: if seen.page == 1 { topic.title.clone() } else { format!("{}\u{a0}: page {}", topic.title, seen.page) },
        islands: visit.cx.account().is_some(),
        index: public,
        canonical: public.then_some(address),
        ..Page::default()
    };
    let need = match topic.kind {
        TopicKind::Need => Some(discussions::need_of(&visit.cx, topic.id).await?),
        TopicKind::Question | TopicKind::Talk => None,
    };
    let thread = Thread {
        spaces: spaces_read(visit, topic),
        beside: beside(visit, topic).await?,
        answer: answer(visit, &seen).await?,
        tags: tags(visit, &seen).await?,
        reply: reply::prepared(visit, &seen, &again).await?,
        here: visit.address.to_string(),
        born: discussions::projects_of_topic(&visit.cx, topic.id).await?,
        live: visit.cx.account().is_some(),
        now: visit.cx.now(),
        seen,
    };
    let response = render(visit, again.status(), head, {
        let again = again.clone();
        move || view! { <ThreadPage thread again voice need/> }
    });
    Ok(again.answered(response))
}

/// How far one has read, and that its notices were, is a comfort: where it cannot be noted, the page is shown all the same. What an open page
/// asks for by itself nobody has read (`?direct=1`).
async fn note_read(visit: &Visit, seen: &TopicPage) {
    if visit.query().iter().any(|(name, _)| name == "direct") {
        return;
    }
    let last = seen.posts.iter().filter_map(|post| post.position).max();
    if let Err(error) = notifications::read_topic(&visit.cx, seen.topic.id, last).await {
        tracing::warn!(request = &*visit.cx.request, "how far a topic was read is not noted: {error}");
    }
}

/// The spaces that show a topic, as far as the viewer reads them: their addresses and names.
fn spaces_read(visit: &Visit, topic: &Topic) -> Vec<(String, String)> {
    let reads = |access| decide(&visit.cx.viewer, Action::Space(SpaceAction::Read, access)).is_ok();
    topic.spaces.iter().filter(|space| reads(&space.access)).map(|space| (paths::space(&space.slug), space.name.clone())).collect()
}

/// The address and the title of what a topic stands beside.
async fn beside(visit: &Visit, topic: &Topic) -> Result<Option<(String, String)>, Error> {
    let Some((about, _)) = topic.about else { return Ok(None) };
    let found = discussions::neighbour(&visit.cx, about).await?;
    Ok(found.map(|(slug, title)| match about {
        About::Project(_) => (paths::project(&slug), title),
        About::Training(_) => (paths::training(&slug), title),
    }))
}

/// The beginning of the answer, for the first page.
async fn answer(visit: &Visit, seen: &TopicPage) -> Result<Option<Brief>, Error> {
    let topic = &seen.topic;
    let Some((answer, at)) = topic.answer.zip(seen.answer_at).filter(|_| seen.page == 1) else { return Ok(None) };
    let said = match discussions::beginning(&visit.cx, answer).await {
        Ok(said) => text::plain(&said),
        // It was taken away meanwhile.
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let name = seen.posts.iter().find(|post| post.is_answer).map(|post| post.name.clone()).unwrap_or_default();
    Ok(Some(Brief { text: words::beginning(&said), name, address: paths::topic_at(topic.id, &topic.slug, at) }))
}

/// How closely the viewer follows the topic's tags; nothing for who cannot.
async fn tags(visit: &Visit, seen: &TopicPage) -> Result<Vec<(Subject, Attention)>, Error> {
    let mut followed = Vec::new();
    if seen.attention.is_some() {
        for tag in &seen.topic.tags {
            let chosen = discussions::attention(&visit.cx, Followed::Tag(*tag)).await?;
            followed.push((*tag, chosen.unwrap_or(Attention::Normal)));
        }
    }
    Ok(followed)
}
