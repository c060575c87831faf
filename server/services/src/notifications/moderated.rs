//! Letters about moderation: what waits for the animators, delegates among them where they decide; and what was decided, to whom it concerns
//! (M1, M2). What was said in a topic is read in the portal; why something was done is told in full.

use super::news::News;
use crate::{
    cx::Cx,
    discussions,
    error::Result,
    identity::Recipient,
    moderation::{self, ActNews},
    outbox::Entry,
};
use domain::{
    discussions::{PostState, TopicState},
    ids::{ActId, PostId, ReportId, TopicId},
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
    /// Where it is read.
    path: &'a str,
}

fn to_animators(cx: &Cx, entry: &Entry, waiting: &Undecided<'_>) -> Vec<News> {
    let Undecided { animators, subject, said, title, path } = waiting;
    let text = format!("{said}\n\nPour le lire et décider :\n{}", cx.portal.settings.address(path));
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
    let waiting =
        Undecided { animators: &news.animators, subject: "Un message signalé", said, title: &news.topic.title, path: paths::REPORTS };
    Ok(to_animators(cx, entry, &waiting))
}

/// Of a message that waits to be read before it appears: to the animators.
pub(super) async fn to_read(cx: &Cx, entry: &Entry, post: PostId) -> Result<Vec<News>> {
    let Some(news) = moderation::to_read_news(&mut cx.read().await?, post).await? else { return Ok(Vec::new()) };
    let said = "Un message attend votre relecture avant de paraître.";
    let waiting =
        Undecided { animators: &news.animators, subject: "Un message à relire", said, title: &news.topic.title, path: paths::REPORTS };
    Ok(to_animators(cx, entry, &waiting))
}

/// Of an act that someone does not accept: to the animators.
pub(super) async fn appealed(cx: &Cx, entry: &Entry, act: ActId) -> Result<Vec<News>> {
    let Some(news) = moderation::appeal_news(&mut cx.read().await?, act).await? else { return Ok(Vec::new()) };
    let said = "Quelqu’un demande que l’on revienne sur une décision de modération, et dit pourquoi.";
    let title = news.about.as_ref().map_or("", |(topic, _)| topic.title.as_str());
    let waiting = Undecided { animators: &news.animators, subject: "Un recours", said, title, path: paths::REPORTS };
    Ok(to_animators(cx, entry, &waiting))
}

/// What is said of a topic that went with its first message.
fn with_its_topic(news: &ActNews) -> &'static str {
    let taken = matches!(news.kind.leaves(), Some(PostState::Hidden | PostState::Removed));
    let gone = news.about.as_ref().is_some_and(|(topic, _)| topic.state == TopicState::Hidden);
    if taken && gone { " Le sujet n’est plus montré à ses lecteurs." } else { "" }
}

/// Of a topic that stays closed at its minute: to the animators.
pub(super) async fn held(cx: &Cx, entry: &Entry, topic: TopicId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(topic) = discussions::held_topic(&mut conn, topic, cx.now()).await? else { return Ok(Vec::new()) };
    let said = "Un sujet programmé ne s’est pas ouvert à son heure : son auteur ne peut plus écrire, ou plus à cet endroit. Il s’ouvrira de \
                lui-même si son auteur peut de nouveau écrire.";
    let animators = moderation::deciders(&mut conn, &topic).await?;
    // An address that says nothing of its title.
    let path = paths::topic_settings(topic.id);
    let waiting = Undecided { animators: &animators, subject: "Un sujet programmé reste fermé", said, title: &topic.title, path: &path };
    Ok(to_animators(cx, entry, &waiting))
}

/// Of an act: to whom it concerns, with its reason, and how to appeal (M2). Once an appeal is answered, the answer tells of both.
pub(super) async fn decided(cx: &Cx, entry: &Entry, act: ActId) -> Result<Vec<News>> {
    let Some(news) = act_news(cx, act).await?.filter(|news| news.answered.is_none()) else { return Ok(Vec::new()) };
    let done = news.kind.label();
    let subject = format!("Modération : {}", done.to_lowercase());
    let said = format!("Une décision de modération vous concerne : « {done} ».{}", with_its_topic(&news));
    Ok(vec![to_whom_it_concerns(cx, entry, &news, &subject, &said, &news.words)])
}

/// Of the answer to an appeal: to who appealed.
pub(super) async fn answered(cx: &Cx, entry: &Entry, act: ActId) -> Result<Vec<News>> {
    let Some(news) = act_news(cx, act).await? else { return Ok(Vec::new()) };
    let Some(answered) = &news.answered else { return Ok(Vec::new()) };
    let said = if answered.kept { "La décision est maintenue." } else { "La décision est annulée." };
    Ok(vec![to_whom_it_concerns(cx, entry, &news, "Réponse à votre recours", said, &answered.answer)])
}

async fn act_news(cx: &Cx, act: ActId) -> Result<Option<ActNews>> {
    moderation::act_news(&mut cx.read().await?, act, cx.now()).await
}

fn to_whom_it_concerns(cx: &Cx, entry: &Entry, news: &ActNews, subject: &str, said: &str, words: &str) -> News {
    let address = cx.portal.settings.address(paths::MY_MODERATION);
    let why = if words.is_empty() { String::new() } else { format!("\n\n{words}") };
    let then = if news.may_appeal { "Pour en savoir plus, ou demander que l’on y revienne :" } else { "Pour en savoir plus :" };
    let text = format!("{said}{why}\n\n{then}\n{address}");
    let notice = match &news.about {
        Some((topic, _)) => format!("{subject} (« {} »)", topic.title),
        None => subject.to_owned(),
    };
    // Who has no address is told in the portal alone.
    let nowhere = || Recipient { account: news.account, name: String::new(), email: String::new() };
    let reader = news.reader.clone().unwrap_or_else(nowhere);
    News { notice: Some(notice), ..News::new(entry, &reader, LetterKind::Moderation, subject, text) }
}
