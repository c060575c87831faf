//! Who did what, when: in the transaction of what was done.
//!
//! **Invariants.** A line holds numbers of accounts and of things, never a name or an address: erasing a person touches no line. Of where it was
//! asked from it holds the network around the address, which many share. Lines are added, and go once they are as old as the operator says; the
//! database refuses everything else (`db::trail`), tested by `nobody_rewrites_the_trail`.

use super::rows;
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::Result,
    outside::Address,
};
use domain::{
    access::{Denial, Viewer},
    ids::AccountId,
    text::clean_line,
    time::Timestamp,
};

/// The longest object, or outcome, of a line, in characters.
const MAX_WORDS: usize = 200;

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
    let (object, outcome, request) = (on_one_line(object), on_one_line(outcome), on_one_line(&cx.request));
    let network = cx.from.map_or_else(String::new, Address::network);
    let line = rows::audit::Line {
        id: cx.id(),
        at: cx.now(),
        actor: &actor,
        action,
        object: &object,
        outcome: &outcome,
        request: &request,
        network: &network,
        provider: cx.provider.as_deref().unwrap_or_default(),
    };
    rows::audit::insert(change, &line).await
}

/// What is written cannot pass for another line, or for more than it is: no line ends, no tricks, and not too long.
fn on_one_line(text: &str) -> String {
    clean_line(text).chars().take(MAX_WORDS).collect()
}

/// Writes that something was refused to someone who is signed in: `asked` is what they asked for, as it came from outside.
///
/// # Errors
/// The database's.
pub async fn record_refusal(cx: &Cx, asked: &str, why: Denial) -> Result<()> {
    let mut change = cx.begin().await?;
    note(cx, &mut change, Actor::Viewer, "refused", asked, &why.to_string()).await?;
    change.commit().await
}

/// Forgets the lines that were written before `before`: no other ever goes. Gives how many there were.
///
/// # Errors
/// The database's.
pub async fn forget_trail(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    if rows::audit::is_there_before(conn, before).await? { rows::audit::forget(conn, before).await } else { Ok(0) }
}
