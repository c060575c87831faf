//! What someone follows or mutes: spaces, topics, tags (D2).

use super::{gate, pace, rows};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::{
    access::{Action, Member, PortalAction, SpaceAction, TopicAction, decide},
    discussions::{Attention, Followed},
    ids::{AccountId, TopicId},
    paths,
};

/// How much of what someone follows a page shows.
const FOLLOWED: usize = 20;

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

/// A page of what someone follows or mutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedPage {
    /// Those of this page, the latest chosen first.
    pub titles: Vec<FollowedTitle>,
    /// How many there are in all.
    pub total: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
}

/// A page of what the viewer chose to follow or to mute, the latest first: what they may still read.
///
/// # Errors
/// `SignIn`.
pub async fn followed_titles(cx: &Cx, page: u32) -> Result<FollowedPage> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut chosen = rows::all_followed(&mut conn, account).await?;
    chosen.retain(|(_, attention)| *attention != Attention::Normal);
    let mut topics: Vec<_> = chosen.iter().filter_map(|(followed, _)| followed.topic()).collect();
    if !cx.viewer.member().is_some_and(Member::is_of_the_community) {
        topics.clear();
    }
    // Asked of all at once: how many pages there are says nothing of what they may not read.
    let topics = rows::titles_of(&mut conn, &rows::Filter::of(cx), &topics).await?;
    let mut spaces = rows::spaces(&mut conn).await?;
    spaces.retain(|space| decide(&cx.viewer, Action::Space(SpaceAction::Read, &space.access)).is_ok());
    let name = |followed: Followed| match followed {
        Followed::Space(id) => {
            let space = spaces.iter().find(|space| space.id == id)?;
            Some((space.name.clone(), paths::space(&space.slug)))
        }
        Followed::Topic(id) => topics.get(&id).map(|(title, slug)| (title.clone(), paths::topic(id, slug))),
        Followed::Tag(tag) => Some((tag.label().to_owned(), paths::topics_tagged(tag))),
    };
    let titles = chosen
        .into_iter()
        .filter_map(|(followed, attention)| name(followed).map(|(label, path)| FollowedTitle { followed, label, path, attention }));
    let all: Vec<_> = titles.collect();
    let pages = all.len().div_ceil(FOLLOWED).max(1);
    let page = usize::try_from(page).unwrap_or(usize::MAX).clamp(1, pages);
    let titles = all.iter().skip((page - 1) * FOLLOWED).take(FOLLOWED).cloned().collect();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(FollowedPage { titles, total: number(all.len()), page: number(page), pages: number(pages) })
}
