//! `/courriels/arret`: where the address at the foot of a letter leads. Its `POST` comes from mail programs too, which do not sign in
//! (RFC 8058); a `GET` changes nothing, since programs that check links open them.

use crate::{
    outcome::Refused,
    shell::{Page, render},
    visit::Visit,
};
use axum::{http::StatusCode, response::Response};
use domain::{ids::AccountId, notifications::LetterKind, paths};
use leptos::prelude::*;
use services::{error::Error, notifications};

/// What the address bears.
struct Asked {
    account: AccountId,
    kinds: Vec<LetterKind>,
    secret: String,
}

impl Asked {
    fn read(visit: &Visit) -> Result<Self, Error> {
        let pairs = visit.query();
        let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).unwrap_or_default();
        let account = value("compte").parse().map_err(|_| Error::NotFound)?;
        // Between two, « + » is read as a space.
        let kinds = value("sorte").split_whitespace().map(str::parse).collect::<Result<_, _>>().map_err(|_| Error::NotFound)?;
        Ok(Self { account, kinds, secret: value("cle").to_owned() })
    }
}

/// The page, with the button that stops them.
pub(super) async fn open(visit: Visit) -> Result<Response, Refused> {
    let asked = Asked::read(&visit)?;
    notifications::stoppable(&visit.cx, asked.account, &asked.kinds, &asked.secret).await?;
    Ok(page(&visit, asked, false))
}

/// `POST`: stops them.
pub(super) async fn stop(visit: Visit) -> Result<Response, Refused> {
    let asked = Asked::read(&visit)?;
    notifications::stop(&visit.cx, asked.account, &asked.kinds, &asked.secret).await?;
    Ok(page(&visit, asked, true))
}

fn page(visit: &Visit, asked: Asked, stopped: bool) -> Response {
    let page = Page { title: "Ne plus recevoir ces courriels".into(), index: false, ..Page::default() };
    render(visit, StatusCode::OK, page, move || view! { <StopPage asked stopped/> })
}

#[component]
fn StopPage(asked: Asked, stopped: bool) -> impl IntoView {
    let address = paths::stop_letters(asked.account, &asked.kinds, &asked.secret);
    let kinds = asked.kinds.iter().map(|kind| view! { <li>{kind.label()}</li> }).collect_view();
    let said = if stopped {
        view! { <p class="notice good" role="status">"C’est fait\u{a0}: vous ne recevrez plus ces courriels."</p> }.into_any()
    } else {
        view! { <form method="post" action=address><button class="button">"Ne plus les recevoir"</button></form> }.into_any()
    };
    view! {
        <div class="page-head">
            <h1>"Ne plus recevoir ces courriels"</h1>
            <ul class="plain-list">{kinds}</ul>
        </div>
        {said}
        <p class="section"><a href=paths::LETTERS>"Choisir tout ce que vous recevez"</a></p>
    }
}
