//! Session → viewer → [`Visit`]: who asks, found once per request.

use super::{address::Proxies, cookies};
use app::{
    outcome::Refused,
    visit::{Appearance, Assets, SignedOut, Visit},
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    access::{LinkKey, Viewer},
    paths,
};
use services::{
    cx::{Cx, Portal},
    error::Result,
    identity, notifications,
    outside::Secret,
    projects,
};
use std::{net::SocketAddr, sync::Arc};

/// What an open page says when it asks again for what it shows.
const LOOKS_AGAIN: &str = "direct=1";

/// What the layer needs.
#[derive(Clone, Debug)]
pub struct Sessions {
    /// The portal.
    pub portal: Arc<Portal>,
    /// Style and islands.
    pub assets: Arc<Assets>,
    /// Who is believed about where a request comes from.
    pub proxies: Arc<Proxies>,
}

/// Puts a [`Visit`] into the request. When the database is away, people with a session get the page that says so: they are not
/// taken for visitors, who would be sent to sign in again. That page is [`stop`]'s, further in: it too is logged, and carries the
/// headers of every other.
pub async fn visit(State(sessions): State<Sessions>, mut request: Request, next: Next) -> Response {
    let Sessions { portal, assets, proxies } = sessions;
    let kept = portal.clone();
    let headers = request.headers();
    let secret = cookies::read(headers, &portal.settings, cookies::SESSION);
    let appearance =
        cookies::read(headers, &portal.settings, Appearance::COOKIE).map_or_else(Appearance::default, |v| Appearance::parse(&v));
    let id = format!("{:x}", portal.ids.next(portal.clock.now()));
    let looks_again = request.uri().query().is_some_and(|query| query.split('&').any(|pair| pair == LOOKS_AGAIN));
    let by_itself = looks_again || request.uri().path() == paths::LIVE;
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let links: Vec<_> = cookies::read_links(headers, &portal.settings).iter().map(projects::link_key).collect();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    let from = proxies.client(peer, headers);
    let cx = Cx::new(portal, Viewer::Nobody.with_links(links.clone()), id).coming_from(from);
    let mut visit = Visit { cx, address: address.into(), appearance, assets, session: None, notices: 0 };
    let asked = Asking { by_itself, wants_a_page: wants_a_page(headers) };
    if let Some(secret) = secret
        && let Err(error) = recognise(&mut visit, &secret, links, asked).await
    {
        request.extensions_mut().insert(Refused::from(error));
    }
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    if response.extensions().get::<SignedOut>().is_some() {
        for cookie in cookies::signed_out(&kept.settings) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// What asks, as far as it matters to a session.
#[derive(Clone, Copy)]
struct Asking {
    /// An open page asks by itself: that does not keep the session from ending.
    by_itself: bool,
    /// The answer may be a page.
    wants_a_page: bool,
}

/// Finds out who a session stands for, and what waits to be read by them.
async fn recognise(visit: &mut Visit, secret: &str, links: Vec<LinkKey>, asked: Asking) -> Result<()> {
    let (portal, session) = (visit.cx.portal.clone(), Secret::from_outside(secret));
    let identity::Recognised { viewer, provider, signed_in } = if asked.by_itself {
        identity::recognise_open_page(&portal, &session).await?
    } else {
        identity::recognise(&portal, &session).await?
    };
    if viewer.member().is_some() {
        visit.session = Some(identity::SessionKey::of(&session));
    }
    visit.cx = visit.cx.as_viewer(viewer.with_links(links)).signed_in_at(signed_in);
    if let Some(provider) = provider {
        visit.cx = visit.cx.clone().by_word_of(provider);
    }
    if asked.wants_a_page {
        visit.notices = notifications::count_unread(&visit.cx).await?;
    }
    Ok(())
}

/// Whether the answer may be a page, with a header that counts what waits. Browsers name what they want for pictures, styles and news.
fn wants_a_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).map(|accept| accept.to_str().unwrap_or_default());
    accepted.is_none_or(|accepted| accepted.contains("text/html"))
}

/// Stops a request whose session could not be looked up before any page is asked; [`app::outcome::show`] tells why.
pub async fn stop(mut request: Request, next: Next) -> Response {
    match request.extensions_mut().remove::<Refused>() {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    }
}
