//! What the page of a topic shows: where it stands, its messages, the ways through it, the form beneath it.

use super::{
    acts::act,
    again::{Again, SaidAgain},
    follow::Following,
    need_part::NeedPart,
    post_item::{Around, Brief, PostItem},
    reply::{Reply, ReplyPart, Voice},
    words,
};
use crate::ui::{
    born::BornProjects,
    live::{Listened, ListenedTopic, LiveLine},
    paging::PageLinks,
    trail::{Trail, step},
};
use domain::{
    discussions::{Attention, Position},
    ids::TopicId,
    paths,
    projects::Subject,
    time::{Day, Timestamp},
};
use leptos::prelude::*;
use services::discussions::{Need, SeenPost, Topic, TopicPage, WhatMay};

/// From this many messages on there are ways through a topic.
const LONG: u32 = 10;

/// A page of a topic, with what is said around it.
pub(super) struct Thread {
    /// The page.
    pub(super) seen: TopicPage,
    /// Addresses and names of the spaces that show it and that the viewer reads.
    pub(super) spaces: Vec<(String, String)>,
    /// The address and the title of what it stands beside.
    pub(super) beside: Option<(String, String)>,
    /// The beginning of its answer, on its first page.
    pub(super) answer: Option<Brief>,
    /// How closely the viewer follows its tags.
    pub(super) tags: Vec<(Subject, Attention)>,
    /// What stands in the form.
    pub(super) reply: Reply,
    /// The page's address, to which one comes back.
    pub(super) here: String,
    /// Addresses and titles of the projects that were begun from it.
    pub(super) born: Vec<(String, String)>,
    /// Whether the page says of itself what comes while it is open.
    pub(super) live: bool,
    pub(super) now: Timestamp,
}

/// The page of a topic.
#[component]
pub(super) fn ThreadPage(
    thread: Thread,
    /// What was typed beneath it and not accepted.
    again: Again,
    /// Whether the viewer may answer.
    voice: Voice,
    /// What stands above the messages of a need.
    need: Option<Need>,
) -> impl IntoView {
    let Thread { seen, spaces, beside, answer, tags, reply, here, born, live, now } = thread;
    let TopicPage { topic, posts, page, pages, first_unread, answer_at, attention, may, seq, .. } = seen;
    let address = paths::topic(topic.id, &topic.slug);
    let space = spaces.first().map(|(address, name)| step(name.clone(), address.clone()));
    let above: Vec<_> = [step("Échanges", paths::DISCUSSIONS)].into_iter().chain(space).collect();
    let around = Around { topic: topic.id, slug: topic.slug.clone(), kind: topic.kind, may, first_unread };
    let item = |post: SeenPost| {
        let answer = answer.clone().filter(|_| post.position == Some(Position::OPENING));
        view! { <PostItem post around=around.clone() answer/> }
    };
    let items = posts.into_iter().map(item).collect_view();
    let is_long = topic.last.is_some_and(|last| last.get() > LONG) || answer_at.is_some();
    let unread = first_unread.is_some_and(|first| first > Position::OPENING);
    let jumps = is_long.then(|| view! { <JumpBar address=address.clone() page pages unread answered=answer_at.is_some()/> });
    let follow = attention.map(|chosen| view! { <FollowPart topic=topic.id chosen tags here/> });
    let title = topic.title.clone();
    let draw = may.draw.then_some(topic.id);
    let need = need.map(|need| view! { <NeedPart need/> });
    let live = live.then(|| {
        let listened = Listened {
            stream: paths::live(topic.id, seq),
            known: topic.last.map_or(0, Position::get),
            gone: "Ce sujet n’est plus visible.",
            link: ("Les afficher", address.clone()),
            topic: Some(ListenedTopic { id: topic.id.to_string(), slug: topic.slug.clone(), page, to_the_end: page == pages }),
        };
        view! { <LiveLine listened/> }
    });
    view! {
        <Trail above here=title/>
        <Head topic spaces beside may now/>
        <SaidAgain again/>
        {need}
        {jumps}
        <h2 class="visually-hidden" id="titre-messages">"Messages"</h2>
        <ol class="post-list" id="messages" data-seq=seq.to_string() aria-labelledby="titre-messages">{items}</ol>
        {live}
        <PageLinks address page pages label="Pages du sujet" anchor="#messages"/>
        <ReplyPart reply voice/>
        <BornProjects projects=born draw/>
        {follow}
    }
}

