//! What letters about messages need: whom one concerns now, and what may be said of it outside the portal (N4, N6).
//!
//! **Invariants.** Nobody is told of what they may not read at that moment, nor of their own message; what is muted is not told, even to
//! who is named in it; tested by `who_may_not_read_it_any_more_is_told_nothing` and `what_is_muted_is_told_neither_way`.

use super::{About, Topic, beside, rows, topics};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity::Recipient,
};
use domain::{
    access::{Action, PostFacts, TopicAction, TopicFacts, Viewer, decide},
    discussions::{Attention, Followed, Place, Position, PostState, TopicKind, TopicState},
    ids::{AccountId, PostId, SpaceId, TopicId},
    paths,
    projects::Subject,
    time::Timestamp,
};
use std::collections::BTreeSet;

/// Why a message concerns someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It names them.
    Named,
    /// They follow its topic, or wrote in it.
    Watches,
    /// It opens a topic of a space that they follow.
    Space,
    /// It opens a topic that bears a tag that they follow.
    Tag,
}

/// What may be said of a topic outside the portal, where anyone may read over one's shoulder (N6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Its title, if everyone may read it.
    pub title: Option<String>,
    /// Where it is read. Unless everyone may read it, this says nothing of its title.
    pub path: String,
}

/// A message that appeared, and whom it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostNews {
    /// Its topic: after a move, the one in which it stands now.
    pub topic: Topic,
    /// Who wrote it, as they are named to others; empty, once they have left.
    pub author: String,
    /// What may be said of it in a letter.
    pub quoted: Quoted,
    /// Whom it concerns, once each, and why. Their address is empty where they have none.
    pub readers: Vec<(Recipient, Reason)>,
}

/// Someone whom a message may concern, and what they chose.
pub(crate) struct Candidate {
    pub(crate) reader: Recipient,
    pub(crate) named: bool,
    /// Whether they had written in the topic, or are one of the few that it is between.
    pub(crate) takes_part: bool,
    pub(crate) topic: Option<Attention>,
    pub(crate) spaces: Vec<Attention>,
    pub(crate) tags: Vec<Attention>,
}

impl Candidate {
    pub(crate) const fn new(reader: Recipient) -> Self {
        Self { reader, named: false, takes_part: false, topic: None, spaces: Vec::new(), tags: Vec::new() }
    }

    /// Why a message concerns them; nothing when it does not.
    fn reason(&self, opens: bool) -> Option<Reason> {
        match self.topic {
            Some(Attention::Mute) => None,
            _ if self.named => Some(Reason::Named),
            Some(Attention::Normal) => None,
            chosen => self.around().filter(|_| opens).or_else(|| (chosen.is_some() || self.takes_part).then_some(Reason::Watches)),
        }
    }

    /// What they follow around a topic. Whatever of it is muted outweighs that.
    fn around(&self) -> Option<Reason> {
        if self.spaces.iter().chain(&self.tags).any(|chosen| *chosen == Attention::Mute) {
            None
        } else if self.spaces.contains(&Attention::Watch) {
            Some(Reason::Space)
        } else {
            self.tags.contains(&Attention::Watch).then_some(Reason::Tag)
        }
    }
}

/// The message `id` and whom it concerns at `now`, or whether it concerns one of them alone; nothing once it is not shown.
///
/// # Errors
/// The database's.
pub async fn post_news(conn: &mut impl Conn, id: PostId, only: Option<AccountId>, now: Timestamp) -> Result<Option<PostNews>> {
    let Some(row) = rows::post(conn, id).await? else { return Ok(None) };
    let (Some(topic), Some(position)) = (rows::topic(conn, row.topic(), now).await?, row.place()) else { return Ok(None) };
    let (facts, post) = (topic.facts(), row.facts()?);
    if post.state != PostState::Shown || topic.state != TopicState::Shown {
        return Ok(None);
    }
    // The answer to a call that opens a topic between classes is told by an event of its own.
    if topic.people.is_some() && position == Position::OPENING {
        return Ok(None);
    }
    let candidates = rows::candidates(conn, topic.id, Some((id, position)), only).await?;
    let readers = concerned(conn, candidates, position == Position::OPENING, &facts, &post).await?;
    let path = paths::topic_at(topic.id, &topic.slug, position);
    let quoted = quote(&topic, path, id);
    Ok(Some(PostNews { author: row.name, quoted, readers, topic }))
}

/// Those of `candidates` whom a message concerns, which `opens` its topic or not, and why; of those who may read it.
async fn concerned(
    conn: &mut impl Conn,
    candidates: Vec<Candidate>,
    opens: bool,
    facts: &TopicFacts,
    post: &PostFacts,
) -> Result<Vec<(Recipient, Reason)>> {
    let concerned = |candidate: Candidate| {
        let reason = candidate.reason(opens).filter(|_| post.author != Some(candidate.reader.account))?;
        Some((candidate.reader, reason))
    };
    let mut readers: Vec<_> = candidates.into_iter().filter_map(concerned).collect();
    let accounts: Vec<_> = readers.iter().map(|(reader, _)| reader.account).collect();
    let may_read = super::readers::readers(conn, &accounts, facts, Some(post)).await?;
    readers.retain(|(reader, _)| may_read.contains(&reader.account));
    Ok(readers)
}

