//! `/projets/{slug}/auteurs` and `/invitations`: who signs a project, whom they invite, and how one says yes.

use super::words;
use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
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
    ids::{AccountId, InvitationId},
    paths,
    problem::{Problems, Rule},
    territory::Uai,
};
use leptos::prelude::*;
use services::{
    error::Error,
    outside::Secret,
    projects::{self, Author, Authors, Invitation, Invited},
};

/// What the forms send as `do`.
mod act {
    pub(super) const INVITE: &str = "invite";
    pub(super) const TAKE_BACK: &str = "take-back";
    pub(super) const LEAVE: &str = "leave";
}

/// Who signs it.
pub(super) async fn open(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(page(&visit, &slug, StatusCode::OK, None, Problems::new()).await?)
}

/// `POST`: invites, takes an invitation back, or has someone sign no more.
pub(super) async fn change(visit: Visit, Path(slug): Path<String>, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let back = || Redirect::to(&paths::project_authors(&slug)).into_response();
    let done = match sent.value("do") {
        act::INVITE => match projects::invite(cx, &slug).await {
            // Shown at once and never again: no address holds it.
            Ok(secret) => return Ok(page(&visit, &slug, StatusCode::OK, Some(&secret), Problems::new()).await?),
            Err(error) => Err(error),
        },
        act::TAKE_BACK => match sent.value("id").parse::<InvitationId>() {
            Ok(id) => projects::take_invitation_back(cx, &slug, id).await.map(|()| back()),
            Err(_) => Err(Error::NotFound),
        },
        act::LEAVE => match sent.value("id").parse::<AccountId>() {
            Ok(account) => projects::leave(cx, &slug, account)
                .await
                .map(|()| if Some(account) == cx.account() { Redirect::to(paths::MY_PROJECTS).into_response() } else { back() }),
            Err(_) => Err(Error::NotFound),
        },
        _ => Err(Problems::one("authors", Rule::Unreadable).into()),
    };
    match done {
        Ok(response) => Ok(response),
        Err(Error::Invalid(problems)) => Ok(page(&visit, &slug, StatusCode::UNPROCESSABLE_ENTITY, None, problems).await?),
        Err(error) => Err(error.into()),
    }
}

async fn page(visit: &Visit, slug: &str, status: StatusCode, made: Option<&Secret>, problems: Problems) -> Result<Response, Error> {
    let authors = projects::authors(&visit.cx, slug).await?;
    let link = made.map(|secret| visit.cx.portal.settings.address(&paths::invitation(secret.reveal())));
    let viewer = visit.cx.account();
    let page = Page { title: format!("Auteurs\u{a0}: {}", authors.project.draft.title), index: false, ..Page::default() };
    Ok(render(visit, status, page, move || view! { <AuthorsPage authors viewer link problems/> }))
}

