//! SQL of topics: one of them, whole.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    discussions::{About, Topic},
    error::Result,
    training,
};
use domain::{
    access::Principal,
    discussions::{Position, Sent, TopicKind, TopicState},
    ids::{AccountId, PostId, ProjectId, TopicId, TrainingId},
    time::Timestamp,
};

#[derive(sqlx::FromRow)]
struct TopicRow {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    state: String,
    author_id: Option<i64>,
    project_id: Option<i64>,
    training_id: Option<i64>,
    is_private: bool,
    opens_ms: Option<i64>,
    locked_ms: Option<i64>,
    pinned_until_ms: Option<i64>,
    merged_into: Option<i64>,
    answer_id: Option<i64>,
    last_position: i64,
    created_ms: i64,
    commune: Option<String>,
}

/// A place in a topic, as the database numbers it.
pub(super) fn place(number: i64) -> Option<Position> {
    u32::try_from(number).ok().filter(|number| *number > 0).map(Position::new)
}

/// The topic `id`; who reads what it stands beside is who does at `now`.
pub(crate) async fn topic(conn: &mut impl Conn, id: TopicId, now: Timestamp) -> Result<Option<Topic>> {
    let sql = "SELECT t.id, t.slug, t.title, t.kind, t.state, t.author_id, t.project_id, t.training_id, t.is_private, t.opens_ms, t.locked_ms, \
               t.pinned_until_ms, t.merged_into, t.answer_id, t.last_position, t.created_ms, n.commune FROM topic t \
               LEFT JOIN need n ON n.topic_id = t.id WHERE t.id = $1";
    let Some(row) = fetch_opt!(conn, TopicRow, sql, id.get())? else { return Ok(None) };
    let about = match (row.project_id, row.training_id) {
        _ if row.is_private => None,
        (Some(project), _) => Some(About::Project(ProjectId::new(project))),
        (None, Some(training)) => Some(About::Training(TrainingId::new(training))),
        (None, None) => None,
    };
    let about = match about {
        Some(about) => Some((about, readers_of(conn, about, now).await?)),
        None => None,
    };
    let people = if row.is_private { Some(people_of(conn, id).await?) } else { None };
    let tags = fetch_all!(conn, (String,), "SELECT tag FROM topic_tag WHERE topic_id = $1 ORDER BY tag", id.get())?;
    Ok(Some(Topic {
        id,
        spaces: super::spaces_of(conn, row.id).await?,
        about,
        people,
        tags: tags.iter().map(|(tag,)| value(tag)).collect::<Result<_>>()?,
        slug: row.slug,
        title: row.title,
        kind: value::<TopicKind>(&row.kind)?,
        state: value::<TopicState>(&row.state)?,
        author: row.author_id.map(AccountId::new),
        opens: row.opens_ms.map(Timestamp::from_ms),
        locked: row.locked_ms.is_some(),
        pinned_until: row.pinned_until_ms.map(Timestamp::from_ms),
        merged_into: row.merged_into.map(TopicId::new),
        answer: row.answer_id.map(PostId::new),
        last: place(row.last_position),
        commune: row.commune.as_deref().map(value).transpose()?,
        created: Timestamp::from_ms(row.created_ms),
    }))
}

async fn people_of(conn: &mut impl Conn, id: TopicId) -> Result<Vec<AccountId>> {
    let rows = fetch_all!(conn, (i64,), "SELECT account_id FROM topic_person WHERE topic_id = $1 ORDER BY account_id", id.get())?;
    Ok(rows.into_iter().map(|(id,)| AccountId::new(id)).collect())
}

/// Who reads at `now` what a topic stands beside, as groups of readers.
pub(crate) async fn readers_of(conn: &mut impl Conn, about: About, now: Timestamp) -> Result<Vec<Principal>> {
    match about {
        About::Project(project) => {
            let sql = "SELECT principal FROM project_reader WHERE project_id = $1 ORDER BY principal";
            fetch_all!(conn, (String,), sql, project.get())?.iter().map(|(key,)| value(key)).collect()
        }
        About::Training(training) => training::readers(conn, training, now).await,
    }
}

