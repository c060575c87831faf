//! `/animation/invitations`: invitations to a role that no provider gives, and the roles that were given here.

use super::words::field;
use crate::{
    outcome::Refused,
    sent::{Sent, Typed},
    shell::{Page, render},
    ui::{
        dates::day_and_hour,
        field::{Among, Choice, ChoiceField, LineField, Question},
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
    access::{PortalAction, Role},
    identity::InvitationForm,
    ids::{AccountId, RoleInvitationId},
    paths,
    problem::{Problems, Rule},
    territory::Insee,
    text::fold,
};
use leptos::prelude::*;
use services::{
    error::Error,
    identity::{self, RoleGiven, RoleInvitation},
    outside::Secret,
    territory,
};
use std::collections::BTreeMap;

/// What the forms send as `do`.
mod act {
    pub(super) const INVITE: &str = "invite";
    pub(super) const TAKE_BACK: &str = "take-back";
    pub(super) const REVOKE: &str = "revoke";
}

/// The page.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    Ok(page(&visit, StatusCode::OK, None, Typed::default()).await?)
}

/// `POST`: invites, takes an invitation back, or takes a role back.
pub(super) async fn change(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    let cx = &visit.cx;
    let done = match sent.value("do") {
        act::INVITE => match invite(&visit, &sent).await {
            // Shown at once and never again: no address holds it.
            Ok(secret) => return Ok(page(&visit, StatusCode::OK, Some(&secret), Typed::default()).await?),
            Err(error) => Err(error),
        },
        act::TAKE_BACK => match sent.value("id").parse::<RoleInvitationId>() {
            Ok(id) => identity::take_role_invitation_back(cx, id).await,
            Err(_) => Err(Error::NotFound),
        },
        act::REVOKE => match (sent.value("account").parse::<AccountId>(), sent.value("role").parse::<Role>()) {
            (Ok(account), Ok(role)) => identity::revoke(cx, account, role).await,
            _ => Err(Error::NotFound),
        },
        _ => Err(Problems::one("do", Rule::Unreadable).into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?fait=note", paths::ROLE_INVITATIONS)).into_response()),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { pairs: sent.pairs, problems };
            Ok(page(&visit, StatusCode::UNPROCESSABLE_ENTITY, None, typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn invite(visit: &Visit, sent: &Sent) -> Result<Secret, Error> {
    let form = InvitationForm::read(sent.borrowed())?;
    identity::invite_to_role(&visit.cx, &form).await
}

async fn page(visit: &Visit, status: StatusCode, made: Option<&Secret>, typed: Typed) -> Result<Response, Error> {
    let invitations = identity::role_invitations(&visit.cx).await?;
    let names = territory::commune_names(&mut visit.cx.read().await?).await?;
    let gives = visit.may(PortalAction::GrantRole);
    let given = if gives { identity::roles_given(&visit.cx).await? } else { Vec::new() };
    let link = made.map(|secret| visit.cx.portal.settings.address(&paths::join(secret.reveal())));
    let done = visit.query().iter().any(|(name, value)| name == "fait" && value == "note");
    let page = Page { index: false, ..Page::titled("Inviter à un rôle") };
    Ok(render(visit, status, page, move || view! { <InvitationsPage invitations given names gives link done typed/> }))
}

#[component]
fn InvitationsPage(
    invitations: Vec<RoleInvitation>,
    given: Vec<RoleGiven>,
    names: BTreeMap<Insee, String>,
    /// Whether the viewer gives every role, and not an official's alone.
    gives: bool,
    /// The link that was just made.
    link: Option<String>,
    done: bool,
    typed: Typed,
) -> impl IntoView {
    let made = link.map(|link| {
        view! {
            <section class="notice good" aria-labelledby="lien">
                <h2 id="lien">"Votre invitation est prête"</h2>
                <p>"Copiez cette adresse, et envoyez-la à la personne que vous invitez. Elle sert une fois, pendant deux semaines. Vous ne la reverrez pas."</p>
                <p class="field"><label for="invitation">"L’adresse de l’invitation"</label><input id="invitation" type="text" readonly value=link/></p>
            </section>
        }
    });
    let done = done.then(|| view! { <p class="notice good" role="status">"C’est fait."</p> });
    view! {
        <Trail above=vec![step("Animation", paths::DESK)] here="Inviter à un rôle"/>
        <div class="page-head">
            <h1>"Inviter à un rôle"</h1>
            <p class="lead">"Pour les personnes dont l’ENT ne dit pas le rôle\u{a0}: élues, élus et agents de la collectivité, ou qui anime avec vous."</p>
        </div>
        {done}
        <ProblemSummary problems=typed.problems.clone() label=field/>
        {made}
        <Waiting invitations names=names.clone()/>
        <InvitationFields typed names=names.clone() gives/>
        <Given given names/>
    }
}

fn places(communes: &[Insee], names: &BTreeMap<Insee, String>) -> String {
    let name = |commune: &Insee| names.get(commune).cloned().unwrap_or_else(|| commune.to_string());
    communes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What is said of a role beside whom it is for.
fn said(role: Role, service: &str, communes: &str) -> String {
    [role.label(), service, communes].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[component]
fn Waiting(invitations: Vec<RoleInvitation>, names: BTreeMap<Insee, String>) -> impl IntoView {
    let item = |invitation: RoleInvitation| {
        let label = format!("Annuler l’invitation de {}", invitation.name);
        let what = said(invitation.role, &invitation.service, &places(&invitation.communes, &names));
        view! {
            <li>
                <span>{invitation.name} " · " {what} ", jusqu’au " {day_and_hour(invitation.expires)}</span>
                <form method="post" action=paths::ROLE_INVITATIONS>
                    <input type="hidden" name="do" value=act::TAKE_BACK/>
                    <button class="button plain" name="id" value=invitation.id.to_string() aria-label=label>"Annuler"</button>
                </form>
            </li>
        }
    };
    (!invitations.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="attente">
                <div class="section-head"><h2 id="attente">"En attente d’une réponse"</h2></div>
                <ul class="people-list">{invitations.into_iter().map(item).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn InvitationFields(typed: Typed, names: BTreeMap<Insee, String>, gives: bool) -> impl IntoView {
    let chosen = |name: &str, value: &str| typed.pairs.iter().any(|(known, typed)| known == name && typed == value);
    let ask = |name: &'static str, help: &'static str, needed: bool| Question::new(name, field(name), help, needed, &typed.problems);
    let value = |name: &str| typed.value(name).unwrap_or_default();
    let role = |role: &Role| Choice {
        value: role.key().to_owned(),
        label: role.label().to_owned(),
        note: "",
        chosen: chosen("role", role.key()) || !gives,
    };
    let all = InvitationForm::ROLES;
    let roles: Vec<_> = all.iter().filter(|role| gives || **role == Role::Official).map(role).collect();
    let mut communes: Vec<_> = names
        .iter()
        .map(|(insee, name)| Choice { value: insee.to_string(), label: name.clone(), note: "", chosen: chosen("commune", insee.as_str()) })
        .collect();
    communes.sort_by_cached_key(|choice| fold(&choice.label));
    view! {
        <section class="section" aria-labelledby="inviter">
            <div class="section-head"><h2 id="inviter">"Une invitation de plus"</h2></div>
            <form class="form" method="post" action=paths::ROLE_INVITATIONS novalidate>
                <LineField question=ask("name", "Pour vous y retrouver\u{a0}: oublié dès que l’invitation a servi.", true) value=value("name") max=120/>
                <ChoiceField question=ask("role", "", true) choices=roles among=Among::One class="one-column"/>
                <LineField question=ask("service", "Pour une personne de la collectivité, qui répond alors pour tout le territoire si aucune commune n’est cochée.", false) value=value("service") max=120/>
                <ChoiceField question=ask("commune", COMMUNES_HELP, false) choices=communes among=Among::Several/>
                <p><button class="button" name="do" value=act::INVITE>"Préparer une invitation"</button></p>
            </form>
        </section>
    }
}

const COMMUNES_HELP: &str = "Celles dont l’élue ou l’élu répond, ou que la personne déléguée anime.";

#[component]
fn Given(given: Vec<RoleGiven>, names: BTreeMap<Insee, String>) -> impl IntoView {
    let item = |one: RoleGiven| {
        let label = format!("Retirer à {} le rôle {}", one.name, one.role.label());
        let what = said(one.role, "", &places(&one.communes, &names));
        view! {
            <li>
                <span>{one.name} " · " {what} ", depuis le " {day_and_hour(one.since)}</span>
                <form method="post" action=paths::ROLE_INVITATIONS>
                    <input type="hidden" name="do" value=act::REVOKE/>
                    <input type="hidden" name="role" value=one.role.key()/>
                    <button class="button plain" name="account" value=one.account.to_string() aria-label=label>"Retirer"</button>
                </form>
            </li>
        }
    };
    (!given.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="donnes">
                <div class="section-head"><h2 id="donnes">"Rôles donnés ici"</h2></div>
                <ul class="people-list">{given.into_iter().map(item).collect_view()}</ul>
            </section>
        }
    })
}
