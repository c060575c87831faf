//! Answering in a topic: the form beneath it, what stands in it at first, and what becomes of it.

use super::{again::Again, names::NameList, picture, topic, topic_id, words};
use crate::{
    kept,
    outcome::Refused,
    projects::islands::{PreviewIsland, ToolbarIsland},
    sent::{Sent, Typed, new_mark},
    ui::{
        dates::day_and_hour,
        field::{Question, TextField},
        live::DraftSaid,
        paging::address_of_page,
        post_picture::PostPicture,
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Action, TopicAction, decide},
    discussions::{Position, PostForm, PostState, TopicState},
    ids::{PostId, TopicId},
    paths,
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    discussions::{self, DraftPlace, TopicPage, Where},
    error::Error,
};

/// What the buttons send as `do`.
mod act {
    pub(super) const SEND: &str = "send";
    pub(super) const KEEP: &str = "draft";
}

/// What stands in the form.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    /// The topic.
    topic: TopicId,
    /// Its address, which it is sent to.
    action: String,
    /// On which page one writes.
    page: u32,
    /// The message.
    body: String,
    /// Which sending it will be.
    sent: String,
    /// When what stands in it was kept as a draft.
    kept: Option<Timestamp>,
    /// What is wrong with it.
    typed: Typed,
}

