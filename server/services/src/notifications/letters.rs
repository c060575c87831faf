//! What each letter says: short, without anything about children, with one link.

use super::{accounts, discussions, moderated, needs, news::News, people, pictures, review, searches, sessions, trainings};
use crate::{
    cx::Cx,
    error::Result,
    outbox::Entry,
    projects::{self, Announcement},
};
use domain::{
    events::Event,
    ids::{AccountId, ProjectId, TrialId},
    notifications::LetterKind,
    paths,
    projects::State,
    training::SessionState,
};

/// What an event tells, and whom; nothing when it is about nothing that is still so.
pub(super) async fn of(cx: &Cx, entry: &Entry) -> Result<Vec<News>> {
    told(cx, entry, None).await
}

/// What an event tells one reader. Of a message in a topic that hundreds follow, what the others may read is not asked.
pub(super) async fn to_one(cx: &Cx, entry: &Entry, reader: AccountId) -> Result<Vec<News>> {
    let mut news = told(cx, entry, Some(reader)).await?;
    news.retain(|news| news.account == Some(reader));
    Ok(news)
}

async fn told(cx: &Cx, entry: &Entry, only: Option<AccountId>) -> Result<Vec<News>> {
    let expected = match entry.event {
        Event::RightsEnding { project, medium } => return pictures::ending(cx, entry, project, medium).await,
        Event::TrialReported { project, trial } => return tried(cx, entry, project, trial).await,
        Event::RemarkAnswered { project, remark, by_author } => return review::answered(cx, entry, project, remark, by_author).await,
        Event::ProjectTakenOver { project, version } => return review::taken_over(cx, entry, project, version).await,
        Event::CallAnswered { project, answer } => return review::call_answered(cx, entry, project, answer).await,
        Event::ProjectToCheck { project } => return review::to_check(cx, entry, project).await,
        Event::ReviewAssigned { project, reviewer } => return review::assigned(cx, entry, project, reviewer).await,
        Event::EditsProposed { project, proposal } => return review::proposed(cx, entry, project, proposal).await,
        Event::RemovalAsked { request } => return pictures::removal_asked(cx, entry, request).await,
        Event::RemovalDecided { request } => return pictures::removal_decided(cx, entry, request).await,
        Event::RegistrationChanged { registration, standing } => return trainings::standing(cx, entry, registration, standing).await,
        Event::ReminderDue { registration, days } => return sessions::reminder(cx, entry, registration, days).await,
        Event::WishAnswered { wish } => return sessions::wish_answered(cx, entry, wish).await,
        Event::SessionRescheduled { session, sequence, half_days_before } => {
            return trainings::rescheduled(cx, entry, session, sequence, half_days_before).await;
        }
        Event::SessionMoved { session, state: SessionState::Cancelled } => return trainings::cancelled(cx, entry, session).await,
        Event::SessionMoved { session, state: SessionState::Open } => return sessions::opened(cx, entry, session).await,
        Event::SessionMoved { session, state: SessionState::Closed } => return sessions::closed(cx, entry, session).await,
        Event::SessionReported { session } => return sessions::reported(cx, entry, session).await,
        Event::PostShown { post, .. } => return discussions::shown(cx, entry, post, only).await,
        Event::ProjectDrawn { topic, project } => return discussions::drawn(cx, entry, topic, project).await,
        Event::NeedAnswered { topic, step } => return needs::answered(cx, entry, topic, step).await,
        Event::PostReported { report } => return moderated::reported(cx, entry, report).await,
        Event::PostToRead { post, .. } => return moderated::to_read(cx, entry, post).await,
        Event::Moderated { act } => return moderated::decided(cx, entry, act).await,
        Event::AccountIdle { account } => return accounts::idle(cx, entry, account).await,
        Event::ActAppealed { act } => return moderated::appealed(cx, entry, act).await,
        Event::AppealAnswered { act } => return moderated::answered(cx, entry, act).await,
        Event::TopicHeld { topic } => return moderated::held(cx, entry, topic).await,
        Event::PersonDecided { account, admitted } => return people::decided(cx, entry, account, admitted).await,
        Event::SearchAnswered { saved, since, until } => return searches::answered(cx, entry, saved, since, until).await,
        Event::ProjectSubmitted { .. } => State::Submitted,
        Event::ProjectChangesAsked { .. } => State::ChangesRequested,
        Event::ProjectPublished { .. } => State::Published,
        Event::ProjectChanged { .. }
        | Event::DocumentRead { .. }
        | Event::SchoolChanged { .. }
        | Event::AuthorRenamed { .. }
        | Event::AccountErased { .. }
        | Event::CommuneChanged { .. }
        | Event::CollectionChanged { .. }
        | Event::SynonymsChanged
        | Event::PostChanged { .. }
        | Event::TopicChanged { .. }
        | Event::SpaceChanged { .. }
        | Event::TrainingChanged { .. }
        | Event::PersonChanged { .. }
        | Event::SessionMoved { .. } => return Ok(Vec::new()),
    };
    let Some(project) = entry.event.project() else { return Ok(Vec::new()) };
    let Some(news) = projects::announcement(&mut cx.read().await?, project).await? else { return Ok(Vec::new()) };
    if news.state != expected {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let (readers, kind, subject, text) = match expected {
        State::Submitted => {
            let address = settings.address(&paths::review(&news.slug));
            (&news.animators, LetterKind::Desk, format!("À relire : {}", news.title), submitted(&news, &address))
        }
        State::ChangesRequested => {
            let address = settings.address(&paths::project(&news.slug));
            (
                &news.authors,
                LetterKind::Review,
                format!("Votre projet « {} » : quelques retouches", news.title),
                changes_asked(&news, &address),
            )
        }
        _ => {
            let address = settings.address(&paths::project(&news.slug));
            (&news.authors, LetterKind::Review, format!("Votre projet « {} » est publié", news.title), published(&news, &address))
        }
    };
    Ok(readers.iter().map(|reader| News::new(entry, reader, kind, &subject, &text)).collect())
}

/// Of a class that tried it: to its authors. A report that was taken away since makes no letter.
async fn tried(cx: &Cx, entry: &Entry, project: ProjectId, trial: TrialId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    if news.state != State::Published || !projects::is_tried(&mut conn, project, trial).await? {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::project(&news.slug));
    let text =
        format!("Une autre classe a essayé votre projet « {} », et raconte ce qu’elle en a fait.\n\nPour la lire :\n{address}", news.title);
    let subject = format!("Votre projet « {} » a été essayé", news.title);
    Ok(news.authors.iter().map(|reader| News::new(entry, reader, LetterKind::Reception, &subject, &text)).collect())
}

fn submitted(news: &Announcement, address: &str) -> String {
    format!("Un projet attend votre relecture : « {} ».\n\nPour le lire et décider :\n{address}", news.title)
}

fn changes_asked(news: &Announcement, address: &str) -> String {
    let remarks = match news.remarks {
        0 | 1 => "une remarque".to_owned(),
        many => format!("{many} remarques"),
    };
    format!(
        "Votre projet « {} » a été relu, et vous avez reçu {remarks}. Corrigez ce qui vous semble juste, puis renvoyez-le.\n\nPour les lire :\n{address}",
        news.title
    )
}

fn published(news: &Announcement, address: &str) -> String {
    format!("Votre projet « {} » est en ligne. Merci de l’avoir raconté.\n\nPour le voir et le faire connaître :\n{address}", news.title)
}
