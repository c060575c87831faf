//! `/animation/sessions/{id}/bilan`: what was thought of a session, and what is told of it afterwards.

use super::{session_id, words};
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        field::{Question, TextField},
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
    problem::{Problems, Rule},
    training::{EvaluationQuestion, MIN_ANSWERS, Score, SessionState},
};
use leptos::prelude::*;
use services::{
    error::Error,
    notifications,
    training::{self, Results, SessionDesk, ShownResults},
};

/// What the form sends as `do`.
mod act {
    pub(super) const SAVE: &str = "save";
    pub(super) const PUBLISH: &str = "publish";
}

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, session_id(&id)?, StatusCode::OK, Typed::default()).await?)
}

/// `POST`: writes the report, or shows it.
pub(super) async fn report(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = session_id(&id)?;
    let sent = Sent::read(request).await?;
    let done = match sent.value("do") {
        act::SAVE => training::save_report(&visit.cx, id, sent.value("report"), false).await,
        act::PUBLISH => training::save_report(&visit.cx, id, sent.value("report"), true).await,
        _ => Err(Problems::one("report", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait=compte-rendu", paths::session_results(id))).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, id: SessionId, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let desk = training::session_desk(&visit.cx, id).await?;
    let results = training::results(&visit.cx, id).await?;
    let told = notifications::reach_of_session(&visit.cx, id).await?.reported.by_letter;
    let saved = visit.query().iter().any(|(name, value)| name == "fait" && value == "compte-rendu");
    let page = Page { title: format!("Bilan\u{a0}: {}", desk.training.form.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <ResultsPage desk results typed saved told/> }))
}

#[component]
fn ResultsPage(
    desk: SessionDesk,
    results: Results,
    typed: Typed,
    saved: bool,
    /// How many hear that the report is shown.
    told: u32,
) -> impl IntoView {
    let SessionDesk { training, session, .. } = desk;
    let when = session.form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let above = vec![
        step("Animation", paths::DESK),
        step(training.form.title.clone(), paths::run_training(&training.slug)),
        step(when, paths::run_session(session.id)),
    ];
    let saved = saved.then(|| view! { <p class="notice good" role="status">"C’est enregistré."</p> });
    let over = matches!(session.state, SessionState::Held | SessionState::Closed);
    let shown = session.reported.is_some();
    let question = Question::new(
        "report",
        words::field("report"),
        "Ce qui s’est dit, ce qui a été utilisé, avec des liens. En Markdown si vous le souhaitez. Sans nom.",
        false,
        &typed.problems,
    );
    let text = typed.value("report").unwrap_or(session.report);
    let buttons = if shown {
        view! { <button class="button" name="do" value=act::SAVE>"Enregistrer"</button> }.into_any()
    } else {
        view! {
            <button class="button" name="do" value=act::PUBLISH>"Publier le compte rendu"</button>
            <button class="button quiet" name="do" value=act::SAVE>"Enregistrer sans publier"</button>
        }
        .into_any()
    };
    let form = over.then(|| {
        view! {
            <form class="form" method="post" action=paths::session_results(session.id) novalidate>
                <TextField question value=text class="long-text"/>
                <p class="button-row">{buttons}</p>
                {(!shown).then(|| view! { <p class="field-help">{words::reported_to(told)}</p> })}
            </form>
        }
    });
    let not_yet = (!over).then(|| view! { <p>"Le compte rendu s’écrit une fois que la session a eu lieu."</p> });
    view! {
        <Trail above here="Bilan"/>
        <div class="page-head">
            <h1>"Bilan"</h1>
            <p class="lead">{training.form.title}</p>
        </div>
        {saved}
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        <section class="section" aria-labelledby="compte-rendu">
            <h2 id="compte-rendu">"Compte rendu"</h2>
            {shown.then(|| view! { <p class="byline">"En ligne, sur la page de la formation."</p> })}
            {not_yet}
            {form}
        </section>
        <section class="section" aria-labelledby="avis">
            <h2 id="avis">"Les avis"</h2>
            <Answers results/>
        </section>
    }
}

#[component]
fn Answers(results: Results) -> impl IntoView {
    let Some(ShownResults { scores, remarks }) = results.shown else {
        let many = results.answers;
        return view! { <p>{format!("{many}\u{a0}{}. Les réponses se lisent à partir de {MIN_ANSWERS}\u{a0}avis.", words::plural(many, "avis reçu", "avis reçus"))}</p> }.into_any();
    };
    let row = |(question, scores): (EvaluationQuestion, Vec<(Score, u32)>)| {
        let cells = scores.into_iter().map(|(_, many)| view! { <td class="number">{many}</td> }).collect_view();
        view! { <tr><th scope="row">{question.label()}</th>{cells}</tr> }
    };
    let heads = Score::ALL.iter().map(|score| view! { <th scope="col">{score.label()}</th> }).collect_view();
    let remarks = (!remarks.is_empty()).then(|| {
        view! {
            <h3 class="section">"Ce qui a été ajouté"</h3>
            <ul class="plain-list">{remarks.into_iter().map(|remark| view! { <li>{remark}</li> }).collect_view()}</ul>
        }
    });
    view! {
        <p class="byline">{format!("{}\u{a0}avis", results.answers)}</p>
        <div class="table-wrap" role="region" tabindex="0" aria-label="Les avis en tableau">
            <table class="table">
                <thead><tr><th scope="col">"Question"</th>{heads}</tr></thead>
                <tbody>{scores.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {remarks}
    }
    .into_any()
}
