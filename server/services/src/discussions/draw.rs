//! From talk to showcase (D8): a project begun from what was said in a topic.
//!
//! **Invariants.** What others said is quoted without their names, which the sheet's text would hold for good; nobody signs the project but who
//! begins it, and whom they invite.
//! The link is kept both ways, and shown only to those who may read what it leads to: of a topic that not everyone may read, the sheet
//! itself says nothing; tested by `a_topic_becomes_a_draft_that_names_nobody_for_good` and
//! `what_is_not_open_to_everyone_leaves_no_link_in_the_sheet`.

use super::{SeenPost, Topic, gate, mentions, posts, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity,
    projects::{self, SaveMode},
    text::without_pictures,
};
use domain::{
    access::{Action, PostAction, TopicAction, Viewer, decide},
    discussions::{PAGE, Position, PostState, Sent},
    events::Event,
    ids::{AccountId, PostId, ProjectId, TopicId},
    paths,
    problem::{Problems, Rule},
    projects::{Link, MAX_BODY, ProjectDraft, ProjectForm, Visibility},
    text::clean_line,
};

/// How a sheet calls the topic that it was begun from.
const LINK: &str = "La discussion d’où vient ce projet";

/// A topic, as other pages lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicLink {
    /// Its id.
    pub id: TopicId,
    /// The part of its address that its title makes.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// What a project can be begun from.
#[derive(Clone, Debug)]
pub struct Drawable {
    /// The topic.
    pub topic: Topic,
    /// The messages of its first page, and the one that answers it wherever that stands.
    pub posts: Vec<SeenPost>,
    /// Those that are chosen when one says nothing.
    pub chosen: Vec<PostId>,
    /// Whether some may not read it: what was said in it is not for everyone unless those who said it agree.
    pub between_some: bool,
}

/// What the viewer may begin a project from, in the topic `id`.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn drawable(cx: &Cx, id: TopicId) -> Result<Drawable> {
    let mut conn = cx.read().await?;
    let topic = gate::topic(cx, &mut conn, TopicAction::DrawProject, id).await?;
    let (first, last) = Position::of_page(1);
    let mut all = rows::posts(&mut conn, id, first, last).await?;
    if let Some(answer) = topic.answer.filter(|answer| all.iter().all(|post| post.id != answer.get())) {
        all.extend(rows::post(&mut conn, answer).await?);
    }
    let mut posts = posts::seen(cx, &mut conn, &topic, all).await?;
    posts.retain(|post| post.state == PostState::Shown && post.body.is_some());
    let opens = |post: &SeenPost| post.position == Some(Position::OPENING);
    let chosen = posts.iter().filter(|post| opens(post) || post.is_answer).map(|post| post.id).collect();
    let between_some = !is_for_everyone(&topic);
    Ok(Drawable { topic, posts, chosen, between_some })
}

fn is_for_everyone(topic: &Topic) -> bool {
    decide(&Viewer::Nobody, Action::Topic(TopicAction::Read, &topic.facts())).is_ok()
}

/// Begins a project of the viewer's from messages of the topic `id` (none named: the first, and the one that answers it), under a title of
/// their own or that of the topic. Gives the draft's address. Sent twice, it is begun once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too for a message that is not in the topic, or not shown; `Invalid` on `posts` when they
/// are too many or too long together, on `title` when it is none.
pub async fn draw_project(cx: &Cx, id: TopicId, posts: &[PostId], title: Option<&str>, sent: &Sent) -> Result<String> {
    let mut change = cx.begin().await?;
    // Of the same form sent twice at once, the second sees what the first did.
    rows::lock_topic(&mut change, id).await?;
    if let Some(account) = cx.account()
        && let Some(known) = rows::drawn_by(&mut change, account, sent).await?
    {
        return Ok(known);
    }
    let topic = gate::topic(cx, &mut change, TopicAction::DrawProject, id).await?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let told = chosen(cx, &mut change, &topic, posts).await?;
    let body = body(&told, cx.account());
    let length = body.chars().count();
    if length > MAX_BODY {
        return Err(Problems::one("posts", Rule::TooLong { max: MAX_BODY, actual: length }).into());
    }
    let title = title.map_or_else(|| topic.title.clone(), clean_line);
    let form = ProjectForm { draft: draft(cx, &topic, title, body), ..ProjectForm::default() };
    let saved = projects::start_in(cx, &mut change, &form, SaveMode::Kept).await?;
    rows::insert_drawn(&mut change, id, saved.id, account, sent, cx.now()).await?;
    identity::record(cx, &mut change, "project-draw", &format!("topic:{id}"), &format!("project:{}", saved.id)).await?;
    change.tell(Event::ProjectDrawn { topic: id, project: saved.id });
    change.commit().await?;
    Ok(saved.slug)
}

