//! `/echanges/messages/{id}`: where a message stands, what it said before, and changing it or taking it back.

use super::{
    again::{Again, SaidAgain},
    names::NameList,
    picture, post_id,
    post_item::anchor,
    sent_on, words,
};
use crate::{
    kept,
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
    access::{Action, PortalAction, PostAction, decide},
    discussions::{Position, PostForm},
    ids::PostId,
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{
    discussions::{self, Draft, DraftPlace, Former, PostPage, SeenPost, Topic},
    error::{Conflict, Error},
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
    let decides = decide(&visit.cx.viewer, Action::Post(PostAction::Moderate, &shown.topic.facts(), &shown.post.facts())).is_ok();
    // For good: not a delegate's to do.
    let may_erase = decides && visit.may(PortalAction::Moderate);
    Ok(render(&visit, StatusCode::OK, page, move || view! { <HistoryPage shown may_erase/> }))
}

#[component]
fn HistoryPage(
    shown: PostPage,
    /// Whether the viewer decides on the message.
    may_erase: bool,
) -> impl IntoView {
    let PostPage { topic, post, before, .. } = shown;
    let never = before.is_empty().then(|| view! { <p>"Ce message n’a pas changé."</p> });
    let erase = (may_erase && !before.is_empty())
        .then(|| view! { <p><a href=paths::moderate_post(post.id)>"Effacer une ancienne version"</a></p> });
    let item = |Former { until, said, .. }: Former| {
        let said = match said {
            Some(said) => view! { <div class="prose" inner_html=said.as_str().to_owned()></div> }.into_any(),
            None => view! { <p>"Cette version a été effacée par la modération."</p> }.into_any(),
        };
        view! { <li><h2>"Jusqu’au " <time datetime=until.rfc3339()>{day_and_hour(until)}</time></h2>{said}</li> }
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
            {erase}
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
    if sent.value("do") == act::WITHDRAW {
        return Ok(Redirect::to(&withdrawn(&visit, id).await?).into_response());
    }
    match saved(&visit, id, &mut sent).await {
        Ok(()) => Ok(Redirect::to(&paths::post(id)).into_response()),
        Err(error) => Ok(once_more(&visit, id, error, sent).await?),
    }
}

async fn saved(visit: &Visit, id: PostId, sent: &mut Sent) -> Result<(), Error> {
    if sent.value("do") != act::SAVE {
        return Err(Problems::one("body", Rule::Unreadable).into());
    }
    discussions::check_edit(&visit.cx, id, &picture::as_typed(sent)).await?;
    let wrong = picture::take_in(visit, sent).await?;
    let form = picture::and(wrong, PostForm::read(sent.borrowed()))?;
    discussions::edit(&visit.cx, id, sent.value("version").parse().unwrap_or(-1), &form).await
}

/// What was typed, once more: in the same page, or by itself where that has no form for it any more.
async fn once_more(visit: &Visit, id: PostId, error: Error, sent: Sent) -> Result<Response, Error> {
    let body = sent.value("body").to_owned();
    let overtaken = matches!(error, Error::Conflict(Conflict::StaleVersion { .. }));
    let again = if overtaken {
        Ok(Again { typed: Typed { pairs: sent.pairs, ..Typed::default() }, ..Again::default() })
    } else {
        Again::after(error, sent.pairs)
    };
    let shown = match again {
        Ok(again) => page(visit, id, again, overtaken).await,
        Err(why) => Err(why),
    };
    match shown {
        Err(why) => kept::answer(visit, Some(DraftPlace::Post(id)), "", &body, why).await,
        shown => shown,
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
    let draft = if overtaken || again.is_again() { None } else { discussions::draft(&visit.cx, DraftPlace::Post(id)).await? };
    let status = if overtaken { StatusCode::CONFLICT } else { again.status() };
    let head = Page { title: "Modifier un message".into(), index: false, islands: shown.post.may_edit, ..Page::default() };
    let response = render(visit, status, head, {
        let again = again.clone();
        move || view! { <EditPage shown draft again overtaken/> }
    });
    Ok(again.answered(response))
}

#[component]
fn EditPage(
    shown: PostPage,
    /// What was typed here before, and refused then.
    draft: Option<Draft>,
    again: Again,
    overtaken: bool,
) -> impl IntoView {
    let PostPage { topic, post, typed, version, read_again, .. } = shown;
    // Said before anything is typed, not once it is gone from the page.
    let read_again = read_again.then(|| {
        let with_it = if post.position == Some(Position::OPENING) { " Le sujet attend avec lui." } else { "" };
        view! { <p class="notice wait" id="relu">{READ_AGAIN} {with_it}</p> }
    });
    let address = paths::post_edit(post.id);
    let back = place(&topic, &post);
    let meanwhile = overtaken.then(|| view! { <Meanwhile post=post.clone()/> });
    let kept = draft.as_ref().map(|draft| {
        let said = format!("Votre texte, gardé le {}\u{a0}: le message ne le dit pas encore.", day_and_hour(draft.updated));
        view! { <p class="notice" role="status">{said}</p> }
    });
    let begun = draft.map(|draft| draft.body);
    let lost = begun.clone().filter(|_| !post.may_edit).map(|body| view! { <blockquote class="draft-text pre-line">{body}</blockquote> });
    let value = again.typed.value("body").or(begun).unwrap_or(typed);
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
        {kept}
        {lost}
        {read_again}
        {edit}
        {withdraw}
    }
}

const READ_AGAIN: &str = "Vos premiers messages sont relus avant de paraître\u{a0}: modifié, celui-ci le sera de nouveau. D’ici là, vous seul et \
                          l’équipe d’animation le lirez.";

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
