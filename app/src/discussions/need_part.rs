//! A need, beneath its topic's title: where it stands, how long it waits, who backs it, what was answered; and `POST /besoins/{id}`, where a
//! school backs it and the authority answers.

use super::need_words as words;
use crate::{
    again::{Again, NotNowNotice},
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::Day,
        field::{Choice, Question, SelectField, TextField},
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
    discussions::{MAX_ANSWER, NeedStatus, settle},
    ids::{NeedStepId, TopicId},
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{
    cx::Cx,
    discussions::{self, Need, NeedCard, NeedStep},
    error::{Conflict, Error},
};

/// What the forms send as `do`, to have one's school back a need.
pub(super) const BACK: &str = "back";
/// To have it back it no more.
const BACK_NO_MORE: &str = "back-no-more";
/// To answer.
const ANSWER: &str = "answer";
/// The field that says which answer whoever answers has read last.
const SEEN: &str = "seen";

fn topic_id(id: &str) -> Result<TopicId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// Where a need stands on its topic's page.
fn address(need: &NeedCard) -> String {
    format!("{}#besoin", paths::topic(need.id, &need.slug))
}

/// `GET`: leads to the need's topic.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let need = discussions::need_of(&visit.cx, topic_id(&id)?).await?;
    Ok(Redirect::to(&address(&need.card)).into_response())
}

/// `POST`: backs it, backs it no more, or answers.
pub(super) async fn change(visit: Visit, Path(id): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = topic_id(&id)?;
    let sent = Sent::read(request).await?;
    // What may not be read is not there, whatever is asked of it.
    let need = discussions::need_of(&visit.cx, id).await?;
    let done = match sent.value("do") {
        BACK => discussions::back_need(&visit.cx, id).await,
        BACK_NO_MORE => discussions::back_no_more(&visit.cx, id).await,
        ANSWER => answer(&visit.cx, &need, &sent).await,
        _ => Err(Problems::one("form", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&address(&need.card)).into_response()),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let need = discussions::need_of(&visit.cx, id).await?;
            let meanwhile = since(&need.steps, seen(&sent));
            // What is sent next answers what is shown now.
            let pairs = sent.pairs.into_iter().filter(|(name, _)| name != SEEN).collect();
            let again = Again { typed: Typed { pairs, ..Typed::default() }, ..Again::default() };
            Ok(page(&visit, StatusCode::CONFLICT, need, meanwhile, again))
        }
        Err(error) => {
            let again = Again::after(error, sent.pairs)?;
            Ok(page(&visit, again.status(), need, Vec::new(), again))
        }
    }
}

/// The last answer that whoever answers had read.
fn seen(sent: &Sent) -> Option<NeedStepId> {
    sent.value(SEEN).parse().ok()
}

/// What was answered after `seen`; all, where that is not there.
fn since(steps: &[NeedStep], seen: Option<NeedStepId>) -> Vec<NeedStep> {
    let known = steps.iter().position(|step| seen == Some(step.id)).map_or(0, |place| place + 1);
    steps.iter().skip(known).cloned().collect()
}

async fn answer(cx: &Cx, need: &Need, sent: &Sent) -> Result<(), Error> {
    let said = sent.value("answer");
    match sent.value("status").parse::<NeedStatus>() {
        Ok(status) => discussions::answer_need(cx, need.card.id, seen(sent), status, said).await.map(drop),
        Err(_) if need.may_answer => {
            let mut problems = Problems::one("status", Rule::Required);
            problems.check_line("answer", &settle(said), true, MAX_ANSWER);
            Err(problems.into())
        }
        // Whoever may not answer is told so, not what their answer lacks.
        Err(_) => discussions::answer_need(cx, need.card.id, seen(sent), NeedStatus::Filed, said).await.map(drop),
    }
}

