//! `/echanges/messages/{id}`: where a message stands, what it said before, and changing it or taking it back.

use super::{
    again::{Again, SaidAgain},
    names::NameList,
    picture, post_id,
    post_item::anchor,
    sent_on, words,
};
use crate::{
    outcome::Refused,
    projects::islands::{PreviewIsland, ToolbarIsland},
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{Question, TextField},
        live::DraftSaid,
        paging::address_of_page,
        post_picture::PostPicture,
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
    access::{Action, PostAction, decide},
    discussions::{Position, PostForm},
    ids::PostId,
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    discussions::{self, PostPage, SeenPost, Topic},
    error::{Conflict, Error},
    text::SafeHtml,
};

/// What the forms send as `do`.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const WITHDRAW: &str = "withdraw";
}

/// `GET /echanges/messages/{id}`: leads to its place, wherever that is now.
pub(super) async fn find(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let PostPage { topic, post, .. } = discussions::post(&visit.cx, post_id(&id)?).await?;
    Ok(sent_on(StatusCode::FOUND, place(&topic, &post)))
}

/// The address of a message in its topic; what waits stands behind the last one.
fn place(topic: &Topic, post: &SeenPost) -> String {
    match post.position {
        Some(position) => paths::topic_at(topic.id, &topic.slug, position),
        None => {
            let last = topic.last.unwrap_or(Position::OPENING).page();
            format!("{}#{}", address_of_page(&paths::topic(topic.id, &topic.slug), last), anchor(post))
        }
    }
}

/// `GET /echanges/messages/{id}/historique`
pub(super) async fn history(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let shown = discussions::post_history(&visit.cx, post_id(&id)?).await?;
    let page = Page { title: format!("Historique d’un message\u{a0}: {}", shown.topic.title), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <HistoryPage shown/> }))
}

#[component]
fn HistoryPage(shown: PostPage) -> impl IntoView {
    let PostPage { topic, post, before, .. } = shown;
    let never = before.is_empty().then(|| view! { <p>"Ce message n’a pas changé."</p> });
    let item = |(until, said): (Timestamp, SafeHtml)| {
        view! {
            <li>
                <h2>"Jusqu’au " <time datetime=until.rfc3339()>{day_and_hour(until)}</time></h2>
                <div class="prose" inner_html=said.as_str().to_owned()></div>
            </li>
        }
    };
    let now = post.body.clone().map(|said| {
        view! { <li><h2>"Maintenant"</h2><div class="prose" inner_html=said.as_str().to_owned()></div></li> }
    });
    let back = place(&topic, &post);
    view! {
        <Trail above=above(&topic) here="Historique d’un message"/>
        <div class="page-head">
            <h1>"Ce que disait ce message"</h1>
            <p class="byline">{words::named(&post.name)} " · " <time datetime=post.created.rfc3339()>{day_and_hour(post.created)}</time></p>
            <p><a href=back>"Revenir au message"</a></p>
        </div>
        {never}
        <ol class="post-versions">{now} {before.into_iter().map(item).collect_view()}</ol>
    }
}

/// What lies above the pages of a message.
fn above(topic: &Topic) -> Vec<(String, String)> {
    vec![step("Échanges", paths::DISCUSSIONS), step(topic.title.clone(), paths::topic(topic.id, &topic.slug))]
}

/// `GET /echanges/messages/{id}/modifier`
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, post_id(&id)?, Again::default(), false).await?)
}

/// `POST`: changes what it says, or takes it back.
pub(super) async fn change(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = post_id(&id)?;
    visit.cx.account().ok_or(Error::SignIn)?;
    let mut sent = Sent::read(request).await?;
    let wrong = picture::take_in(&visit, &mut sent).await?;
    let done = match sent.value("do") {
        act::SAVE => match picture::and(wrong, PostForm::read(sent.borrowed())) {
            Ok(form) => discussions::edit(&visit.cx, id, sent.value("version").parse().unwrap_or(-1), &form).await,
            Err(problems) => Err(problems.into()),
        },
        act::WITHDRAW => return Ok(Redirect::to(&withdrawn(&visit, id).await?).into_response()),
        _ => Err(Problems::one("body", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&paths::post(id)).into_response()),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let typed = Typed { pairs: sent.pairs, ..Typed::default() };
            Ok(page(&visit, id, Again { typed, ..Again::default() }, true).await?)
        }
        Err(error) => Ok(page(&visit, id, Again::after(error, sent.pairs)?, false).await?),
    }
}

