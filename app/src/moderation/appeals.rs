//! Appeals that wait, and the answer: part of `/animation/signalements`.

use super::{
    item::{place, said},
    reports,
    words::{self, field},
};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    ui::{
        dates::{age, day},
        field::{Notes, Question, Writing},
    },
    visit::Visit,
};
use axum::{
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::ActId,
    paths,
    problem::{Problems, Rule},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    discussions::PostInContext,
    error::Error,
    moderation::{self, WaitingAppeal},
};

/// What the form sends as `decision`: the act stands.
const KEEP: &str = "kept";
/// It is undone.
const UNDO: &str = "undone";
/// What tells the page which appeal was being answered.
const ACT: &str = "act";

/// `POST /animation/signalements/recours/{id}`
pub(super) async fn settle(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let act: ActId = id.parse().map_err(|_| Error::NotFound)?;
    let sent = Sent::read(request).await?;
    let settled = match sent.value("decision") {
        KEEP => moderation::settle_appeal(&visit.cx, act, true, sent.value("answer")).await,
        UNDO => moderation::settle_appeal(&visit.cx, act, false, sent.value("answer")).await,
        _ => Err(Problems::one("decision", Rule::Required).into()),
    };
    match settled {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait=decide", paths::REPORTS)).into_response()),
        Err(Error::Invalid(problems)) => {
            let mut pairs = sent.pairs;
            pairs.push((ACT.to_owned(), id));
            Ok(reports::page(&visit, StatusCode::UNPROCESSABLE_ENTITY, Typed { pairs, problems }).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// The appeals that wait, if there are any.
#[component]
pub(super) fn Appeals(
    /// Those that wait.
    appeals: Vec<WaitingAppeal>,
    /// What was typed and not accepted.
    typed: Typed,
    /// The present instant.
    now: Timestamp,
) -> impl IntoView {
    let item = |appeal: WaitingAppeal| {
        let mine = typed.value(ACT).is_some_and(|act| act == appeal.act.id.to_string());
        let typed = if mine { typed.clone() } else { Typed::default() };
        view! { <li><AppealItem appeal typed now/></li> }
    };
    (!appeals.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="recours">
                <div class="section-head"><h2 id="recours">"Recours"</h2></div>
                <p class="byline">"Il vaut mieux qu’une autre personne que celle qui a décidé réponde, quand il y en a une."</p>
                <ol class="moderation-queue">{appeals.into_iter().map(item).collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn AppealItem(appeal: WaitingAppeal, typed: Typed, now: Timestamp) -> impl IntoView {
    let WaitingAppeal { act, context, mine } = appeal;
    let title = format!("recours-{}", act.id);
    let (labelled, about) = (title.clone(), title.clone());
    let by = if mine { "vous".to_owned() } else { words::name(&act.by_name) };
    let why = act.reason.map(|reason| format!(" ({})", reason.label()));
    let message = context.map(|PostInContext { topic, post, .. }| {
        let place = place(&topic, post.position);
        view! {
            <details class="disclosure">
                <summary>"Le message"</summary>
                <p class="byline">{place} " " <span class="badge">{post.state.label()}</span></p>
                {said(post.body)}
            </details>
        }
    });
    let (against, since) = act.appeal.map_or((String::new(), act.at), |appeal| (appeal.text, appeal.at));
    view! {
        <article class="moderation-item" aria-labelledby=labelled>
            <h3 id=title>{format!("{}\u{a0}: recours formé par {}", act.kind.label(), words::name(&act.name))}</h3>
            <p class="byline"><time datetime=since.rfc3339()>{age(since, now)}</time> ", contre une décision prise par " {by} " le " {day(act.at)} {why}</p>
            <p>"Ce qui avait été dit à l’auteur"</p>
            <blockquote><p class="remark-text">{act.words}</p></blockquote>
            <p>"Ce qu’il répond"</p>
            <blockquote><p class="remark-text">{against}</p></blockquote>
            {message}
            <AnswerForm id=act.id typed about/>
        </article>
    }
}

#[component]
fn AnswerForm(id: ActId, typed: Typed, about: String) -> impl IntoView {
    let question = Question::new("answer", field("answer"), "", true, &typed.problems);
    // The summary of problems leads to the one that was sent.
    let sent = !typed.problems.is_empty();
    let own = |name: &str| if sent { name.to_owned() } else { format!("{name}-{id}") };
    let (answer, labelled, other) = (own("answer"), own("answer"), about.clone());
    view! {
        <form class="form" method="post" action=paths::appeal(id) novalidate>
            <div class="field">
                <label for=labelled>{question.label}</label>
                <p class="field-help">"L’auteur la reçoit avec votre décision."</p>
                <Notes question=question.clone()/>
                <Writing
                    class="short-text"
                    id=answer
                    name="answer"
                    value=typed.value("answer").unwrap_or_default()
                    invalid=question.invalid()
                    described_by=question.described_by()
                />
            </div>
            <p class="button-row" id=own("decision")>
                <button class="button" name="decision" value=UNDO aria-describedby=about>"Annuler la décision"</button>
                <button class="button quiet" name="decision" value=KEEP aria-describedby=other>"Maintenir la décision"</button>
            </p>
        </form>
    }
}
