//! The forms of a topic's settings.

use super::{
    again::{Again, SaidAgain},
    settings::act,
    words,
};
use crate::ui::{
    dates::day_and_hour,
    field::{Among, Choice, ChoiceField, DayField, LineField, Notes, Question},
    listing::CommuneNames,
    paging::{PageLinks, address_of_page},
    trail::{Trail, step},
};
use domain::{
    access::Principal,
    discussions::{Position, TopicState},
    ids::PostId,
    paths,
    problem::Rule,
    projects::MAX_TITLE,
    time::Timestamp,
};
use leptos::prelude::*;
use services::discussions::{SeenPost, Space, Topic, TopicPage};

/// What the page needs.
pub(super) struct Shown {
    /// The topic, with the messages among which some may be taken out.
    pub(super) seen: TopicPage,
    /// Every space, for who moderates.
    pub(super) spaces: Vec<Space>,
    /// Names of communes.
    pub(super) communes: CommuneNames,
    /// The message that opens it, for who moderates.
    pub(super) opening: Option<PostId>,
    /// What was typed and not accepted.
    pub(super) again: Again,
    pub(super) now: Timestamp,
}

fn ask(again: &Again, name: &'static str, help: &'static str) -> Question {
    Question::new(name, words::field(name), help, true, &again.typed.problems)
}

/// What was typed in the form that does `act`; nothing when another one was sent.
fn typed_in(again: &Again, act: &str) -> Again {
    if again.typed.value("do").is_some_and(|sent| sent == act) { again.clone() } else { Again::default() }
}

/// The page.
#[component]
pub(super) fn SettingsPage(shown: Shown) -> impl IntoView {
    let Shown { seen, spaces, communes, opening, again, now } = shown;
    let TopicPage { topic, posts, page, pages, may, .. } = seen;
    let action = paths::topic_settings(topic.id);
    let address = paths::topic(topic.id, &topic.slug);
    let retitled = typed_in(&again, act::RETITLE);
    let title = retitled.value("title", || topic.title.clone());
    let above = vec![step("Échanges", paths::DISCUSSIONS), step(topic.title.clone(), address)];
    let moderation = may.moderate.then(|| {
        // One that stands beside something, or between some people, is moved nowhere.
        let movable = topic.about.is_none() && topic.people.is_none();
        view! {
            <StateForms topic=topic.clone() opening action=action.clone() again=typed_in(&again, act::PIN) now/>
            {movable.then(|| {
                let communes = communes.clone();
                view! { <MoveForm topic=topic.clone() spaces communes action=action.clone() again=typed_in(&again, act::MOVE)/> }
            })}
            <MergeForm communes action=action.clone() again=typed_in(&again, act::MERGE)/>
            <SplitForm posts action=action.clone() again=typed_in(&again, act::SPLIT) page pages/>
        }
    });
    view! {
        <Trail above here="Réglages"/>
        <div class="page-head"><h1>"Réglages du sujet"</h1></div>
        <SaidAgain again=again.clone()/>
        <section class="section" aria-labelledby="nommer">
            <h2 id="nommer">"Le titre"</h2>
            <form class="form" method="post" action=action novalidate>
                <LineField question=ask(&retitled, "title", "Les liens déjà partagés mènent toujours ici.") value=title max=MAX_TITLE/>
                <p><button class="button" name="do" value=act::RETITLE>"Changer le titre"</button></p>
            </form>
        </section>
        {moderation}
    }
}

/// Whether it is open, before the others, and seen.
#[component]
fn StateForms(topic: Topic, opening: Option<PostId>, action: String, again: Again, now: Timestamp) -> impl IntoView {
    let (lock, lock_label, locked) = if topic.locked {
        (act::UNLOCK, "Rouvrir le sujet", "Ce sujet est fermé\u{a0}: plus personne n’y répond, sauf vous.")
    } else {
        (act::LOCK, "Fermer le sujet", "Fermé, il se lit toujours, et plus personne n’y répond.")
    };
    let pinned = topic.pinned_until.is_some_and(|until| until > now);
    let unpin = pinned.then(|| view! { <button class="button quiet" name="do" value=act::UNPIN>"Ne plus l’épingler"</button> });
    // A topic is seen as long as its first message is: it is decided of with it, with a reason that its author reads.
    let hide = match topic.state {
        TopicState::Shown | TopicState::Scheduled => Some("Masquer le sujet, avec son premier message"),
        TopicState::Hidden => Some("Montrer de nouveau le sujet, avec son premier message"),
        TopicState::Waiting => Some("Publier le sujet, ou non"),
        TopicState::Merged => None,
    };
    let hide = hide.zip(opening).map(|(label, opening)| view! { <p><a href=paths::moderate_post(opening)>{label}</a></p> });
    let until = again.value("until", String::new);
    view! {
        <section class="section" aria-labelledby="etat">
            <h2 id="etat">"L’état"</h2>
            <form method="post" action=action.clone()>
                <p>{locked}</p>
                <p class="button-row"><button class="button quiet" name="do" value=lock>{lock_label}</button></p>
            </form>
            {hide}
            <form class="form" method="post" action=action novalidate>
                <DayField question=ask(&again, "until", "Jusqu’à la fin de ce jour, il vient avant les autres.") value=until/>
                <p class="button-row"><button class="button quiet" name="do" value=act::PIN>"Épingler"</button> {unpin}</p>
            </form>
        </section>
    }
}

