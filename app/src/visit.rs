//! One visit of one page: who asks, from where, and how they like it shown.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, request::Parts},
};
use domain::{
    access::{Action, PortalAction, decide},
    paths,
};
use services::{cx::Cx, identity::SessionKey};
use std::{convert::Infallible, sync::Arc};

/// Light or dark, when someone chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Appearance {
    /// As the device says.
    #[default]
    Device,
    /// Paper.
    Light,
    /// Slate.
    Dark,
}

impl Appearance {
    /// The cookie that remembers the choice. It says nothing about who chose.
    pub const COOKIE: &'static str = "apparence";

    /// From the cookie or the form.
    pub fn parse(text: &str) -> Self {
        match text {
            "claire" => Self::Light,
            "sombre" => Self::Dark,
            _ => Self::Device,
        }
    }

    /// As the cookie and the form say it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Device => "appareil",
            Self::Light => "claire",
            Self::Dark => "sombre",
        }
    }

    /// The `data-theme` attribute; none when the device decides.
    pub const fn theme(self) -> Option<&'static str> {
        match self {
            Self::Device => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// In the extensions of an answer: the session that asked has ended with it, and the browser is to forget it.
#[derive(Clone, Copy, Debug)]
pub struct SignedOut;

/// One of the demo's people, as the sign-in page presents them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPerson {
    /// The value of `personne=`.
    pub key: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What they are.
    pub presented_as: &'static str,
}

/// Where the style and the islands lie, under names that change with their content.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet's address.
    pub style: String,
    /// What leptos needs to load the islands.
    pub islands: leptos::config::LeptosOptions,
    /// Whom one may be in the demo; nobody elsewhere.
    pub demo: Vec<DemoPerson>,
}

/// One visit. The server's session layer puts it into the request; every handler takes it as its first argument.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who asks, and of which portal.
    pub cx: Cx,
    /// The path and query asked for.
    pub address: Arc<str>,
    /// How the page is to look.
    pub appearance: Appearance,
    /// Style and islands.
    pub assets: Arc<Assets>,
    /// What names this session among its member's own; nothing for who has none.
    pub session: Option<SessionKey>,
    /// How many notices a member has not read, up to 100, where a page is asked for.
    pub notices: u32,
}

impl Visit {
    /// Whether this viewer may do `action`, to show or hide its link. Deciding stays with the services.
    pub fn may(&self, action: PortalAction) -> bool {
        decide(&self.cx.viewer, Action::Portal(action)).is_ok()
    }

    /// The path asked for, without its query.
    pub fn path(&self) -> &str {
        self.address.split('?').next().unwrap_or_default()
    }

    /// Where one comes back to from a form that is on every page: here, but what a provider sent a browser back with (a code, a ticket)
    /// is in no page.
    pub fn here(&self) -> &str {
        let with_a_provider = self.path().strip_prefix(paths::SIGN_IN).is_some_and(|rest| rest.starts_with('/'));
        if with_a_provider { paths::SIGN_IN } else { &self.address }
    }

    /// The query's pairs, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.address.split_once('?').map_or("", |(_, query)| query);
        query_pairs(query.as_bytes())
    }
}

const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Whether someone looks at the page: browsers say so; what fetches it otherwise is no reader.
pub fn is_looked_at(headers: &HeaderMap) -> bool {
    headers.get(FETCH_DEST).is_some_and(|what| what == "document")
}

/// The pairs of a query, or of a form sent as one.
pub fn query_pairs(query: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query).into_owned().collect()
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    /// # Panics
    /// When the session layer is missing: a router wired wrongly, found by the first request of any test.
    #[expect(clippy::expect_used, reason = "a wiring fault, not a request's")]
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().expect("the session layer puts a Visit into every request"))
    }
}
