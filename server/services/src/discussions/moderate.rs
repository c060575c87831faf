//! What the animator does to topics and messages (D4, D5, D6, M6). Each act is in the audit trail.

use super::{Topic, gate, rows};
use crate::{
    access,
    cx::{Change, Cx},
    db::Conn,
    error::{Conflict, Error, Result},
    identity,
};
use domain::{
    access::{Action, PortalAction, PostAction, Principal, TopicAction, TopicFacts, decide},
    discussions::{Place, Position, PostState, SpaceAccess, TopicKind, TopicState, check_title, newcomers},
    events::Event,
    ids::{AccountId, PostId, SpaceId, TopicId},
    problem::{Problems, Rule},
    text::{clean_line, slugify},
    time::{Day, Timestamp},
};

/// The most messages of a new member that can be asked to wait.
const MOST_READ_FIRST: u32 = 20;

/// How many first messages of a new member wait to be read; 0: none.
///
/// # Errors
/// `SignIn` or `Denied`.
pub async fn read_first(cx: &Cx) -> Result<u32> {
    access::check(cx, PortalAction::Moderate)?;
    rows::read_first(&mut cx.read().await?).await
}

/// Says how many do.
///
/// # Errors
/// `SignIn` or `Denied`; `Invalid` for too many.
pub async fn set_read_first(cx: &Cx, many: u32) -> Result<()> {
    access::check(cx, PortalAction::Moderate)?;
    if many > MOST_READ_FIRST {
        return Err(Problems::one("read_first", Rule::NotANumber { max: MOST_READ_FIRST }).into());
    }
    let mut change = cx.begin().await?;
    rows::set_read_first(&mut change, many).await?;
    identity::record(cx, &mut change, "discussions-read-first", "discussions", &many.to_string()).await?;
    change.commit().await
}

async fn record(cx: &Cx, change: &mut Change, action: &str, id: TopicId, outcome: &str) -> Result<()> {
    identity::record(cx, change, action, &format!("topic:{id}"), outcome).await?;
    change.tell(Event::TopicChanged { topic: id });
    Ok(())
}

/// Has nobody reply to a topic any more, or lets them.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn lock(cx: &Cx, id: TopicId, locked: bool) -> Result<()> {
    let mut change = cx.begin().await?;
    gate::topic_for_write(cx, &mut change, TopicAction::Moderate, id).await?;
    rows::set_locked(&mut change, id, locked.then(|| cx.now()), cx.now()).await?;
    record(cx, &mut change, "topic-lock", id, if locked { "locked" } else { "open" }).await?;
    change.commit().await
}

/// Has a topic stand before the others up to the end of a day; nothing: no longer.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` for a day that is over.
pub async fn pin(cx: &Cx, id: TopicId, until: Option<Day>) -> Result<()> {
    let mut change = cx.begin().await?;
    gate::topic_for_write(cx, &mut change, TopicAction::Moderate, id).await?;
    let end = until.map(|day| day.tomorrow().beginning());
    if end.is_some_and(|end| end <= cx.now()) {
        return Err(Problems::one("until", Rule::Past).into());
    }
    rows::set_pinned(&mut change, id, end, cx.now()).await?;
    record(cx, &mut change, "topic-pin", id, if until.is_some() { "pinned" } else { "not-pinned" }).await?;
    change.commit().await
}

/// Shows a topic in these spaces and no other: moved, or in several at once without a copy (D6). Who may read it then and could not before was
/// `agreed` on by whoever asks.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when no space is chosen, or it stands beside something or between some people; on `agreed`, when
/// others would read it too.
pub async fn move_to(cx: &Cx, id: TopicId, spaces: &[SpaceId], agreed: &[Principal]) -> Result<()> {
    let mut change = cx.begin().await?;
    let topic = gate::topic_for_write(cx, &mut change, TopicAction::Moderate, id).await?;
    let after = check_spaces(&mut change, &topic, spaces).await?;
    check_agreed(&topic.place(), &Place::Spaces(after), agreed)?;
    rows::set_spaces(&mut change, id, spaces).await?;
    // Asked again of where it is now: a delegate moves it to no place where they would not decide on it.
    gate::topic(cx, &mut change, TopicAction::Moderate, id).await?;
    let named: Vec<_> = spaces.iter().map(ToString::to_string).collect();
    record(cx, &mut change, "topic-move", id, &named.join(" ")).await?;
    change.commit().await
}

