//! Spaces: listed for those who read them, made by the animator.

use super::{Space, SpaceCard, rows};
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    identity,
};
use domain::{
    access::{Action, PortalAction, SpaceAction, decide},
    discussions::SpaceForm,
    events::Event,
    ids::SpaceId,
    text::slugify,
};

/// How many topics stand beneath each space in the list.
const LATEST: i64 = 3;
/// Addresses below that of discussions which are other pages'.
const RESERVED: [&str; 6] = ["sujets", "messages", "nouveau", "brouillons", "direct", "moderation"];

fn may(cx: &Cx, action: SpaceAction, space: &Space) -> bool {
    decide(&cx.viewer, Action::Space(action, &space.access)).is_ok()
}

/// The spaces that the viewer reads, each with its latest topics; closed ones for who makes spaces only.
///
/// # Errors
/// The database's.
pub async fn spaces(cx: &Cx) -> Result<Vec<SpaceCard>> {
    let filter = rows::Filter::of(cx);
    let runs = access::check(cx, PortalAction::RunSpaces).is_ok();
    let mut conn = cx.read().await?;
    let mut cards = Vec::new();
    for space in rows::spaces(&mut conn).await? {
        if !may(cx, SpaceAction::Read, &space) || space.closed && !runs {
            continue;
        }
        let topics = rows::count_topics(&mut conn, &filter, space.id).await?;
        let latest = rows::topics_of_space(&mut conn, &filter, space.id, cx.now(), LATEST, 0).await?;
        let may_post = !space.closed && may(cx, SpaceAction::OpenTopic, &space);
        cards.push(SpaceCard { space, topics, latest, may_post });
    }
    Ok(cards)
}

/// The space at `slug`.
///
/// # Errors
/// `NotFound` when there is none that the viewer reads.
pub async fn space(cx: &Cx, slug: &str) -> Result<Space> {
    let space = rows::space_at(&mut cx.read().await?, slug).await?.ok_or(Error::NotFound)?;
    decide(&cx.viewer, Action::Space(SpaceAction::Read, &space.access))?;
    Ok(space)
}

/// The spaces in which the viewer may open a topic.
///
/// # Errors
/// The database's.
pub async fn spaces_to_post(cx: &Cx) -> Result<Vec<Space>> {
    let all = rows::spaces(&mut cx.read().await?).await?;
    Ok(all.into_iter().filter(|space| !space.closed && may(cx, SpaceAction::OpenTopic, space)).collect())
}

/// Makes a space; gives the part of its address that its name makes.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn make_space(cx: &Cx, form: &SpaceForm) -> Result<String> {
    access::check(cx, PortalAction::RunSpaces)?;
    let mut change = cx.begin().await?;
    let wanted = slugify(&form.name);
    let mut slug = wanted.clone();
    for number in 2.. {
        if !RESERVED.contains(&slug.as_str()) && rows::space_at(&mut change, &slug).await?.is_none() {
            break;
        }
        slug = format!("{wanted}-{number}");
    }
    let id = SpaceId::new(cx.id());
    rows::insert_space(&mut change, id, &slug, cx.now()).await?;
    rows::store_space(&mut change, id, form, false, cx.now()).await?;
    identity::record(cx, &mut change, "space-make", &format!("space:{id}"), "").await?;
    change.commit().await?;
    Ok(slug)
}

/// Writes what the space at `slug` is and who reads it; `closed`, nothing more is written in it, and it is not listed. Its address stays.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`.
pub async fn change_space(cx: &Cx, slug: &str, form: &SpaceForm, closed: bool) -> Result<()> {
    access::check(cx, PortalAction::RunSpaces)?;
    let mut change = cx.begin().await?;
    let space = rows::space_at(&mut change, slug).await?.ok_or(Error::NotFound)?;
    rows::store_space(&mut change, space.id, form, closed, cx.now()).await?;
    identity::record(cx, &mut change, "space-change", &format!("space:{}", space.id), if closed { "closed" } else { "open" }).await?;
    change.tell(Event::SpaceChanged { space: space.id });
    change.commit().await
}
