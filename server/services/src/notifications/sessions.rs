//! Letters of a session's life: it opens to those who wished for it, comes near, and is over.

use super::{
    news::News,
    trainings::{GIVE_UP, SEE, Said, details},
};
use crate::{
    cx::Cx,
    error::Result,
    outbox::Entry,
    training::{self, PlaceNews, SessionNews},
};
use domain::{
    ids::{RegistrationId, SessionId, WishId},
    notifications::LetterKind,
    paths,
    time::{Timestamp, french::length},
    training::{SessionState, Standing},
};

/// Of a session that opens: to those who wished for it.
pub(super) async fn opened(cx: &Cx, entry: &Entry, id: SessionId) -> Result<Vec<News>> {
    let news = training::session_news(&mut cx.read().await?, id).await?;
    match news {
        Some(news) if news.session.state == SessionState::Open => to_backers(cx, entry, &news).await,
        _ => Ok(Vec::new()),
    }
}

/// The same, whether it is open yet or not.
pub(super) async fn to_backers(cx: &Cx, entry: &Entry, news: &SessionNews) -> Result<Vec<News>> {
    let said = Said {
        subject: format!("Vous l’avez souhaitée : {}", news.training.form.title),
        said: "Une session répond à un souhait que vous soutenez. Vous êtes parmi les premières personnes à l’apprendre.".to_owned(),
        then: "Pour voir la session et vous inscrire :",
        urgent: false,
    };
    let text = details(cx, news, &said, false);
    let backers = training::backers_of_session(&mut cx.read().await?, news.session.id).await?;
    Ok(backers.iter().map(|reader| News::new(entry, reader, LetterKind::Wishes, &said.subject, &text)).collect())
}

/// Of a session that comes near: to one who has a seat, unless it began meanwhile.
pub(super) async fn reminder(cx: &Cx, entry: &Entry, id: RegistrationId, days: u32) -> Result<Vec<News>> {
    let Some((place, news)) = training::place_news(&mut cx.read().await?, id).await? else { return Ok(Vec::new()) };
    // Of a session that was put off since, it comes too soon: another comes in its turn.
    let near = |begins: Timestamp| cx.now() < begins && training::is_near(&cx.portal.settings.quiet, begins, days, cx.now());
    let to_come = news.session.begins().is_some_and(near);
    if place.registration.standing != Standing::Registered || news.session.state != SessionState::Open || !to_come {
        return Ok(Vec::new());
    }
    let said = Said {
        subject: format!("Rappel : {}", news.training.form.title),
        said: "Votre formation approche.".to_owned(),
        then: GIVE_UP,
        urgent: false,
    };
    let text = details(cx, &news, &said, true);
    Ok(place.reader.iter().map(|reader| News::new(entry, reader, LetterKind::Reminders, &said.subject, &text)).collect())
}

/// Of a training that answers a wish and may be asked for already: to those who wished for it.
pub(super) async fn wish_answered(cx: &Cx, entry: &Entry, wish: WishId) -> Result<Vec<News>> {
    let Some((training, backers)) = training::answered_wish(&mut cx.read().await?, wish, cx.now()).await? else { return Ok(Vec::new()) };
    let title = &training.form.title;
    let address = cx.portal.settings.address(&paths::training(&training.slug));
    let text =
        format!("Une formation répond à un souhait que vous soutenez : « {title} ».\n\nPour voir ses dates et vous inscrire :\n{address}");
    let subject = format!("Vous l’avez souhaitée : {title}");
    Ok(backers.iter().map(|reader| News::new(entry, reader, LetterKind::Wishes, &subject, &text)).collect())
}

/// Of a session that is closed: to those who were there. Their certificate waits for them, and what they think is asked.
pub(super) async fn closed(cx: &Cx, entry: &Entry, id: SessionId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = training::session_news(&mut conn, id).await? else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let mut letters = Vec::new();
    for PlaceNews { registration, reader, .. } in training::places_of_session(&mut conn, id).await? {
        let (Some(reader), Some(minutes)) = (reader, training::minutes_certified(&mut conn, registration.id).await?) else { continue };
        let title = &news.training.form.title;
        let text = format!(
            "Merci de votre participation : « {title} », {}.\n\nVotre attestation de présence :\n{}\n\nQuatre questions sur cette formation, sans \
             votre nom :\n{}",
            length(minutes),
            settings.address(&paths::certificate(registration.id)),
            settings.address(&paths::evaluation(id)),
        );
        letters.push(News::new(entry, &reader, LetterKind::Reminders, format!("Votre attestation : {title}"), text));
    }
    Ok(letters)
}

/// Of a session whose report is shown: to those who had a seat.
pub(super) async fn reported(cx: &Cx, entry: &Entry, id: SessionId) -> Result<Vec<News>> {
    let news = training::session_news(&mut cx.read().await?, id).await?;
    match news {
        Some(news) if news.session.reported.is_some() => to_seated(cx, entry, &news).await,
        _ => Ok(Vec::new()),
    }
}

/// The same, whether it is shown yet or not.
pub(super) async fn to_seated(cx: &Cx, entry: &Entry, news: &SessionNews) -> Result<Vec<News>> {
    let SessionNews { training, session, .. } = news;
    let address = cx.portal.settings.address(&paths::session(&training.slug, session.id));
    let text = format!("Le compte rendu de « {} » est en ligne, avec ce qui a été utilisé.\n\n{SEE}\n{address}", training.form.title);
    let places = training::places_of_session(&mut cx.read().await?, session.id).await?;
    let seated = places.into_iter().filter(|place| place.registration.standing == Standing::Registered);
    let subject = format!("Compte rendu : {}", training.form.title);
    Ok(seated.filter_map(|place| place.reader).map(|reader| News::new(entry, &reader, LetterKind::Reminders, &subject, &text)).collect())
}
