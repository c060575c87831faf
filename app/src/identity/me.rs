//! `/moi`: a member's account: who they are here, and how they are named to others.

use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::field::{Among, Choice, ChoiceField, Question},
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::{Member, PortalAction},
    identity::NameShown,
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::{
    error::Error,
    identity::{name_shown, show_name},
    moderation,
};

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, &Problems::new()).await?)
}

/// `POST`: how the member is named from now on.
pub(super) async fn choose(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    match sent.value("name_shown").parse::<NameShown>() {
        Ok(choice) => {
            show_name(&visit.cx, choice).await?;
            Ok(Redirect::to(&format!("{}?fait=nom", paths::ME)).into_response())
        }
        Err(_) => Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &Problems::one("name_shown", Rule::Required)).await?),
    }
}

async fn page(visit: &Visit, status: StatusCode, problems: &Problems) -> Result<Response, Error> {
    let chosen = name_shown(&visit.cx).await?;
    let member = visit.cx.viewer.member().cloned().ok_or(Error::SignIn)?;
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "nom");
    let concerned = moderation::is_concerned(&visit.cx).await?;
    let question = Question::new("name_shown", "Comment les autres lisent votre nom", "", true, problems);
    let (admits, invites, reads_trail) =
        (visit.may(PortalAction::AdmitPeople), visit.may(PortalAction::Invite), visit.may(PortalAction::ReadAudit));
    let rooms = (admits || invites || reads_trail).then_some((admits, invites, reads_trail));
    let page = Page { title: "Mon compte".into(), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <MePage member chosen done concerned question rooms/> }))
}

#[component]
fn MePage(
    member: Member,
    chosen: NameShown,
    done: bool,
    /// Whether something was decided of what they wrote.
    concerned: bool,
    question: Question,
    /// Whether the viewer says what people are, invites, and reads who did what; nothing for who does none of it.
    rooms: Option<(bool, bool, bool)>,
) -> impl IntoView {
    let rooms = rooms.map(|(admits, invites, reads_trail)| view! { <Rooms admits invites reads_trail/> });
    let roles: Vec<_> = member.roles.iter().map(|role| role.label()).collect();
    let roles = if roles.is_empty() { "Compte en attente".to_owned() } else { roles.join(", ") };
    let choice = |shown: &NameShown| Choice {
        value: shown.key().to_owned(),
        label: format!("{}\u{a0}: «\u{a0}{}\u{a0}»", shown.label(), shown.instead_of(&member.name).unwrap_or_else(|| member.name.clone())),
        note: "",
        chosen: *shown == chosen,
    };
    let choices: Vec<_> = NameShown::ALL.iter().map(choice).collect();
    let done = done
        .then(|| view! { <p class="notice good" role="status">"C’est noté. Vos projets portent ce nom, ici et dans les catalogues."</p> });
    view! {
        <div class="page-head">
            <h1>"Mon compte"</h1>
            <p>{member.name.clone()} " · " {roles}</p>
        </div>
        {done}
        <form class="form" method="post" action=paths::ME novalidate>
            <ChoiceField question choices among=Among::One class="one-column"/>
            <p class="field-help">"Cela vaut partout où l’on lit ce que vous avez écrit\u{a0}: pages, recherche, flux, catalogues. Les personnes qui relisent vos projets connaissent votre nom."</p>
            <p><button class="button">"Enregistrer"</button></p>
        </form>
        <p class="section"><a href=paths::NOTICES>"Vos notifications, et ce que vous suivez"</a></p>
        <p><a href=paths::LETTERS>"Choisir ce que vous recevez par courriel"</a></p>
        <p><a href=paths::MY_SEARCHES>"Vos recherches enregistrées"</a></p>
        <p><a href=paths::MY_SESSIONS>"Où vous êtes connecté"</a></p>
        <p><a href=paths::MY_IDENTITIES>"Avec quoi vous vous connectez"</a></p>
        {concerned.then(|| view! { <p><a href=paths::MY_MODERATION>"La modération de vos messages, et vos recours"</a></p> })}
        <p><a href=paths::MY_DATA>"Mes données\u{a0}: les voir, les télécharger, effacer mon compte"</a></p>
        <p><a href=paths::PRIVACY>"Ce que le portail garde de chacun, et vos droits"</a></p>
        {rooms}
    }
}

/// What is done to the portal by who has no desk.
#[component]
fn Rooms(admits: bool, invites: bool, reads_trail: bool) -> impl IntoView {
    let link = |(may, address, label): (bool, &'static str, &'static str)| may.then(|| view! { <li><a href=address>{label}</a></li> });
    let links = [
        (admits, paths::PEOPLE, "Les comptes en attente"),
        (invites, paths::ROLE_INVITATIONS, "Inviter à un rôle"),
        (reads_trail, paths::AUDIT, "Le journal des actions"),
        (reads_trail, paths::ACCEPTANCES, "Qui a accepté les règles"),
    ];
    view! {
        <section class="section" aria-labelledby="administration">
            <div class="section-head"><h2 id="administration">"Administration"</h2></div>
            <ul class="desk-rooms">{links.map(link).collect_view()}</ul>
        </section>
    }
}
