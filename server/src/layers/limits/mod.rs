//! How much one asks in how short a time: no person ever reaches a limit, a machine does.
//!
//! **Promises.** Who is signed in is counted by their account, wherever they are: a school behind one address shares nothing but what is
//! done before anyone is known, and of that there is enough for all of it at half past eight. Who is not, is counted by where they come from
//! ([`super::address`]); and who signs in, by their browser besides. Whoever is over a limit is told when to come back (429, `Retry-After`).
//!
//! **Invariants.** Counts are kept in memory, of so many at most, by whole addresses that are written nowhere, and are gone with the
//! process. What a use case counts itself (messages, reports, archives) it goes on counting: this is the outer wall.
//!
//! **Start reading at** `kinds`.

mod counts;
mod kinds;

use super::cookies;
use app::{outcome::Refused, visit::Visit};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use counts::{Counts, Whose};
use kinds::{Kind, kinds};
use services::{error::Error, outside::Secret};
use std::{sync::Arc, time::Duration};

/// What was asked lately, of one process.
#[derive(Debug, Default)]
pub struct Limits(Counts);

/// Has whoever asks too fast come back later.
pub async fn hold(State(limits): State<Arc<Limits>>, visit: Visit, request: Request, next: Next) -> Response {
    match limits.take(&visit, &request) {
        Ok(()) => next.run(request).await,
        Err((kind, wait)) => {
            let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
            tracing::info!(request = &*visit.cx.request, ?kind, wait_ms, "asked too fast");
            Refused::from(Error::Slow(wait)).into_response()
        }
    }
}

impl Limits {
    /// Counts a request.
    ///
    /// # Errors
    /// Of what there was too much, and how long to wait.
    fn take(&self, visit: &Visit, request: &Request) -> Result<(), (Kind, Duration)> {
        let now = visit.cx.now();
        for kind in kinds(request) {
            let paces = kind.paces();
            let wait = |wait| (kind, wait);
            // First: what one browser is refused is not taken from its place, which may be a school's.
            if let Some(pace) = paces.browser
                && let Some(browser) = browser(visit, request)
            {
                self.0.take(now, kind, Whose::Browser(browser), pace).map_err(wait)?;
            }
            if let (Some(account), Some(pace)) = (visit.cx.account(), paces.account) {
                self.0.take(now, kind, Whose::Account(account), pace).map_err(wait)?;
            } else if let Some(from) = visit.cx.from {
                self.0.take(now, kind, Whose::Place(from.subscriber()), paces.place).map_err(wait)?;
            }
        }
        Ok(())
    }
}

/// What stands for the browser that signs in, once it has begun to.
fn browser(visit: &Visit, request: &Request) -> Option<String> {
    let secret = cookies::read(request.headers(), &visit.cx.portal.settings, cookies::BROWSER)?;
    Some(Secret::from_outside(&secret).hash())
}
