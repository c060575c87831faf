//! What each letter says: short, without anything about children, with one link.

use crate::{
    cx::Cx,
    error::Result,
    mail::Letter,
    outbox::Entry,
    projects::{self, Announcement, Recipient},
};
use domain::{
    events::Event,
    ids::{PictureId, ProjectId},
    paths,
    projects::State,
};

/// The letters that an event makes; none when it is about nothing that is still so.
pub(super) async fn of(cx: &Cx, entry: &Entry) -> Result<Vec<Letter>> {
    if let Event::PictureRightsEnding { project, picture } = entry.event {
        return ending(cx, entry, project, picture).await;
    }
    let expected = match entry.event {
        Event::ProjectSubmitted { .. } => State::Submitted,
        Event::ProjectChangesAsked { .. } => State::ChangesRequested,
        Event::ProjectPublished { .. } => State::Published,
        Event::ProjectChanged { .. }
        | Event::PictureRightsEnding { .. }
        | Event::SchoolChanged { .. }
        | Event::AuthorRenamed { .. }
        | Event::CommuneChanged { .. } => {
            return Ok(Vec::new());
        }
    };
    let Some(project) = entry.event.project() else { return Ok(Vec::new()) };
    let Some(news) = projects::announcement(&mut cx.read().await?, project).await? else { return Ok(Vec::new()) };
    if news.state != expected {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let (readers, subject, text) = match expected {
        State::Submitted => {
            let address = settings.address(&paths::review(&news.slug));
            (&news.animators, format!("À relire : {}", news.title), submitted(&news, &address))
        }
        State::ChangesRequested => {
            let address = settings.address(&paths::project(&news.slug));
            (&news.authors, format!("Votre projet « {} » : quelques retouches", news.title), changes_asked(&news, &address))
        }
        _ => {
            let address = settings.address(&paths::project(&news.slug));
            (&news.authors, format!("Votre projet « {} » est publié", news.title), published(&news, &address))
        }
    };
    Ok(readers.iter().map(|reader| letter(entry, reader, &subject, &text, &settings.name)).collect())
}

/// Of an authorisation that ends: its authors, and the animators where the picture is public by now.
async fn ending(cx: &Cx, entry: &Entry, project: ProjectId, picture: PictureId) -> Result<Vec<Letter>> {
    let mut conn = cx.read().await?;
    let Some(until) = projects::picture_ending(&mut conn, picture).await? else { return Ok(Vec::new()) };
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::picture_page(picture));
    let text = format!(
        "L’autorisation des familles pour une image du projet « {} » se termine le {:02}/{:02}/{}. Après ce jour, l’image ne sera plus \
         montrée. Pour la prolonger, redemandez l’accord des familles, puis notez-le ici :\n{address}",
        news.title,
        until.day(),
        until.month(),
        until.year()
    );
    let subject = format!("Une autorisation d’image se termine : {}", news.title);
    let animators = if news.state == State::Published { news.animators.as_slice() } else { &[] };
    let mut letters: Vec<Letter> = Vec::new();
    for reader in news.authors.iter().chain(animators) {
        let letter = letter(entry, reader, &subject, &text, &settings.name);
        if letters.iter().all(|written| written.id != letter.id) {
            letters.push(letter);
        }
    }
    Ok(letters)
}

fn letter(entry: &Entry, reader: &Recipient, subject: &str, text: &str, portal: &str) -> Letter {
    Letter {
        id: format!("event-{}-{}", entry.seq, reader.account),
        to_name: reader.name.clone(),
        to: reader.email.clone(),
        subject: subject.to_owned(),
        text: format!("Bonjour {},\n\n{text}\n\n{portal}\n", reader.name),
    }
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
