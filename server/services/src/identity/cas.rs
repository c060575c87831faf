//! CAS 2 and 3: a ticket that is validated once, from server to server.

use super::{
    cas_answer::{self, Answer},
    claims::{Claims, is_subject},
    http::HttpError,
    presets::below,
    provider::{Cas, Provider},
    providers::{Away, Providers},
    token::{Proved, There},
};
use openidconnect::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
};
use std::time::Duration;
use url::Url;

/// How long a ticket's validation may take in all.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is waited before a server that did not answer is asked again: workspaces may answer late.
const BACK_OFF: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(800)];
/// The code of a ticket that is none, or was used.
pub(super) const INVALID_TICKET: &str = "INVALID_TICKET";

/// Why a ticket proved nothing.
pub(super) enum NotProved {
    /// The server knows no such ticket for this address.
    Refused,
    Away(Away),
}

impl From<Away> for NotProved {
    fn from(away: Away) -> Self {
        Self::Away(away)
    }
}

/// The address that a ticket is for: the callback, with the state. The same, letter for letter, at sign-in and at validation.
pub(super) fn service(callback: &str, state: &str) -> String {
    format!("{callback}?state={state}")
}

/// Where a browser is sent to sign in. `anew`: whoever is known there already has to say again who they are.
pub(super) fn login(cas: &Cas, service: &str, anew: bool) -> Url {
    let mut url = below(&cas.base, "/login");
    url.query_pairs_mut().append_pair("service", service);
    if anew {
        url.query_pairs_mut().append_pair("renew", "true");
    }
    url
}

/// Where a browser is sent to sign out.
pub(super) fn logout(cas: &Cas, home: &str) -> Url {
    let mut url = below(&cas.base, "/logout");
    url.query_pairs_mut().append_pair("service", home);
    url
}

impl Providers {
    /// Asks whose `ticket` for `service` is.
    pub(super) async fn prove_by_ticket(
        &self,
        provider: &Provider,
        cas: &Cas,
        service: &str,
        ticket: &str,
        anew: bool,
    ) -> Result<Proved, NotProved> {
        let asked = tokio::time::timeout(PATIENCE, self.validate(cas, service, ticket, anew)).await;
        let (user, mut claims) = match asked.map_err(|_| "validation: no answer in time".to_owned())?? {
            Answer::Success { user, attributes } => (user, attributes),
            Answer::Failure(code) if matches!(code.as_str(), INVALID_TICKET | "INVALID_SERVICE" | "INVALID_TICKET_SPEC") => {
                return Err(NotProved::Refused);
            }
            Answer::Failure(_) => return Err(NotProved::Away("validation: refused".to_owned())),
        };
        // An attribute that bears the same name is not who came.
        claims.insert("user".to_owned(), user.into());
        let claims = Claims::read(claims, provider, &cas.subject_claim).map_err(|why| format!("validation: {why}"))?;
        let subject = claims.subject.clone().ok_or_else(|| format!("validation: no subject, {:?}", cas.subject_claim))?;
        let there = There { subject: None, session: Some(ticket.to_owned()) };
        Ok(Proved { subject, claims, id_token: None, there })
    }

    /// CAS 3's address first, which gives attributes; CAS 2's where there is none.
    pub(super) async fn validate(&self, cas: &Cas, service: &str, ticket: &str, anew: bool) -> Result<Answer, Away> {
        let mut answer = self.ask(validation(cas, "/p3/serviceValidate", service, ticket, anew)).await?;
        if answer.status() == StatusCode::NOT_FOUND {
            answer = self.ask(validation(cas, "/serviceValidate", service, ticket, anew)).await?;
        }
        if answer.status() != StatusCode::OK {
            return Err(format!("validation: answered {}", answer.status()));
        }
        cas_answer::read(answer.body()).map_err(|why| format!("validation: {why}"))
    }

    /// Asks again when the network or the server failed, and never because of what the server said: a ticket is validated once.
    async fn ask(&self, url: Url) -> Result<HttpResponse, Away> {
        let mut pauses = BACK_OFF.into_iter();
        loop {
            let request: Result<HttpRequest, _> = openidconnect::http::Request::builder()
                .method(Method::GET)
                .uri(url.as_str())
                .header(header::ACCEPT, "*/*")
                .body(Vec::new());
            // The address holds the ticket: no error may repeat it.
            let request = request.map_err(|_| "validation: the request cannot be made".to_owned())?;
            let (failed, answer) = match self.http.send(request).await {
                Ok(answer) => (answer.status().is_server_error(), Ok(answer)),
                Err(error) => (matches!(error, HttpError::Away(_)), Err(format!("validation: {error}"))),
            };
            match pauses.next() {
                Some(pause) if failed => tokio::time::sleep(pause).await,
                _ => return answer,
            }
        }
    }
}

fn validation(cas: &Cas, path: &str, service: &str, ticket: &str, anew: bool) -> Url {
    let mut url = below(&cas.base, path);
    url.query_pairs_mut().append_pair("service", service).append_pair("ticket", ticket);
    if anew {
        // Only a ticket that somebody's own password was typed for.
        url.query_pairs_mut().append_pair("renew", "true");
    }
    url
}

/// Whether `ticket` may be one, and may be sent on.
pub(super) fn is_ticket(ticket: &str) -> bool {
    is_subject(ticket) && ticket.bytes().all(|byte| byte.is_ascii_graphic())
}
