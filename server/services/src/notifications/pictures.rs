//! Letters about pictures: authorisations that end, and what families ask to have taken away.

use super::letters::letter;
use crate::{cx::Cx, error::Result, mail::Letter, moderation, outbox::Entry, projects};
use domain::{
    ids::{MediumId, ProjectId, RequestId},
    moderation::Decision,
    paths,
    projects::State,
};

/// Of an authorisation that ends: to its authors, and to the animators where the picture is shown by now.
pub(super) async fn ending(cx: &Cx, entry: &Entry, project: ProjectId, medium: MediumId) -> Result<Vec<Letter>> {
    let mut conn = cx.read().await?;
    let Some(until) = projects::medium_ending(&mut conn, medium, cx.now()).await? else { return Ok(Vec::new()) };
    let Some(news) = projects::announcement(&mut conn, project).await? else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let address = settings.address(&paths::medium_page(medium));
    let text = format!(
        "L’autorisation des familles pour une image ou un enregistrement du projet « {} » se termine le {}. Après ce jour, il n’en sera \
         plus rien montré. Pour la prolonger, redemandez l’accord des familles, puis notez-le ici :\n{address}",
        news.title,
        until.written()
    );
    let subject = format!("Une autorisation des familles se termine : {}", news.title);
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

/// Of a request that waits: to the animators. What was written stays in the portal.
pub(super) async fn removal_asked(cx: &Cx, entry: &Entry, request: RequestId) -> Result<Vec<Letter>> {
    let Some(news) = moderation::removal_news(&mut cx.read().await?, request).await? else { return Ok(Vec::new()) };
    if news.decision.is_some() {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let address = settings.address(paths::REMOVALS);
    let text = format!(
        "Quelqu’un demande le retrait d’une image ou d’un enregistrement, qui n’est plus montré en attendant votre décision.\n\nPour lire la demande et décider :\n{address}"
    );
    Ok(news.animators.iter().map(|reader| letter(entry, reader, "Quelque chose à retirer ?", &text, &settings.name)).collect())
}

/// Of what was decided: to whoever asked, if they left an address.
pub(super) async fn removal_decided(cx: &Cx, entry: &Entry, request: RequestId) -> Result<Vec<Letter>> {
    let Some(news) = moderation::removal_news(&mut cx.read().await?, request).await? else { return Ok(Vec::new()) };
    let (Some(decision), Some(contact)) = (news.decision, news.contact) else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let said = match decision {
        Decision::Removed => "Ce que vous nous avez signalé est retiré : on ne le voit ni ne l’entend plus nulle part sur le portail.",
        Decision::Kept => "Après examen, ce que vous nous avez signalé est montré de nouveau.",
    };
    let answer = if news.answer.is_empty() { String::new() } else { format!("\n\n{}", news.answer) };
    let text = format!(
        "Bonjour,\n\n{said}{answer}\n\nVous pouvez répondre à cette lettre, ou vous adresser au délégué à la protection des données :\n{}\n\n{}\n",
        settings.address(paths::PRIVACY),
        settings.name
    );
    Ok(vec![Letter {
        id: format!("event-{}-contact", entry.seq),
        to_name: String::new(),
        to: contact,
        subject: "Votre demande de retrait".to_owned(),
        text,
        invitation: None,
    }])
}