/// The spaces that show it.
#[component]
fn MoveForm(topic: Topic, spaces: Vec<Space>, communes: CommuneNames, action: String, again: Again) -> impl IntoView {
    let choice = |space: Space| {
        let value = space.id.to_string();
        let chosen = again.is_chosen("space", &value, topic.spaces.iter().any(|shown| shown.id == space.id));
        Choice { value, label: space.name, note: "", chosen }
    };
    let choices: Vec<_> = spaces.into_iter().map(choice).collect();
    let question = ask(&again, "space", "Ses messages sont les mêmes partout. Qui ne lit aucun de ces espaces ne le voit plus.");
    view! {
        <section class="section" aria-labelledby="deplacer">
            <h2 id="deplacer">"Déplacer, ou montrer ailleurs aussi"</h2>
            <form class="form" method="post" action=action novalidate>
                <ChoiceField question choices among=Among::Several class="one-column"/>
                <MoreReaders again communes/>
                <p><button class="button quiet" name="do" value=act::MOVE>"Montrer dans ces espaces"</button></p>
            </form>
        </section>
    }
}

#[component]
fn MergeForm(communes: CommuneNames, action: String, again: Again) -> impl IntoView {
    let question =
        ask(&again, "into", "Son adresse, ou son numéro. Les messages d’ici iront à la suite des siens, et l’adresse d’ici y mènera.");
    let value = again.value("into", String::new);
    view! {
        <section class="section" aria-labelledby="reunir">
            <h2 id="reunir">"Réunir à un autre sujet"</h2>
            <form class="form" method="post" action=action novalidate>
                <LineField question value/>
                <MoreReaders again communes/>
                <p><button class="button danger" name="do" value=act::MERGE>"Réunir les deux sujets"</button></p>
            </form>
        </section>
    }
}

/// Who would read what was written for fewer, and whether that is meant; nothing, where nobody would.
#[component]
fn MoreReaders(again: Again, communes: CommuneNames) -> impl IntoView {
    let groups = again.typed.problems.of("agreed").find_map(|rule| match rule {
        Rule::MoreReaders(groups) => Some(groups.clone()),
        _ => None,
    });
    groups.map(|groups| {
        let named = groups.iter().map(|group| view! { <li>{words::readers(group, &communes)}</li> }).collect_view();
        let value = groups.iter().map(Principal::key).collect::<Vec<_>>().join(" ");
        let label = "Oui, ces personnes pourront lire tous les messages du sujet".to_owned();
        let choices = vec![Choice { value, label, note: "", chosen: false }];
        view! {
            <div class="notice wait">
                <p>"Ce qui a été écrit pour moins de monde pourrait aussi être lu par\u{a0}:"</p>
                <ul>{named}</ul>
            </div>
            <ChoiceField question=ask(&again, "agreed", "") choices among=Among::Several class="one-column"/>
        }
    })
}

/// Messages to take out, a page of them at a time.
#[component]
fn SplitForm(posts: Vec<SeenPost>, action: String, again: Again, page: u32, pages: u32) -> impl IntoView {
    let question = Question::new(
        "posts",
        words::field("posts"),
        "Dans l’ordre où ils sont. Le premier du sujet y reste.",
        true,
        &again.typed.problems,
    );
    let title = again.value("new_title", String::new);
    let movable: Vec<_> = posts.into_iter().filter(|post| post.position.is_some_and(|position| position > Position::OPENING)).collect();
    if movable.is_empty() {
        return ().into_any();
    }
    let item = |(place, post): (usize, SeenPost)| view! { <SplitItem post again=again.clone() first={place == 0}/> };
    let items = movable.into_iter().enumerate().map(item).collect_view();
    view! {
        <section class="section" aria-labelledby="scinder">
            <h2 id="scinder">"Faire un autre sujet de quelques messages"</h2>
            <form class="form" method="post" action=address_of_page(&action, page) novalidate>
                <fieldset class="field" aria-describedby=question.described_by()>
                    <legend>{question.label}</legend>
                    <Notes question=question.clone()/>
                    <ol class="split-list">{items}</ol>
                </fieldset>
                <LineField question=ask(&again, "new_title", "") value=title max=MAX_TITLE/>
                <p><button class="button quiet" name="do" value=act::SPLIT>"En faire un autre sujet"</button></p>
            </form>
            <PageLinks address=action page pages label="Pages de messages" anchor="#scinder"/>
        </section>
    }
    .into_any()
}

#[component]
fn SplitItem(
    post: SeenPost,
    again: Again,
    /// Whether the summary of problems leads to it.
    first: bool,
) -> impl IntoView {
    let value = post.id.to_string();
    let checked = again.is_chosen("posts", &value, false);
    let number = post.position.map(|position| position.get().to_string()).unwrap_or_default();
    let name = if post.body.is_some() { words::named(&post.name) } else { words::gone(post.state).to_owned() };
    let said = post.body.map(|body| view! { <div class="prose split-text" inner_html=body.as_str().to_owned()></div> });
    view! {
        <li>
            <label class="choice">
                <input type="checkbox" name="posts" value=value checked=checked id=first.then_some("posts")/>
                <span>{format!("nº\u{a0}{number} · {name}")}<small>{day_and_hour(post.created)}</small></span>
            </label>
            {said}
        </li>
    }
}
