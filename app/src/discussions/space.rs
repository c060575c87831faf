//! `/echanges/{space}`: a space and its topics, those that are pinned first.

use super::{acts, follow::Following, page_asked, words};
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        live::{Listened, LiveLine},
        paging::{PageLinks, address_of_page},
        topics::TopicRows,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Action, PortalAction, SpaceAction, decide},
    discussions::{Attention, Followed},
    paths,
};
use leptos::prelude::*;
use services::{
    access,
    discussions::{self, LISTED, Space, TopicCard},
};

/// The page.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let space = discussions::space(&visit.cx, &slug).await?;
    let mut page = page_asked(&visit.query());
    // Before the topics are read: what comes meanwhile is news.
    let known = match visit.cx.account() {
        Some(_) => Some(discussions::readable_space(&visit.cx, &slug).await?.posts),
        None => None,
    };
    let (mut topics, total) = discussions::topics_of_space(&visit.cx, &space, page).await?;
    let pages = total.div_ceil(LISTED).max(1);
    if page > pages {
        page = pages;
        topics = discussions::topics_of_space(&visit.cx, &space, page).await?.0;
    }
    let writes = decide(&visit.cx.viewer, Action::Space(SpaceAction::OpenTopic, &space.access)).is_ok() && !space.closed;
    let attention = discussions::attention(&visit.cx, Followed::Space(space.id)).await?;
    let head = Page {
        title: space.name.clone(),
        description: space.summary.clone(),
        index: space.access.public,
        canonical: space.access.public.then(|| address_of_page(&paths::space(&space.slug), page)),
        ..Page::default()
    };
    let listed = Listed { topics, total, page, pages, known };
    Ok(render(&visit, StatusCode::OK, head, move || view! { <SpacePage space listed writes attention/> }))
}

/// `POST`: follows the space, or no longer.
pub(super) async fn follow(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let space = discussions::space(&visit.cx, &slug).await?;
    access::check(&visit.cx, PortalAction::UseAccount)?;
    let sent = Sent::read(request).await?;
    discussions::follow(&visit.cx, Followed::Space(space.id), acts::attention(&sent)?).await?;
    Ok(Redirect::to(&paths::space(&space.slug)).into_response())
}

/// A page of a space's topics.
struct Listed {
    topics: Vec<TopicCard>,
    total: u32,
    page: u32,
    pages: u32,
    /// How many messages they hold in all, for who is told while the page is open that others came.
    known: Option<u32>,
}

#[component]
fn SpacePage(
    space: Space,
    listed: Listed,
    /// Whether the viewer may open a topic.
    writes: bool,
    /// How closely the viewer follows it; nothing for who is not signed in.
    attention: Option<Attention>,
) -> impl IntoView {
    let Listed { topics, total, page, pages, known } = listed;
    let address = paths::space(&space.slug);
    let live = known.map(|known| {
        let (stream, link) = (paths::live_space(&space.slug), ("Afficher", address.clone()));
        let listened = Listened { stream, known, gone: "Cet espace n’est plus visible.", link, topic: None };
        view! { <LiveLine listened/> }
    });
    let open = writes.then(|| view! { <a class="button" href=paths::new_topic_in(&space.slug)>"Ouvrir un sujet"</a> });
    let closed = space.closed.then(|| view! { <p class="notice">"Cet espace est fermé\u{a0}: on y lit, plus personne n’y écrit."</p> });
    let none = topics.is_empty().then(|| {
        let words =
            if writes { "Aucun sujet encore. Le vôtre peut être le premier." } else { "Aucun sujet encore. Revenez un peu plus tard." };
        view! { <p class="empty">{words}</p> }
    });
    let follow = attention.map(|chosen| {
        view! { <Following action=address.clone() hidden=Vec::new() label="Les nouveaux sujets de cet espace".to_owned() chosen/> }
    });
    view! {
        <Trail above=vec![step("Échanges", paths::DISCUSSIONS)] here=space.name.clone()/>
        <div class="page-head">
            <div class="page-head-row"><h1>{space.name}</h1> {open}</div>
            <p class="lead">{space.summary}</p>
            <p class="byline">{words::topics(total)}</p>
        </div>
        {closed}
        {none}
        {live}
        <TopicRows topics level=2/>
        <PageLinks address page pages label="Pages de l’espace"/>
        {follow}
    }
}
