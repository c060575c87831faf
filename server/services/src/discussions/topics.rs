//! Opening a topic, and reading one, page by page.

use super::{
    About, SeenPost, Space, Topic, TopicCard, TopicPage, WhatMay,
    drafts::{self, DraftPlace},
    follow, gate, pace, posts, rows,
};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    outbox,
};
use domain::{
    access::{Action, PortalAction, Principal, SpaceAction, TopicAction, decide},
    discussions::{Position, TopicForm, TopicState},
    events::Event,
    ids::{PostId, ProjectId, SpaceId, TopicId, TrainingId},
    problem::{Problems, Rule},
    projects::Subject,
    text::slugify,
    time::{Day, Timestamp},
};

/// How many topics a page of a list shows.
pub const LISTED: u32 = 40;
/// How many topics stand beside a project or a training.
const BESIDE: i64 = 20;

/// Where one comes into a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// At a page, from 1.
    Page(u32),
    /// At the page of a place.
    At(Position),
    /// At the first message that the viewer has not read; where all are read, at the last.
    FirstUnread,
    /// At the first message of a day, or after it.
    Day(Day),
    /// At the message that answers it.
    Answer,
    /// At the last message.
    Last,
}

/// Opens a topic: in the spaces of the form, or beside what is named. Gives its number and the part of its address that its title makes;
/// sent twice, it is opened once.
///
/// # Errors
/// `SignIn`, `Denied` or `NotFound` where the viewer does not write; `Invalid` when no space is chosen, or one that is closed; `Slow` for one who
/// opens many at once: what was written is then kept as a draft.
pub async fn open_topic(cx: &Cx, form: &TopicForm, beside: Option<About>) -> Result<(TopicId, String)> {
    let place = draft_place(&form.spaces, beside);
    drafts::keeping(cx, Some(place), &form.title, &form.post.body, open(cx, form, beside)).await
}

async fn open(cx: &Cx, form: &TopicForm, beside: Option<About>) -> Result<(TopicId, String)> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    // Of the same form sent twice at once, the second sees what the first did.
    rows::lock_writer(&mut change, account).await?;
    if let Some(known) = rows::topic_sent(&mut change, account, &form.post.sent).await? {
        return Ok(known);
    }
    let state = if form.opens.is_some() { TopicState::Scheduled } else { TopicState::Shown };
    let topic = new_topic(cx, &mut change, form, beside).await?;
    decide(&cx.viewer, Action::Topic(TopicAction::Reply, &topic.facts()))?;
    gate::check_not_silenced(cx, &mut change).await?;
    pace::check_topic(cx, &mut change, account).await?;
    let waits = posts::waits(cx, &mut change, account).await?;
    let topic = Topic { state: if waits { TopicState::Waiting } else { state }, ..topic };
    rows::insert_topic(&mut change, &topic).await?;
    posts::write(cx, &mut change, &topic, account, &form.post, waits).await?;
    rows::forget_draft(&mut change, account, &draft_place(&form.spaces, beside).key()).await?;
    change.tell(Event::TopicChanged { topic: topic.id });
    change.commit().await?;
    Ok((topic.id, topic.slug))
}

/// Where what one types for a topic is kept meanwhile.
pub(super) fn draft_place(spaces: &[SpaceId], beside: Option<About>) -> DraftPlace {
    match beside {
        Some(About::Project(id)) => DraftPlace::Project(id),
        Some(About::Training(id)) => DraftPlace::Training(id),
        None => spaces.first().map_or(DraftPlace::New, |space| DraftPlace::Space(*space)),
    }
}

/// What a topic stands beside, and who reads that.
type Beside = Option<(About, Vec<Principal>)>;

