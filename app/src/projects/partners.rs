//! « Cherche une classe partenaire »: a project's call and its answers, and the list of calls. Everything works without JavaScript.

use super::words;
use crate::{
    again::{Again, NotNowNotice},
    kept,
    outcome::Refused,
    sent::{Sent, Typed, new_mark},
    shell::{Page, render},
    ui::{
        card::place_line,
        dates::day_and_hour,
        field::{Among, Choice, ChoiceField, LineField, Question, TextField},
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
    discussions::Sent as Mark,
    paths,
    problem::{Problems, Rule},
    projects::{Cycle, PartnerCall, Reach},
    time::Day,
};
use leptos::prelude::*;
use services::{
    discussions::{self, Draft, DraftPlace, PartnerTopic},
    error::Error,
    projects::{self, CallCard, PartnerAnswer, PartnersSheet},
};

/// What the forms send as `do`.
mod act {
    pub(super) const SEEK: &str = "seek";
    pub(super) const CLOSE: &str = "close";
    pub(super) const ANSWER: &str = "answer";
}

/// `GET /projets/{slug}/partenaires`
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, Again::default()).await?)
}

/// `POST`: asks, closes, or answers.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let done = match sent.value("do") {
        act::SEEK => match PartnerCall::read(sent.borrowed(), Day::containing(cx.now())) {
            Ok(call) => projects::seek_partners(cx, &slug, Some(&call)).await,
            Err(problems) => Err(problems.into()),
        },
        act::CLOSE => projects::seek_partners(cx, &slug, None).await,
        act::ANSWER => discussions::answer_call(cx, &slug, sent.value("answer"), &Mark::new(sent.value("sent"))).await.map(drop),
        _ => Err(Problems::one("message", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) if sent.value("do") == act::ANSWER => {
            Ok(Redirect::to(&format!("{}?fait=reponse", paths::project_partners(&slug))).into_response())
        }
        Ok(()) => Ok(Redirect::to(&paths::project_partners(&slug)).into_response()),
        Err(error) => Ok(once_more(&visit, &slug, error, sent).await?),
    }
}

/// What was typed, once more: in the same page, or by itself where that has no form for it any more.
async fn once_more(visit: &Visit, slug: &str, error: Error, sent: Sent) -> Result<Response, Error> {
    let answer = if sent.value("do") == act::ANSWER { sent.value("answer").to_owned() } else { String::new() };
    let shown = match Again::after(error, sent.pairs) {
        Ok(again) => page(visit, slug, again).await,
        Err(why) => Err(why),
    };
    match shown {
        Err(why) if !answer.is_empty() => {
            let place = discussions::draft_place_of_project(&visit.cx, slug, DraftPlace::Answer).await?;
            kept::answer(visit, place, "", &answer, why).await
        }
        shown => shown,
    }
}

async fn page(visit: &Visit, slug: &str, again: Again) -> Result<Response, Error> {
    let sheet = projects::partners(&visit.cx, slug).await?;
    let topics = discussions::partner_topics(&visit.cx, sheet.project.id).await?;
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "reponse");
    let draft = if again.is_again() { None } else { discussions::draft(&visit.cx, DraftPlace::Answer(sheet.project.id)).await? };
    let mark = again.typed.value("sent").map_or_else(new_mark, Ok)?;
    let page = Page { title: format!("Classe partenaire\u{a0}: {}", sheet.project.draft.title), index: false, ..Page::default() };
    let response = render(visit, again.status(), page, {
        let again = again.clone();
        move || view! { <PartnersPage sheet topics done draft mark again/> }
    });
    Ok(again.answered(response))
}

#[component]
fn PartnersPage(
    sheet: PartnersSheet,
    /// Where answers go on, as far as the viewer takes part.
    topics: Vec<PartnerTopic>,
    done: bool,
    /// What the viewer began to answer.
    draft: Option<Draft>,
    /// Which sending of an answer it will be.
    mark: String,
    again: Again,
) -> impl IntoView {
    let Again { typed, not_now, .. } = again;
    let PartnersSheet { project, call, answers, may_seek, may_answer } = sheet;
    let done = done.then(|| view! { <p class="notice good" role="status">"Votre réponse est partie. Ses auteurs la lisent sur le portail, avec votre nom et votre école."</p> });
    let slug = project.slug.clone();
    let shown = call.clone().map(|call| view! { <Call call/> });
    let answer = (may_answer && call.is_some()).then(|| view! { <AnswerForm slug=slug.clone() draft mark typed=typed.clone()/> });
    let own = (!may_seek).then(|| topics.first().cloned()).flatten().map(|topic| view! { <OwnAnswer topic/> });
    let received = may_seek.then(|| view! { <Answers answers topics/> });
    let seek = may_seek.then(|| view! { <SeekForm slug=slug.clone() call typed=typed.clone()/> });
    view! {
        <Trail above=vec![step("Classes partenaires", paths::PARTNERS), step(project.draft.title.clone(), paths::project(&slug))] here="Classe partenaire"/>
        <div class="page-head"><h1>"Une classe partenaire"</h1></div>
        {done}
        <NotNowNotice why=not_now/>
        <ProblemSummary problems=typed.problems.clone() label=words::field/>
        {shown}
        {own}
        {answer}
        {received}
        {seek}
    }
}