#[component]
fn AuthorsPage(
    authors: Authors,
    viewer: Option<AccountId>,
    /// The link that was just made.
    link: Option<String>,
    problems: Problems,
) -> impl IntoView {
    let Authors { project, invitations } = authors;
    let address = paths::project_authors(&project.slug);
    let alone = project.authors.len() == 1;
    let leads = project.authors.first().map(|author| author.id) == viewer;
    let author = |author: Author| {
        let own = Some(author.id) == viewer;
        let may = !alone && (own || leads);
        let label = if own { "Ne plus signer ce projet".to_owned() } else { format!("Retirer {}", author.name) };
        let form = may.then(|| {
            view! {
                <form method="post" action=address.clone()>
                    <input type="hidden" name="do" value=act::LEAVE/>
                    <button class="button plain" name="id" value=author.id.to_string()>{label}</button>
                </form>
            }
        });
        view! { <li><span>{author.name}</span> {form}</li> }
    };
    let invitation = |invitation: Invitation| {
        let label = format!("Annuler l’invitation du {}", day_and_hour(invitation.at));
        view! {
            <li>
                <span>"Faite le " {day_and_hour(invitation.at)} ", valable jusqu’au " {day_and_hour(invitation.expires)}</span>
                <form method="post" action=address.clone()>
                    <input type="hidden" name="do" value=act::TAKE_BACK/>
                    <button class="button plain" name="id" value=invitation.id.to_string() aria-label=label>"Annuler"</button>
                </form>
            </li>
        }
    };
    let waiting = (!invitations.is_empty()).then(|| {
        view! { <h3>"En attente d’une réponse"</h3> <ul class="people-list">{invitations.iter().cloned().map(invitation).collect_view()}</ul> }
    });
    let link = link.map(|link| {
        view! {
            <section class="notice good" aria-labelledby="lien">
                <h3 id="lien">"Votre invitation est prête"</h3>
                <p>"Copiez cette adresse, et envoyez-la à la personne que vous invitez. Elle sert une fois, pendant deux semaines. Vous ne la reverrez pas."</p>
                <p class="field"><label for="invitation">"L’adresse de l’invitation"</label><input id="invitation" type="text" readonly value=link/></p>
            </section>
        }
    });
    view! {
        <Trail above=vec![step("Mes projets", paths::MY_PROJECTS), step(project.draft.title.clone(), paths::project(&project.slug))] here="Auteurs"/>
        <div class="page-head"><h1>"Qui signe ce projet"</h1></div>
        <ProblemSummary problems label=words::field/>
        <section class="section" aria-labelledby="authors">
            <h2 id="authors">"Ses auteurs"</h2>
            <ul class="people-list">{project.authors.iter().cloned().map(author).collect_view()}</ul>
        </section>
        <section class="section" aria-labelledby="inviter">
            <h2 id="inviter">"Inviter quelqu’un à le signer"</h2>
            {link}
            <p>"La personne se connecte avec son compte, voit le titre et le résumé, et accepte ou non. Elle pourra alors l’écrire avec vous, et y ajouter son école ou son collège."</p>
            <form method="post" action=address.clone()>
                <button class="button quiet" name="do" value=act::INVITE>"Préparer une invitation"</button>
            </form>
            {waiting}
        </section>
    }
}

/// `GET /invitations?cle=…`
pub(super) async fn invited(visit: Visit) -> Result<Response, Refused> {
    let secret = visit.query().iter().find(|(name, _)| name == "cle").map(|(_, value)| value.clone()).unwrap_or_default();
    let invited = projects::invitation(&visit.cx, &Secret::from_outside(&secret)).await?;
    let page = Page { title: "Une invitation".into(), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <InvitedPage invited secret/> }))
}

/// `POST /invitations`: says yes.
pub(super) async fn join(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let school: Option<Uai> = sent.value("school").parse().ok();
    let saved = projects::join(&visit.cx, &Secret::from_outside(sent.value("cle")), school.as_ref()).await?;
    Ok(Redirect::to(&paths::project(&saved.slug)).into_response())
}

#[component]
fn InvitedPage(invited: Invited, secret: String) -> impl IntoView {
    let schools = invited.schools;
    let names: Vec<_> = invited.authors.into_iter().map(|author| author.name).collect();
    let only = schools.len() == 1;
    let option = |(school, name): (Uai, String)| view! { <option value=school.to_string() selected=only>{name}</option> };
    let choose = (!schools.is_empty()).then(|| {
        view! {
            <div class="field">
                <label for="school">"Votre établissement dans ce projet"</label>
                <select id="school" name="school">
                    <option value="">"Ne pas l’ajouter"</option>
                    {schools.into_iter().map(option).collect_view()}
                </select>
            </div>
        }
    });
    view! {
        <div class="page-head">
            <h1>"On vous invite à signer un projet"</h1>
            <p class="byline">{names.join(", ")}</p>
        </div>
        <section class="section" aria-labelledby="projet">
            <h2 id="projet">{invited.title}</h2>
            <p>{invited.summary}</p>
        </section>
        <form class="form" method="post" action=paths::INVITATIONS>
            <input type="hidden" name="cle" value=secret/>
            {choose}
            <p class="field-help">"Votre nom paraîtra avec le projet, comme vous l’avez choisi sous «\u{a0}Mon compte\u{a0}». Vous pourrez ne plus le signer quand vous voudrez."</p>
            <p class="button-row"><button class="button">"Signer ce projet"</button> <a href=paths::HOME>"Non merci"</a></p>
        </form>
    }
}
