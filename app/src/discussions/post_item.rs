//! One message of a topic: who wrote it and when, what it says, what is said of it with one press, and what its reader may do.

use super::{acts::act, words};
use crate::ui::dates::day_and_hour;
use domain::{
    discussions::{Position, PostState, Reaction, TopicKind},
    ids::{PostId, TopicId},
    paths,
};
use leptos::prelude::*;
use services::discussions::{Said, SeenPost, WhatMay};

/// What a message needs to know of its topic.
#[derive(Clone, Debug)]
pub(super) struct Around {
    /// The topic.
    pub(super) topic: TopicId,
    /// The part of its address that its title made.
    pub(super) slug: String,
    /// What it is for.
    pub(super) kind: TopicKind,
    /// What the viewer may do to it.
    pub(super) may: WhatMay,
    /// The first message that the viewer has not read.
    pub(super) first_unread: Option<Position>,
}

/// The beginning of the message that answers a topic, shown beneath its first one.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    /// What it says.
    pub(super) text: String,
    /// Who wrote it; may be empty.
    pub(super) name: String,
    /// Where it stands.
    pub(super) address: String,
}

/// The id of a message in its page.
pub(super) fn anchor(post: &SeenPost) -> String {
    match post.position {
        Some(position) => format!("message-{}", position.get()),
        None => format!("message-attente-{}", post.id),
    }
}

/// A message, or what is left of it.
#[component]
pub(super) fn PostItem(
    /// The message.
    post: SeenPost,
    /// Its topic.
    around: Around,
    /// The answer to the topic, where this is its first message.
    answer: Option<Brief>,
) -> impl IntoView {
    let id = anchor(&post);
    let number = post.position.map(|position| format!("nº\u{a0}{} · ", position.get()));
    let Some(body) = post.body.clone() else {
        return view! { <li class="post gone" id=id><p class="byline">{number} {words::gone(post.state)}</p></li> }.into_any();
    };
    let head = format!("{id}-tete");
    let is_first_unread = post.position.is_some() && post.position == around.first_unread && post.position != Some(Position::OPENING);
    let new = is_first_unread.then(|| view! { <p class="post-new" id="nouveaux">"Nouveaux messages"</p> });
    let edited = post.edited.map(|at| {
        let said = format!("Modifié le {}", day_and_hour(at));
        view! { " · " <a href=paths::post_history(post.id) title=said aria-describedby=head.clone()>"modifié"</a> }
    });
    let accepted = post.is_answer.then(|| view! { <p><span class="badge" data-state="open">"Réponse retenue"</span></p> });
    let (at, link) = (post.created, format!("#{id}"));
    let (state, is_answer) = (post.state.key(), post.is_answer.then_some(""));
    view! {
        <li class="post" id=id data-answer=is_answer data-state=state>
            {new}
            <div class="post-head" id=head.clone()>
                <p class="post-name">{words::named(&post.name)}</p>
                <p class="byline">
                    <a href=link>{number} <time datetime=at.rfc3339()>{day_and_hour(at)}</time></a>
                    {edited}
                </p>
            </div>
            {accepted}
            <Standing post=post.clone()/>
            <div class="prose" inner_html=body.as_str().to_owned()></div>
            {answer.map(|brief| view! { <AnswerBrief brief/> })}
            <Foot post around head/>
        </li>
    }
    .into_any()
}

/// Why its viewer alone reads it, and what its author is told.
#[component]
fn Standing(post: SeenPost) -> impl IntoView {
    let taken = matches!(post.state, PostState::Hidden | PostState::Removed);
    let reason = (!post.reason.is_empty()).then(|| view! { <p>"Motif\u{a0}: " {post.reason.clone()}</p> });
    let appeal =
        (taken && post.mine).then(|| view! { <p><a href=paths::MY_MODERATION>"Pourquoi, et comment demander que ce soit revu"</a></p> });
    words::standing(&post).map(|said| view! { <div class="notice wait"><p>{said}</p> {reason} {appeal}</div> })
}

#[component]
fn AnswerBrief(brief: Brief) -> impl IntoView {
    let Brief { text, name, address } = brief;
    let by = (!name.is_empty()).then(|| format!(" de {name}"));
    view! {
        <div class="answer-brief">
            <p><strong>"Réponse retenue" {by}</strong></p>
            <p>{text}</p>
            <p><a href=address>"Lire la réponse"</a></p>
        </div>
    }
}

