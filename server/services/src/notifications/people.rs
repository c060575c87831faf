//! Letters to people of whom it was said what they are here.

use super::news::News;
use crate::{cx::Cx, error::Result, identity, outbox::Entry};
use domain::{ids::AccountId, notifications::LetterKind, paths};

/// Of what was decided: to whom it concerns. Who has no address finds out when they sign in.
pub(super) async fn decided(cx: &Cx, entry: &Entry, account: AccountId, admitted: bool) -> Result<Vec<News>> {
    let Some(reader) = identity::address_of(&mut cx.read().await?, account).await? else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let (subject, text) = if admitted {
        let said = "Votre compte est ouvert : vous pouvez raconter ce que fait votre classe, vous inscrire aux formations et échanger.";
        ("Votre compte est ouvert", format!("{said}\n\nPour vous connecter :\n{}", settings.address(paths::SIGN_IN)))
    } else {
        let said = "Votre demande de compte n’a pas été acceptée : l’équipe ne vous a pas reconnu comme une personne d’une école du territoire. \
                    Tous les projets publics se lisent sans compte. Si c’est une erreur, répondez à ce courriel.";
        ("Votre demande de compte", format!("{said}\n\nPour lire les projets :\n{}", settings.address(paths::PROJECTS)))
    };
    Ok(vec![News::new(entry, &reader, LetterKind::Moderation, subject, text)])
}