/// Where a topic would stand: in the spaces that are chosen, where the viewer may open one and that take some, or beside what is named.
pub(super) async fn places(cx: &Cx, conn: &mut impl Conn, chosen: &[SpaceId], beside: Option<About>) -> Result<(Vec<Space>, Beside)> {
    if let Some(about) = beside {
        return Ok((Vec::new(), Some((about, rows::readers_of(conn, about, cx.now()).await?))));
    }
    let mut spaces = Vec::new();
    for id in chosen {
        let space = rows::space(conn, *id).await?.ok_or(Error::NotFound)?;
        decide(&cx.viewer, Action::Space(SpaceAction::OpenTopic, &space.access))?;
        if space.closed {
            return Err(Problems::one("space", Rule::Closed).into());
        }
        spaces.push(space);
    }
    Ok((spaces, None))
}

/// The topic that `form` would open, as if it were shown: what is decided on.
async fn new_topic(cx: &Cx, conn: &mut impl Conn, form: &TopicForm, beside: Option<About>) -> Result<Topic> {
    if beside.is_none() && form.spaces.is_empty() {
        return Err(Problems::one("space", Rule::Required).into());
    }
    let (spaces, about) = places(cx, conn, &form.spaces, beside).await?;
    Ok(Topic {
        id: TopicId::new(cx.id()),
        slug: slugify(&form.title),
        title: form.title.clone(),
        kind: form.kind,
        state: TopicState::Shown,
        author: cx.account(),
        spaces,
        about,
        people: None,
        tags: form.tags.clone(),
        opens: form.opens,
        locked: false,
        pinned_until: None,
        merged_into: None,
        answer: None,
        last: None,
        commune: None,
        created: cx.now(),
    })
}

/// The page of the topic `id` at which the viewer comes in. One that went into another has no messages: its address leads there.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read.
pub async fn topic(cx: &Cx, id: TopicId, at: Where) -> Result<TopicPage> {
    let mut conn = cx.read().await?;
    // Before anything is read: what comes meanwhile is news.
    let seq = outbox::last(&mut conn).await?;
    let topic = gate::topic(cx, &mut conn, TopicAction::Read, id).await?;
    let last = topic.last.unwrap_or(Position::OPENING);
    let read = match cx.account() {
        Some(account) => rows::read_up_to(&mut conn, account, id).await?,
        None => None,
    };
    let first_unread = cx.account().and_then(|_| match read {
        Some(read) if read >= last => None,
        Some(read) => Some(Position::new(read.get() + 1)),
        None => Some(Position::OPENING),
    });
    let answer_at = match topic.answer {
        Some(answer) => rows::position(&mut conn, answer).await?,
        None => None,
    };
    let pages = last.page();
    let page = match at {
        Where::Page(page) => page,
        Where::At(position) => position.page(),
        Where::FirstUnread => first_unread.unwrap_or(last).page(),
        Where::Day(day) => rows::first_since(&mut conn, id, day.beginning()).await?.unwrap_or(last).page(),
        Where::Answer => answer_at.unwrap_or(Position::OPENING).page(),
        Where::Last => pages,
    };
    let page = page.clamp(1, pages);
    let posts = if topic.state == TopicState::Merged { Vec::new() } else { seen_posts(cx, &mut conn, &topic, page).await? };
    let attention = match cx.account() {
        Some(account) => Some(follow::attention_to(&mut conn, account, id).await?),
        None => None,
    };
    drop(conn);
    let draft = drafts::draft(cx, DraftPlace::Topic(id)).await?;
    let may = what_may(cx, &topic);
    Ok(TopicPage { topic, posts, page, pages, first_unread, answer_at, attention: attention.filter(|_| may.follow), draft, may, seq })
}

/// The topic `id` itself, without its messages: what it is called, where it is, and how far it goes.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read.
pub async fn topic_itself(cx: &Cx, id: TopicId) -> Result<Topic> {
    gate::topic(cx, &mut cx.read().await?, TopicAction::Read, id).await
}

async fn seen_posts(cx: &Cx, conn: &mut impl Conn, topic: &Topic, page: u32) -> Result<Vec<SeenPost>> {
    let (first, last) = Position::of_page(page);
    let mut all = rows::posts(conn, topic.id, first, last).await?;
    // What waits stands at the end, for who wrote it and for who decides.
    if page == topic.last.unwrap_or(Position::OPENING).page() {
        all.extend(rows::waiting_in(conn, topic.id).await?);
    }
    posts::seen(cx, conn, topic, all).await
}