/// What is said of it with one press, and what its reader may do.
#[component]
fn Foot(
    post: SeenPost,
    around: Around,
    /// The id of what names it.
    head: String,
) -> impl IntoView {
    let shown = post.state == PostState::Shown;
    let position = post.position.filter(|_| shown);
    let react = around.may.follow && shown && !post.mine;
    let quote = position.filter(|_| around.may.reply).map(|position| {
        let address = paths::topic_quoting(around.topic, &around.slug, position);
        view! { <a href=address aria-describedby=head.clone()>"Citer"</a> }
    });
    let accept = (around.may.tend && around.kind == TopicKind::Question && position.is_some_and(|position| position != Position::OPENING))
        .then(|| view! { <Accept post=post.id topic=around.topic accepted=post.is_answer head=head.clone()/> });
    let edit = (post.may_edit || post.may_withdraw)
        .then(|| view! { <a href=paths::post_edit(post.id) aria-describedby=head.clone()>"Modifier"</a> });
    let report = post.may_report.then(|| view! { <a href=paths::post_report(post.id) aria-describedby=head.clone()>"Signaler"</a> });
    let removal = (!post.pictures.is_empty())
        .then(|| view! { <a href=paths::removal_from_post(post.id) aria-describedby=head.clone()>"Retirer une image"</a> });
    let moderate = around.may.moderate.then(|| view! { <a href=paths::moderate_post(post.id) aria-describedby=head.clone()>"Modérer"</a> });
    view! {
        <Reactions post=post.id topic=around.topic said=post.said may=react head/>
        <div class="post-acts not-printed">{quote} {accept} {edit} {report} {removal} {moderate}</div>
    }
}

/// Says that a message answers the question, or no longer does.
#[component]
fn Accept(post: PostId, topic: TopicId, accepted: bool, head: String) -> impl IntoView {
    let (act, label) = if accepted { (act::UNACCEPT, "Ce n’est plus la réponse") } else { (act::ACCEPT, "C’est la réponse") };
    view! {
        <form method="post" action=paths::topic_acts(topic)>
            <input type="hidden" name="post" value=post.to_string()/>
            <button class="button plain" name="do" value=act aria-describedby=head>{label}</button>
        </form>
    }
}

/// The few words that may be said of a message, each with how many said it; and who did.
#[component]
fn Reactions(
    post: PostId,
    topic: TopicId,
    said: Vec<Said>,
    /// Whether the viewer may say them.
    may: bool,
    head: String,
) -> impl IntoView {
    let one = |reaction: &Reaction| {
        let known = said.iter().find(|one| one.reaction == *reaction);
        let many = known.map_or(0, |one| one.by.len());
        let count = (many > 0).then(|| view! { " " <span class="reaction-count">{many}</span> });
        if !may {
            return (many > 0).then(|| view! { <span class="chip">{reaction.label()} {count}</span> }).into_any();
        }
        let mine = known.is_some_and(|one| one.mine);
        view! {
            <form method="post" action=paths::topic_acts(topic)>
                <input type="hidden" name="post" value=post.to_string()/>
                <input type="hidden" name="on" value=if mine { "0" } else { "1" }/>
                <button class="reaction" name="do" value=reaction.key() aria-pressed=mine.to_string() aria-describedby=head.clone()>
                    {reaction.label()}
                    {count}
                </button>
            </form>
        }
        .into_any()
    };
    let buttons = Reaction::ALL.iter().map(one).collect_view();
    let line = |one: &Said| view! { <li>{format!("{}\u{a0}: {}", one.reaction.label(), one.by.join(", "))}</li> };
    let who = (!said.is_empty()).then(|| {
        view! {
            <details class="disclosure who">
                <summary aria-describedby=head.clone()>"Qui\u{202f}?"</summary>
                <ul class="plain-list">{said.iter().map(line).collect_view()}</ul>
            </details>
        }
    });
    let any = may || !said.is_empty();
    any.then(|| view! { <div class="reactions">{buttons} {who}</div> })
}
