//! Letters about needs: what the authority says of one, to the schools that back it.

use super::news::News;
use crate::{
    cx::Cx,
    discussions,
    error::Result,
    identity::{self, Recipient},
    outbox::Entry,
};
use domain::{
    ids::{NeedStepId, TopicId},
    notifications::LetterKind,
};

/// Of an answer: to those who wait for it. The answer itself is read in the portal (N6).
pub(super) async fn answered(cx: &Cx, entry: &Entry, topic: TopicId, step: NeedStepId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    let Some(news) = discussions::need_news(&mut conn, topic, step, cx.now()).await? else { return Ok(Vec::new()) };
    let Some(quoted) = discussions::quoted(&mut conn, topic, cx.now()).await? else { return Ok(Vec::new()) };
    let address = cx.portal.settings.address(&quoted.path);
    let status = news.status.label();
    let (subject, said) = match &quoted.title {
        Some(title) => (
            format!("Réponse à un besoin : {title}"),
            format!("Le besoin « {title} », que votre école soutient, a reçu une réponse : « {status} »."),
        ),
        None => (
            "Réponse à un besoin".to_owned(),
            "Un besoin que votre école soutient a reçu une réponse, qui se lit sur le portail.".to_owned(),
        ),
    };
    let text = format!("{said}\n\nPour lire la réponse :\n{address}");
    let notice = format!("Le besoin « {} » a reçu une réponse : « {status} »", news.title);
    let mut known = identity::addresses_of(&mut conn, &news.accounts).await?;
    // Who has no address is told in the portal alone.
    let nowhere = |account| Recipient { account, name: String::new(), email: String::new() };
    let waiting = news.accounts.into_iter().map(|account| known.remove(&account).unwrap_or_else(|| nowhere(account))).collect();
    let readers = discussions::listening(&mut conn, topic, waiting, cx.now()).await?;
    let letter =
        |reader| News { notice: Some(notice.clone()), topic: Some(topic), ..News::new(entry, reader, LetterKind::Needs, &subject, &text) };
    Ok(readers.iter().map(letter).collect())
}
