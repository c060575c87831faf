//! Who did what, when: in the transaction of what was done.

use super::rows;
use crate::{
    cx::{Change, Cx},
    error::Result,
};
use domain::{access::Viewer, ids::AccountId};

/// Who an audit line says acted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Actor {
    /// Whoever the request comes from.
    Viewer,
    /// This person, who has just proved who they are.
    Account(AccountId),
    /// Nobody that may be named: pupils, failed sign-ins.
    Nobody,
}

/// Writes one line, of whoever the request comes from: for other slices. `object` and `outcome` are made of the portal's own words and ids.
///
/// # Errors
/// The database's.
pub async fn record(cx: &Cx, change: &mut Change, action: &str, object: &str, outcome: &str) -> Result<()> {
    note(cx, change, Actor::Viewer, action, object, outcome).await
}

/// Writes one line. `object` and `outcome` are made of the portal's own words and ids, never of what came from outside.
pub(super) async fn note(cx: &Cx, change: &mut Change, actor: Actor, action: &str, object: &str, outcome: &str) -> Result<()> {
    let actor = match (actor, &cx.viewer) {
        (Actor::Account(id), _) => format!("account:{id}"),
        (Actor::Viewer, Viewer::Member(member)) => format!("account:{}", member.id),
        (Actor::Viewer, Viewer::System(why)) => format!("system:{why}"),
        (Actor::Viewer, Viewer::Nobody | Viewer::Holder(_)) | (Actor::Nobody, _) => "nobody".to_owned(),
    };
    let line = rows::audit::Line { id: cx.id(), at: cx.now(), actor: &actor, action, object, outcome, request: &cx.request };
    rows::audit::insert(change, &line).await
}