#[component]
fn Call(call: PartnerCall) -> impl IntoView {
    view! {
        <section class="notice" aria-labelledby="appel">
            <h2 id="appel">"Cherche une classe partenaire"</h2>
            <p class="pre-line">{call.message.clone()}</p>
            <p class="byline">{conditions(&call)}</p>
        </section>
    }
}

/// For whom a call is, and until when, in a line.
fn conditions(call: &PartnerCall) -> String {
    let cycles: Vec<_> = call.cycles.iter().map(|cycle| cycle.label()).collect();
    let cycles = if cycles.is_empty() { "Tous les cycles".to_owned() } else { cycles.join(", ") };
    format!("{cycles} · {} · jusqu’au {}", call.reach.label().to_lowercase(), call.until.written())
}

#[component]
fn AnswerForm(slug: String, draft: Option<Draft>, mark: String, typed: Typed) -> impl IntoView {
    let help = "Votre classe, et ce qui vous attire. Seuls les auteurs du projet vous lisent et vous répondent, sur le portail.";
    let question = Question::new("answer", "Votre réponse", help, true, &typed.problems);
    let kept = draft.as_ref().map(|draft| format!("Votre brouillon, gardé le {}.", day_and_hour(draft.updated)));
    let value = typed.value("answer").or(draft.map(|draft| draft.body)).unwrap_or_default();
    view! {
        <form class="form" method="post" action=paths::project_partners(&slug) novalidate>
            <input type="hidden" name="sent" value=mark/>
            {kept.map(|said| view! { <p class="byline">{said}</p> })}
            <TextField question value class="short-text"/>
            <p><button class="button" name="do" value=act::ANSWER>"Proposer notre classe"</button></p>
        </form>
    }
}

/// Where what one answered goes on.
#[component]
fn OwnAnswer(topic: PartnerTopic) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby="votre-reponse">
            <h2 id="votre-reponse">"Votre réponse"</h2>
            <p>
                "Elle est entre vous et les auteurs du projet, à l’abri des autres regards. "
                <a href=paths::topic(topic.topic, &topic.slug)>"La relire, et continuer dans les échanges"</a>
            </p>
        </section>
    }
}

