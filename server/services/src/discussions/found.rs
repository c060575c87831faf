//! What results show of topics, needs and messages: read from the database, of those that the viewer may read at that moment.

use super::{
    NeedCard,
    document::{asked_for, thing_of},
    mentions,
    needs::own_schools,
    rows,
};
use crate::{cx::Cx, error::Result, text};
use domain::{
    discussions::{Position, TopicKind},
    ids::{AccountId, TopicId},
    paths,
    search::Thing,
    time::Timestamp,
};
use std::collections::BTreeMap;

/// A topic, a need or a message that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalkFound {
    /// Which one.
    pub thing: Thing,
    /// The title of the topic, or of the need; of a message, that of the topic in which it stands.
    pub title: String,
    /// What its first message says, and what the authority answered; of a message, what it says. Plain text, without what it quotes.
    pub text: String,
    /// Where it is read.
    pub address: String,
    /// What the topic is for.
    pub kind: TopicKind,
    /// Who wrote it, as they are named to others; empty, once they have left.
    pub author: String,
    /// When it appeared.
    pub at: Timestamp,
    /// The spaces that show it, as far as the viewer reads them.
    pub spaces: Vec<String>,
    /// The title of the project or the training that it stands beside.
    pub beside: Option<String>,
    /// Whether it is between some people alone.
    pub private: bool,
    /// Whether nobody replies any more.
    pub locked: bool,
    /// How many messages follow the first one of its topic.
    pub replies: u32,
    /// Whether a message answers the topic; of a message, whether it does.
    pub answered: bool,
    /// Of a need, what it asks for and where that stands.
    pub need: Option<NeedCard>,
    /// Of a message, its place.
    pub position: Option<Position>,
}

/// Those of `things` that are topics, needs or messages and that the viewer may find now, in the order given.
///
/// # Errors
/// The database's.
pub async fn found(cx: &Cx, things: &[Thing]) -> Result<Vec<TalkFound>> {
    let (mut ids, posts) = asked_for(things);
    if ids.is_empty() && posts.is_empty() {
        return Ok(Vec::new());
    }
    let filter = rows::Filter::of(cx);
    let mut conn = cx.read().await?;
    let posts = rows::found_posts(&mut conn, &filter, &posts).await?;
    ids.extend(posts.values().map(|post| post.topic));
    let ids: Vec<_> = ids.into_iter().collect();
    let topics = rows::found_topics(&mut conn, &filter, &ids).await?;
    let spaces = rows::space_names(&mut conn, &filter, &ids).await?;
    let needs = rows::need_cards(&mut conn, &filter, &ids, own_schools(cx), cx.now()).await?;
    let answers = rows::answers_to(&mut conn, &needs.keys().copied().collect::<Vec<_>>()).await?;
    let bodies = topics.values().map(|topic| topic.body.as_str()).chain(posts.values().map(|post| post.body.as_str()));
    let names = rows::names_in(&mut conn, &bodies.collect::<Vec<_>>()).await?;
    let read = Read { topics, spaces, needs, answers, names };
    let one = |thing: &Thing| match thing {
        Thing::Topic(id) | Thing::Need(id) => read.topic(*id).filter(|found| found.thing == *thing),
        Thing::Post(id) => posts.get(id).and_then(|post| read.post(thing, post)),
        _ => None,
    };
    Ok(things.iter().filter_map(one).collect())
}

/// What was read of all that was found.
struct Read {
    topics: BTreeMap<TopicId, rows::FoundTopic>,
    spaces: BTreeMap<TopicId, Vec<String>>,
    needs: BTreeMap<TopicId, NeedCard>,
    answers: BTreeMap<TopicId, Vec<String>>,
    names: BTreeMap<AccountId, String>,
}

impl Read {
    fn topic(&self, id: TopicId) -> Option<TalkFound> {
        let topic = self.topics.get(&id)?;
        let mut text = self.said(&topic.body);
        for answer in self.answers.get(&id).into_iter().flatten() {
            text::add_part(&mut text, &text::plain(answer));
        }
        Some(TalkFound {
            thing: thing_of(id, topic.kind),
            title: topic.title.clone(),
            text,
            address: paths::topic(id, &topic.slug),
            kind: topic.kind,
            author: topic.author.clone(),
            at: topic.appeared,
            spaces: self.spaces.get(&id).cloned().unwrap_or_default(),
            beside: topic.beside.clone(),
            private: topic.private,
            locked: topic.locked,
            replies: topic.replies,
            answered: topic.answer.is_some(),
            need: self.needs.get(&id).cloned(),
            position: None,
        })
    }

    fn post(&self, thing: &Thing, post: &rows::FoundPost) -> Option<TalkFound> {
        let (topic, position) = (self.topics.get(&post.topic)?, post.place?);
        let answers = topic.answer.is_some_and(|answer| Thing::Post(answer) == *thing);
        Some(TalkFound {
            thing: thing.clone(),
            text: self.said(&post.body),
            address: paths::topic_at(post.topic, &topic.slug, position),
            author: post.author.clone(),
            at: post.appeared,
            answered: answers,
            position: Some(position),
            ..self.topic(post.topic)?
        })
    }

    /// What a message says itself, with those whom it names as they are named now.
    fn said(&self, body: &str) -> String {
        text::plain_unquoted(&mentions::with_names(body, &self.names))
    }
}
