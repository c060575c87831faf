//! `/animation/retraits`: what is asked to be taken away, and the decision.

use super::words::field;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::{age, day_and_hour},
        field::Notes,
        field::{Question, Writing},
        problems::ProblemSummary,
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
    ids::{PictureId, RequestId},
    media::WIDTHS,
    moderation::Decision,
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    error::Error,
    moderation::{self, Request as Asked},
};

/// The requests that wait.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    Ok(show(&visit, StatusCode::OK, None, Problems::new()).await?)
}

/// `POST /animation/retraits/{request}`
pub(super) async fn decide(visit: Visit, Path(request): Path<String>, body: Request) -> Result<Response, Refused> {
    let request: RequestId = request.parse().map_err(|_| Error::NotFound)?;
    let sent = Sent::read(body).await?;
    let decided = match sent.value("decision").parse::<Decision>() {
        Ok(decision) => moderation::decide(&visit.cx, request, decision, sent.value("answer")).await,
        Err(_) => Err(Problems::one("decision", Rule::Required).into()),
    };
    match decided {
        Ok(()) => Ok(Redirect::to(paths::REMOVALS).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = (request, sent.value("answer").to_owned());
            Ok(show(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some(typed), problems).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(visit: &Visit, status: StatusCode, typed: Option<(RequestId, String)>, problems: Problems) -> Result<Response, Error> {
    let requests = moderation::pending(&visit.cx).await?;
    let now = visit.cx.now();
    let page = Page { index: false, ..Page::titled("Images à retirer") };
    Ok(render(visit, status, page, move || view! { <DeskPage requests typed problems now/> }))
}

#[component]
fn DeskPage(requests: Vec<Asked>, typed: Option<(RequestId, String)>, problems: Problems, now: Timestamp) -> impl IntoView {
    let said = match requests.len() {
        0 => "Aucune demande n’attend.".to_owned(),
        1 => "Une demande attend votre décision. Ce qu’elle vise est caché en attendant.".to_owned(),
        many => format!("{many}\u{a0}demandes attendent votre décision. Ce qu’elles visent est caché en attendant."),
    };
    let row = |request: Asked| {
        let answer = typed.as_ref().filter(|(id, _)| *id == request.id).map(|(_, answer)| answer.clone()).unwrap_or_default();
        let problems = if answer.is_empty() { Problems::new() } else { problems.clone() };
        view! { <RequestRow request answer problems now/> }
    };
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Images à retirer"/>
        <div class="page-head"><h1>"Images à retirer"</h1><p class="lead">{said}</p></div>
        <ProblemSummary problems=problems.clone() label=field/>
        <ol class="removal-list">{requests.into_iter().map(row).collect_view()}</ol>
    }
}

#[component]
fn RequestRow(request: Asked, answer: String, problems: Problems, now: Timestamp) -> impl IntoView {
    let id = request.id;
    let question = Question::new("answer", field("answer"), "", false, &problems);
    let name = format!("reponse-{id}");
    let in_message = request.project.is_none() && request.post.is_some();
    let project = request.project.map(|(slug, title)| view! { " dans " <a href=paths::project(&slug)>{title}</a> });
    let post = request.post.map(|post| view! { " dans " <a href=paths::moderate_post(post)>"un message"</a> });
    // The page of a medium is that of who prepares it for a sheet: of a message's picture, who decides sees the picture itself.
    let (medium, look) = if in_message {
        (paths::picture(PictureId::new(request.medium.get()), WIDTHS[0]), "Voir l’image en cause")
    } else {
        (paths::medium_page(request.medium), "Voir ce qui est en cause, et ce que dit le registre")
    };
    let address = format!("{}/{id}", paths::REMOVALS);
    let help = if request.wants_answer {
        "Elle est envoyée à la personne, avec votre décision."
    } else {
        "La personne n’a pas laissé d’adresse\u{202f}: gardez ici une trace, si besoin."
    };
    view! {
        <li>
            <article aria-labelledby=format!("demande-{id}")>
                <h2 id=format!("demande-{id}")>{format!("Demande {id}")}</h2>
                <p class="byline">
                    <time datetime=request.asked.rfc3339()>{age(request.asked, now)}</time>
                    ", " {day_and_hour(request.asked)} {project} {post}
                </p>
                <p>{request.asker.label()}</p>
                {(!request.message.is_empty()).then(|| view! { <blockquote><p>{request.message}</p></blockquote> })}
                <p><a href=medium>{look}</a></p>
                <form method="post" action=address>
                    <div class="field">
                        <label for=name.clone()>{question.label}</label>
                        <p class="field-help">{help}</p>
                        <Notes question/>
                        <Writing class="short-text" id=name name="answer" value=answer/>
                    </div>
                    <p class="button-row">
                        <button class="button danger" name="decision" value=Decision::Removed.key()>"Le retirer"</button>
                        <button class="button quiet" name="decision" value=Decision::Kept.key()>"Le montrer de nouveau"</button>
                    </p>
                </form>
            </article>
        </li>
    }
}
