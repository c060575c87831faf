//! SQL of what is indexed: topics and messages that are shown, whoever reads them, and who does.

use crate::{
    db::{Conn, on, value},
    discussions::About,
    error::Result,
};
use domain::{
    access::Principal,
    discussions::{NeedStatus, Service, TopicKind},
    ids::{PostId, ProjectId, TopicId, TrainingId},
    projects::Subject,
    territory::{Insee, Uai},
    time::Timestamp,
};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::{collections::BTreeMap, str::FromStr};

/// Adds `(…)`: these numbers, of which there is one at least.
pub(super) fn push_numbers<D: Database>(query: &mut QueryBuilder<D>, numbers: &[i64])
where
    i64: for<'q> Encode<'q, D> + Type<D>,
{
    query.push("(");
    let mut list = query.separated(", ");
    for number in numbers {
        list.push_bind(*number);
    }
    query.push(")");
}

#[derive(sqlx::FromRow)]
struct TopicRow {
    id: i64,
    kind: String,
    title: String,
    project_id: Option<i64>,
    training_id: Option<i64>,
    is_private: bool,
    author: String,
    body: String,
    appeared_ms: i64,
    changed_ms: i64,
}

/// A topic that is shown, and what its first message says, if that is shown too.
pub(crate) struct IndexedTopic {
    pub(crate) id: TopicId,
    pub(crate) kind: TopicKind,
    pub(crate) title: String,
    /// What it stands beside.
    pub(crate) about: Option<About>,
    /// Whether it is between some people alone.
    pub(crate) private: bool,
    /// As they are named to others; empty, once they have left.
    pub(crate) author: String,
    /// As it is kept; empty when it is not shown.
    pub(crate) body: String,
    pub(crate) appeared: Timestamp,
    pub(crate) changed: Timestamp,
}

/// Those of `topics` that are shown.
pub(crate) async fn indexed_topics(conn: &mut impl Conn, topics: &[TopicId]) -> Result<Vec<IndexedTopic>> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<_> = topics.iter().map(|topic| topic.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT t.id, t.kind, t.title, t.project_id, t.training_id, t.is_private, COALESCE(a.shown_name, a.name, '') AS author, \
             COALESCE(CASE WHEN o.state = 'shown' THEN o.body END, '') AS body, COALESCE(o.shown_ms, t.created_ms) AS appeared_ms, \
             COALESCE(o.edited_ms, o.shown_ms, t.created_ms) AS changed_ms FROM topic t LEFT JOIN account a ON a.id = t.author_id \
             LEFT JOIN post o ON o.topic_id = t.id AND o.position = 1 WHERE t.state = 'shown' AND t.id IN ",
        );
        push_numbers(&mut query, &numbers);
        query.push(" ORDER BY t.id");
        query.build_query_as::<TopicRow>().fetch_all(c).await
    })?;
    rows.into_iter().map(whole_topic).collect()
}

fn whole_topic(row: TopicRow) -> Result<IndexedTopic> {
    let about = match (row.project_id, row.training_id) {
        _ if row.is_private => None,
        (Some(project), _) => Some(About::Project(ProjectId::new(project))),
        (None, Some(training)) => Some(About::Training(TrainingId::new(training))),
        (None, None) => None,
    };
    Ok(IndexedTopic {
        id: TopicId::new(row.id),
        kind: value(&row.kind)?,
        title: row.title,
        about,
        private: row.is_private,
        author: row.author,
        body: row.body,
        appeared: Timestamp::from_ms(row.appeared_ms),
        changed: Timestamp::from_ms(row.changed_ms),
    })
}

#[derive(sqlx::FromRow)]
struct PostRow {
    id: i64,
    topic_id: i64,
    author: String,
    body: String,
    appeared_ms: i64,
    changed_ms: i64,
}

/// A message that is shown and opens no topic.
pub(crate) struct IndexedPost {
    pub(crate) id: PostId,
    pub(crate) topic: TopicId,
    /// As they are named to others; empty, once they have left.
    pub(crate) author: String,
    /// As it is kept.
    pub(crate) body: String,
    pub(crate) appeared: Timestamp,
    pub(crate) changed: Timestamp,
}

/// Those of `posts` that are shown, in topics that are, and open none.
pub(crate) async fn indexed_posts(conn: &mut impl Conn, posts: &[PostId]) -> Result<Vec<IndexedPost>> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<_> = posts.iter().map(|post| post.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT p.id, p.topic_id, COALESCE(a.shown_name, a.name, '') AS author, p.body, COALESCE(p.shown_ms, p.created_ms) AS appeared_ms, \
             COALESCE(p.edited_ms, p.shown_ms, p.created_ms) AS changed_ms FROM post p JOIN topic t ON t.id = p.topic_id \
             LEFT JOIN account a ON a.id = p.author_id WHERE t.state = 'shown' AND p.state = 'shown' AND p.position > 1 AND p.id IN ",
        );
        push_numbers(&mut query, &numbers);
        query.push(" ORDER BY p.id");
        query.build_query_as::<PostRow>().fetch_all(c).await
    })?;
    let whole = |row: PostRow| IndexedPost {
        id: PostId::new(row.id),
        topic: TopicId::new(row.topic_id),
        author: row.author,
        body: row.body,
        appeared: Timestamp::from_ms(row.appeared_ms),
        changed: Timestamp::from_ms(row.changed_ms),
    };
    Ok(rows.into_iter().map(whole).collect())
}

#[derive(sqlx::FromRow)]
struct NeedRow {
    topic_id: i64,
    service: String,
    status: String,
    school: String,
    commune: String,
    school_name: String,
    commune_name: String,
}

