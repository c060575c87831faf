//! Pictures in messages: taken in as those of sheets are, and shown with the message that names them (`![…](image:12)`).
//!
//! **Invariants.** A picture is of one message at most, and until then of who took it in alone; what a message names no more is let go, and
//! goes a day later. Whoever reads the message sees its pictures, unless a family asks for one to be taken away, and nobody can be
//! recognised in any, as whoever took it in has declared; tested by `a_picture_is_seen_by_those_who_read_its_message` and
//! `a_message_shows_the_pictures_of_its_author_and_no_others`.

use super::{gate, pace, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    identity,
    media::{self, Medium},
    projects::Figure,
    text::pictures_in,
};
use domain::{
    access::{Action, PostAction, decide},
    events::Event,
    ids::{AccountId, MediumId, PictureId, PostId},
    media::{Alternative, MAX_ALT, People},
    problem::{Problems, Rule},
    text::clean_line,
};
use std::collections::BTreeMap;

/// The most pictures that one message shows.
const MOST: usize = 10;
/// How long a picture may wait for its message.
const WAIT_MS: i64 = 24 * 3_600_000;

/// Takes in a picture for a message that the viewer is writing. `nobody` is their word that nobody can be recognised in it: pictures of
/// people stand in sheets, where families' authorisations are declared. It goes after a day if no message names it.
///
/// # Errors
/// `SignIn`; `Invalid` on `picture` when the file is refused, on `picture_alt` without words that stand for it, on `picture_nobody` without
/// that word: nothing of it is kept; `Slow` for one who sends them as fast as a machine; `Unavailable` when the store is away or full.
pub async fn add_picture(cx: &Cx, bytes: Vec<u8>, name: &str, alt: &str, nobody: bool) -> Result<PictureId> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let alt = clean_line(alt);
    let mut problems = Problems::new();
    problems.check_line("picture_alt", &alt, true, MAX_ALT);
    if !nobody {
        problems.add("picture_nobody", Rule::PeopleInMessage);
    }
    problems.into_result()?;
    pace::check_picture(cx, &mut cx.read().await?, account).await?;
    let picture = media::take_in(cx, bytes).await.map_err(|error| beside_its_field(error, name))?;
    let mut change = cx.begin().await?;
    media::declare(cx, &mut change, picture.into(), &People::Nobody).await?;
    rows::insert_picture(&mut change, picture, account, &alt, cx.now()).await?;
    identity::record(cx, &mut change, "medium-rights", &format!("medium:{picture}"), "nobody").await?;
    change.commit().await?;
    Ok(picture)
}

fn beside_its_field(error: Error, name: &str) -> Error {
    let problems = match error {
        Error::Invalid(problems) => problems,
        other => return other,
    };
    let mut refused = Problems::new();
    for problem in problems.of_file(name).iter() {
        refused.add("picture", problem.rule.clone());
    }
    refused.into()
}

/// Gives the message `post`, which `account` writes, the pictures that its text names, as far as they are its own or wait for one; lets go
/// of those that it names no more.
pub(super) async fn place(cx: &Cx, change: &mut Change, post: PostId, account: AccountId, body: &str) -> Result<()> {
    let mut named = pictures_in(body);
    named.truncate(MOST);
    for (_, picture, _) in rows::pictures_of(change, &[post]).await? {
        if !named.contains(&picture) {
            rows::let_picture_go(change, picture, cx.now()).await?;
        }
    }
    for picture in named {
        rows::place_picture(change, picture, post, account, cx.now()).await?;
    }
    Ok(())
}

/// The pictures that these messages show to their readers, by message.
pub(super) async fn shown(conn: &mut impl Conn, posts: &[PostId]) -> Result<BTreeMap<PostId, Vec<Figure>>> {
    let placed = rows::pictures_of(conn, posts).await?;
    let ids: Vec<_> = placed.iter().map(|(_, picture, _)| *picture).collect();
    let known = media::load_many(conn, &ids).await?;
    let mut shown: BTreeMap<PostId, Vec<Figure>> = BTreeMap::new();
    for (post, id, alt) in placed {
        if let Some(picture) = known.get(&id).filter(|picture| is_shown(&picture.medium)) {
            let media::PictureSize { width, height } = picture.size;
            let figure = Figure { picture: id, width, height, alt: Alternative::Text(alt), caption: String::new(), on_paper: true };
            shown.entry(post).or_default().push(figure);
        }
    }
    Ok(shown)
}

fn is_shown(medium: &Medium) -> bool {
    medium.hidden.is_none() && medium.people == People::Nobody
}

/// A picture of a message whose files the viewer may see. One that waits for its message is seen as any that no sheet shows.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen.
pub async fn picture_seen(cx: &Cx, picture: PictureId) -> Result<media::Picture> {
    let mut conn = cx.read().await?;
    let known = media::load(&mut conn, picture).await?.ok_or(Error::NotFound)?;
    check_seen(cx, &mut conn, &known.medium).await?;
    Ok(known)
}

/// Whether the viewer may see the files of `medium`, as the page of its message would show them.
///
/// # Errors
/// `NotFound` when it is in no message, or not to be seen.
pub async fn check_medium_seen(cx: &Cx, medium: MediumId) -> Result<()> {
    let mut conn = cx.read().await?;
    let known = media::load_medium(&mut conn, medium).await?.ok_or(Error::NotFound)?;
    check_seen(cx, &mut conn, &known).await
}

/// What is hidden is seen by who decides on it; its author sees it as whoever took it in.
async fn check_seen(cx: &Cx, conn: &mut impl Conn, known: &Medium) -> Result<()> {
    let (_, post) = rows::post_of_medium(conn, known.id).await?.ok_or(Error::NotFound)?;
    let (topic, row) = gate::post(cx, conn, PostAction::Read, post).await?;
    if is_shown(known) {
        return Ok(());
    }
    decide(&cx.viewer, Action::Post(PostAction::Moderate, &topic.facts(), &row.facts()?)).map_err(|_| Error::NotFound)
}

/// Has those who show the message of `medium` read it again, since the medium was hidden or is shown; nothing when no message shows it.
///
/// # Errors
/// The database's.
pub async fn tell_of_medium(change: &mut Change, medium: MediumId) -> Result<()> {
    if let Some((topic, post)) = rows::post_of_medium(change, medium).await? {
        change.tell(Event::PostChanged { topic, post });
    }
    Ok(())
}

/// Forgets the pictures that no message has shown for a day; what no sheet shows either goes with the next sweep of media. Says how many.
///
/// # Errors
/// `Unavailable` when the database is away.
pub async fn sweep_pictures(cx: &Cx) -> Result<usize> {
    let mut change = cx.begin().await?;
    let forgotten = rows::forget_pictures(&mut change, cx.now().plus_ms(-WAIT_MS)).await?;
    change.commit().await?;
    Ok(forgotten)
}