/// Who may answer, and what the others are told.
#[derive(Clone, Debug)]
pub(super) enum Voice {
    /// The viewer may: the form.
    May,
    /// Whoever signs in may: where to.
    SignIn(String),
    /// The viewer may not: why.
    MayNot(&'static str),
    /// The topic itself says enough.
    Silent,
}

impl Voice {
    /// The viewer's in a topic.
    pub(super) fn of(visit: &Visit, seen: &TopicPage) -> Self {
        let topic = &seen.topic;
        if seen.may.reply {
            Self::May
        } else if topic.state != TopicState::Shown {
            Self::Silent
        } else if topic.facts().locked {
            Self::MayNot("Ce sujet est fermé\u{a0}: plus personne n’y répond.")
        } else if visit.cx.account().is_none() {
            let back: String = url::form_urlencoded::byte_serialize(visit.address.as_bytes()).collect();
            Self::SignIn(format!("{}?retour={back}", paths::SIGN_IN))
        } else {
            Self::MayNot("Vous lisez ce sujet sans pouvoir y écrire.")
        }
    }
}

/// What stands in the form beneath a topic: what was typed in vain, else what was begun, with the message that is quoted.
pub(super) async fn prepared(visit: &Visit, seen: &TopicPage, again: &Again) -> Result<Reply, Error> {
    let typed = &again.typed;
    let (body, sent) = match (typed.value("body"), typed.value("sent")) {
        (Some(body), Some(sent)) => (body, sent),
        (Some(body), None) => (body, new_mark()?),
        (None, _) => (begun(visit, seen).await?, new_mark()?),
    };
    Ok(Reply {
        topic: seen.topic.id,
        action: paths::topic(seen.topic.id, &seen.topic.slug),
        page: seen.page,
        body,
        sent,
        kept: seen.draft.as_ref().map(|draft| draft.updated).filter(|_| !again.is_again()),
        typed: typed.clone(),
    })
}

async fn begun(visit: &Visit, seen: &TopicPage) -> Result<String, Error> {
    let mut body = seen.draft.as_ref().map(|draft| draft.body.clone()).unwrap_or_default();
    if let Some((post, position)) = quoted(visit, seen) {
        let said = discussions::quote(&visit.cx, post).await?;
        if !body.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(&words::quoted(post, position, &said));
    }
    Ok(body)
}

/// The message that the address asks to quote, and its place; nobody quotes where they do not write.
fn quoted(visit: &Visit, seen: &TopicPage) -> Option<(PostId, Position)> {
    let pairs = visit.query();
    let wanted: u32 = pairs.iter().find(|(name, _)| name == "citer")?.1.parse().ok()?;
    let found = seen.posts.iter().filter(|post| seen.may.reply && post.state == PostState::Shown);
    found.filter_map(|post| Some((post.id, post.position?))).find(|(_, position)| position.get() == wanted)
}

/// `POST /echanges/sujets/{id}`: writes a message, or keeps it as a draft.
pub(super) async fn send(visit: Visit, Path(key): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = topic_id(&key)?;
    // Asked before a picture is read: it may be heavy.
    visit.cx.account().ok_or(Error::SignIn)?;
    let mut sent = Sent::read(request).await?;
    let done = if sent.value("do") == act::KEEP { begun_here(&visit, id, &sent).await } else { written(&visit, id, &mut sent).await };
    match done {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(error) => Ok(once_more(&visit, id, error, sent).await?),
    }
}

/// Writes the message; gives its address.
async fn written(visit: &Visit, id: TopicId, sent: &mut Sent) -> Result<String, Error> {
    discussions::check_reply(&visit.cx, id, &picture::as_typed(sent)).await?;
    let wrong = picture::take_in(visit, sent).await?;
    let form = picture::and(wrong, PostForm::read(sent.borrowed()))?;
    discussions::reply(&visit.cx, id, &form).await.map(paths::post)
}

/// Keeps the draft; gives the address at which one goes on.
async fn begun_here(visit: &Visit, id: TopicId, sent: &Sent) -> Result<String, Error> {
    discussions::keep_draft(&visit.cx, DraftPlace::Topic(id), "", sent.value("body")).await?;
    let topic = discussions::topic_itself(&visit.cx, id).await?;
    let page = page_of(sent).clamp(1, topic.last.unwrap_or(Position::OPENING).page());
    Ok(format!("{}#repondre", address_of_page(&paths::topic(id, &topic.slug), page)))
}

fn page_of(sent: &Sent) -> u32 {
    sent.value("page").parse().unwrap_or(1)
}

/// What was typed, once more: in the same page of the topic, or by itself where that has no form for it any more.
async fn once_more(visit: &Visit, id: TopicId, error: Error, sent: Sent) -> Result<Response, Error> {
    let (page, body) = (page_of(&sent), sent.value("body").to_owned());
    match shown_again(visit, id, page, error, sent.pairs).await {
        Err(why) => kept::answer(visit, Some(DraftPlace::Topic(id)), "", &body, why).await,
        shown => shown,
    }
}

async fn shown_again(visit: &Visit, id: TopicId, page: u32, error: Error, pairs: Vec<(String, String)>) -> Result<Response, Error> {
    let again = Again::after(error, pairs)?;
    let seen = discussions::topic(&visit.cx, id, Where::Page(page)).await?;
    // Whoever may not answer is told so, whatever they typed.
    decide(&visit.cx.viewer, Action::Topic(TopicAction::Reply, &seen.topic.facts()))?;
    topic::show(visit, seen, again).await
}

/// The form, or why there is none.
#[component]
pub(super) fn ReplyPart(reply: Reply, voice: Voice) -> impl IntoView {
    let told = match voice {
        Voice::Silent => return ().into_any(),
        Voice::May => view! { <ReplyForm reply/> }.into_any(),
        Voice::SignIn(address) => view! { <p><a class="button" href=address>"Connectez-vous pour répondre"</a></p> }.into_any(),
        Voice::MayNot(why) => {
            let kept = (!reply.body.is_empty()).then(|| {
                view! {
                    <p>
                        "Ce que vous aviez commencé à écrire n’est pas perdu\u{a0}: il est gardé dans "
                        <a href=paths::DRAFTS>"vos brouillons"</a> "."
                    </p>
                    <blockquote class="draft-text pre-line">{reply.body.clone()}</blockquote>
                }
            });
            view! { <p>{why}</p> {kept} }.into_any()
        }
    };
    view! {
        <section class="section not-printed" id="repondre" aria-labelledby="titre-repondre">
            <h2 id="titre-repondre">"Répondre"</h2>
            {told}
        </section>
    }
    .into_any()
}

#[component]
fn ReplyForm(reply: Reply) -> impl IntoView {
    let Reply { topic, action, page, body, sent, kept, typed } = reply;
    let help = "Une ligne vide sépare deux paragraphes. «\u{a0}@\u{a0}» et un nom préviennent la personne. Ne nommez aucun élève.";
    let question = Question::new("body", "Votre message", help, true, &typed.problems);
    let kept = kept.map(|at| format!("Votre brouillon, gardé le {}.", day_and_hour(at)));
    view! {
        <form
            class="form"
            id="reply-form"
            method="post"
            action=action
            enctype="multipart/form-data"
            novalidate
            data-draft=DraftPlace::Topic(topic).key()
            data-people=paths::mentionable(topic)
        >
            <input type="hidden" name="sent" value=sent/>
            <input type="hidden" name="page" value=page.to_string()/>
            {kept.map(|said| view! { <p class="byline">{said}</p> })}
            <TextField question value=body class="short-text">
                <ToolbarIsland field="body".to_owned()/>
            </TextField>
            <NameList/>
            <PreviewIsland field="body".to_owned()/>
            <PostPicture typed/>
            <p class="button-row">
                <button class="button" name="do" value=act::SEND>"Envoyer"</button>
                <button class="button quiet" name="do" value=act::KEEP>"Garder le brouillon"</button>
                <DraftSaid/>
            </p>
        </form>
    }
}
