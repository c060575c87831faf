//! Partner classes (S20): an answer to a project's call begins a topic between who wrote it and the project's authors.
//!
//! **Invariants.** A further answer of the same person goes on in the same topic as long as it is between the same people, else another
//! topic begins: nobody reads what was said before they signed the project, nor what is said once they sign it no more; tested by
//! `a_further_answer_goes_on_in_the_same_topic_and_who_comes_later_does_not_read_it`. No message of such a topic waits to be read by the
//! animator, who does not see it.

use super::{DraftPlace, Topic, TopicCard, drafts, gate, pace, posts, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    projects::{self, CallAnswer},
};
use domain::{
    discussions::{PostForm, Sent, TopicKind, TopicState, settle},
    events::Event,
    ids::{AccountId, PartnerAnswerId, ProjectId, TopicId},
    projects::MAX_TITLE,
    text::slugify,
    time::Timestamp,
};

/// How many of one's private topics are listed.
const LISTED: i64 = 40;

/// The topic as which an answer goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerTopic {
    /// The answer.
    pub answer: PartnerAnswerId,
    /// The topic.
    pub topic: TopicId,
    /// The part of the topic's address that its title makes.
    pub slug: String,
}

/// Answers the call of the project at `slug`: its authors hear of it, and a topic between them and the viewer goes on from it. Gives the
/// topic's number and the part of its address that its title makes. Sent twice, it is there once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too when there is no call any more; `Invalid` on `answer` for an empty or a very long
/// `message`; `Slow` for one who writes as fast as a machine. What was written is then kept as a draft.
pub async fn answer_call(cx: &Cx, slug: &str, message: &str, sent: &Sent) -> Result<(TopicId, String)> {
    let place = drafts::draft_place_of_project(cx, slug, DraftPlace::Answer).await?;
    drafts::keeping(cx, place, "", message, answer(cx, slug, message, sent)).await
}

async fn answer(cx: &Cx, slug: &str, message: &str, sent: &Sent) -> Result<(TopicId, String)> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    // Of the same form sent twice at once, the second sees what the first did.
    rows::lock_writer(&mut change, account).await?;
    if let Some(known) = rows::topic_sent(&mut change, account, sent).await? {
        return Ok(known);
    }
    let answer = projects::answer_call_in(cx, &mut change, slug, message).await?;
    gate::check_not_silenced(cx, &mut change).await?;
    let people = between(account, &answer.authors);
    let topic = if let Some(topic) = going_on(cx, &mut change, answer.project, account, &people).await? {
        pace::check_message(cx, &mut change, account).await?;
        topic
    } else {
        pace::check_topic(cx, &mut change, account).await?;
        begin(cx, &mut change, &answer, account, people).await?
    };
    let form = PostForm { body: settle(&answer.message), sent: sent.clone() };
    posts::write(cx, &mut change, &topic, account, &form, false).await?;
    projects::keep_answer_topic(&mut change, answer.id, topic.id).await?;
    rows::forget_draft(&mut change, account, &DraftPlace::Answer(answer.project).key()).await?;
    change.commit().await?;
    Ok((topic.id, topic.slug))
}

/// Who takes part, in the order in which the database gives them.
fn between(account: AccountId, authors: &[AccountId]) -> Vec<AccountId> {
    let mut people = authors.to_vec();
    people.push(account);
    people.sort_unstable();
    people.dedup();
    people
}

/// The topic of an earlier answer, locked, if it is still open and between the same people.
async fn going_on(cx: &Cx, conn: &mut impl Conn, project: ProjectId, account: AccountId, people: &[AccountId]) -> Result<Option<Topic>> {
    let Some(id) = projects::last_answer_topic(conn, project, account).await? else { return Ok(None) };
    rows::lock_topic(conn, id).await?;
    let known = rows::topic(conn, id, cx.now()).await?;
    Ok(known.filter(|topic| topic.state == TopicState::Shown && !topic.locked && topic.people.as_deref() == Some(people)))
}

async fn begin(cx: &Cx, change: &mut Change, answer: &CallAnswer, account: AccountId, people: Vec<AccountId>) -> Result<Topic> {
    let title = title(&answer.title);
    let topic = Topic {
        id: TopicId::new(cx.id()),
        slug: slugify(&title),
        title,
        kind: TopicKind::Talk,
        state: TopicState::Shown,
        author: Some(account),
        spaces: Vec::new(),
        about: None,
        people: Some(people),
        tags: Vec::new(),
        opens: None,
        locked: false,
        pinned_until: None,
        merged_into: None,
        answer: None,
        last: None,
        commune: None,
        created: cx.now(),
    };
    rows::insert_topic(change, &topic).await?;
    change.tell(Event::TopicChanged { topic: topic.id });
    Ok(topic)
}

fn title(project: &str) -> String {
    format!("Partenaires\u{a0}: {project}").chars().take(MAX_TITLE).collect()
}

/// The topics as which answers to the calls of `project` go on, as far as the viewer takes part in them; the latest answer first.
///
/// # Errors
/// The database's.
pub async fn partner_topics(cx: &Cx, project: ProjectId) -> Result<Vec<PartnerTopic>> {
    rows::partner_topics(&mut cx.read().await?, &rows::Filter::of(cx), project).await
}

/// The topics between the viewer and some others alone, by their last message; none for who is not signed in.
///
/// # Errors
/// The database's.
pub async fn my_private_topics(cx: &Cx) -> Result<Vec<TopicCard>> {
    if cx.account().is_none() {
        return Ok(Vec::new());
    }
    rows::private_topics(&mut cx.read().await?, &rows::Filter::of(cx), cx.now(), LISTED).await
}

/// The topic as which an answer goes on, while it is shown to those between whom it is; whoever asks.
///
/// # Errors
/// The database's.
pub async fn topic_of_answer(conn: &mut impl Conn, answer: PartnerAnswerId, now: Timestamp) -> Result<Option<Topic>> {
    let Some(id) = projects::answer_topic(conn, answer).await? else { return Ok(None) };
    Ok(rows::topic(conn, id, now).await?.filter(|topic| topic.state == TopicState::Shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_never_longer_than_titles_are() {
        assert_eq!(title("Radio"), "Partenaires\u{a0}: Radio");
        assert_eq!(title(&"é".repeat(MAX_TITLE)).chars().count(), MAX_TITLE);
    }
}