/// Takes a message back; gives where it stood, since it is not found by its own address any more.
async fn withdrawn(visit: &Visit, id: PostId) -> Result<String, Error> {
    let PostPage { topic, post, .. } = discussions::post(&visit.cx, id).await?;
    discussions::withdraw(&visit.cx, id).await?;
    Ok(place(&topic, &post))
}

/// The page; `overtaken` when the message was changed elsewhere while someone typed.
async fn page(visit: &Visit, id: PostId, again: Again, overtaken: bool) -> Result<Response, Error> {
    let shown = discussions::post(&visit.cx, id).await?;
    if !shown.post.may_edit && !shown.post.may_withdraw {
        decide(&visit.cx.viewer, Action::Post(PostAction::Edit, &shown.topic.facts(), &shown.post.facts()))?;
    }
    let status = if overtaken { StatusCode::CONFLICT } else { again.status() };
    let head = Page { title: "Modifier un message".into(), index: false, islands: shown.post.may_edit, ..Page::default() };
    let response = render(visit, status, head, {
        let again = again.clone();
        move || view! { <EditPage shown again overtaken/> }
    });
    Ok(again.answered(response))
}

#[component]
fn EditPage(shown: PostPage, again: Again, overtaken: bool) -> impl IntoView {
    let PostPage { topic, post, typed, version, .. } = shown;
    let address = paths::post_edit(post.id);
    let back = place(&topic, &post);
    let meanwhile = overtaken.then(|| view! { <Meanwhile post=post.clone()/> });
    let value = again.typed.value("body").unwrap_or(typed);
    let question =
        Question::new("body", words::field("body"), "Ce qu’il disait reste lisible dans son historique.", true, &again.typed.problems);
    let edit = if post.may_edit {
        view! {
            <form
                class="form"
                id="edit-form"
                method="post"
                action=address.clone()
                enctype="multipart/form-data"
                novalidate
                data-draft=format!("post:{}", post.id)
                data-people=paths::mentionable(topic.id)
            >
                <input type="hidden" name="version" value=version.to_string()/>
                <TextField question value class="short-text">
                    <ToolbarIsland field="body".to_owned()/>
                </TextField>
                <NameList/>
                <PreviewIsland field="body".to_owned()/>
                <PostPicture typed=again.typed.clone()/>
                <p class="button-row">
                    <button class="button" name="do" value=act::SAVE>"Enregistrer"</button>
                    <a href=back>"Ne rien changer"</a>
                    <DraftSaid/>
                </p>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="notice">"Ce sujet est fermé\u{a0}: ce message ne change plus, mais vous pouvez le reprendre."</p> }.into_any()
    };
    let withdraw = post.may_withdraw.then(|| {
        view! {
            <details class="disclosure">
                <summary>"Reprendre ce message"</summary>
                <form method="post" action=address>
                    <p>"Il disparaît pour tout le monde, et les réponses restent. On ne peut pas revenir en arrière."</p>
                    <p><button class="button danger" name="do" value=act::WITHDRAW>"Oui, reprendre ce message"</button></p>
                </form>
            </details>
        }
    });
    view! {
        <Trail above=above(&topic) here="Modifier un message"/>
        <div class="page-head"><h1>"Modifier un message"</h1></div>
        <SaidAgain again/>
        {meanwhile}
        {edit}
        {withdraw}
    }
}

const MEANWHILE: &str = "Rien de ce que vous avez écrit n’est perdu\u{a0}: votre texte est dans le formulaire. Voici ce que le message \
                         dit maintenant, et que le vôtre remplacerait.";

/// What the message says now, where it was changed elsewhere.
#[component]
fn Meanwhile(post: SeenPost) -> impl IntoView {
    let said = post.body.unwrap_or_default();
    view! {
        <section class="notice error" role="alert" aria-labelledby="entre-temps">
            <h2 id="entre-temps">"Ce message a changé entre-temps"</h2>
            <p>{MEANWHILE}</p>
            <div class="prose" id="maintenant" inner_html=said.as_str().to_owned()></div>
        </section>
    }
}
