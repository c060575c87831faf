//! `/formations/{slug}`: a training, its sessions, and the viewer's place in each. Everything works without JavaScript.

use super::part::SessionPart;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        card::ProjectBoard,
        problems::sentence,
        topics::TopicsBeside,
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
    time::Timestamp,
    training::{SessionState, Standing},
};
use leptos::prelude::*;
use services::{
    curation,
    discussions::{self, About, Beside},
    error::Error,
    projects::ProjectCard,
    training::{self, SeenSession, TrainingSheet},
};

/// What the forms send as `do`.
pub(super) mod act {
    pub(in crate::training) const REGISTER: &str = "register";
    pub(in crate::training) const CONFIRM: &str = "confirm";
    pub(in crate::training) const GIVE_UP: &str = "give-up";
    pub(in crate::training) const REGISTER_FOR_ALL: &str = "register-for-all";
}

/// What was refused, and of which session; of all of them, when none is named.
#[derive(Clone, Default)]
pub(super) struct RefusedOf {
    pub(super) session: Option<SessionId>,
    pub(super) problems: Problems,
}

/// The page.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, StatusCode::OK, RefusedOf::default()).await?)
}

/// `POST`: asks for a place, confirms it, or gives it up.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    if sent.value("do") == act::REGISTER_FOR_ALL {
        return match training::register_for_all(cx, &slug).await {
            Ok(_) => Ok(Redirect::to(&format!("{}#dates", paths::training(&slug))).into_response()),
            Err(Error::Invalid(problems)) => {
                let refused = RefusedOf { session: None, problems };
                Ok(page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, refused).await?)
            }
            Err(error) => Err(error.into()),
        };
    }
    let session: SessionId = sent.value("session").parse().map_err(|_| Error::NotFound)?;
    if training::training(cx, &slug).await?.sessions.iter().all(|seen| seen.session.id != session) {
        return Err(Error::NotFound.into());
    }
    let done = match sent.value("do") {
        act::REGISTER => training::register(cx, session).await.map(drop),
        act::CONFIRM => training::confirm(cx, session).await,
        act::GIVE_UP => training::give_up(cx, session).await,
        _ => Err(Problems::one("session", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&paths::session(&slug, session)).into_response()),
        Err(Error::Invalid(problems)) => {
            let refused = RefusedOf { session: Some(session), problems };
            Ok(page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, refused).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, slug: &str, status: StatusCode, refused: RefusedOf) -> Result<Response, Error> {
    let sheet = training::training(&visit.cx, slug).await?;
    let page = Page {
        title: sheet.training.form.title.clone(),
        description: sheet.training.form.summary.clone(),
        canonical: Some(paths::training(slug)),
        index: sheet.sessions.iter().any(|seen| seen.session.state != SessionState::Draft),
        ..Page::default()
    };
    let (now, signed_in) = (visit.cx.now(), visit.cx.account().is_some());
    let projects = curation::projects_of_training(&visit.cx, sheet.training.id).await?;
    let own = own(visit, &sheet).await?;
    let beside = discussions::beside(&visit.cx, About::Training(sheet.training.id)).await?;
    Ok(render(visit, status, page, move || view! { <TrainingPage sheet projects refused now signed_in own beside/> }))
}

/// What the viewer may do about a session that they were in, once it is over.
#[derive(Clone, Copy)]
pub(super) struct After {
    session: SessionId,
    /// Whether there is a certificate of their place.
    pub(super) certified: bool,
    /// Whether they are asked what they think.
    pub(super) asked: bool,
}

/// Of each session that is over and that the viewer was in.
async fn own(visit: &Visit, sheet: &TrainingSheet) -> Result<Vec<After>, Error> {
    let mut own = Vec::new();
    for seen in &sheet.sessions {
        let over = matches!(seen.session.state, SessionState::Held | SessionState::Closed);
        let Some(mine) = seen.mine.as_ref().filter(|mine| over && mine.standing == Standing::Registered) else { continue };
        let certified = match training::certificate(&visit.cx, mine.id).await {
            Ok(_) => true,
            Err(Error::NotFound) => false,
            Err(error) => return Err(error),
        };
        own.push(After { session: seen.session.id, certified, asked: training::is_asked(&visit.cx, seen.session.id).await? });
    }
    Ok(own)
}

fn after(own: &[After], seen: &SeenSession) -> Option<After> {
    own.iter().copied().find(|known| known.session == seen.session.id)
}

#[component]
fn TrainingPage(
    sheet: TrainingSheet,
    projects: Vec<ProjectCard>,
    refused: RefusedOf,
    now: Timestamp,
    signed_in: bool,
    own: Vec<After>,
    /// What is talked of beside it.
    beside: Beside,
) -> impl IntoView {
    let TrainingSheet { training, body, sessions, may_register, may_run, .. } = sheet;
    let form = training.form;
    let slug = training.slug;
    let talk = paths::new_topic_about_training(&slug);
    let cycles: Vec<_> = form.cycles.iter().map(|cycle| cycle.label()).collect();
    let cycles = if cycles.is_empty() { "Tous les cycles".to_owned() } else { cycles.join(", ") };
    let competences = form.competences.iter().map(|known| view! { <li>{known.key()} " " {known.label()}</li> }).collect_view();
    let run = may_run.then(|| view! { <a class="button quiet" href=paths::run_training(&slug)>"Préparer et suivre"</a> });
    let none = sessions.is_empty().then(|| view! { <p class="empty">"Aucune date n’est encore prévue."</p> });
    let takes = |seen: &&SeenSession| seen.takes_registrations && seen.live().is_none() && !seen.was_refused();
    let several = may_register && sessions.iter().filter(takes).count() > 1;
    let whole = several.then(|| {
        view! {
            <form method="post" action=paths::training(&slug) class="button-row">
                <button class="button quiet" name="do" value=act::REGISTER_FOR_ALL>"S’inscrire à toutes les dates"</button>
            </form>
        }
    });
    let of_all = refused.problems.of("session").filter(|_| refused.session.is_none()).map(sentence).collect::<Vec<_>>().join(" ");
    let of_all = (!of_all.is_empty()).then(|| view! { <p class="notice error" role="alert">{of_all}</p> });
    let items = sessions
        .into_iter()
        .map(|seen| view! { <SessionPart slug=slug.clone() own=after(&own, &seen) refused=refused.clone() seen now may_register signed_in/> })
        .collect_view();
    let told = (!body.is_empty()).then(|| {
        view! {
            <section class="section prose" aria-labelledby="deroule">
                <h2 id="deroule">"Comment cela se passe"</h2>
                <div inner_html=body.as_str().to_owned()></div>
            </section>
        }
    });
    view! {
        <Trail above=vec![step("Formations", paths::TRAININGS)] here=form.title.clone()/>
        <header class="page-head">
            <div class="page-head-row"><h1>{form.title.clone()}</h1>{run}</div>
            <p class="lead">{form.summary.clone()}</p>
            <p class="byline">{cycles}</p>
        </header>
        <section class="section" aria-labelledby="dates">
            <h2 id="dates">"Dates et inscriptions"</h2>
            {none}
            {of_all}
            {whole}
            <ol class="session-list" id="session">{items}</ol>
        </section>
        <Lines title="Ce que vous saurez faire" id="objectifs" text=form.aims/>
        {told}
        <Lines title="À apporter" id="materiel" text=form.materials/>
        {(!projects.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="projets">
                <h2 id="projets">"Des classes l’ont fait"</h2>
                <ProjectBoard cards=projects level=3/>
            </section>
        })}
        {(!form.competences.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="crcn">
                <h2 id="crcn">"Compétences du CRCN-Édu"</h2>
                <ul class="plain-list">{competences}</ul>
            </section>
        })}
        <TopicsBeside beside open=talk/>
    }
}

/// A list, one item a line; nothing when there is none.
#[component]
fn Lines(title: &'static str, id: &'static str, text: String) -> impl IntoView {
    let items: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ul class="plain-list">{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
            </section>
        }
    })
}
