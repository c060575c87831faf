//! `/moi/moderation`: what was decided of what the viewer wrote, why, and the appeal (M2, D10).

use super::{
    item::said,
    words::{self, field},
};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::{day, day_and_hour},
        field::{Notes, Question, Writing},
        problems::ProblemSummary,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::ActId, moderation::AppealForm, paths};
use leptos::prelude::*;
use services::{
    error::Error,
    moderation::{self, Appeal, OwnAct},
};

/// The acts that concern the viewer.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: appeals.
pub(super) async fn appeal(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let act: ActId = sent.value("act").parse().map_err(|_| Error::NotFound)?;
    let appealed = match AppealForm::read(sent.borrowed()) {
        Ok(form) => moderation::appeal(&visit.cx, act, &form).await,
        Err(problems) => Err(problems.into()),
    };
    match appealed {
        Ok(()) => Ok(Redirect::to(&format!("{}#decision-{act}", paths::MY_MODERATION)).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let acts = moderation::my_acts(&visit.cx).await?;
    let page = Page { index: false, ..Page::titled("Modération de vos messages") };
    Ok(render(visit, status, page, move || view! { <MinePage acts typed/> }))
}

#[component]
fn MinePage(acts: Vec<OwnAct>, typed: Typed) -> impl IntoView {
    let none = acts.is_empty().then(|| view! { <p class="empty">"Aucune décision ne concerne vos messages."</p> });
    let item = |own: OwnAct| {
        let sent = typed.value("act").is_some_and(|act| act == own.act.id.to_string());
        let typed = if sent { typed.clone() } else { Typed::default() };
        view! { <OwnItem own typed/> }
    };
    view! {
        <Trail above=vec![step("Mon compte", paths::ME)] here="Modération de vos messages"/>
        <div class="page-head">
            <h1>"Modération de vos messages"</h1>
            <p class="lead">"Ce qui a été décidé, pourquoi, et comment le contester. Vous seul et les personnes qui animent la communauté lisez cette page."</p>
        </div>
        <ProblemSummary problems=typed.problems.clone() label=field/>
        {none}
        <ol class="moderation-queue">{acts.into_iter().map(item).collect_view()}</ol>
        <p class="section"><a href=paths::MODERATION_LOG>"Comment la communauté est modérée, en chiffres"</a></p>
    }
}

#[component]
fn OwnItem(own: OwnAct, typed: Typed) -> impl IntoView {
    let OwnAct { act, said: words_said, may_appeal } = own;
    let title = format!("decision-{}", act.id);
    let (labelled, about) = (format!("{title}-titre"), format!("{title}-titre"));
    let heading = labelled.clone();
    let (topic, message) = words_said.map_or((None, None), |(topic, words)| (Some(topic), Some(words)));
    let place = topic.map(|topic| format!(", dans «\u{a0}{topic}\u{a0}»"));
    let reason = act.reason.map(|reason| view! { <p><strong>{reason.label()}</strong></p> });
    let told = (!act.words.is_empty()).then(|| view! { <blockquote><p class="remark-text">{act.words}</p></blockquote> });
    let until =
        act.until.map(|until| view! { <p>{format!("Vous pouvez écrire de nouveau à partir de\u{a0}: {}.", day_and_hour(until))}</p> });
    let message = message.map(|message| {
        view! { <details class="disclosure"><summary>"Votre message"</summary>{said(Some(message))}</details> }
    });
    let answer = act.appeal.map(|appeal| view! { <Said appeal/> });
    let form = may_appeal.then(|| view! { <AppealFormPart id=act.id typed about/> });
    view! {
        <li id=title>
            <article class="moderation-item" aria-labelledby=labelled>
                <h2 id=heading>{act.kind.label()}</h2>
                <p class="byline">"Le " {day(act.at)} ", par " {words::name(&act.by_name)} {place}</p>
                {reason}
                {told}
                {until}
                {message}
                {answer}
                {form}
            </article>
        </li>
    }
}

/// What the viewer said against it, and the answer.
#[component]
fn Said(appeal: Appeal) -> impl IntoView {
    let Appeal { text, at, settled } = appeal;
    let answer = match settled {
        None => view! { <p class="notice wait">"Votre recours attend une réponse."</p> }.into_any(),
        Some(settled) => {
            let outcome = if settled.kept { "La décision est maintenue." } else { "La décision est annulée." };
            view! { <p class="notice good">{outcome}</p> <blockquote><p class="remark-text">{settled.answer}</p></blockquote> }.into_any()
        }
    };
    view! {
        <p>{format!("Votre recours du {}", day(at))}</p>
        <blockquote><p class="remark-text">{text}</p></blockquote>
        {answer}
    }
}

#[component]
fn AppealFormPart(id: ActId, typed: Typed, about: String) -> impl IntoView {
    let question = Question::new("appeal", field("appeal"), "", true, &typed.problems);
    // The summary of problems leads to the one that was sent.
    let wrong = !typed.problems.is_empty();
    let own = if wrong { "appeal".to_owned() } else { format!("appeal-{id}") };
    let labelled = own.clone();
    view! {
        <details class="disclosure" open=wrong>
            <summary>"Contester cette décision"</summary>
            <form class="form" method="post" action=paths::MY_MODERATION novalidate>
                <input type="hidden" name="act" value=id.to_string()/>
                <div class="field">
                    <label for=labelled>{question.label}</label>
                    <p class="field-help">"Une fois, dans les trente jours. Une personne de l’équipe relit la décision et vous répond."</p>
                    <Notes question=question.clone()/>
                    <Writing
                        class="short-text"
                        id=own
                        name="appeal"
                        value=typed.value("appeal").unwrap_or_default()
                        invalid=question.invalid()
                        described_by=question.described_by()
                    />
                </div>
                <p><button class="button" aria-describedby=about>"Envoyer le recours"</button></p>
            </form>
        </details>
    }
}
