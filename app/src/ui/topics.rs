//! Topics as rows of a list, and those that stand beside a project or a training.

use super::dates::day_and_hour;
use domain::paths;
use leptos::prelude::*;
use services::discussions::{Beside, TopicCard};

/// One or many.
pub const fn plural(number: u32, one: &'static str, many: &'static str) -> &'static str {
    if number < 2 { one } else { many }
}

/// A name as others read it; of who has left, that they have.
pub fn named(name: &str) -> String {
    if name.is_empty() { "Une personne qui n’est plus là".to_owned() } else { name.to_owned() }
}

/// Topics, one a row. `level` is the level of their titles: 2 in a list, 3 under a title of the page.
#[component]
pub fn TopicRows(
    /// What is listed.
    topics: Vec<TopicCard>,
    /// The level of the titles.
    level: u8,
    /// What this list is called among others of the page, which may hold the same topics.
    #[prop(optional)]
    within: String,
) -> impl IntoView {
    let row = |topic: TopicCard| {
        let id = format!("{within}sujet-{}", topic.id);
        view! { <TopicRow topic level id/> }
    };
    let rows = topics.into_iter().map(row).collect_view();
    view! { <ol class="topic-rows">{rows}</ol> }
}

#[component]
fn TopicRow(topic: TopicCard, level: u8, id: String) -> impl IntoView {
    let address = paths::topic(topic.id, &topic.slug);
    let link = view! { <a href=address.clone()>{topic.title.clone()}</a> };
    let title = if level == 2 {
        view! { <h2 class="topic-title" id=id.clone()>{link}</h2> }.into_any()
    } else {
        view! { <h3 class="topic-title" id=id.clone()>{link}</h3> }.into_any()
    };
    let new = topic.unread.filter(|unread| *unread > 0).map(|unread| {
        let said = format!("{unread}\u{a0}{}", plural(unread, "nouveau", "nouveaux"));
        view! { <a class="topic-new" href=format!("{address}?lire=suite") aria-describedby=id>{said}</a> }
    });
    let marks = [(topic.pinned, "Épinglé"), (topic.answered, "Réponse trouvée"), (topic.locked, "Fermé")];
    let marks = marks.into_iter().filter(|(is, _)| *is).map(|(_, said)| view! { <span class="badge">{said}</span> }).collect_view();
    let replies = match topic.replies {
        0 => "pas encore de réponse".to_owned(),
        many => format!("{many}\u{a0}{}", plural(many, "réponse", "réponses")),
    };
    let at = topic.last_post;
    view! {
        <li>
            {title}
            {new}
            <p class="topic-marks"><span class="badge">{topic.kind.label()}</span> {marks}</p>
            <p class="byline">
                {format!("{} · {replies} · dernier message le ", named(&topic.author))}
                <time datetime=at.rfc3339()>{day_and_hour(at)}</time>
            </p>
        </li>
    }
}

/// The topics beside a project or a training; nothing for who reads none and may open none.
#[component]
pub fn TopicsBeside(
    /// What stands there.
    beside: Beside,
    /// Where one opens another.
    open: String,
) -> impl IntoView {
    let Beside { topics, may_open } = beside;
    if topics.is_empty() && !may_open {
        return ().into_any();
    }
    let none =
        topics.is_empty().then(|| view! { <p>"Personne n’en a encore parlé ici. Une question, une idée\u{202f}? Lancez l’échange."</p> });
    let rows = (!topics.is_empty()).then(|| view! { <TopicRows topics level=3/> });
    let open = may_open.then(|| view! { <p class="button-row"><a class="button quiet" href=open>"Ouvrir un sujet"</a></p> });
    view! {
        <section class="section topics-beside not-printed" aria-labelledby="echanges">
            <h2 id="echanges">"Échanges"</h2>
            <p class="byline">"Entre membres de la communauté\u{a0}: ni les visiteurs ni les familles ne les lisent."</p>
            {none}
            {rows}
            {open}
        </section>
    }
    .into_any()
}
