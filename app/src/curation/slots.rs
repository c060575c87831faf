//! `/animation/une`: what stands large on the home page, and when.

use super::words;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        field::{LineField, Question},
        order::OrderButtons,
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
use domain::{
    curation::SlotForm,
    ids::SlotId,
    order::Shift,
    paths,
    problem::{Problems, Rule},
    time::Day,
};
use leptos::prelude::*;
use services::{
    curation::{self, Slot},
    error::Error,
    projects::ProjectCard,
};

/// What the forms send as `do`; moving a slot sends a [`Shift`]'s key.
mod act {
    pub(super) const PLAN: &str = "plan";
    pub(super) const REMOVE: &str = "remove";
}

/// What was typed and not accepted.
#[derive(Default)]
struct Typed {
    project: String,
    from: String,
    until: String,
    problems: Problems,
}

/// What is planned; `?projet=` names the project to plan.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let project = visit.query().iter().find(|(name, _)| name == "projet").map(|(_, value)| value.clone()).unwrap_or_default();
    Ok(page(&visit, StatusCode::OK, Typed { project, ..Typed::default() }).await?)
}

/// `POST`: plans a project, moves a slot or takes one away.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let id = || sent.value("id").parse::<SlotId>().map_err(|_| Error::NotFound);
    let done = match sent.value("do") {
        act::PLAN => match SlotForm::read(sent.borrowed(), Day::containing(cx.now())) {
            Ok(form) => curation::plan(cx, &form).await,
            Err(problems) => Err(problems.into()),
        },
        act::REMOVE => curation::remove_slot(cx, id()?).await,
        other => match other.parse::<Shift>() {
            Ok(shift) => curation::shift_slot(cx, id()?, shift).await,
            Err(_) => Err(Problems::one("do", Rule::Unreadable).into()),
        },
    };
    match done {
        Ok(()) => Ok(Redirect::to(paths::CURATE_HOME).into_response()),
        Err(Error::Invalid(problems)) => {
            let value = |name: &str| sent.value(name).to_owned();
            let typed = Typed { project: value("project"), from: value("from"), until: value("until"), problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, status: StatusCode, typed: Typed) -> Result<Response, Error> {
    let slots = curation::slots(&visit.cx).await?;
    let today = Day::containing(visit.cx.now());
    let page = Page { title: "À la une".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <SlotsPage slots today typed/> }))
}

#[component]
fn SlotsPage(slots: Vec<(Slot, Option<ProjectCard>)>, today: Day, typed: Typed) -> impl IntoView {
    let Typed { project, from, until, problems } = typed;
    let count = slots.len();
    let item = |(place, (slot, card)): (usize, (Slot, Option<ProjectCard>))| {
        view! { <SlotItem planned=slot card today first={place == 0} last={place + 1 == count}/> }
    };
    let which = Question::new("project", words::field("project"), "L’adresse de sa page, copiée depuis le navigateur.", true, &problems);
    let begins = Question::new("from", words::field("from"), "Par exemple 01/12/2026.", true, &problems);
    let ends = Question::new("until", words::field("until"), "Ce jour-là compris.", true, &problems);
    let from = if from.is_empty() { today.written() } else { from };
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="À la une"/>
        <div class="page-head">
            <h1>"À la une"</h1>
            <p>"Le premier de la liste, ces jours-là, est en grand sur la page d’accueil\u{202f}; les suivants viennent juste après. Quand rien n’est prévu, le dernier projet paru prend la place."</p>
        </div>
        {(count == 0).then(|| view! { <p>"Rien n’est prévu."</p> })}
        <ol class="people-list">{slots.into_iter().enumerate().map(item).collect_view()}</ol>
        <section class="section" aria-labelledby="prevoir">
            <h2 id="prevoir">"Prévoir un projet"</h2>
            <ProblemSummary problems=problems.clone() label=words::field/>
            <form class="form" method="post" action=paths::CURATE_HOME novalidate>
                <LineField question=which value=project/>
                <LineField question=begins value=from/>
                <LineField question=ends value=until/>
                <p><button class="button" name="do" value=act::PLAN>"Mettre à la une"</button></p>
            </form>
        </section>
    }
}

#[component]
fn SlotItem(planned: Slot, card: Option<ProjectCard>, today: Day, first: bool, last: bool) -> impl IntoView {
    let title = card.as_ref().map_or_else(|| "Un projet qui n’est plus en ligne".to_owned(), |card| card.title.clone());
    let link = match card {
        Some(card) => view! { <a href=paths::project(&card.slug) lang=card.language.foreign_tag()>{card.title}</a> }.into_any(),
        None => title.clone().into_any(),
    };
    let now = (planned.from <= today).then(|| view! { <span class="badge">"En ce moment"</span> " " });
    view! {
        <li>
            <span>{now} {link} " " <span class="byline">"du " {planned.from.written()} " au " {planned.until.written()}</span></span>
            <form method="post" action=paths::CURATE_HOME class="button-row">
                <input type="hidden" name="id" value=planned.id.to_string()/>
                <OrderButtons title first last out=act::REMOVE/>
            </form>
        </li>
    }
}
