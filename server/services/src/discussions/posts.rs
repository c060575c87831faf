//! Messages: written once, changed with their history kept, taken back, and answered with one press.

use super::{
    Said, SeenPost, Topic,
    drafts::{self, DraftPlace},
    first_messages,
    former::{self, Former},
    gate, mentions, pace, pictures,
    rows::{self, PostRow},
};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Conflict, Error, Result},
    projects::Figure,
    text::{self, SafeHtml},
};
use domain::{
    access::{Action, Denial, PostAction, Role, TopicAction, decide},
    discussions::{Position, PostForm, PostState, Reaction, TopicState},
    events::Event,
    ids::{AccountId, PostId, TopicId},
    time::Timestamp,
};
use std::collections::BTreeMap;

/// How much of a message is quoted, in characters.
const QUOTED: usize = 1_000;

/// A message by itself: to change it, to read what it said before, and where its own address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostPage {
    /// Its topic.
    pub topic: Topic,
    /// The message.
    pub post: SeenPost,
    /// What it says, as it was typed; for who may change it.
    pub typed: String,
    /// Its version.
    pub version: i64,
    /// What it said before, the latest first.
    pub before: Vec<Former>,
    /// Whether it is read again before it appears, should the viewer change it.
    pub read_again: bool,
}

/// Writes a message in the topic `id`. Sent twice, it is there once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Conflict` when the topic closed meanwhile, `Slow` for one who writes as fast as a machine: what was written
/// is then kept as a draft.
pub async fn reply(cx: &Cx, id: TopicId, form: &PostForm) -> Result<PostId> {
    drafts::keeping(cx, Some(DraftPlace::Topic(id)), "", &form.body, add(cx, id, form)).await
}

async fn add(cx: &Cx, id: TopicId, form: &PostForm) -> Result<PostId> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    rows::lock_topic(&mut change, id).await?;
    // Before anything is decided: sent again after the topic closed, it is there all the same.
    if let Some(known) = rows::post_sent(&mut change, account, &form.sent).await? {
        return Ok(known);
    }
    let topic = answerable(cx, &mut change, account, id).await?;
    // What passes between some people alone waits for nobody: nobody else reads it.
    let waits = topic.people.is_none() && waits(cx, &mut change, account).await?;
    let post = write(cx, &mut change, &topic, account, form, waits).await?;
    rows::forget_draft(&mut change, account, &DraftPlace::Topic(id).key()).await?;
    change.commit().await?;
    Ok(post)
}

/// The topic `id`, if the viewer may write in it now.
pub(super) async fn answerable(cx: &Cx, conn: &mut impl Conn, account: AccountId, id: TopicId) -> Result<Topic> {
    let topic = gate::topic(cx, conn, TopicAction::Reply, id).await.map_err(|why| match why {
        Error::Denied(Denial::Locked | Denial::NotShown) => Error::Conflict(Conflict::TopicClosed),
        other => other,
    })?;
    pace::check_message(cx, conn, account).await?;
    Ok(topic)
}

/// Whether what `account` writes is read before it appears (M6): the first messages of whoever is new, if the animator wants it so.
pub(super) async fn waits(cx: &Cx, conn: &mut impl Conn, account: AccountId) -> Result<bool> {
    waits_without(cx, conn, account, None).await
}

/// The same, when the message `but` does not vouch for them.
pub(super) async fn waits_without(cx: &Cx, conn: &mut impl Conn, account: AccountId, but: Option<PostId>) -> Result<bool> {
    if cx.viewer.is(Role::Animator) || cx.viewer.is(Role::Advisor) {
        return Ok(false);
    }
    let read_first = rows::read_first(conn).await?;
    Ok(read_first > 0 && rows::count_shown_by(conn, account, but).await? < read_first)
}

/// Puts a message into a topic whose row is locked, or is new.
pub(super) async fn write(cx: &Cx, change: &mut Change, topic: &Topic, account: AccountId, form: &PostForm, waits: bool) -> Result<PostId> {
    let id = PostId::new(cx.id());
    let (body, named) = mentions::name(cx, change, topic, &form.body).await?;
    let position = if waits { None } else { Some(rows::next_position(change, topic.id, cx.now()).await?) };
    let state = if waits { PostState::Waiting } else { PostState::Shown };
    let appears = !waits && topic.state == TopicState::Shown;
    rows::insert_post(
        change,
        rows::NewPost { id, topic: topic.id, position, account, state, body: &body, sent: &form.sent, appears, now: cx.now() },
    )
    .await?;
    rows::set_mentions(change, id, &named).await?;
    pictures::place(cx, change, id, account, &body).await?;
    if let Some(position) = position {
        rows::note_read(change, account, topic.id, position, cx.now()).await?;
    }
    if waits {
        change.tell(Event::PostToRead { topic: topic.id, post: id });
    } else if appears {
        change.tell(Event::PostShown { topic: topic.id, post: id });
    }
    Ok(id)
}

