//! A form that was not accepted, shown again with everything that was typed in it.

use crate::sent::Typed;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::access::Denial;
use leptos::prelude::*;
use services::error::Error;
use std::time::Duration;

/// What was typed and not accepted, and why.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// What stands in the form.
    pub typed: Typed,
    /// Why nothing is written now, where nothing is wrong with what was typed.
    pub not_now: Option<NotNow>,
    /// Whether whoever typed it only looks at what would come of it.
    pub looks: bool,
}

/// Why nothing is written now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// Too many attempts: try again after this long.
    Slow(Duration),
    /// The animator asked this member not to write for some time.
    Silenced,
}

impl Again {
    /// What the same page shows after `error`.
    ///
    /// # Errors
    /// `error` itself, where the same page has nothing to say of it.
    pub fn after(error: Error, pairs: Vec<(String, String)>) -> Result<Self, Error> {
        match error {
            Error::Invalid(problems) => Ok(Self { typed: Typed { pairs, problems }, ..Self::default() }),
            Error::Slow(wait) => Ok(Self::not_now(pairs, NotNow::Slow(wait))),
            Error::Denied(Denial::Silenced) => Ok(Self::not_now(pairs, NotNow::Silenced)),
            other => Err(other),
        }
    }

    fn not_now(pairs: Vec<(String, String)>, why: NotNow) -> Self {
        Self { typed: Typed { pairs, ..Typed::default() }, not_now: Some(why), looks: false }
    }

    /// The same page with what was typed, for whoever looks at what would come of it before it is sent.
    pub fn look(pairs: Vec<(String, String)>) -> Self {
        Self { typed: Typed { pairs, ..Typed::default() }, not_now: None, looks: true }
    }

    /// The page's status.
    pub fn status(&self) -> StatusCode {
        match self.not_now {
            Some(NotNow::Slow(_)) => StatusCode::TOO_MANY_REQUESTS,
            Some(NotNow::Silenced) => StatusCode::FORBIDDEN,
            None if self.typed.problems.is_empty() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Says to machines when to try again.
    pub fn answered(&self, mut response: Response) -> Response {
        if let Some(NotNow::Slow(wait)) = self.not_now {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        response
    }

    /// Whether the form was sent before.
    pub fn is_again(&self) -> bool {
        self.looks || self.not_now.is_some() || !self.typed.problems.is_empty()
    }

    /// What stands in a field: what was typed, else `first`.
    pub fn value(&self, name: &str, first: impl FnOnce() -> String) -> String {
        if self.is_again() { self.typed.value(name).unwrap_or_default() } else { first() }
    }

    /// Whether a choice is made: as it was sent, else as `first` says.
    pub fn is_chosen(&self, name: &str, value: &str, first: bool) -> bool {
        if self.is_again() { self.typed.pairs.iter().any(|(known, chosen)| known == name && chosen == value) } else { first }
    }
}

/// Why nothing is written now, above the form; nothing, when that is not so.
#[component]
pub fn NotNowNotice(
    /// Why.
    why: Option<NotNow>,
) -> impl IntoView {
    why.map(|why| view! { <p class="notice error" role="alert">{said(why)}</p> })
}

const fn said(why: NotNow) -> &'static str {
    match why {
        NotNow::Slow(_) => {
            "Il y a eu beaucoup d’envois en peu de temps. Ce que vous avez écrit est toujours dans cette page\u{a0}: attendez un moment, \
             puis envoyez-le de nouveau."
        }
        NotNow::Silenced => {
            "L’animatrice vous a demandé de ne plus écrire pendant quelque temps. Ce que vous avez écrit est toujours dans cette page, \
             mais n’a pas été envoyé. Vous pouvez toujours lire."
        }
    }
}