/// What a need asks for, and where it stands.
pub(crate) struct IndexedNeed {
    pub(crate) service: Service,
    pub(crate) status: NeedStatus,
    pub(crate) school: Uai,
    pub(crate) commune: Insee,
    /// Empty, when the territory does not have it.
    pub(crate) school_name: String,
    /// Empty, when the territory does not have it.
    pub(crate) commune_name: String,
}

/// Those of `topics` that are needs.
pub(crate) async fn indexed_needs(conn: &mut impl Conn, topics: &[TopicId]) -> Result<BTreeMap<TopicId, IndexedNeed>> {
    if topics.is_empty() {
        return Ok(BTreeMap::new());
    }
    let numbers: Vec<_> = topics.iter().map(|topic| topic.get()).collect();
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(
            "SELECT n.topic_id, n.service, n.status, n.school, n.commune, COALESCE(s.name, '') AS school_name, COALESCE(c.name, '') AS commune_name \
             FROM need n LEFT JOIN school s ON s.uai = n.school LEFT JOIN commune c ON c.insee = n.commune WHERE n.topic_id IN ",
        );
        push_numbers(&mut query, &numbers);
        query.build_query_as::<NeedRow>().fetch_all(c).await
    })?;
    let whole = |row: NeedRow| {
        let NeedRow { topic_id, service, status, school, commune, school_name, commune_name } = row;
        let (service, status) = (value(&service)?, value(&status)?);
        let need = IndexedNeed { service, status, school: value(&school)?, commune: value(&commune)?, school_name, commune_name };
        Ok((TopicId::new(topic_id), need))
    };
    rows.into_iter().map(whole).collect()
}

/// The values that a query gives for each of some numbers; `order` is what comes after them.
async fn grouped<K: Ord, V: FromStr>(
    conn: &mut impl Conn,
    select: &'static str,
    numbers: &[i64],
    order: &'static str,
    key: impl Fn(i64) -> K,
) -> Result<BTreeMap<K, Vec<V>>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    if numbers.is_empty() {
        return Ok(groups);
    }
    let rows = on!(conn, c, D => {
        let mut query = QueryBuilder::<D>::new(select);
        push_numbers(&mut query, numbers);
        query.push(order);
        query.build_query_as::<(i64, String)>().fetch_all(c).await
    })?;
    for (number, text) in rows {
        groups.entry(key(number)).or_default().push(value(&text)?);
    }
    Ok(groups)
}

fn numbers(topics: &[TopicId]) -> Vec<i64> {
    topics.iter().map(|topic| topic.get()).collect()
}

/// Who reads the spaces that show each of `topics`: whoever reads one of them.
pub(crate) async fn space_readers(conn: &mut impl Conn, topics: &[TopicId]) -> Result<BTreeMap<TopicId, Vec<Principal>>> {
    let select = "SELECT DISTINCT ts.topic_id, sr.principal FROM topic_space ts JOIN space_reader sr ON sr.space_id = ts.space_id WHERE ts.topic_id IN ";
    grouped(conn, select, &numbers(topics), " ORDER BY ts.topic_id, sr.principal", TopicId::new).await
}

/// Between whom each of `topics` is that is private.
pub(crate) async fn people_readers(conn: &mut impl Conn, topics: &[TopicId]) -> Result<BTreeMap<TopicId, Vec<Principal>>> {
    let select = "SELECT topic_id, 'account:' || account_id FROM topic_person WHERE topic_id IN ";
    grouped(conn, select, &numbers(topics), " ORDER BY topic_id, account_id", TopicId::new).await
}

/// Who reads each of `projects`.
pub(crate) async fn project_readers(conn: &mut impl Conn, projects: &[ProjectId]) -> Result<BTreeMap<ProjectId, Vec<Principal>>> {
    let numbers: Vec<_> = projects.iter().map(|project| project.get()).collect();
    let select = "SELECT project_id, principal FROM project_reader WHERE project_id IN ";
    grouped(conn, select, &numbers, " ORDER BY project_id, principal", ProjectId::new).await
}

/// The tags of each of `topics`.
pub(crate) async fn tags_of(conn: &mut impl Conn, topics: &[TopicId]) -> Result<BTreeMap<TopicId, Vec<Subject>>> {
    let select = "SELECT topic_id, tag FROM topic_tag WHERE topic_id IN ";
    grouped(conn, select, &numbers(topics), " ORDER BY topic_id, tag", TopicId::new).await
}

/// The communes that every space is for that shows a topic, of each of `topics`. Of those that one of its spaces alone is for, whoever reads
/// it elsewhere is not to learn.
pub(crate) async fn communes_of(conn: &mut impl Conn, topics: &[TopicId]) -> Result<BTreeMap<TopicId, Vec<Insee>>> {
    let select =
        "SELECT ts.topic_id, sc.insee FROM topic_space ts JOIN space_commune sc ON sc.space_id = ts.space_id WHERE ts.topic_id IN ";
    let common = " GROUP BY ts.topic_id, sc.insee HAVING COUNT(*) = (SELECT COUNT(*) FROM topic_space e WHERE e.topic_id = ts.topic_id) \
                  ORDER BY ts.topic_id, sc.insee";
    grouped(conn, select, &numbers(topics), common, TopicId::new).await
}

/// What the authority answered to each of `topics`, in Markdown, the first answer first.
pub(crate) async fn answers_to(conn: &mut impl Conn, topics: &[TopicId]) -> Result<BTreeMap<TopicId, Vec<String>>> {
    let select = "SELECT topic_id, answer FROM need_step WHERE topic_id IN ";
    grouped(conn, select, &numbers(topics), " ORDER BY topic_id, at_ms, id", TopicId::new).await
}