/// Who reads and writes in each of these spaces, if the topic may be shown there.
async fn check_spaces(change: &mut Change, topic: &Topic, spaces: &[SpaceId]) -> Result<Vec<SpaceAccess>> {
    if spaces.is_empty() || topic.about.is_some() || topic.people.is_some() {
        return Err(Problems::one("space", Rule::Required).into());
    }
    let mut after = Vec::with_capacity(spaces.len());
    for id in spaces {
        let space = rows::space(change, *id).await?.ok_or(Error::NotFound)?;
        if space.closed && !topic.spaces.iter().any(|here| here.id == *id) {
            return Err(Problems::one("space", Rule::Closed).into());
        }
        after.push(space.access);
    }
    Ok(after)
}

/// What was written for fewer is shown to others only where whoever asks said so of each of them: what they saw may have changed meanwhile.
fn check_agreed(before: &Place, after: &Place, agreed: &[Principal]) -> Result<()> {
    let new = newcomers(before, after);
    if new.iter().all(|group| agreed.iter().any(|agreed| agreed.includes(group))) {
        return Ok(());
    }
    Err(Problems::one("agreed", Rule::MoreReaders(new)).into())
}

/// Who reads a topic, or will: a training that it stands beside is announced to everyone one day.
async fn to_be_read(change: &mut Change, topic: &Topic) -> Result<Place> {
    match topic.about {
        Some((about, _)) if topic.people.is_none() => {
            Ok(Place::Beside(rows::readers_of(change, about, Timestamp::from_ms(i64::MAX)).await?))
        }
        _ => Ok(topic.place()),
    }
}

/// Puts all messages of the topic `from` behind those of `into`, to which its address leads from then on. Who backed either need backs the one
/// that stays. Who may read them then and could not before was `agreed` on by whoever asks.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when they are the same, or one of them is not shown; on `agreed`, when others would read them
/// too.
pub async fn merge(cx: &Cx, from: TopicId, into: TopicId, agreed: &[Principal]) -> Result<()> {
    if from == into {
        return Err(Problems::one("into", Rule::Unknown(into.to_string())).into());
    }
    let mut change = cx.begin().await?;
    // Always in the same order: two who merge at once do not wait for each other.
    for id in [from.min(into), from.max(into)] {
        rows::lock_topic(&mut change, id).await?;
    }
    let mut both = Vec::new();
    for id in [from, into] {
        let topic = gate::topic(cx, &mut change, TopicAction::Moderate, id).await?;
        // What was said between some people stays between them.
        if topic.state != TopicState::Shown || topic.people.is_some() {
            return Err(Problems::one("into", Rule::Unknown(id.to_string())).into());
        }
        both.push(topic);
    }
    // Its answers would be on no page.
    if both.iter().map(|topic| topic.kind == TopicKind::Need).collect::<Vec<_>>() == [true, false] {
        return Err(Problems::one("into", Rule::NotANeed).into());
    }
    if let [from, into] = both.as_slice() {
        let after = to_be_read(&mut change, into).await?;
        check_agreed(&from.place(), &after, agreed)?;
    }
    for post in rows::all_posts(&mut change, from).await? {
        let place = match post.position {
            Some(_) => Some(rows::next_position(&mut change, into, Timestamp::from_ms(post.created_ms)).await?),
            None => None,
        };
        rows::put_post(&mut change, PostId::new(post.id), into, place).await?;
    }
    rows::join_needs(&mut change, from, into).await?;
    rows::join_followers(&mut change, from, into).await?;
    rows::set_merged(&mut change, from, into, cx.now()).await?;
    rows::set_last_post(&mut change, into).await?;
    record(cx, &mut change, "topic-merge", from, &format!("topic:{into}")).await?;
    change.tell(Event::TopicChanged { topic: into });
    change.commit().await
}

