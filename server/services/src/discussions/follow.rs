//! What someone follows or mutes: spaces, topics, tags (D2).

use super::{gate, rows};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::{Action, PortalAction, SpaceAction, TopicAction, decide},
    discussions::{Attention, Followed},
    ids::{AccountId, TopicId},
};

/// Has the viewer follow something, or no longer.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` for what they may not see.
pub async fn follow(cx: &Cx, followed: Followed, attention: Attention) -> Result<()> {
    access::check(cx, PortalAction::UseAccount)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    match followed {
        Followed::Topic(id) => {
            gate::topic(cx, &mut change, TopicAction::Follow, id).await?;
        }
        Followed::Space(id) => {
            let space = rows::space(&mut change, id).await?.ok_or(Error::NotFound)?;
            decide(&cx.viewer, Action::Space(SpaceAction::Read, &space.access))?;
        }
        Followed::Tag(_) => {}
    }
    rows::follow(&mut change, account, followed, attention, cx.now()).await?;
    change.commit().await
}

/// How closely the viewer follows something; nothing for who is not signed in. Unless they chose, those who wrote in a topic
/// follow it, and those between whom it is.
///
/// # Errors
/// The database's.
pub async fn attention(cx: &Cx, followed: Followed) -> Result<Option<Attention>> {
    let Some(account) = cx.account() else { return Ok(None) };
    let mut conn = cx.read().await?;
    match followed {
        Followed::Topic(id) => attention_to(&mut conn, account, id).await.map(Some),
        other => Ok(Some(rows::attention(&mut conn, account, other).await?.unwrap_or(Attention::Normal))),
    }
}

/// How closely `account` follows a topic: as they chose, else as who wrote in it, or between whom it is, does.
///
/// # Errors
/// The database's.
pub async fn attention_to(conn: &mut impl Conn, account: AccountId, topic: TopicId) -> Result<Attention> {
    if let Some(chosen) = rows::attention(conn, account, Followed::Topic(topic)).await? {
        return Ok(chosen);
    }
    let takes_part = rows::wrote_in(conn, account, topic).await? || rows::is_between(conn, account, topic).await?;
    Ok(if takes_part { Attention::Watch } else { Attention::Normal })
}

/// All that the viewer chose to follow or to mute.
///
/// # Errors
/// `SignIn`.
pub async fn followed(cx: &Cx) -> Result<Vec<(Followed, Attention)>> {
    rows::all_followed(&mut cx.read().await?, cx.account().ok_or(Error::SignIn)?).await
}