/// Changes what the viewer's message says; what it said is kept. Where first messages are read before they appear, it is read again.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Conflict` when it was changed elsewhere since `version`; `Slow` for one who changes messages as fast as a
/// machine. What was typed is then kept as a draft.
pub async fn edit(cx: &Cx, id: PostId, version: i64, form: &PostForm) -> Result<()> {
    drafts::keeping(cx, Some(DraftPlace::Post(id)), "", &form.body, change(cx, id, version, form)).await
}

async fn change(cx: &Cx, id: PostId, version: i64, form: &PostForm) -> Result<()> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let (topic, post) = gate::post_for_write(cx, &mut change, PostAction::Edit, id).await?;
    pace::check_edit(cx, &mut change, account).await?;
    if post.version != version {
        return Err(Error::Conflict(Conflict::StaleVersion { current: post.version }));
    }
    let (body, named) = mentions::name(cx, &mut change, &topic, &form.body).await?;
    if body != post.body {
        // What nobody has read yet leaves no trace.
        if post.facts()?.state != PostState::Waiting {
            rows::keep_version(&mut change, &post, cx.now()).await?;
        }
        rows::change_body(&mut change, id, &body, cx.now()).await?;
        rows::set_mentions(&mut change, id, &named).await?;
        pictures::place(cx, &mut change, id, account, &body).await?;
        first_messages::after_change(cx, &mut change, &topic, &post).await?;
        change.tell(Event::PostChanged { topic: topic.id, post: id });
    }
    rows::forget_draft(&mut change, account, &DraftPlace::Post(id).key()).await?;
    change.commit().await
}

/// Takes the viewer's message back: its place stays, its words go from every page, and for good in a month. A topic of one message goes with it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn withdraw(cx: &Cx, id: PostId) -> Result<()> {
    let mut change = cx.begin().await?;
    let (topic, post) = gate::post_for_write(cx, &mut change, PostAction::Withdraw, id).await?;
    rows::set_post_state(&mut change, id, PostState::Withdrawn, "", cx.now()).await?;
    if topic.answer == Some(id) {
        rows::set_answer(&mut change, topic.id, None, cx.now()).await?;
    }
    let alone = post.position.is_none() && topic.last.is_none() || post.position == Some(1) && topic.last == Some(Position::OPENING);
    if alone {
        rows::set_topic_state(&mut change, topic.id, TopicState::Hidden, cx.now()).await?;
        change.tell(Event::TopicChanged { topic: topic.id });
    }
    change.tell(Event::PostChanged { topic: topic.id, post: id });
    change.commit().await
}

/// Says something of a message with one press, or no longer.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Denied` too for one's own message; `Slow` for one who presses as fast as a machine.
pub async fn react(cx: &Cx, id: PostId, reaction: Reaction, said: bool) -> Result<TopicId> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let (topic, post) = gate::post_for_write(cx, &mut change, PostAction::Read, id).await?;
    decide(&cx.viewer, Action::Topic(TopicAction::Follow, &topic.facts()))?;
    if post.facts()?.state != PostState::Shown || post.facts()?.author == Some(account) {
        return Err(Error::Denied(Denial::NotShown));
    }
    pace::count_press(cx, &mut change, account).await?;
    if rows::react(&mut change, id, account, reaction, said, cx.now()).await? {
        change.tell(Event::PostChanged { topic: topic.id, post: id });
        change.commit().await?;
    }
    Ok(topic.id)
}

/// The message `id` by itself, without what it said before.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read.
pub async fn post(cx: &Cx, id: PostId) -> Result<PostPage> {
    post_page(cx, id, 0).await
}

/// The message `id` with what it said before, as far back as one reads.
///
/// # Errors
/// As [`post`].
pub async fn post_history(cx: &Cx, id: PostId) -> Result<PostPage> {
    post_page(cx, id, former::VERSIONS).await
}

