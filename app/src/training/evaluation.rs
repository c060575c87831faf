//! `/moi/formations/sessions/{id}/avis`: what those who came think, without their name.

use super::{session_id, words};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{Among, Choice, ChoiceField, Question, TextField},
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
    ids::SessionId,
    paths,
    training::{EvaluationForm, EvaluationQuestion, MIN_ANSWERS, Score},
};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, Asked, SessionCard},
};

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, session_id(&id)?, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: the answers.
pub(super) async fn answer(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = session_id(&id)?;
    let sent = Sent::read(request).await?;
    match EvaluationForm::read(sent.borrowed()) {
        Ok(form) => {
            training::evaluate(&visit.cx, id, &form).await?;
            Ok(Redirect::to(&format!("{}?fait=avis", paths::MY_TRAININGS)).into_response())
        }
        Err(problems) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
    }
}

async fn page(visit: &Visit, id: SessionId, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    visit.cx.account().ok_or(Error::SignIn)?;
    let asked = training::asked(&visit.cx, id).await?.ok_or(Error::NotFound)?;
    let places = training::own_places(&visit.cx).await?;
    let card = places.into_iter().map(|place| place.card).find(|card| card.id == id).ok_or(Error::NotFound)?;
    let page = Page { title: format!("Votre avis\u{a0}: {}", card.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <EvaluationPage card asked typed/> }))
}

#[component]
fn EvaluationPage(card: SessionCard, asked: Asked, typed: Typed) -> impl IntoView {
    let form = match asked {
        Asked::Now => view! { <EvaluationFields id=card.id typed=typed.clone()/> }.into_any(),
        Asked::Answered => view! { <p class="notice good">"Votre avis est déjà compté. Merci."</p> }.into_any(),
        Asked::NotNow => view! { <p class="notice">"Un avis se donne une fois la session passée, pendant deux mois."</p> }.into_any(),
    };
    let when = card.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    view! {
        <Trail above=vec![step("Mes formations", paths::MY_TRAININGS)] here="Votre avis"/>
        <div class="page-head">
            <h1>"Votre avis"</h1>
            <p class="lead">{card.title}</p>
            <p class="byline">{when}</p>
        </div>
        <ProblemSummary problems=typed.problems label=words::field/>
        {form}
    }
}

#[component]
fn EvaluationFields(id: SessionId, typed: Typed) -> impl IntoView {
    let field = |question: &EvaluationQuestion| {
        let chosen = typed.value(question.key()).unwrap_or_default();
        let choice = |score: &Score| Choice {
            value: score.key().to_owned(),
            label: score.label().to_owned(),
            note: "",
            chosen: score.key() == chosen,
        };
        let asked = Question::new(question.key(), question.label(), "", true, &typed.problems);
        view! { <ChoiceField question=asked choices=Score::ALL.iter().map(choice).collect() among=Among::One class="in-line"/> }
    };
    let remark = Question::new("remark", words::field("remark"), "Sans nom d’enfant ni de collègue.", false, &typed.problems);
    view! {
        <p>"Vos réponses sont comptées sans votre nom, et ne se lisent qu’à partir de " {MIN_ANSWERS} "\u{a0}avis."</p>
        <form class="form" method="post" action=paths::evaluation(id) novalidate>
            {EvaluationQuestion::ALL.iter().map(field).collect_view()}
            <TextField question=remark value=typed.value("remark").unwrap_or_default() class="short-text"/>
            <p><button class="button">"Envoyer mon avis"</button></p>
        </form>
    }
}
