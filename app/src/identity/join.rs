//! `/rejoindre`: what an invitation to a role gives, and saying yes.

use crate::{
    outcome::Refused,
    sent::Sent,
    shell::{Page, render},
    visit::Visit,
};
use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::paths;
use leptos::prelude::*;
use services::{
    identity::{self, InvitedTo},
    outside::Secret,
};

/// `?cle=` what it gives; `?fait=` what happens next, to who has just said yes and is signed out by it.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    if visit.query().iter().any(|(name, value)| name == "fait" && value == "role") {
        return Ok(accepted(&visit));
    }
    let secret = visit.query().iter().find(|(name, _)| name == "cle").map(|(_, value)| value.clone()).unwrap_or_default();
    let invited = identity::invited_to(&visit.cx, &Secret::from_outside(&secret)).await?;
    let name = visit.cx.viewer.member().map(|member| member.name.clone()).unwrap_or_default();
    let page = Page { index: false, ..Page::titled("Une invitation") };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <InvitedPage invited secret name/> }))
}

/// `POST`: says yes.
pub(super) async fn accept(visit: Visit, request: Request) -> Result<Response, Refused> {
    let sent = Sent::read(request).await?;
    identity::accept_role(&visit.cx, &Secret::from_outside(sent.value("cle"))).await?;
    Ok(Redirect::to(&format!("{}?fait=role", paths::JOIN)).into_response())
}

fn accepted(visit: &Visit) -> Response {
    let page = Page { index: false, ..Page::titled("Bienvenue") };
    render(visit, StatusCode::OK, page, || {
        view! {
            <div class="prose">
                <h1>"Bienvenue"</h1>
                <p class="lead">"Votre rôle est noté. Connectez-vous de nouveau pour qu’il prenne effet\u{a0}: un pouvoir nouveau commence avec une session nouvelle."</p>
                <p><a class="button" href=paths::SIGN_IN>"Me connecter"</a></p>
            </div>
        }
    })
}

#[component]
fn InvitedPage(
    invited: InvitedTo,
    secret: String,
    /// The viewer's.
    name: String,
) -> impl IntoView {
    let InvitedTo { role, service, communes } = invited;
    let service = (!service.is_empty()).then(|| view! { <li>"Service\u{a0}: " {service}</li> });
    let communes = (!communes.is_empty()).then(|| view! { <li>"Communes\u{a0}: " {communes.join(", ")}</li> });
    view! {
        <div class="page-head">
            <h1>"On vous invite sur le portail"</h1>
            <p class="lead">"Le compte de " {name} " recevra ce rôle. Si ce n’est pas le vôtre, déconnectez-vous d’abord, puis rouvrez l’adresse de l’invitation."</p>
        </div>
        <ul>
            <li>"Rôle\u{a0}: " {role.label()}</li>
            {service}
            {communes}
        </ul>
        <form class="form" method="post" action=paths::JOIN>
            <input type="hidden" name="cle" value=secret/>
            <p class="field-help">"L’invitation ne sert qu’une fois. Vous vous reconnecterez juste après."</p>
            <p class="button-row"><button class="button">"Accepter ce rôle"</button> <a href=paths::HOME>"Non merci"</a></p>
        </form>
    }
}