async fn post_page(cx: &Cx, id: PostId, limit: i64) -> Result<PostPage> {
    let mut conn = cx.read().await?;
    let (topic, row) = gate::post(cx, &mut conn, PostAction::Read, id).await?;
    let version = row.version;
    let versions = rows::versions(&mut conn, id, limit).await?;
    let names = rows::names_in(
        &mut conn,
        &[row.body.as_str()].into_iter().chain(versions.iter().map(|former| former.body.as_str())).collect::<Vec<_>>(),
    )
    .await?;
    let typed = mentions::as_typed(&row.body, &names);
    let waits_again = first_messages::is_read_again(cx, &mut conn, &topic, &row).await?;
    let post = seen(cx, &mut conn, &topic, vec![row]).await?.pop().ok_or(Error::NotFound)?;
    let before = former::rendered(&versions, &names, &post.pictures);
    let typed = if post.may_edit { typed } else { String::new() };
    let read_again = post.may_edit && waits_again;
    Ok(PostPage { topic, post, typed, version, before, read_again })
}

/// What the message `id` says, as it was typed: its beginning.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read.
pub async fn beginning(cx: &Cx, id: PostId) -> Result<String> {
    let mut conn = cx.read().await?;
    let (_, row) = gate::post(cx, &mut conn, PostAction::Read, id).await?;
    let names = rows::names_in(&mut conn, &[row.body.as_str()]).await?;
    Ok(cut(mentions::as_typed(&row.body, &names)))
}

/// The same for whoever answers it, and so types it anew: those whom they may not name in their turn are not named, since a name that is
/// nothing but words does not follow what its bearer chooses.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read; `SignIn`.
pub async fn quote(cx: &Cx, id: PostId) -> Result<String> {
    let mut conn = cx.read().await?;
    let (_, row) = gate::post(cx, &mut conn, PostAction::Read, id).await?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut names = rows::names_in(&mut conn, &[row.body.as_str()]).await?;
    if !names.is_empty() {
        let known = rows::known_people(&mut conn, &rows::Filter::of(cx), account).await?;
        names.retain(|named, _| known.iter().any(|one| one.account == *named));
    }
    Ok(cut(mentions::as_quoted(&row.body, &names)))
}

fn cut(typed: String) -> String {
    match typed.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", typed[..end].trim_end()),
        None => typed,
    }
}

/// Those of `names` whom `body` names: what another message names is nothing to this one.
fn named_by(body: &str, names: &BTreeMap<AccountId, String>) -> BTreeMap<AccountId, String> {
    mentions::named_in(&[body]).into_iter().filter_map(|account| Some((account, names.get(&account)?.clone()))).collect()
}

/// What a message says, fit for a page, with the pictures that it shows and those it names as they are named now.
pub(super) fn rendered(body: &str, names: &BTreeMap<AccountId, String>, pictures: &[Figure]) -> SafeHtml {
    text::markdown(body, &Figure::in_texts(pictures)).with_names(|account| names.get(&account).map(String::as_str))
}

/// Messages as the viewer may read them: those that are taken away leave their place, and nothing more.
pub(super) async fn seen(cx: &Cx, conn: &mut impl Conn, topic: &Topic, all: Vec<PostRow>) -> Result<Vec<SeenPost>> {
    let ids: Vec<_> = all.iter().map(|row| PostId::new(row.id)).collect();
    let names = rows::names_in(conn, &all.iter().map(|row| row.body.as_str()).collect::<Vec<_>>()).await?;
    let mut said = rows::said(conn, &ids, cx.account()).await?;
    let mut figures = pictures::shown(conn, &ids).await?;
    let facts = topic.facts();
    let mut posts = Vec::with_capacity(all.len());
    for row in all {
        let (id, post) = (PostId::new(row.id), row.facts()?);
        let may = |action| decide(&cx.viewer, Action::Post(action, &facts, &post)).is_ok();
        let (read, taken) = (may(PostAction::Read), matches!(post.state, PostState::Hidden | PostState::Removed));
        if !read && row.position.is_none() {
            continue;
        }
        let pictures = if read { figures.remove(&id).unwrap_or_default() } else { Vec::new() };
        posts.push(SeenPost {
            id,
            position: row.place(),
            author: if read { post.author } else { None },
            name: if read { row.name.clone() } else { String::new() },
            state: post.state,
            // What is gone for good is read by nobody.
            body: (read && !row.body.is_empty()).then(|| rendered(&row.body, &named_by(&row.body, &names), &pictures)),
            pictures,
            reason: if read && taken { row.reason.clone() } else { String::new() },
            created: Timestamp::from_ms(row.created_ms),
            edited: row.edited_ms.filter(|_| read).map(Timestamp::from_ms),
            said: if read { said.remove(&id).unwrap_or_default() } else { Vec::<Said>::new() },
            is_answer: topic.answer == Some(id) && read,
            mine: read && post.author.is_some() && post.author == cx.account(),
            may_edit: may(PostAction::Edit),
            may_withdraw: may(PostAction::Withdraw),
            may_report: may(PostAction::Report),
        });
    }
    Ok(posts)
}