#[component]
fn Answers(answers: Vec<PartnerAnswer>, topics: Vec<PartnerTopic>) -> impl IntoView {
    let item = |answer: PartnerAnswer| {
        let at = day_and_hour(answer.at);
        let school = (!answer.school.is_empty()).then(|| format!(", {}", answer.school));
        let by = format!("reponse-{}", answer.id);
        let reply = topics.iter().find(|topic| topic.answer == answer.id).map(|topic| {
            let address = paths::topic(topic.topic, &topic.slug);
            view! { <p class="not-printed"><a href=address aria-describedby=by.clone()>"Répondre dans les échanges"</a></p> }
        });
        view! {
            <li>
                {(!answer.message.is_empty()).then(|| view! { <p class="pre-line">{answer.message}</p> })}
                <p class="byline" id=by>{answer.by} {school} ", " <time datetime=answer.at.rfc3339()>{at}</time></p>
                {reply}
            </li>
        }
    };
    (!answers.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="reponses">
                <h2 id="reponses">"Les réponses reçues"</h2>
                <ol class="trials">{answers.into_iter().map(item).collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn SeekForm(slug: String, call: Option<PartnerCall>, typed: Typed) -> impl IntoView {
    let address = paths::project_partners(&slug);
    let again = !typed.problems.is_empty();
    let ask = |name: &'static str, label: &'static str, help: &'static str, needed: bool| {
        Question::new(name, label, help, needed, &typed.problems)
    };
    let kept = |value: fn(&PartnerCall) -> String| call.as_ref().map(value).unwrap_or_default();
    let value = |name: &str, kept: String| typed.value(name).unwrap_or(kept);
    let is_typed = |name: &str, key: &str| typed.pairs.iter().any(|(known, value)| known == name && value == key);
    let cycle = |cycle: &Cycle| Choice {
        value: cycle.key().to_owned(),
        label: cycle.label().to_owned(),
        note: "",
        chosen: if again { is_typed("cycles", cycle.key()) } else { call.as_ref().is_some_and(|call| call.cycles.contains(cycle)) },
    };
    let reach = |reach: &Reach| Choice {
        value: reach.key().to_owned(),
        label: reach.label().to_owned(),
        note: "",
        chosen: if again { is_typed("reach", reach.key()) } else { call.as_ref().is_some_and(|call| call.reach == *reach) },
    };
    let title = if call.is_some() { "Modifier l’appel" } else { "Chercher une classe partenaire" };
    let close = call.is_some().then(|| view! { <button class="button quiet" name="do" value=act::CLOSE>"Ne plus chercher"</button> });
    view! {
        <section class="section" aria-labelledby="chercher">
            <h2 id="chercher">{title}</h2>
            <form class="form" method="post" action=address novalidate>
                <TextField
                    question=ask("message", "Ce que vous cherchez", "Quelle classe, pour faire quoi ensemble, à quel rythme.", true)
                    value=value("message", kept(|call| call.message.clone()))
                    class="short-text"
                />
                <ChoiceField
                    question=ask("cycles", "De quel cycle", "Aucun coché\u{a0}: tous.", false)
                    choices=Cycle::ALL.iter().map(cycle).collect()
                    among=Among::Several
                />
                <ChoiceField
                    question=ask("reach", "À quelle distance", "", true)
                    choices=Reach::ALL.iter().map(reach).collect()
                    among=Among::One
                    class="one-column"
                />
                <LineField
                    question=ask("until", "Jusqu’à quel jour", "Par exemple 30/06/2027.", true)
                    value=value("until", kept(|call| call.until.written()))
                />
                <p class="button-row"><button class="button" name="do" value=act::SEEK>"Publier l’appel"</button> {close}</p>
            </form>
        </section>
    }
}

/// `GET /projets/partenaires`: every call, those that suit the reader's school first.
pub(super) async fn list(visit: Visit) -> Result<Response, Refused> {
    let mut calls = projects::calls(&visit.cx).await?;
    let asked = visit.query().iter().find(|(name, _)| name == "cycle").and_then(|(_, value)| value.parse::<Cycle>().ok());
    if let Some(cycle) = asked {
        calls.retain(|card| card.call.cycles.is_empty() || card.call.cycles.contains(&cycle));
    }
    let page = Page {
        description: "Des classes qui cherchent une classe partenaire, par cycle et par distance.".to_owned(),
        canonical: Some(paths::PARTNERS.to_owned()),
        ..Page::titled("Classes partenaires")
    };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <CallsPage calls asked/> }))
}

#[component]
fn CallsPage(
    calls: Vec<CallCard>,
    /// The cycle whose classes are sought.
    asked: Option<Cycle>,
) -> impl IntoView {
    let cycle = |wanted: Option<Cycle>| {
        let address = wanted.map_or_else(|| paths::PARTNERS.to_owned(), |cycle| format!("{}?cycle={}", paths::PARTNERS, cycle.key()));
        let label = wanted.map_or("Tous les cycles", Cycle::label);
        view! { <li><a href=address aria-current=(wanted == asked).then_some("page")>{label}</a></li> }
    };
    let cycles = [None].into_iter().chain(Cycle::ALL.iter().copied().map(Some)).map(cycle).collect_view();
    let none = (calls.is_empty() && asked.is_some())
        .then(|| view! { <p class="empty">"Aucune classe n’en cherche de ce cycle en ce moment."</p> });
    let never = (calls.is_empty() && asked.is_none()).then(|| {
        view! { <p class="empty">"Aucune classe ne cherche de partenaire en ce moment. Sur la page d’un de vos projets, «\u{a0}Classe partenaire\u{a0}» lance un appel."</p> }
    });
    let item = |CallCard { card, call, km, suits }: CallCard| {
        let distance = km.map(|km| format!("\u{a0}· à {km:.0}\u{a0}km de votre école"));
        let near = (suits == Some(true)).then(|| view! { <span class="badge">"Pour vous"</span> " " });
        view! {
            <li>
                <h2>{near} <a href=paths::project_partners(&card.slug) lang=card.language.foreign_tag()>{card.title.clone()}</a></h2>
                <p class="pre-line">{call.message.clone()}</p>
                <p class="byline">{place_line(&card)} {distance} <br/> {conditions(&call)}</p>
            </li>
        }
    };
    view! {
        <div class="page-head">
            <h1>"Classes partenaires"</h1>
            <p class="lead">"Des classes qui cherchent avec qui correspondre, comparer ou construire."</p>
        </div>
        <nav aria-label="Cycles"><ul class="button-row">{cycles}</ul></nav>
        {none}
        {never}
        <ul class="collection-list">{calls.into_iter().map(item).collect_view()}</ul>
    }
}