/// The message that opens the topic `id`, or that will: who decides hides the whole topic with it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` for those who do not decide.
pub async fn opening(cx: &Cx, id: TopicId) -> Result<Option<PostId>> {
    let mut conn = cx.read().await?;
    gate::topic(cx, &mut conn, TopicAction::Moderate, id).await?;
    Ok(rows::first_post(&mut conn, id).await?.map(|post| PostId::new(post.id)))
}

fn what_may(cx: &Cx, topic: &Topic) -> WhatMay {
    let facts = topic.facts();
    let may = |action| decide(&cx.viewer, Action::Topic(action, &facts)).is_ok();
    WhatMay {
        reply: may(TopicAction::Reply),
        follow: may(TopicAction::Follow),
        tend: may(TopicAction::Tend),
        moderate: may(TopicAction::Moderate),
        back: may(TopicAction::Back),
        answer_need: may(TopicAction::AnswerNeed),
        draw: may(TopicAction::DrawProject),
    }
}

/// A page of the topics of a space, those that are pinned first, then by their last message; and how many there are in all.
///
/// # Errors
/// The database's.
pub async fn topics_of_space(cx: &Cx, space: &Space, page: u32) -> Result<(Vec<TopicCard>, u32)> {
    let filter = rows::Filter::of(cx);
    let mut conn = cx.read().await?;
    let limit = i64::from(LISTED);
    let from = i64::from(page.max(1) - 1) * limit;
    let cards = rows::topics_of_space(&mut conn, &filter, space.id, cx.now(), limit, from).await?;
    Ok((cards, rows::count_topics(&mut conn, &filter, space.id).await?))
}

/// A page of the topics that bear a tag and that the viewer may read, by their last message; and how many there are in all.
///
/// # Errors
/// The database's.
pub async fn topics_tagged(cx: &Cx, tag: Subject, page: u32) -> Result<(Vec<TopicCard>, u32)> {
    let filter = rows::Filter::of(cx);
    let mut conn = cx.read().await?;
    let limit = i64::from(LISTED);
    let from = i64::from(page.max(1) - 1) * limit;
    let cards = rows::topics_tagged(&mut conn, &filter, tag, cx.now(), limit, from).await?;
    Ok((cards, rows::count_tagged(&mut conn, &filter, tag).await?))
}

/// The topics beside a project or a training that the viewer may read, by their last message.
///
/// # Errors
/// The database's.
pub async fn topics_about(cx: &Cx, about: About) -> Result<Vec<TopicCard>> {
    rows::topics_about(&mut cx.read().await?, &rows::Filter::of(cx), about, BESIDE).await
}

/// The topics that the viewer may read with a message since `since`, the latest first.
///
/// # Errors
/// The database's.
pub async fn recent(cx: &Cx, since: Timestamp) -> Result<Vec<TopicCard>> {
    rows::recent_topics(&mut cx.read().await?, &rows::Filter::of(cx), since, i64::from(LISTED)).await
}

/// Questions that the viewer may read, that nobody but who asked has said anything of, and that stand so since `before` or earlier; the one
/// that waits longest first (E1).
///
/// # Errors
/// `SignIn` or `Denied` for those who have no desk.
pub async fn unanswered(cx: &Cx, before: Timestamp) -> Result<Vec<TopicCard>> {
    access::check(cx, PortalAction::OpenDesk)?;
    rows::unanswered_topics(&mut cx.read().await?, &rows::Filter::of(cx), cx.now(), before, i64::from(LISTED)).await
}

impl From<ProjectId> for About {
    fn from(id: ProjectId) -> Self {
        Self::Project(id)
    }
}

impl From<TrainingId> for About {
    fn from(id: TrainingId) -> Self {
        Self::Training(id)
    }
}
