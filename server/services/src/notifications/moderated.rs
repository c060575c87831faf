//! Letters about moderation: what waits for the animators, and what was decided, to whom it concerns (M1, M2). What was said in a topic is
//! read in the portal; why something was done is told in full.

use super::news::News;
use crate::{
    cx::Cx,
    error::Result,
    identity::Recipient,
    moderation::{self, ActNews},
    outbox::Entry,
};
use domain::{
    discussions::{PostState, TopicState},
    ids::{ActId, PostId, ReportId},
    notifications::LetterKind,
    paths,
};

/// What the animators are told.
struct Undecided<'a> {
    animators: &'a [Recipient],
    subject: &'static str,
    said: &'static str,
    /// The title of the topic: not for a letter.
    title: &'a str,
}

fn to_animators(cx: &Cx, entry: &Entry, waiting: &Undecided<'_>) -> Vec<News> {
    let Undecided { animators, subject, said, title } = waiting;
    let text = format!("{said}\n\nPour le lire et décider :\n{}", cx.portal.settings.address(paths::REPORTS));
    let letter = |reader| {
        let notice = if title.is_empty() { (*subject).to_owned() } else { format!("{subject} : {title}") };
        News { notice: Some(notice), ..News::new(entry, reader, LetterKind::Desk, *subject, &text) }
    };
    animators.iter().map(letter).collect()
}

/// Of a report that waits: to the animators. Who reported is told in no letter.
pub(super) async fn reported(cx: &Cx, entry: &Entry, report: ReportId) -> Result<Vec<News>> {
    let Some(news) = moderation::report_news(&mut cx.read().await?, report).await? else { return Ok(Vec::new()) };
    let said = "Quelqu’un signale un message, et dit pourquoi.";
    let waiting = Undecided { animators: &news.animators, subject: "Un message signalé", said, title: &news.topic.title };
    Ok(to_animators(cx, entry, &waiting))
}

/// Of a message that waits to be read before it appears: to the animators.
pub(super) async fn to_read(cx: &Cx, entry: &Entry, post: PostId) -> Result<Vec<News>> {
    let Some(news) = moderation::to_read_news(&mut cx.read().await?, post).await? else { return Ok(Vec::new()) };
    let said = "Un message attend votre relecture avant de paraître.";
    let waiting = Undecided { animators: &news.animators, subject: "Un message à relire", said, title: &news.topic.title };
    Ok(to_animators(cx, entry, &waiting))
}

/// Of an act that someone does not accept: to the animators.
pub(super) async fn appealed(cx: &Cx, entry: &Entry, act: ActId) -> Result<Vec<News>> {
    let Some(news) = moderation::appeal_news(&mut cx.read().await?, act).await? else { return Ok(Vec::new()) };
    let said = "Quelqu’un demande que l’on revienne sur une décision de modération, et dit pourquoi.";
    let title = news.about.as_ref().map_or("", |(topic, _)| topic.title.as_str());
    let waiting = Undecided { animators: &news.animators, subject: "Un recours", said, title };
    Ok(to_animators(cx, entry, &waiting))
}

/// What is said of a topic that went with its first message.
fn with_its_topic(news: &ActNews) -> &'static str {
    let taken = matches!(news.kind.leaves(), Some(PostState::Hidden | PostState::Removed));
    let gone = news.about.as_ref().is_some_and(|(topic, _)| topic.state == TopicState::Hidden);
    if taken && gone { " Le sujet n’est plus montré à ses lecteurs." } else { "" }
}

/// Of an act, or of the answer to an appeal against it: to whom it concerns, with its reason, and how to appeal (M2).
pub(super) async fn decided(cx: &Cx, entry: &Entry, act: ActId) -> Result<Vec<News>> {
    let Some(news) = moderation::act_news(&mut cx.read().await?, act, cx.now()).await? else { return Ok(Vec::new()) };
    let address = cx.portal.settings.address(paths::MY_MODERATION);
    let done = news.kind.label();
    let (subject, said, words) = match &news.answered {
        None => (
            format!("Modération : {}", done.to_lowercase()),
            format!("Une décision de modération vous concerne : « {done} ».{}", with_its_topic(&news)),
            &news.words,
        ),
        Some(answered) => {
            let said = if answered.kept { "La décision est maintenue." } else { "La décision est annulée." };
            ("Réponse à votre recours".to_owned(), said.to_owned(), &answered.answer)
        }
    };
    let why = if words.is_empty() { String::new() } else { format!("\n\n{words}") };
    let then = if news.may_appeal { "Pour en savoir plus, ou demander que l’on y revienne :" } else { "Pour en savoir plus :" };
    let text = format!("{said}{why}\n\n{then}\n{address}");
    let notice = match &news.about {
        Some((topic, _)) => format!("{subject} (« {} »)", topic.title),
        None => subject.clone(),
    };
    // Who has no address is told in the portal alone.
    let nowhere = || Recipient { account: news.account, name: String::new(), email: String::new() };
    let reader = news.reader.clone().unwrap_or_else(nowhere);
    Ok(vec![News { notice: Some(notice), ..News::new(entry, &reader, LetterKind::Moderation, subject, text) }])
}