/// The part of the address that the title of a training made, and the title.
pub(crate) async fn training_named(conn: &mut impl Conn, id: TrainingId) -> Result<Option<(String, String)>> {
    Ok(fetch_opt!(conn, (String, String), "SELECT slug, title FROM training WHERE id = $1", id.get())?)
}

/// Takes a topic's lock by a write that changes nothing; false when there is none.
pub(crate) async fn lock_topic(conn: &mut impl Conn, id: TopicId) -> Result<bool> {
    Ok(exec!(conn, "UPDATE topic SET updated_ms = updated_ms WHERE id = $1", id.get())? > 0)
}

/// Keeps a new topic, its places and its tags; its messages come after it.
pub(crate) async fn insert_topic(conn: &mut impl Conn, topic: &Topic) -> Result<()> {
    let (project, training) = match topic.about {
        Some((About::Project(id), _)) => (Some(id.get()), None),
        Some((About::Training(id), _)) => (None, Some(id.get())),
        None => (None, None),
    };
    let sql = "INSERT INTO topic (id, slug, title, kind, state, author_id, project_id, training_id, is_private, opens_ms, last_position, \
               last_post_ms, created_ms, updated_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $11, $11)";
    exec!(
        conn,
        sql,
        topic.id.get(),
        &topic.slug,
        &topic.title,
        topic.kind.key(),
        topic.state.key(),
        topic.author.map(AccountId::get),
        project,
        training,
        topic.people.is_some(),
        topic.opens.map(Timestamp::ms),
        topic.created.ms(),
    )?;
    for space in &topic.spaces {
        exec!(conn, "INSERT INTO topic_space (topic_id, space_id) VALUES ($1, $2)", topic.id.get(), space.id.get())?;
    }
    for person in topic.people.iter().flatten() {
        exec!(conn, "INSERT INTO topic_person (topic_id, account_id) VALUES ($1, $2)", topic.id.get(), person.get())?;
    }
    for tag in &topic.tags {
        exec!(conn, "INSERT INTO topic_tag (topic_id, tag) VALUES ($1, $2)", topic.id.get(), tag.key())?;
    }
    Ok(())
}

/// The topic that was opened by this sending of a form, if it was.
pub(crate) async fn topic_sent(conn: &mut impl Conn, account: AccountId, sent: &Sent) -> Result<Option<(TopicId, String)>> {
    let Some(mark) = sent.as_str() else { return Ok(None) };
    let sql = "SELECT t.id, t.slug FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.author_id = $1 AND p.sent = $2";
    Ok(fetch_opt!(conn, (i64, String), sql, account.get(), mark)?.map(|(id, slug)| (TopicId::new(id), slug)))
}

/// Has a topic opened if it is still scheduled and its minute has come; false when it is not.
pub(crate) async fn open_if_scheduled(conn: &mut impl Conn, id: TopicId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE topic SET state = 'shown', opens_ms = NULL, last_post_ms = $2, updated_ms = $2 \
               WHERE id = $1 AND state = 'scheduled' AND opens_ms <= $2";
    Ok(exec!(conn, sql, id.get(), now.ms())? > 0)
}

/// Notes that a topic stays closed at its minute; false when that was noted before, or it is not scheduled any more.
pub(crate) async fn hold(conn: &mut impl Conn, id: TopicId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE topic SET held_ms = $2 WHERE id = $1 AND state = 'scheduled' AND opens_ms <= $2 AND held_ms IS NULL";
    Ok(exec!(conn, sql, id.get(), now.ms())? > 0)
}

/// Whether it does.
pub(crate) async fn is_held(conn: &mut impl Conn, id: TopicId) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM topic WHERE id = $1 AND state = 'scheduled' AND held_ms IS NOT NULL";
    Ok(scalar!(conn, i64, sql, id.get())? > 0)
}

/// The topics whose minute has come.
pub(crate) async fn due_topics(conn: &mut impl Conn, now: Timestamp) -> Result<Vec<TopicId>> {
    let sql = "SELECT id FROM topic WHERE state = 'scheduled' AND opens_ms <= $1 ORDER BY opens_ms, id";
    Ok(fetch_all!(conn, (i64,), sql, now.ms())?.into_iter().map(|(id,)| TopicId::new(id)).collect())
}
