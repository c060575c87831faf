//! `/echanges?matiere=…`: the topics about a subject, in whichever space the viewer reads them.

use super::{page_asked, words};
use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        paging::PageLinks,
        topics::TopicRows,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{paths, projects::Subject};
use leptos::prelude::*;
use services::discussions::{self, LISTED, TopicCard};

/// The subject that an address asks for; what is unknown asks for nothing.
pub(super) fn asked(pairs: &[(String, String)]) -> Option<Subject> {
    pairs.iter().find(|(name, _)| name == "matiere").and_then(|(_, value)| value.parse().ok())
}

/// The page.
pub(super) async fn open(visit: &Visit, tag: Subject) -> Result<Response, Refused> {
    let mut page = page_asked(&visit.query());
    let (mut topics, total) = discussions::topics_tagged(&visit.cx, tag, page).await?;
    let pages = total.div_ceil(LISTED).max(1);
    if page > pages {
        page = pages;
        topics = discussions::topics_tagged(&visit.cx, tag, page).await?.0;
    }
    let head = Page { title: format!("Sujets\u{a0}: {}", tag.label()), index: false, ..Page::default() };
    Ok(render(visit, StatusCode::OK, head, move || view! { <TaggedPage tag topics total page pages/> }))
}

#[component]
fn TaggedPage(tag: Subject, topics: Vec<TopicCard>, total: u32, page: u32, pages: u32) -> impl IntoView {
    let none = topics.is_empty().then(|| view! { <p class="empty">"Aucun sujet à lire sur cette matière pour l’instant."</p> });
    view! {
        <Trail above=vec![step("Échanges", paths::DISCUSSIONS)] here=tag.label()/>
        <div class="page-head">
            <h1>{tag.label()}</h1>
            <p class="byline">{words::topics(total)}</p>
        </div>
        {none}
        <TopicRows topics level=2/>
        <PageLinks address=paths::topics_tagged(tag) page pages label="Pages de la liste"/>
    }
}