/// The need by itself, with what was sent and not accepted, and what was answered meanwhile.
fn page(visit: &Visit, status: StatusCode, need: Need, meanwhile: Vec<NeedStep>, again: Again) -> Response {
    let page = Page { title: need.card.title.clone(), index: false, ..Page::default() };
    let response = render(visit, status, page, {
        let again = again.clone();
        move || view! { <NeedAlone need meanwhile again/> }
    });
    again.answered(response)
}

#[component]
fn NeedAlone(need: Need, meanwhile: Vec<NeedStep>, again: Again) -> impl IntoView {
    let Again { typed, not_now, .. } = again;
    let title = need.card.title.clone();
    let topic = paths::topic(need.card.id, &need.card.slug);
    view! {
        <Trail above=vec![step("Besoins", paths::NEEDS)] here=title.clone()/>
        <div class="page-head">
            <h1>{title}</h1>
            <p><a href=topic>"Lire la discussion"</a></p>
        </div>
        <NotNowNotice why=not_now/>
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        {(!meanwhile.is_empty()).then(|| view! { <Meanwhile steps=meanwhile/> })}
        <NeedPart need typed/>
    }
}

/// What was answered while someone typed.
#[component]
fn Meanwhile(steps: Vec<NeedStep>) -> impl IntoView {
    view! {
        <section class="notice error" role="alert" aria-labelledby="entre-temps">
            <h2 id="entre-temps">"Ce besoin a reçu une réponse entre-temps"</h2>
            <p>"Rien de ce que vous avez écrit n’est perdu\u{a0}: votre réponse est dans le formulaire, et n’est pas encore publiée. Voici ce qui a été répondu pendant que vous écriviez\u{a0}:"</p>
            <ol class="need-steps">{steps.into_iter().map(|step| view! { <StepItem step/> }).collect_view()}</ol>
        </section>
    }
}

