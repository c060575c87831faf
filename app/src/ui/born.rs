//! What a discussion and the projects begun from it say of each other (D8).

use domain::{ids::TopicId, paths};
use leptos::prelude::*;
use services::discussions::TopicLink;

/// On the page of a topic: the projects that were begun from it, and where one begins another. Nothing when there is neither.
#[component]
pub fn BornProjects(
    /// Their addresses and titles.
    projects: Vec<(String, String)>,
    /// The topic, for who may begin a project from it.
    draw: Option<TopicId>,
) -> impl IntoView {
    let some = !projects.is_empty();
    let item = |(slug, title): (String, String)| view! { <li><a href=paths::project(&slug)>{title}</a></li> };
    let listed = some.then(|| view! { <ul class="plain-list">{projects.into_iter().map(item).collect_view()}</ul> });
    let begin = draw.map(|topic| {
        view! {
            <p class="not-printed">
                <a class="button quiet" href=paths::draw_project(topic)>"Commencer une fiche projet à partir d’ici"</a>
            </p>
        }
    });
    (some || draw.is_some()).then(|| {
        view! {
            <section class="section" aria-labelledby="projets-nes">
                <h2 id="projets-nes">{if some { "Projets nés de cette discussion" } else { "En faire un projet" }}</h2>
                {listed}
                {begin}
            </section>
        }
    })
}

/// On the sheet of a project: the topics that it was begun from. Nothing when the viewer reads none.
#[component]
pub fn BornFrom(
    /// The topics.
    topics: Vec<TopicLink>,
) -> impl IntoView {
    (!topics.is_empty()).then(|| {
        let item = |topic: TopicLink| {
            view! { <li>"Né de la discussion «\u{a0}" <a href=paths::topic(topic.id, &topic.slug)>{topic.title}</a> "\u{a0}»"</li> }
        };
        view! { <ul class="plain-list not-printed">{topics.into_iter().map(item).collect_view()}</ul> }
    })
}