/// Whom a topic would concern if the viewer opened it now, in `spaces`, with these tags, or beside something, and why (N7): those whom
/// [`post_news`] would find. Those whom its first message would name are not counted.
///
/// # Errors
/// `SignIn`, `Denied` or `NotFound` where the viewer opens none; `Invalid` for a space that is closed.
pub async fn reach(cx: &Cx, spaces: &[SpaceId], tags: &[Subject], about: Option<About>) -> Result<Vec<(Recipient, Reason)>> {
    let author = Some(cx.account().ok_or(Error::SignIn)?);
    let mut conn = cx.read().await?;
    let (spaces, about) = topics::places(cx, &mut conn, spaces, about).await?;
    let place = match about {
        Some((_, readers)) => {
            beside::check_may_open(cx, readers.clone())?;
            Place::Beside(readers)
        }
        None => Place::Spaces(spaces.iter().map(|space| space.access.clone()).collect()),
    };
    let facts = TopicFacts { place, author, kind: TopicKind::Talk, state: TopicState::Shown, locked: false, commune: None };
    let post = PostFacts { author, state: PostState::Shown };
    let followed: Vec<_> = spaces.iter().map(|space| Followed::Space(space.id)).chain(tags.iter().map(|tag| Followed::Tag(*tag))).collect();
    let candidates = rows::candidates_around(&mut conn, &followed).await?;
    concerned(&mut conn, candidates, true, &facts, &post).await
}

/// Who may read it is asked of nobody's rights: whoever sees a letter may be anyone.
fn quote(topic: &Topic, path: String, post: PostId) -> Quoted {
    if decide(&Viewer::Nobody, Action::Topic(TopicAction::Read, &topic.facts())).is_ok() {
        Quoted { title: Some(topic.title.clone()), path }
    } else {
        Quoted { title: None, path: paths::post(post) }
    }
}

/// What may be said at `now` of the topic `id` in a letter; nothing once it is not shown.
///
/// # Errors
/// The database's.
pub async fn quoted(conn: &mut impl Conn, id: TopicId, now: Timestamp) -> Result<Option<Quoted>> {
    let Some(topic) = rows::topic(conn, id, now).await?.filter(|topic| topic.state == TopicState::Shown) else { return Ok(None) };
    let Some(opening) = rows::opening(conn, id).await? else { return Ok(None) };
    Ok(Some(quote(&topic, paths::topic(id, &topic.slug), opening)))
}

/// Those who take part in the topic `id`, may read it at `now` and have not muted it. Their address is empty where they have none.
///
/// # Errors
/// The database's.
pub async fn partakers(conn: &mut impl Conn, id: TopicId, now: Timestamp) -> Result<Vec<Recipient>> {
    let takers = rows::candidates(conn, id, None, None).await?.into_iter().filter(|candidate| candidate.takes_part);
    let takers = takers.map(|candidate| candidate.reader).collect();
    listening(conn, id, takers, now).await
}

/// Those of `readers` who may read the topic `id` at `now` and have not muted it.
///
/// # Errors
/// The database's.
pub async fn listening(conn: &mut impl Conn, id: TopicId, readers: Vec<Recipient>, now: Timestamp) -> Result<Vec<Recipient>> {
    let Some(topic) = rows::topic(conn, id, now).await? else { return Ok(Vec::new()) };
    let muted = rows::muting(conn, id).await?;
    let accounts: Vec<_> = readers.iter().map(|reader| reader.account).filter(|account| !muted.contains(account)).collect();
    let may_read = super::readers::readers(conn, &accounts, &topic.facts(), None).await?;
    Ok(readers.into_iter().filter(|reader| may_read.contains(&reader.account)).collect())
}

/// Those of `topics` and `posts` that may be news to `account`: they are shown, they did not write them, and they did not mute their topic.
///
/// # Errors
/// The database's.
pub async fn of_others(
    conn: &mut impl Conn,
    account: AccountId,
    topics: &[TopicId],
    posts: &[PostId],
) -> Result<(BTreeSet<TopicId>, BTreeSet<PostId>)> {
    Ok((rows::topics_of_others(conn, account, topics).await?, rows::posts_of_others(conn, account, posts).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Candidate {
        Candidate::new(Recipient { account: AccountId::new(1), name: "Quelqu’un".into(), email: String::new() })
    }

    #[test]
    fn what_one_chose_of_a_topic_comes_before_what_one_chose_around_it() {
        use Attention::{Mute, Normal, Watch};
        let named = |topic| Candidate { named: true, takes_part: true, topic, ..one() };
        assert_eq!(
            [None, Some(Normal), Some(Mute)].map(|topic| named(topic).reason(true)),
            [Some(Reason::Named), Some(Reason::Named), None]
        );
        let wrote = |topic| Candidate { takes_part: true, topic, ..one() };
        assert_eq!([None, Some(Normal), Some(Mute)].map(|topic| wrote(topic).reason(false)), [Some(Reason::Watches), None, None]);
        assert_eq!(Candidate { topic: Some(Watch), ..one() }.reason(false), Some(Reason::Watches));
        assert_eq!(wrote(None).reason(true), Some(Reason::Watches), "it is between them");
        let around = |spaces: &[Attention], tags: &[Attention]| Candidate { spaces: spaces.into(), tags: tags.into(), ..one() };
        assert_eq!(around(&[Watch], &[Watch]).reason(true), Some(Reason::Space), "once");
        assert_eq!(around(&[Normal], &[Watch]).reason(true), Some(Reason::Tag));
        for silent in [around(&[Mute], &[Watch]), around(&[Watch], &[Mute]), around(&[Watch, Mute], &[]), around(&[], &[Normal]), one()] {
            assert_eq!(silent.reason(true), None);
        }
        assert_eq!(around(&[Watch], &[]).reason(false), None, "a reply opens nothing");
    }
}