/// Makes a topic of its own of some messages of another, in the same places.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when no message is chosen, or the first one, or the title is none.
pub async fn split(cx: &Cx, id: TopicId, posts: &[PostId], title: &str) -> Result<TopicId> {
    let title = clean_line(title);
    let mut problems = Problems::new();
    check_title(&title, &mut problems);
    let mut change = cx.begin().await?;
    let topic = gate::topic_for_write(cx, &mut change, TopicAction::Moderate, id).await?;
    let all = rows::all_posts(&mut change, id).await?;
    let taken = |post: &rows::PostRow| posts.contains(&PostId::new(post.id)) && post.position.is_some_and(|position| position > 1);
    let (out, stay): (Vec<_>, Vec<_>) = all.into_iter().partition(taken);
    if out.is_empty() {
        problems.add("posts", Rule::Required);
    }
    problems.into_result()?;
    let author = out.first().and_then(|post| post.author_id).map(AccountId::new);
    let new = TopicId::new(cx.id());
    let answer = topic.answer.filter(|answer| out.iter().any(|post| post.id == answer.get()));
    // What is split off a need asks for nothing by itself.
    let kind = if topic.kind == TopicKind::Need { TopicKind::Talk } else { topic.kind };
    let made = Topic { kind, id: new, slug: slugify(&title), title, author, answer: None, last: None, created: cx.now(), ..topic.clone() };
    rows::insert_topic(&mut change, &made).await?;
    if answer.is_some() {
        rows::set_answer(&mut change, id, None, cx.now()).await?;
    }
    // Those that go out first: they leave their numbers to those that stay.
    renumber(&mut change, new, &out).await?;
    renumber(&mut change, id, &stay).await?;
    record(cx, &mut change, "topic-split", id, &format!("topic:{new}")).await?;
    change.tell(Event::TopicChanged { topic: new });
    change.commit().await?;
    Ok(new)
}

/// Gives these messages the numbers 1, 2, 3… of a topic.
async fn renumber(change: &mut Change, topic: TopicId, posts: &[rows::PostRow]) -> Result<()> {
    // Off their numbers first: no two may bear the same at any moment.
    for post in posts.iter().filter(|post| post.position.is_some()) {
        rows::put_post(change, PostId::new(post.id), topic, None).await?;
    }
    let mut next = Position::OPENING;
    for post in posts.iter().filter(|post| post.position.is_some()) {
        rows::put_post(change, PostId::new(post.id), topic, Some(next)).await?;
        next = Position::new(next.get() + 1);
    }
    rows::set_last_post(change, topic).await?;
    // What comes next was read by nobody.
    rows::read_no_further(change, topic).await
}

/// Says where a message stands: hidden, shown again, taken away for a reason. One that waited and is shown gets its number now. A topic's first
/// message takes the topic with it, and brings it back. For the moderation's use cases, within their change; gives its topic and who wrote it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn set_state(cx: &Cx, change: &mut Change, id: PostId, state: PostState, reason: &str) -> Result<(TopicId, Option<AccountId>)> {
    let (topic, post) = gate::post_for_write(cx, change, PostAction::Moderate, id).await?;
    let facts = post.facts()?;
    let appears = state == PostState::Shown && post.position.is_none();
    if appears {
        let place = rows::next_position(change, topic.id, cx.now()).await?;
        rows::put_post(change, id, topic.id, Some(place)).await?;
    }
    rows::set_post_state(change, id, state, reason, cx.now()).await?;
    if topic.answer == Some(id) && state != PostState::Shown {
        rows::set_answer(change, topic.id, None, cx.now()).await?;
    }
    let stands = follow_opening(cx, change, &topic, &post, state).await?;
    // One whose minute passed while it was kept from its readers opens now: nobody was told of it.
    let opens = state == PostState::Shown && topic.state != TopicState::Shown && topic.opens.is_some();
    if (appears || opens) && stands == TopicState::Shown {
        change.tell(Event::PostShown { topic: topic.id, post: id });
    }
    change.tell(Event::PostChanged { topic: topic.id, post: id });
    Ok((topic.id, facts.author))
}

