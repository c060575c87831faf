//! Letters about a review, and about what was made of a project: answers, words proposed, who looks after it, what appeared unread.

use super::news::News;
use crate::{cx::Cx, discussions, error::Result, identity::Recipient, outbox::Entry, projects};
use domain::{
    ids::{AccountId, PartnerAnswerId, ProjectId, ProposalId, RemarkId},
    notifications::LetterKind,
    paths,
    projects::State,
};

/// Of an answer to a remark: to whoever made the remark when an author answers, else to its authors. What was answered is read in the portal.
pub(super) async fn answered(cx: &Cx, entry: &Entry, project: ProjectId, remark: RemarkId, by_author: bool) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    if !news.state.is_in_review() {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let (readers, kind, path) = if by_author {
        (projects::maker_of_remark(&mut conn, project, remark).await?.into_iter().collect(), LetterKind::Desk, paths::review(&news.slug))
    } else {
        (news.authors, LetterKind::Review, paths::project(&news.slug))
    };
    let address = settings.address(&format!("{path}#remarque-{remark}"));
    let text = format!("Une remarque sur le projet « {} » a reçu une réponse.\n\nPour la lire :\n{address}", news.title);
    let subject = format!("Une réponse à propos de « {} »", news.title);
    Ok(readers.iter().map(|reader| News::new(entry, reader, kind, &subject, &text)).collect())
}

/// Of other words that a reviewer proposes: to its authors, as long as they wait for them.
pub(super) async fn proposed(cx: &Cx, entry: &Entry, project: ProjectId, proposal: ProposalId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    if !projects::is_proposed(&mut conn, project, proposal).await? {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::proposal(&news.slug, proposal));
    let text = format!(
        "Des retouches vous sont proposées pour votre projet « {} ». Rien n’est changé sans votre accord : acceptez celles qui vous \
         conviennent.\n\nPour les lire :\n{address}",
        news.title
    );
    let subject = format!("Votre projet « {} » : des retouches proposées", news.title);
    Ok(news.authors.iter().map(|reader| News::new(entry, reader, LetterKind::Review, &subject, &text)).collect())
}

/// Of a version that was made from a project: to its authors, while both are shown.
pub(super) async fn taken_over(cx: &Cx, entry: &Entry, project: ProjectId, version: ProjectId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let (Some(news), Some(made)) = (projects::announcement(&mut conn, project).await?, projects::announcement(&mut conn, version).await?)
    else {
        return Ok(Vec::new());
    };
    if news.state != State::Published || made.state != State::Published {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::project(&made.slug));
    let text = format!(
        "Une autre classe est partie de votre projet « {} » pour faire le sien : « {} ».\n\nPour le lire :\n{address}",
        news.title, made.title
    );
    let subject = format!("Votre projet « {} » a été repris", news.title);
    // Who makes a version of their own project need not be told.
    let others = news.authors.iter().filter(|reader| made.authors.iter().all(|author| author.account != reader.account));
    Ok(others.map(|reader| News::new(entry, reader, LetterKind::Reception, &subject, &text)).collect())
}

/// Of a project that appeared before anyone had read it: to the animators, as long as it is shown.
pub(super) async fn to_check(cx: &Cx, entry: &Entry, project: ProjectId) -> Result<Vec<News>> {
    let Some(news) = projects::announcement(&mut cx.read().await?, project).await? else { return Ok(Vec::new()) };
    if news.state != State::Published {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::project(&news.slug));
    let text = format!("Un projet vient de paraître, sans relecture préalable : « {} ».\n\nPour le lire :\n{address}", news.title);
    let subject = format!("Paru, à vérifier : {}", news.title);
    Ok(news.animators.iter().map(|reader| News::new(entry, reader, LetterKind::Desk, &subject, &text)).collect())
}

/// Of a review that was handed to someone: to them, as long as it is theirs.
pub(super) async fn assigned(cx: &Cx, entry: &Entry, project: ProjectId, reviewer: AccountId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    let reader = projects::address_of_assigned(&mut conn, project, reviewer).await?;
    let Some(reader) = reader.filter(|_| news.state.is_in_review()) else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::review(&news.slug));
    let text = format!("La relecture du projet « {} » vous est confiée.\n\nPour le lire :\n{address}", news.title);
    Ok(vec![News::new(entry, &reader, LetterKind::Desk, format!("À relire, pour vous : {}", news.title), &text)])
}

/// Of an answer to a call for partners: to the project's authors, while it is shown. What was answered is read in the portal, in the topic
/// that goes on from it.
pub(super) async fn call_answered(cx: &Cx, entry: &Entry, project: ProjectId, answer: PartnerAnswerId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    if news.state != State::Published || !projects::is_answered(&mut conn, project, answer).await? {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let topic = discussions::topic_of_answer(&mut conn, answer, cx.now()).await?;
    let subject = format!("Une classe partenaire pour « {} » ?", news.title);
    let told = |reader: &Recipient| {
        // Who came to sign it since does not take part in the topic.
        let theirs = topic.as_ref().filter(|topic| topic.people.as_ref().is_some_and(|people| people.contains(&reader.account)));
        let path = theirs.map_or_else(|| paths::project_partners(&news.slug), |topic| paths::topic(topic.id, &topic.slug));
        let address = settings.address(&path);
        let text = format!(
            "Une classe répond à votre recherche de partenaire pour le projet « {} ».\n\nPour lire sa réponse :\n{address}",
            news.title
        );
        News::new(entry, reader, LetterKind::Reception, &subject, text)
    };
    Ok(news.authors.iter().map(told).collect())
}
