//! Letters about pictures: authorisations that end, and what families ask to have taken away.

use super::news::News;
use crate::{cx::Cx, error::Result, moderation, outbox::Entry, projects};
use domain::{
    ids::{MediumId, ProjectId, RequestId},
    moderation::Decision,
    notifications::LetterKind,
    paths,
    projects::State,
};

/// Of an authorisation that ends: to its authors, and to the animators where the picture is shown by now.
pub(super) async fn ending(cx: &Cx, entry: &Entry, project: ProjectId, medium: MediumId) -> Result<Vec<News>> {
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
    let mut letters: Vec<News> = Vec::new();
    for reader in news.authors.iter().chain(animators) {
        let letter = News::new(entry, reader, LetterKind::Duties, &subject, &text);
        if letters.iter().all(|written| written.id != letter.id) {
            letters.push(letter);
        }
    }
    Ok(letters)
}

/// Of a request that waits: to the animators. What was written stays in the portal.
pub(super) async fn removal_asked(cx: &Cx, entry: &Entry, request: RequestId) -> Result<Vec<News>> {
    let Some(news) = moderation::removal_news(&mut cx.read().await?, request).await? else { return Ok(Vec::new()) };
    if news.decision.is_some() {
        return Ok(Vec::new());
    }
    let settings = &cx.portal.settings;
    let address = settings.address(paths::REMOVALS);
    let text = format!(
        "Quelqu’un demande le retrait d’une image ou d’un enregistrement, qui n’est plus montré en attendant votre décision.\n\nPour lire la demande et décider :\n{address}"
    );
    Ok(news
        .animators
        .iter()
        .map(|reader| News { urgent: true, ..News::new(entry, reader, LetterKind::Duties, "Quelque chose à retirer ?", &text) })
        .collect())
}

/// Of what was decided: to whoever asked, if they left an address.
pub(super) async fn removal_decided(cx: &Cx, entry: &Entry, request: RequestId) -> Result<Vec<News>> {
    let Some(news) = moderation::removal_news(&mut cx.read().await?, request).await? else { return Ok(Vec::new()) };
    let (Some(decision), Some(contact)) = (news.decision, news.contact) else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let said = match decision {
        Decision::Removed => "Ce que vous nous avez signalé est retiré : on ne le voit ni ne l’entend plus nulle part sur le portail.",
        Decision::Kept => "Après examen, ce que vous nous avez signalé est montré de nouveau.",
    };
    let answer = if news.answer.is_empty() { String::new() } else { format!("\n\n{}", news.answer) };
    let text = format!(
        "{said}{answer}\n\nVous pouvez répondre à cette lettre, ou vous adresser au délégué à la protection des données :\n{}",
        settings.address(paths::PRIVACY)
    );
    Ok(vec![News {
        id: format!("event-{}-contact", entry.seq),
        account: None,
        name: String::new(),
        email: contact,
        kind: LetterKind::Duties,
        // A month at most (GDPR, article 12), holidays or not.
        urgent: true,
        together: false,
        subject: "Votre demande de retrait".to_owned(),
        text,
        invitation: None,
        // Whoever has no account has no page of their own.
        notice: None,
        topic: None,
        post: None,
    }])
}