/// Where a need stands and what one may do about it, beneath the title of its topic.
#[component]
pub(super) fn NeedPart(
    /// The need.
    need: Need,
    /// What was sent and not accepted; nothing, on the topic's page.
    #[prop(optional)]
    typed: Typed,
) -> impl IntoView {
    let Need { card, schools, by_commune, steps, may_back, may_leave, may_answer, told } = need;
    let (id, status) = (card.id, card.status);
    let last = steps.last().map(|step| step.id);
    let answers = if steps.is_empty() {
        view! { <p>"Personne n’a encore répondu."</p> }.into_any()
    } else {
        view! { <ol class="need-steps">{steps.into_iter().map(|step| view! { <StepItem step/> }).collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="need" id="besoin" aria-labelledby="besoin-titre">
            <h2 id="besoin-titre">"Où en est ce besoin"</h2>
            <NeedState card=card.clone()/>
            <dl class="need-facts">
                <div><dt>"De quoi il s’agit"</dt><dd>{card.service.label()}</dd></div>
                <div><dt>"Déposé par"</dt><dd>{card.school.clone()}</dd></div>
                <div><dt>"Commune"</dt><dd><a href=paths::commune(&card.insee, &card.commune)>{card.commune.clone()}</a></dd></div>
                <div><dt>"Déposé le"</dt><dd><Day at=card.filed/></dd></div>
            </dl>
            <h3>"Qui le soutient"</h3>
            <Backers many=card.backers schools by_commune/>
            <Backing id may_back may_leave/>
            <h3>"Les réponses"</h3>
            {answers}
            {may_answer.then(|| view! { <AnswerForm id status last told typed/> })}
        </section>
    }
}

/// Where a need stands, how long it has waited, and until when an answer is due.
#[component]
pub(super) fn NeedState(
    /// The need.
    card: NeedCard,
) -> impl IntoView {
    let due = words::due(&card).map(|due| view! { <span class="age" data-late=card.late.then_some("")>{due}</span> });
    view! {
        <p class="need-state">
            <span class="badge" data-state=card.status.key()>{card.status.label()}</span>
            " "
            <span class="age">{words::waiting(&card)}</span>
            " "
            {due}
        </p>
    }
}

/// How many schools back it, where, and which: schools are public bodies, and named; nobody in them is.
#[component]
fn Backers(many: u32, schools: Vec<String>, by_commune: Vec<(String, u32)>) -> impl IntoView {
    let counted: Vec<_> = by_commune.into_iter().map(|(name, many)| format!("{name}\u{a0}: {many}")).collect();
    let counted = (!counted.is_empty()).then(|| view! { <p class="byline">{counted.join(" · ")}</p> });
    let named = (!schools.is_empty()).then(|| {
        view! {
            <details class="disclosure">
                <summary>"Voir les écoles"</summary>
                <ul>{schools.into_iter().map(|school| view! { <li>{school}</li> }).collect_view()}</ul>
            </details>
        }
    });
    view! {
        <p>{words::backers(many)}</p>
        {counted}
        {named}
    }
}

/// What the viewer's schools may do about it.
#[component]
fn Backing(id: TopicId, may_back: Vec<String>, may_leave: Vec<String>) -> impl IntoView {
    let back = (!may_back.is_empty()).then(|| {
        view! {
            <p class="field-help" id="soutenir-aide">{words::in_the_name_of(&may_back)}</p>
            <p><button class="button" name="do" value=BACK aria-describedby="soutenir-aide">"Soutenir ce besoin"</button></p>
        }
    });
    let leave = (!may_leave.is_empty()).then(|| {
        view! {
            <p class="field-help" id="retirer-aide">{words::backed_by(&may_leave)}</p>
            <p><button class="button quiet" name="do" value=BACK_NO_MORE aria-describedby="retirer-aide">"Ne plus soutenir"</button></p>
        }
    });
    (back.is_some() || leave.is_some()).then(|| {
        view! {
            <form class="need-backing" id="school" method="post" action=paths::need(id)>
                {back}
                {leave}
            </form>
        }
    })
}

#[component]
fn StepItem(step: NeedStep) -> impl IntoView {
    let by = [step.name, step.of].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let by = if by.is_empty() { "Une personne qui a quitté le portail".to_owned() } else { by };
    view! {
        <li>
            <p><span class="badge" data-state=step.status.key()>{step.status.label()}</span></p>
            <div class="prose" inner_html=step.answer.as_str().to_owned()></div>
            <p class="byline">{by} " · " <Day at=step.at/></p>
        </li>
    }
}

/// Where the authority's people say where a need stands.
#[component]
fn AnswerForm(
    id: TopicId,
    status: NeedStatus,
    /// The last answer that the page shows.
    last: Option<NeedStepId>,
    /// How many are told.
    told: usize,
    typed: Typed,
) -> impl IntoView {
    // What was not accepted still answers what was read then.
    let seen = typed.value(SEEN).unwrap_or_else(|| last.map(|step| step.to_string()).unwrap_or_default());
    let chosen = typed.value("status").unwrap_or_default();
    let mut choices = vec![Choice { value: String::new(), label: "Choisir".to_owned(), note: "", chosen: chosen.is_empty() }];
    choices.extend(status.next().map(|next| Choice {
        value: next.key().to_owned(),
        label: next.label().to_owned(),
        note: "",
        chosen: next.key() == chosen,
    }));
    let ask = |name: &'static str, help: &'static str| Question::new(name, words::field(name), help, true, &typed.problems);
    let help = "Toutes les personnes qui lisent ce besoin la liront.";
    view! {
        <h3>"Répondre"</h3>
        <form class="form need-answer" method="post" action=paths::need(id) novalidate>
            <input type="hidden" name=SEEN value=seen/>
            <SelectField question=ask("status", "") choices/>
            <TextField question=ask("answer", help) value=typed.value("answer").unwrap_or_default() class="short-text"/>
            <p class="field-help" id="prevenues">{words::told(told)}</p>
            <p><button class="button" name="do" value=ANSWER aria-describedby="prevenues">"Publier cette réponse"</button></p>
        </form>
    }
}
