//! Session → viewer → [`Visit`]: who asks, found once per request.

use super::cookies;
use app::{
    outcome::Refused,
    visit::{Appearance, Assets, Visit},
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{access::Viewer, paths};
use services::{
    cx::{Cx, Portal},
    error::Result,
    identity,
    outside::Secret,
    projects,
};
use std::sync::Arc;

/// What the layer needs.
#[derive(Clone, Debug)]
pub struct Sessions {
    /// The portal.
    pub portal: Arc<Portal>,
    /// Style and islands.
    pub assets: Arc<Assets>,
}

/// Puts a [`Visit`] into the request. When the database is away, people with a session get the page that says so: they are not
/// taken for visitors, who would be sent to sign in again. That page is [`stop`]'s, further in: it too is logged, and carries the
/// headers of every other.
pub async fn visit(State(sessions): State<Sessions>, mut request: Request, next: Next) -> Response {
    let Sessions { portal, assets } = sessions;
    let headers = request.headers();
    let secret = cookies::read(headers, &portal.settings, cookies::SESSION);
    let appearance =
        cookies::read(headers, &portal.settings, Appearance::COOKIE).map_or_else(Appearance::default, |v| Appearance::parse(&v));
    let id = format!("{:x}", portal.ids.next(portal.clock.now()));
    let by_itself = request.uri().path() == paths::LIVE;
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    let links: Vec<_> = cookies::read_links(headers, &portal.settings).iter().map(projects::link_key).collect();
    let cx = Cx::new(portal, Viewer::Nobody.with_links(links.clone()), id);
    let mut visit = Visit { cx, address: address.into(), appearance, assets };
    if let Some(secret) = secret {
        match who(&visit.cx.portal, &Secret::from_outside(&secret), by_itself).await {
            Ok(viewer) => visit.cx = visit.cx.as_viewer(viewer.with_links(links)),
            Err(error) => {
                request.extensions_mut().insert(Refused::from(error));
            }
        }
    }
    request.extensions_mut().insert(visit);
    next.run(request).await
}

/// Who `session` stands for. What an open page asks `by_itself` does not keep the session from ending.
async fn who(portal: &Portal, session: &Secret, by_itself: bool) -> Result<Viewer> {
    if by_itself { identity::viewer_of_open_page(portal, session).await } else { identity::viewer(portal, session).await }
}

/// Stops a request whose session could not be looked up before any page is asked; [`app::outcome::show`] tells why.
pub async fn stop(mut request: Request, next: Next) -> Response {
    match request.extensions_mut().remove::<Refused>() {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    }
}
