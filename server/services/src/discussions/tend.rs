//! What whoever opened a topic does for it: its title, and which message answers it (D3).

use super::{first_messages, gate, rows};
use crate::{
    cx::Cx,
    error::{Error, Result},
    identity,
};
use domain::{
    access::TopicAction,
    discussions::{PostState, TopicKind, check_title},
    events::Event,
    ids::{PostId, TopicId},
    problem::Problems,
    text::{clean_line, slugify},
};

/// Says which message answers the topic `id`; nothing: none does any more.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too for a message that is not in it, not shown, or its first.
pub async fn accept(cx: &Cx, id: TopicId, answer: Option<PostId>) -> Result<()> {
    let mut change = cx.begin().await?;
    let topic = gate::topic_for_write(cx, &mut change, TopicAction::Tend, id).await?;
    if topic.kind == TopicKind::Need {
        return Err(Error::NotFound);
    }
    if let Some(answer) = answer {
        let post = rows::post(&mut change, answer).await?.filter(|post| post.topic() == id).ok_or(Error::NotFound)?;
        if post.facts()?.state != PostState::Shown || post.position == Some(1) {
            return Err(Error::NotFound);
        }
        change.tell(Event::PostChanged { topic: id, post: answer });
    }
    rows::set_answer(&mut change, id, answer, cx.now()).await?;
    change.tell(Event::TopicChanged { topic: id });
    change.commit().await
}

/// Gives the topic `id` another title. Its number keeps its address. Where first messages are read before they appear, it is read again with its
/// first one.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` for a title that is none.
pub async fn retitle(cx: &Cx, id: TopicId, title: &str) -> Result<String> {
    let title = clean_line(title);
    let mut problems = Problems::new();
    check_title(&title, &mut problems);
    problems.into_result()?;
    let mut change = cx.begin().await?;
    let topic = gate::topic_for_write(cx, &mut change, TopicAction::Tend, id).await?;
    gate::check_not_silenced(cx, &mut change).await?;
    let slug = slugify(&title);
    rows::retitle(&mut change, id, &title, &slug, cx.now()).await?;
    // That it was is in the trail; what it was called is not: a title may name someone, and no line is ever rewritten.
    identity::record(cx, &mut change, "topic-retitle", &format!("topic:{id}"), "ok").await?;
    if title != topic.title {
        first_messages::after_retitle(cx, &mut change, &topic).await?;
    }
    change.tell(Event::TopicChanged { topic: id });
    change.commit().await?;
    Ok(slug)
}
