//! What becomes of a use case's refusal: the one place that knows statuses.
//!
//! A handler returns `Result<Response, Refused>` and writes `?`. The refusal travels in the response's extensions to [`show`],
//! a layer that knows the visit and makes it a page, or JSON for an island.

use crate::{
    shell::{Page, render},
    ui::{error_page::ErrorPage, problems::sentence},
    visit::Visit,
};
use axum::{
    Json,
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::Denial,
    paths,
    problem::{Problems, Rule},
};
use leptos::prelude::*;
use services::error::{Conflict, Error};
use std::{borrow::Cow, sync::Arc, time::Duration};

/// A use case's refusal on its way to becoming a page.
#[derive(Clone, Debug)]
pub struct Refused(Arc<Error>);

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(Arc::new(error.into()))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The status of each refusal.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::SignIn => StatusCode::SEE_OTHER,
        Error::Denied(_) => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Slow(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// How something was asked for, as far as the answer to a refusal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// By an island, which reads JSON.
    by_island: bool,
    /// By a form: what was typed in it is in the request, and lost when the page shown instead does not say how to send it again.
    by_form: bool,
}

impl Asked {
    /// Whether an island asks, which reads JSON.
    pub const fn is_by_an_island(self) -> bool {
        self.by_island
    }

    /// As `request` tells.
    pub fn of(request: &Request) -> Self {
        let accept = request.headers().get(header::ACCEPT);
        Self {
            by_island: accept.is_some_and(|accept| accept.as_bytes().starts_with(b"application/json")),
            by_form: request.method() == Method::POST,
        }
    }
}

/// The layer that turns refusals into pages.
pub async fn show(visit: Visit, request: Request, next: Next) -> Response {
    let (asked, method) = (Asked::of(&request), request.method().clone());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    match response.extensions().get::<Refused>().cloned() {
        Some(refused) => {
            if let Error::Denied(why) = &*refused.0 {
                keep_trace(&visit, &method, route.as_ref(), *why).await;
            }
            answer(&visit, &refused.0, asked)
        }
        None => response,
    }
}

/// Has the audit trail say that someone was refused something. They are told of it all the same when that cannot be written.
async fn keep_trace(visit: &Visit, method: &Method, route: Option<&MatchedPath>, why: Denial) {
    let path = route.map_or_else(|| visit.path().to_owned(), |route| without_titles(visit.path(), route.as_str()));
    let asked = format!("{method} {path}");
    if let Err(error) = services::identity::record_refusal(&visit.cx, &asked, why).await {
        tracing::warn!(request = &*visit.cx.request, %error, "a refusal was not written to the audit trail");
    }
}

/// `path` without what titles make of it, by the `route` that it took: a title may name someone, and no line of the trail is ever rewritten. The
/// log has the rest, under the same request, for as long as it is kept.
fn without_titles(path: &str, route: &str) -> String {
    let segment = |(asked, known): (&str, &str)| match known {
        "{slug}" | "{space}" => known.to_owned(),
        // A number, and perhaps the words of a title after it.
        "{id}" | "{topic}" => asked.split('-').next().unwrap_or_default().to_owned(),
        _ => asked.to_owned(),
    };
    path.split('/').zip(route.split('/')).map(segment).collect::<Vec<_>>().join("/")
}

/// What a person, or an island, is told of `error`.
pub fn answer(visit: &Visit, error: &Error, asked: Asked) -> Response {
    let request = &*visit.cx.request;
    match error {
        Error::Internal(cause) => tracing::error!(request, "{cause:#}"),
        Error::Unavailable { cause, .. } => tracing::error!(request, "unavailable: {cause}"),
        _ => {}
    }
    let status = status(error);
    let mut response = if asked.by_island {
        let status = if status == StatusCode::SEE_OTHER { StatusCode::UNAUTHORIZED } else { status };
        (status, Json(serde_json::json!({ "message": island_words(error), "request": request }))).into_response()
    } else if matches!(error, Error::SignIn) && !asked.by_form {
        return Redirect::to(&sign_in_and_back(visit)).into_response();
    } else if let Some(words) = again_words(error).filter(|_| asked.by_form) {
        let status = if status == StatusCode::SEE_OTHER { StatusCode::FORBIDDEN } else { status };
        error_page(visit, status, &words)
    } else {
        error_page(visit, status, &words(error))
    };
    if let Error::Slow(wait) | Error::Unavailable { retry: wait, .. } = error {
        response.headers_mut().insert(header::RETRY_AFTER, seconds(*wait));
    }
    response
}

