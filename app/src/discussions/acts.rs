//! What takes one press in a topic: a word said of a message, the answer accepted, the topic followed; and whom one may name in it.

use super::{names, post_id, topic_id};
use crate::{outcome::Refused, sent::Sent, visit::Visit};
use axum::{
    Json,
    extract::{Path, Request},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{
    access::PortalAction,
    discussions::{Attention, Followed, Reaction},
    paths::{self, ReturnTo},
    problem::{Problems, Rule},
    projects::Subject,
};
use services::{access, discussions, error::Error};

/// What the forms send as `do`, besides a [`Reaction`]'s key.
pub(super) mod act {
    pub(in crate::discussions) const ACCEPT: &str = "accept";
    pub(in crate::discussions) const UNACCEPT: &str = "unaccept";
    pub(in crate::discussions) const FOLLOW: &str = "follow";
    pub(in crate::discussions) const FOLLOW_TAG: &str = "follow-tag";
}

/// How closely a form asks that something be followed.
pub(super) fn attention(sent: &Sent) -> Result<Attention, Error> {
    sent.value("attention").parse().map_err(|_| Problems::one("attention", Rule::Required).into())
}

/// `POST /echanges/sujets/{id}/gestes`: leads back to the message, or to where one was.
pub(super) async fn perform(visit: Visit, Path(key): Path<String>, request: Request) -> Result<Response, Refused> {
    let id = topic_id(&key)?;
    let cx = &visit.cx;
    access::check(cx, PortalAction::UseAccount)?;
    let sent = Sent::read(request).await?;
    let post = post_id(sent.value("post"));
    let back = match sent.value("do") {
        act::ACCEPT => {
            let post = post?;
            discussions::accept(cx, id, Some(post)).await?;
            Some(post)
        }
        act::UNACCEPT => {
            discussions::accept(cx, id, None).await?;
            post.ok()
        }
        act::FOLLOW => {
            discussions::follow(cx, Followed::Topic(id), attention(&sent)?).await?;
            None
        }
        act::FOLLOW_TAG => {
            let tag = sent.value("tag").parse::<Subject>().map_err(|_| Error::NotFound)?;
            discussions::follow(cx, Followed::Tag(tag), attention(&sent)?).await?;
            None
        }
        other => {
            let reaction = other.parse::<Reaction>().map_err(|_| Error::from(Problems::one("do", Rule::Unreadable)))?;
            let post = post?;
            discussions::react(cx, post, reaction, sent.value("on") == "1").await?;
            Some(post)
        }
    };
    let address = back.map_or_else(|| ReturnTo::parse(sent.value("back")).as_str().to_owned(), paths::post);
    Ok(Redirect::to(&address).into_response())
}

/// `GET /echanges/sujets/{id}/personnes?q=`: whom the viewer may name there, as JSON, or as `vue=liste` asks for the page's own list.
pub(super) async fn people(visit: Visit, Path(key): Path<String>) -> Result<Response, Refused> {
    let id = topic_id(&key)?;
    let pairs = visit.query();
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
    let found = discussions::mentionable(&visit.cx, id, value("q")).await?;
    if value("vue") == "liste" {
        let names: Vec<_> = found.into_iter().map(|one| one.name).collect();
        return Ok(Html(names::options(&names)).into_response());
    }
    let names: Vec<_> = found.into_iter().map(|one| serde_json::json!({ "name": one.name })).collect();
    Ok(Json(names).into_response())
}