/// The messages that are meant, in their order.
async fn chosen(cx: &Cx, conn: &mut impl Conn, topic: &Topic, asked: &[PostId]) -> Result<Vec<rows::PostRow>> {
    let most = PAGE as usize;
    if asked.len() > most {
        return Err(Problems::one("posts", Rule::TooMany { max: most }).into());
    }
    let mut all = Vec::new();
    if asked.is_empty() {
        all.extend(rows::posts(conn, topic.id, Position::OPENING, Position::OPENING).await?);
    }
    for id in asked.iter().chain(topic.answer.iter().filter(|_| asked.is_empty())) {
        all.push(rows::post(conn, *id).await?.filter(|post| post.topic() == topic.id).ok_or(Error::NotFound)?);
    }
    for post in &all {
        let facts = post.facts()?;
        decide(&cx.viewer, Action::Post(PostAction::Read, &topic.facts(), &facts))?;
        if facts.state != PostState::Shown {
            return Err(Error::NotFound);
        }
    }
    all.sort_by_key(|post| post.position);
    all.dedup_by_key(|post| post.id);
    Ok(all)
}

fn draft(cx: &Cx, topic: &Topic, title: String, body: String) -> ProjectDraft {
    let schools = cx.viewer.member().map(|member| member.schools.clone()).unwrap_or_default();
    let for_everyone = is_for_everyone(topic);
    let link = format!("{} {LINK}", cx.portal.settings.address(&paths::topic(topic.id, &topic.slug)));
    // A portal on a machine of one's own has an address that no sheet takes for one of the web.
    let links = if for_everyone && Link::read(&link).is_some() { link } else { String::new() };
    ProjectDraft {
        title,
        body,
        links,
        subjects: topic.tags.clone(),
        // Who has several schools says which.
        schools: if schools.len() == 1 { schools } else { Vec::new() },
        visibility: if for_everyone { Visibility::Public } else { Visibility::Community },
        ..ProjectDraft::default()
    }
}

/// What was said, as Markdown: what the viewer said as it is, what others said as quotations. A sheet's text names nobody: a name in it would
/// not follow what its bearer chooses (S13), and who spoke signs the sheet if they wish, under the name that they have then.
fn body(told: &[rows::PostRow], viewer: Option<AccountId>) -> String {
    let mut parts = Vec::new();
    for post in told {
        let words = without_sources(&without_pictures(&mentions::nameless(&post.body)));
        if words.is_empty() {
            continue;
        }
        if post.author_id.is_some() && post.author_id == viewer.map(AccountId::get) {
            parts.push(words);
            continue;
        }
        let which = post.place().map_or_else(|| "Un message".to_owned(), |place| format!("Message {}", place.get()));
        parts.push(format!("{which} de l’échange\u{a0}:\n\n{}", quoted(&words)));
    }
    parts.join("\n\n")
}

/// Without the links to what is quoted in it: of a topic that not everyone may read, the sheet says nothing.
fn without_sources(words: &str) -> String {
    let link = format!("]({}/messages/", paths::DISCUSSIONS);
    let (mut kept, mut rest) = (String::with_capacity(words.len()), words);
    while let Some(at) = rest.find(&link) {
        let (before, after) = (&rest[..at], &rest[at + link.len()..]);
        let (Some(opens), Some(closes)) = (before.rfind('['), after.find(')')) else { break };
        kept.push_str(&before[..opens]);
        kept.push_str(&before[opens + 1..]);
        rest = &after[closes + 1..];
    }
    kept.push_str(rest);
    kept
}

fn quoted(words: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    words.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The projects begun from the topic `id` that the viewer may read: their addresses and titles, the first first.
///
/// # Errors
/// `NotFound` when the viewer reads no such topic.
pub async fn projects_of_topic(cx: &Cx, id: TopicId) -> Result<Vec<(String, String)>> {
    let mut conn = cx.read().await?;
    gate::topic(cx, &mut conn, TopicAction::Read, id).await?;
    let drawn = rows::drawn_from(&mut conn, id).await?;
    drop(conn);
    let cards = projects::cards(cx, &drawn).await?;
    Ok(cards.into_iter().map(|card| (card.slug, card.title)).collect())
}

/// The topics from which `project` was begun that the viewer may read.
///
/// # Errors
/// The database's.
pub async fn topics_of_project(cx: &Cx, project: ProjectId) -> Result<Vec<TopicLink>> {
    rows::topics_of_project(&mut cx.read().await?, &rows::Filter::of(cx), project).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_loses_its_link_and_nothing_else() {
        let said =
            "> [Message 3](/echanges/messages/42)\u{a0}:\n>\n> Voir [ici](https://exemple.fr) et [Message 4](/echanges/messages/43).";
        assert_eq!(without_sources(said), "> Message 3\u{a0}:\n>\n> Voir [ici](https://exemple.fr) et Message 4.");
        for odd in ["](/echanges/messages/", "[a](/echanges/messages/1", "Rien"] {
            assert_eq!(without_sources(odd), odd);
        }
    }

    #[test]
    fn a_message_is_quoted_line_by_line() {
        assert_eq!(quoted("Un\n\n- deux"), "> Un\n>\n> - deux");
    }
}