fn sign_in_and_back(visit: &Visit) -> String {
    let back: String = url::form_urlencoded::byte_serialize(visit.address.as_bytes()).collect();
    format!("{}?retour={back}", paths::SIGN_IN)
}

/// What is said when a form was sent in vain: a browser that loads the answer to a form again sends the form again, whole.
fn again_words(error: &Error) -> Option<Words> {
    let (title, text) = match error {
        Error::SignIn => (
            "Vous n’êtes plus connecté",
            "Ce que vous venez d’envoyer n’est pas encore enregistré, et n’est pas perdu. Connectez-vous dans un autre onglet, puis revenez \
             ici et rechargez cette page\u{a0}: votre navigateur le renverra.",
        ),
        Error::Slow(_) => (
            "Un peu trop vite",
            "Il y a eu beaucoup d’essais en peu de temps. Ce que vous venez d’envoyer n’est pas encore enregistré, et n’est pas perdu. \
             Attendez une minute, puis rechargez cette page\u{a0}: votre navigateur le renverra.",
        ),
        Error::Unavailable { .. } => (
            "Le portail est momentanément indisponible",
            "Ce que vous venez d’envoyer n’est pas encore enregistré, et n’est pas perdu. Attendez quelques secondes, puis rechargez cette \
             page\u{a0}: votre navigateur le renverra.",
        ),
        _ => return None,
    };
    Some(Words { title, text: text.into() })
}

/// What an island says: the text is still in the page around it.
fn island_words(error: &Error) -> Cow<'static, str> {
    let text = match error {
        Error::SignIn => {
            "Vous n’êtes plus connecté. Ce que vous avez écrit reste dans cette page\u{a0}: connectez-vous dans un autre onglet, puis \
             enregistrez."
        }
        Error::Slow(_) => "Il y a eu beaucoup d’essais en peu de temps. Ce que vous avez écrit reste dans cette page, qui réessaiera.",
        Error::Unavailable { .. } => {
            "Le portail est momentanément indisponible. Ce que vous avez écrit reste dans cette page, qui réessaiera."
        }
        other => return words(other).text,
    };
    text.into()
}

fn seconds(wait: Duration) -> HeaderValue {
    HeaderValue::from(wait.as_secs().max(1))
}

/// What a panic becomes: our fault, logged, told like any other.
pub fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let cause = panic.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    Refused::from(anyhow::anyhow!("panic: {}", cause.unwrap_or_default())).into_response()
}

/// What is answered at an address that is there, to a method that it does not take; the router adds those that it does (`Allow`).
pub async fn wrong_method(visit: Visit) -> Response {
    let words = Words {
        title: "Cette adresse ne s’ouvre pas ainsi",
        text: "Le portail s’en sert autrement, et il n’y a rien à y lire. Revenez à la page précédente, ou partez de l’accueil.".into(),
    };
    error_page(&visit, StatusCode::METHOD_NOT_ALLOWED, &words)
}

/// An error's page.
pub fn error_page(visit: &Visit, status: StatusCode, words: &Words) -> Response {
    let (title, text) = (words.title, words.text.clone().into_owned());
    let request = visit.cx.request.to_string();
    let page = Page { title: title.to_owned(), index: false, ..Page::default() };
    render(visit, status, page, move || view! { <ErrorPage status=status.as_u16() title text request/> })
}

/// What is said of a refusal.
#[derive(Clone, Debug)]
pub struct Words {
    /// In a few words.
    pub title: &'static str,
    /// What happened, and what to do.
    pub text: Cow<'static, str>,
}

