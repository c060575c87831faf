//! `/moi/formations/{id}`: the code that someone brings to a session. Who runs it reads it with a phone: no list passes from hand to hand.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    ui::{
        code::Code,
        trail::{Trail, step},
    },
    visit::Visit,
};
use axum::{extract::Path, http::StatusCode, response::Response};
use domain::{ids::RegistrationId, paths, training::Mode};
use leptos::prelude::*;
use services::{
    error::Error,
    training::{self, OwnPlace},
};

/// The page.
pub(super) async fn open(visit: Visit, Path(id): Path<String>) -> Result<Response, Refused> {
    let id: RegistrationId = id.parse().map_err(|_| Error::NotFound)?;
    let place = training::ticket(&visit.cx, id).await?;
    let address = visit.cx.portal.settings.address(&paths::check_in(id));
    let page = Page { title: format!("Mon billet\u{a0}: {}", place.card.title), index: false, ..Page::default() };
    Ok(render(&visit, StatusCode::OK, page, move || view! { <TicketPage place address/> }))
}

#[component]
fn TicketPage(place: OwnPlace, address: String) -> impl IntoView {
    let OwnPlace { card, .. } = place;
    let code = if card.mode == Mode::Online {
        view! { <p>"L’adresse de connexion est sur la page de la session."</p> }.into_any()
    } else {
        view! {
            <Code address label="Votre code de présence"/>
            <p>"Montrez ce code à l’entrée, une fois la session commencée\u{a0}: la personne qui anime le lit avec son téléphone. Sans téléphone, donnez votre nom\u{a0}: elle vous coche."</p>
        }
        .into_any()
    };
    let when = card.half_days.iter().map(|half_day| view! { <li>{half_day.in_words()}</li> }).collect_view();
    view! {
        <Trail above=vec![step("Mes formations", paths::MY_TRAININGS)] here="Mon billet"/>
        <div class="page-head">
            <h1>{card.title.clone()}</h1>
            <ul class="when">{when}</ul>
            <p class="byline">{card.mode.place_in_words([card.place.as_str(), &card.room, &card.commune])}</p>
        </div>
        {code}
        <p><a href=paths::session(&card.slug, card.id)>"Voir la session, ou rendre ma place"</a></p>
    }
}
