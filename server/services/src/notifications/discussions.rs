//! Letters about discussions: messages that name someone, or stand in what someone follows. What they say is read in the portal, and of a
//! topic that not everyone may read, not even its title leaves it (N6).

use super::news::News;
use crate::{
    cx::Cx,
    discussions::{self, PostNews, Reason},
    error::Result,
    identity::Recipient,
    outbox::Entry,
    projects,
};
use domain::{
    ids::{AccountId, PostId, ProjectId, TopicId},
    notifications::LetterKind,
};

const READ: &str = "Pour le lire et répondre :";

/// Of a message that appeared: to those whom it names, who follow its topic, or what it opens a topic of; to one of them alone, if so
/// asked.
pub(super) async fn shown(cx: &Cx, entry: &Entry, post: PostId, only: Option<AccountId>) -> Result<Vec<News>> {
    let Some(news) = discussions::post_news(&mut cx.read().await?, post, only, cx.now()).await? else { return Ok(Vec::new()) };
    let address = cx.portal.settings.address(&news.quoted.path);
    let author = if news.author.is_empty() { "Quelqu’un" } else { news.author.as_str() };
    let letter = |(reader, reason): &(Recipient, Reason)| {
        let (subject, said) = words(&news, author, *reason);
        let told = News::new(entry, reader, kind(*reason), subject, format!("{said}\n\n{READ}\n{address}"));
        let notice = Some(line(&news.topic.title, author, *reason));
        News { notice, topic: Some(news.topic.id), post: Some(post), ..told }
    };
    Ok(news.readers.iter().map(letter).collect())
}

pub(super) const fn kind(reason: Reason) -> LetterKind {
    match reason {
        Reason::Named => LetterKind::Mentions,
        Reason::Watches => LetterKind::Replies,
        Reason::Space | Reason::Tag => LetterKind::Topics,
    }
}

/// The subject of a letter, and what it says.
fn words(news: &PostNews, author: &str, reason: Reason) -> (String, String) {
    let Some(title) = &news.quoted.title else { return kept_words(reason) };
    match reason {
        Reason::Named => (format!("Un message vous nomme : {title}"), format!("{author} vous nomme dans un message du sujet « {title} ».")),
        Reason::Watches => (format!("Nouveau message : {title}"), format!("{author} a écrit dans le sujet « {title} », que vous suivez.")),
        Reason::Space => {
            (format!("Nouveau sujet : {title}"), format!("{author} ouvre le sujet « {title} », dans un espace que vous suivez."))
        }
        Reason::Tag => (format!("Nouveau sujet : {title}"), format!("{author} ouvre le sujet « {title} », sur un thème que vous suivez.")),
    }
}

/// The same, of what not everyone may read.
fn kept_words(reason: Reason) -> (String, String) {
    let (subject, said) = match reason {
        Reason::Named => ("Un message vous nomme", "Un message vous nomme, dans un sujet qui ne se lit que sur le portail."),
        Reason::Watches => ("Un message dans un sujet que vous suivez", "Il y a un nouveau message dans un sujet que vous suivez."),
        Reason::Space => ("Un sujet dans un espace que vous suivez", "Un nouveau sujet s’ouvre dans un espace que vous suivez."),
        Reason::Tag => ("Un sujet sur un thème que vous suivez", "Un nouveau sujet s’ouvre sur un thème que vous suivez."),
    };
    (subject.to_owned(), said.to_owned())
}

/// What the portal says of it.
fn line(title: &str, author: &str, reason: Reason) -> String {
    match reason {
        Reason::Named => format!("{author} vous nomme dans « {title} »"),
        Reason::Watches => format!("{author} a écrit dans « {title} »"),
        Reason::Space | Reason::Tag => format!("{author} ouvre le sujet « {title} »"),
    }
}

/// Of a project that someone began from a topic: to those who take part in it, but its authors. The project itself is a draft by then: what
/// it is called is its authors' alone.
pub(super) async fn drawn(cx: &Cx, entry: &Entry, topic: TopicId, project: ProjectId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(made) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    let Some(quoted) = discussions::quoted(&mut conn, topic, cx.now()).await? else { return Ok(Vec::new()) };
    let (subject, discussion) = match &quoted.title {
        Some(title) => (format!("Un projet est né de votre discussion : {title}"), format!("la discussion « {title} »")),
        None => ("Un projet est né de votre discussion".to_owned(), "une discussion à laquelle vous prenez part".to_owned()),
    };
    let address = cx.portal.settings.address(&quoted.path);
    let text = format!(
        "Quelqu’un commence un projet à partir de {discussion}. Il paraîtra une fois écrit et relu.\n\nPour revoir la discussion :\n{address}"
    );
    let partakers = discussions::partakers(&mut conn, topic, cx.now()).await?;
    // Authors without an address are not among those of the announcement: nobody without one is told, so that no author is.
    let others =
        partakers.iter().filter(|reader| !reader.email.is_empty() && made.authors.iter().all(|author| author.account != reader.account));
    let letter = |reader| News { topic: Some(topic), ..News::new(entry, reader, LetterKind::Reception, &subject, &text) };
    Ok(others.map(letter).collect())
}
