//! What someone follows or mutes: spaces, topics, tags (D2).

use super::{gate, pace, rows};
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
    paths,
};

/// Has the viewer follow something, or no longer.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` for what they may not see; `Slow` for one who presses as fast as a machine.
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
    pace::count_press(cx, &mut change, account).await?;
    rows::follow(&mut change, account, followed, attention, cx.now()).await?;
    change.commit().await
}

/// How closely the viewer follows something; nothing for who is not signed in. Unless they chose, those who wrote in a topic, or
/// whom it is between, follow it.
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

/// How closely `account` follows a topic: as they chose, else as who takes part in it does.
///
/// # Errors
/// The database's.
pub async fn attention_to(conn: &mut impl Conn, account: AccountId, topic: TopicId) -> Result<Attention> {
    if let Some(chosen) = rows::attention(conn, account, Followed::Topic(topic)).await? {
        return Ok(chosen);
    }
    Ok(if rows::takes_part(conn, account, topic).await? { Attention::Watch } else { Attention::Normal })
}

/// All that the viewer chose to follow or to mute.
///
/// # Errors
/// `SignIn`.
pub async fn followed(cx: &Cx) -> Result<Vec<(Followed, Attention)>> {
    rows::all_followed(&mut cx.read().await?, cx.account().ok_or(Error::SignIn)?).await
}

/// Something that the viewer follows or mutes, as a page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedTitle {
    /// What.
    pub followed: Followed,
    /// Its name or its title.
    pub label: String,
    /// Where it is read.
    pub path: String,
    /// How closely.
    pub attention: Attention,
}

/// What the viewer chose to follow or to mute, the latest first: what they may still read.
///
/// # Errors
/// `SignIn`.
pub async fn followed_titles(cx: &Cx) -> Result<Vec<FollowedTitle>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut titles = Vec::new();
    for (followed, attention) in rows::all_followed(&mut conn, account).await? {
        if attention == Attention::Normal {
            continue;
        }
        if let Some((label, path)) = name(cx, &mut conn, followed).await? {
            titles.push(FollowedTitle { followed, label, path, attention });
        }
    }
    Ok(titles)
}

/// The name of what is followed, and where it is read; nothing when it is not there for the viewer.
async fn name(cx: &Cx, conn: &mut impl Conn, followed: Followed) -> Result<Option<(String, String)>> {
    match followed {
        Followed::Space(id) => {
            let Some(space) = rows::space(conn, id).await? else { return Ok(None) };
            let read = decide(&cx.viewer, Action::Space(SpaceAction::Read, &space.access)).is_ok();
            Ok(read.then(|| (space.name, paths::space(&space.slug))))
        }
        Followed::Topic(id) => {
            let Some(topic) = rows::topic(conn, id).await? else { return Ok(None) };
            let read = decide(&cx.viewer, Action::Topic(TopicAction::Follow, &topic.facts())).is_ok();
            Ok(read.then(|| (topic.title, paths::topic(id, &topic.slug))))
        }
        Followed::Tag(tag) => Ok(Some((tag.label().to_owned(), paths::DISCUSSIONS.to_owned()))),
    }
}
