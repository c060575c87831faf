//! `/echanges`: the spaces that the viewer reads, each with its latest topics.

use super::{tagged, words};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::topics::TopicRows,
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{access::PortalAction, paths};
use leptos::prelude::*;
use services::discussions::{self, SpaceCard, TopicCard};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    if let Some(tag) = tagged::asked(&visit.query()) {
        return tagged::open(&visit, tag).await;
    }
    let spaces = discussions::spaces(&visit.cx).await?;
    let (member, runs) = (visit.may(PortalAction::UseAccount), visit.may(PortalAction::RunSpaces));
    let private = discussions::my_private_topics(&visit.cx).await?;
    let page = Page {
        title: "Échanges".into(),
        description: "Les questions, les réponses et les idées des écoles du territoire.".into(),
        canonical: Some(paths::DISCUSSIONS.to_owned()),
        ..Page::default()
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <SpacesPage spaces private member runs/> }))
}

#[component]
fn SpacesPage(
    spaces: Vec<SpaceCard>,
    /// What is between the viewer and partner classes.
    private: Vec<TopicCard>,
    /// Whether someone is signed in.
    member: bool,
    /// Whether the viewer makes spaces.
    runs: bool,
) -> impl IntoView {
    let open = spaces.iter().any(|card| card.may_post).then(|| view! { <a class="button" href=paths::NEW_TOPIC>"Ouvrir un sujet"</a> });
    let drafts = member.then(|| view! { <a href=paths::DRAFTS>"Mes brouillons"</a> });
    let run = runs.then(|| view! { <a href=paths::RUN_SPACES>"Composer les espaces"</a> });
    let needs = view! { <a href=paths::NEEDS>"Les besoins des écoles"</a> };
    let more = view! { <p class="button-row">{needs} {drafts} {run}</p> };
    let partners = (!private.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="partenaires">
                <h2 id="partenaires">"Entre classes partenaires"</h2>
                <TopicRows topics=private level=3 within="partenaires-".to_owned()/>
            </section>
        }
    });
    let none = spaces.is_empty().then(|| {
        let words = if member {
            "Aucun espace ne vous est ouvert pour l’instant. L’animatrice peut en ouvrir un."
        } else {
            "Rien n’est à lire ici sans compte pour l’instant. Si vous en avez un, connectez-vous."
        };
        view! { <p class="empty">{words}</p> }
    });
    let items = spaces.into_iter().map(|card| view! { <SpaceItem card/> }).collect_view();
    view! {
        <div class="page-head">
            <div class="page-head-row"><h1>"Échanges"</h1> {open}</div>
            <p class="lead">"Une question, une trouvaille, une envie\u{a0}: vos collègues du territoire sont là pour en parler."</p>
            {more}
        </div>
        {none}
        <ul class="space-list">{items}</ul>
        {partners}
    }
}

#[component]
fn SpaceItem(card: SpaceCard) -> impl IntoView {
    let SpaceCard { space, topics, latest, .. } = card;
    let address = paths::space(&space.slug);
    let closed = space.closed.then(|| view! { " " <span class="badge">"Fermé"</span> });
    let within = format!("{}-", space.slug);
    let rows = (!latest.is_empty()).then(|| view! { <TopicRows topics=latest level=3 within/> });
    view! {
        <li>
            <h2><a href=address>{space.name}</a> {closed}</h2>
            <p>{space.summary}</p>
            <p class="byline">{words::topics(topics)}</p>
            {rows}
        </li>
    }
}
