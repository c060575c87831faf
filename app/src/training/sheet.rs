//! `/formations/{slug}`: a training, its sessions, and the viewer's place in each. Everything works without JavaScript.

use super::words;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        problems::sentence,
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
    error::Error,
    training::{self, SeenSession, TrainingSheet},
};

/// What the forms send as `do`.
mod act {
    pub(super) const REGISTER: &str = "register";
    pub(super) const CONFIRM: &str = "confirm";
    pub(super) const GIVE_UP: &str = "give-up";
}

/// The page.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, StatusCode::OK, Problems::new()).await?)
}

/// `POST`: asks for a place, confirms it, or gives it up.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
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
        Err(Error::Invalid(problems)) => Ok(page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, slug: &str, status: StatusCode, problems: Problems) -> Result<Response, Error> {
    let sheet = training::training(&visit.cx, slug).await?;
    let page = Page {
        title: sheet.training.form.title.clone(),
        description: sheet.training.form.summary.clone(),
        canonical: Some(paths::training(slug)),
        index: sheet.sessions.iter().any(|seen| seen.session.state != SessionState::Draft),
        ..Page::default()
    };
    let (now, signed_in) = (visit.cx.now(), visit.cx.account().is_some());
    Ok(render(visit, status, page, move || view! { <TrainingPage sheet problems now signed_in/> }))
}

#[component]
fn TrainingPage(sheet: TrainingSheet, problems: Problems, now: Timestamp, signed_in: bool) -> impl IntoView {
    let TrainingSheet { training, body, sessions, may_register, may_run } = sheet;
    let form = training.form;
    let slug = training.slug;
    let cycles: Vec<_> = form.cycles.iter().map(|cycle| cycle.label()).collect();
    let cycles = if cycles.is_empty() { "Tous les cycles".to_owned() } else { cycles.join(", ") };
    let competences = form.competences.iter().map(|known| view! { <li>{known.key()} " " {known.label()}</li> }).collect_view();
    let run = may_run.then(|| view! { <a class="button quiet" href=paths::run_training(&slug)>"Préparer et suivre"</a> });
    let none = sessions.is_empty().then(|| view! { <p class="empty">"Aucune date n’est encore prévue."</p> });
    let items = sessions
        .into_iter()
        .map(|seen| view! { <SessionPart slug=slug.clone() seen problems=problems.clone() now may_register signed_in/> })
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
            <ol class="session-list" id="session">{items}</ol>
        </section>
        <Lines title="Ce que vous saurez faire" id="objectifs" text=form.aims/>
        {told}
        <Lines title="À apporter" id="materiel" text=form.materials/>
        {(!form.competences.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="crcn">
                <h2 id="crcn">"Compétences du CRCN-Édu"</h2>
                <ul class="plain-list">{competences}</ul>
            </section>
        })}
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

#[component]
fn SessionPart(
    slug: String,
    seen: SeenSession,
    problems: Problems,
    now: Timestamp,
    /// Whether the viewer may ask for a place.
    may_register: bool,
    /// Whether someone is signed in.
    signed_in: bool,
) -> impl IntoView {
    let form = seen.session.form.clone();
    let heading = form.half_days.first().map(|half_day| half_day.in_words()).unwrap_or_default();
    let others: Vec<_> = form.half_days.iter().skip(1).map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect();
    let others = (!others.is_empty()).then(|| view! { <ul class="when">{others}</ul> });
    let place = form.mode.place_in_words([form.place.as_str(), &form.room, seen.commune.as_deref().unwrap_or_default()]);
    let trainers = (!seen.trainers.is_empty()).then(|| format!(" · avec {}", seen.trainers.join(", ")));
    let seats = match seen.session.state {
        SessionState::Open => words::seats(seen.taken, form.seats.capacity),
        other => other.label().to_owned(),
    };
    let waiting = u32::try_from(seen.waiting).unwrap_or(u32::MAX);
    let waiting =
        (seen.waiting > 0).then(|| format!("{waiting}\u{a0}{} sur la liste d’attente.", words::plural(waiting, "personne", "personnes")));
    let online = (!form.online.is_empty()).then(|| {
        view! { <p>"Pour se connecter\u{a0}: " <a href=form.online.clone()>{form.online.clone()}</a></p> }
    });
    let open = seen.session.state == SessionState::Open;
    let conditions = if open && seen.live().is_none() { words::conditions(&seen, now, may_register || !signed_in) } else { Vec::new() };
    let id = seen.session.id;
    let own = words::own_place(&seen).filter(|_| open).map(|said| view! { <p class="notice" role="status">{said}</p> });
    let refused = problems.of("session").map(sentence).collect::<Vec<_>>().join(" ");
    let refused =
        (!refused.is_empty() && open && seen.live().is_none()).then(|| view! { <p class="notice error" role="alert">{refused}</p> });
    view! {
        <li id=format!("session-{id}")>
            <h3 id=format!("quand-{id}")>{heading}</h3>
            {others}
            <p>{place} {trainers} " · " {words::length(form.minutes())}</p>
            <p><span class="badge" data-state=seen.session.state.key()>{seats}</span> " " {waiting}</p>
            {online}
            {own}
            {refused}
            {conditions.into_iter().map(|line| view! { <p class="byline">{line}</p> }).collect_view()}
            <Acts slug seen may_register signed_in/>
        </li>
    }
}

/// What the viewer may do now about their place.
#[component]
fn Acts(slug: String, seen: SeenSession, may_register: bool, signed_in: bool) -> impl IntoView {
    let id = seen.session.id;
    if seen.session.state != SessionState::Open {
        return ().into_any();
    }
    // Which of the sessions, for who hears the buttons alone.
    let about = format!("quand-{id}");
    let button = |act: &'static str, label: &'static str, class: &'static str| {
        view! { <button class=class name="do" value=act aria-describedby=about.clone()>{label}</button> }
    };
    let acts = match seen.live().map(|mine| mine.standing) {
        Some(Standing::Offered) => view! {
            {button(act::CONFIRM, "Confirmer ma place", "button")}
            {button(act::GIVE_UP, "Laisser la place", "button quiet")}
        }
        .into_any(),
        Some(Standing::Registered) => button(act::GIVE_UP, "Rendre ma place", "button quiet").into_any(),
        Some(Standing::Waiting | Standing::Asked) => button(act::GIVE_UP, "Annuler ma demande", "button quiet").into_any(),
        None if seen.takes_registrations && may_register && !seen.was_refused() => {
            let label = if seen.has_room { "S’inscrire" } else { "Rejoindre la liste d’attente" };
            button(act::REGISTER, label, "button").into_any()
        }
        None if seen.takes_registrations && !signed_in => {
            let back = url::form_urlencoded::byte_serialize(paths::session(&slug, id).as_bytes()).collect::<String>();
            view! { <a class="button" href=format!("{}?retour={back}", paths::SIGN_IN) aria-describedby=about.clone()>"Se connecter pour s’inscrire"</a> }.into_any()
        }
        _ => return ().into_any(),
    };
    view! {
        <form method="post" action=paths::training(&slug) class="button-row">
            <input type="hidden" name="session" value=id.to_string()/>
            {acts}
        </form>
    }
    .into_any()
}