/// What it is called, where it is shown, and how it stands.
#[component]
fn Head(topic: Topic, spaces: Vec<(String, String)>, beside: Option<(String, String)>, may: WhatMay, now: Timestamp) -> impl IntoView {
    let locked = topic.facts().locked.then(|| view! { <span class="badge">"Fermé"</span> });
    let pinned = topic.pinned_until.filter(|until| *until > now).map(|until| {
        // Up to the end of a day, which is the first instant of the next.
        let last = Day::containing(until.plus_ms(-1)).written();
        view! { <span class="badge">{format!("Épinglé jusqu’au {last}")}</span> }
    });
    let tags = topic.tags.iter().map(|tag| view! { <a class="chip" href=paths::topics_tagged(*tag)>{tag.label()}</a> }).collect_view();
    let settings = (may.tend || may.moderate)
        .then(|| view! { <a class="button quiet not-printed" href=paths::topic_settings(topic.id)>"Réglages du sujet"</a> });
    let between = topic.people.is_some().then_some("Entre classes partenaires\u{a0}: vous seuls le lisez.");
    let about = beside.map(|(address, title)| view! { "À propos de " <a href=address>{title}</a> });
    let shown_in = (!spaces.is_empty()).then(|| {
        let space = |(place, (address, name)): (usize, (String, String))| {
            let comma = (place > 0).then_some(", ");
            view! { {comma} <a href=address>{name}</a> }
        };
        view! { "Dans " {spaces.into_iter().enumerate().map(space).collect_view()} }
    });
    let state = words::state(&topic).map(|said| view! { <p class="notice wait">{said}</p> });
    view! {
        <header class="page-head topic-head">
            <div class="page-head-row"><h1>{topic.title.clone()}</h1> {settings}</div>
            <p class="topic-marks"><span class="badge">{topic.kind.label()}</span> {locked} {pinned} {tags}</p>
            <p class="byline">{shown_in} {about} {between}</p>
            {state}
        </header>
    }
}

/// The ways through a long topic.
#[component]
fn JumpBar(
    address: String,
    page: u32,
    pages: u32,
    /// Whether messages after the first were not read.
    unread: bool,
    /// Whether one of them is the answer.
    answered: bool,
) -> impl IntoView {
    let ways = [(unread, "suite", "Premier message non lu"), (answered, "reponse", "Réponse retenue"), (true, "fin", "Dernier message")];
    let way = |(_, how, label): &(bool, &'static str, &'static str)| {
        view! { <li><a href=format!("{address}?lire={how}")>{*label}</a></li> }
    };
    let ways = ways.iter().filter(|(is_one, ..)| *is_one).map(way).collect_view();
    view! {
        <nav class="jump-bar not-printed" aria-label="Aller dans ce sujet">
            <p class="byline">{format!("Page {page} sur {pages}")}</p>
            <ul>{ways}</ul>
            <form class="narrow" method="get" action=address.clone()>
                <div class="field">
                    <label for="jour">"Messages depuis le"</label>
                    <input type="date" id="jour" name="jour" placeholder="jj/mm/aaaa"/>
                </div>
                <button class="button quiet">"Y aller"</button>
            </form>
        </nav>
    }
}

/// How closely one follows the topic, and what is said of its tags elsewhere.
#[component]
fn FollowPart(
    topic: TopicId,
    chosen: Attention,
    tags: Vec<(Subject, Attention)>,
    /// Where one comes back to.
    here: String,
) -> impl IntoView {
    let action = paths::topic_acts(topic);
    let hidden = vec![("do", act::FOLLOW.to_owned()), ("back", here.clone())];
    let tag = |(tag, chosen): (Subject, Attention)| {
        let hidden = vec![("do", act::FOLLOW_TAG.to_owned()), ("tag", tag.key().to_owned()), ("back", here.clone())];
        let label = format!("Les nouveaux sujets sur «\u{a0}{}\u{a0}»", tag.label());
        view! { <Following action=action.clone() hidden label chosen/> }
    };
    let tags = tags.into_iter().map(tag).collect_view();
    view! {
        <section class="section not-printed" aria-labelledby="suivre">
            <h2 id="suivre">"Suivre"</h2>
            <Following action=action.clone() hidden label="Ce sujet".to_owned() chosen/>
            {tags}
        </section>
    }
}