/// Hides a topic whose first message, `id`, its author took back while others had answered, or shows it again: it has no message left that it
/// would go with. For the moderation's use cases, within their change.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Conflict` when the topic stands or falls with its first message, or is so already.
pub async fn set_whole(cx: &Cx, change: &mut Change, id: PostId, shown: bool) -> Result<()> {
    let (topic, post) = gate::post_for_write(cx, change, PostAction::Moderate, id).await?;
    if !topic.outlives(post.place(), post.facts()?.state) {
        return Err(Error::Conflict(Conflict::Moderated));
    }
    let next = match (shown, topic.state) {
        (false, TopicState::Shown) => TopicState::Hidden,
        (true, TopicState::Hidden) => TopicState::Shown,
        _ => return Err(Error::Conflict(Conflict::Moderated)),
    };
    rows::set_topic_state(change, topic.id, next, cx.now()).await?;
    change.tell(Event::TopicChanged { topic: topic.id });
    Ok(())
}

/// A topic is seen as long as its first message is. Gives where it stands from now on.
async fn follow_opening(cx: &Cx, change: &mut Change, topic: &Topic, post: &rows::PostRow, state: PostState) -> Result<TopicState> {
    let opening = post.position == Some(1) || topic.last.is_none();
    let next = match (state, topic.state) {
        (PostState::Shown, TopicState::Waiting | TopicState::Hidden) => {
            if topic.opens.is_some_and(|opens| opens > cx.now()) {
                TopicState::Scheduled
            } else {
                TopicState::Shown
            }
        }
        (PostState::Hidden | PostState::Removed, TopicState::Shown | TopicState::Waiting | TopicState::Scheduled) => TopicState::Hidden,
        _ => return Ok(topic.state),
    };
    if !opening {
        return Ok(topic.state);
    }
    rows::set_topic_state(change, topic.id, next, cx.now()).await?;
    change.tell(Event::TopicChanged { topic: topic.id });
    Ok(next)
}

/// Opens the topics whose minute has come, as far as whoever wrote each may still open it; answers how many. For a job.
///
/// # Errors
/// The database's.
pub async fn open_due(cx: &Cx) -> Result<usize> {
    let due = rows::due_topics(&mut cx.read().await?, cx.now()).await?;
    let mut opened = 0;
    for id in due {
        opened += usize::from(open_one(cx, id).await?);
    }
    Ok(opened)
}

/// Opens one of them, if whoever wrote it still may; else who decides is told, once. Whether it is open.
async fn open_one(cx: &Cx, id: TopicId) -> Result<bool> {
    let mut change = cx.begin().await?;
    rows::lock_topic(&mut change, id).await?;
    let Some(topic) = rows::topic(&mut change, id, cx.now()).await? else { return Ok(false) };
    if !may_open(cx, &mut change, &topic).await? {
        if rows::hold(&mut change, id, cx.now()).await? {
            identity::record(cx, &mut change, "topic-hold", &format!("topic:{id}"), "").await?;
            change.tell(Event::TopicHeld { topic: id });
            change.commit().await?;
        }
        return Ok(false);
    }
    // Another process may have been faster.
    if !rows::open_if_scheduled(&mut change, id, cx.now()).await? {
        return Ok(false);
    }
    rows::note_shown(&mut change, id, cx.now()).await?;
    for post in rows::all_posts(&mut change, id).await? {
        change.tell(Event::PostShown { topic: id, post: PostId::new(post.id) });
    }
    change.tell(Event::TopicChanged { topic: id });
    change.commit().await?;
    Ok(true)
}

/// Whether whoever wrote a topic may open it now: they are there, may write where it would be shown, and are not asked to be silent.
async fn may_open(cx: &Cx, conn: &mut impl Conn, topic: &Topic) -> Result<bool> {
    let Some(author) = topic.author else { return Ok(false) };
    let Some(person) = identity::person(conn, author).await? else { return Ok(false) };
    // Closed to replies, an announcement is opened all the same.
    let facts = TopicFacts { state: TopicState::Shown, locked: false, ..topic.facts() };
    let writes = decide(&person, Action::Topic(TopicAction::Reply, &facts)).is_ok();
    Ok(writes && !rows::is_silenced(conn, author, cx.now()).await?)
}

/// The topic `id`, while it stays closed after its minute because its author may not open it: for letters.
///
/// # Errors
/// The database's.
pub async fn held_topic(conn: &mut impl Conn, id: TopicId, now: Timestamp) -> Result<Option<Topic>> {
    if rows::is_held(conn, id).await? { rows::topic(conn, id, now).await } else { Ok(None) }
}