/// What a person is told of `error`.
pub fn words(error: &Error) -> Words {
    let (title, text) = match error {
        Error::NotFound => (
            "Cette page n’existe pas",
            "L’adresse est peut-être mal recopiée, ou ce qui s’y trouvait n’est pas ouvert à tout le monde. Si vous avez un compte, connectez-vous.",
        ),
        Error::SignIn => ("Connectez-vous", "Cette page demande un compte."),
        Error::Denied(denial) => ("Ce n’est pas possible", denied(*denial)),
        Error::Invalid(problems) => return invalid(problems),
        Error::Conflict(Conflict::StaleVersion { .. }) => (
            "Cette fiche a changé entre-temps",
            "Quelqu’un a enregistré une autre version pendant que vous la lisiez. Ouvrez-la de nouveau avant de décider.",
        ),
        Error::Conflict(Conflict::State(_)) => (
            "Ce n’est plus possible",
            "L’état de cette fiche a changé depuis que la page s’est affichée. Ouvrez-la de nouveau pour voir où elle en est.",
        ),
        Error::Conflict(Conflict::Session { .. } | Conflict::Registration(_) | Conflict::Wish { .. }) => (
            "Ce n’est plus possible",
            "La session, l’inscription ou le souhait a changé depuis que la page s’est affichée, ou il est trop tard. Rouvrez la page pour voir ce qu’il en est.",
        ),
        Error::Conflict(Conflict::TopicClosed) => (
            "Ce sujet s’est fermé entre-temps",
            "Plus personne ne peut y répondre. Votre message n’est pas perdu\u{a0}: il est gardé dans vos brouillons.",
        ),
        Error::Conflict(Conflict::Moderated) => (
            "Ce n’est plus possible",
            "Ce message ou cette décision a changé depuis que la page s’est affichée, ou le délai est passé. Rouvrez la page pour voir ce qu’il en est.",
        ),
        Error::Slow(_) => ("Un peu trop vite", "Il y a eu beaucoup d’essais en peu de temps. Attendez un moment, puis recommencez."),
        Error::Unavailable { .. } => (
            "Le portail est momentanément indisponible",
            "Rien de ce qui était enregistré n’est perdu. Attendez quelques secondes, puis rechargez la page.",
        ),
        Error::Internal(_) => (
            "Quelque chose s’est mal passé",
            "L’erreur vient de nous, pas de vous, et elle est notée. Si elle revient, écrivez-nous en donnant le numéro ci-dessous.",
        ),
    };
    Words { title, text: text.into() }
}

/// A form that could not be read was sent from a page that still holds it; its own sentence says what to do.
fn invalid(problems: &Problems) -> Words {
    let unreadable = problems.iter().find(|problem| problem.rule == Rule::Unreadable);
    match unreadable {
        Some(problem) => Words { title: "Cet envoi n’a pas pu être lu", text: sentence(&problem.rule).into() },
        None => Words {
            title: "Il manque quelque chose",
            text: "Revenez à la page précédente\u{a0}: ce que vous avez écrit y est encore.".into(),
        },
    }
}

fn denied(denial: Denial) -> &'static str {
    match denial {
        Denial::Unseen | Denial::SignIn => "Connectez-vous avec un compte qui en a le droit.",
        Denial::Pending => {
            "Votre compte attend qu’une personne de l’équipe indique qui vous êtes. Cela prend en général moins de deux jours ouvrés."
        }
        Denial::Role => "Cette action demande un autre rôle que le vôtre.",
        Denial::NotAuthor => "Seuls les auteurs de cette fiche peuvent le faire.",
        Denial::Licence => "Sa licence ne permet pas d’en faire une autre version\u{a0}: demandez à son auteur.",
        Denial::NotWriter => "Seule la personne qui l’a écrit peut le faire.",
        Denial::Locked => "Ce sujet est fermé\u{a0}: plus personne n’y répond.",
        Denial::NotShown => {
            "Ce sujet ou ce message n’est pas dans un état qui le permet\u{a0}: il est peut-être masqué, ou pas encore ouvert."
        }
        Denial::NoSchool => "Cette action se fait au nom d’une école, et votre compte n’en a pas.",
        Denial::Silenced => "L’animatrice vous a demandé de ne plus écrire pendant quelque temps. Vous pouvez toujours lire.",
        Denial::State(_) => "Cette fiche n’est pas dans un état qui le permet\u{a0}: elle est peut-être en relecture, ou déjà publiée.",
    }
}

#[cfg(test)]
mod tests {
    use super::without_titles;

    #[test]
    fn the_trail_keeps_numbers_and_no_titles() {
        for (path, route, kept) in [
            ("/administration/journal", "/administration/journal", "/administration/journal"),
            ("/projets/chez-zephyrine/modifier", "/projets/{slug}/modifier", "/projets/{slug}/modifier"),
            ("/echanges/sujets/12-chez-zephyrine/projet", "/echanges/sujets/{id}/projet", "/echanges/sujets/12/projet"),
            ("/echanges/chez-zephyrine", "/echanges/{space}", "/echanges/{space}"),
            ("/animation/sessions/7/presences", "/animation/sessions/{id}/presences", "/animation/sessions/7/presences"),
        ] {
            assert_eq!(without_titles(path, route), kept);
        }
    }
}
