//! Letters about accounts: that one which is not used any more ends.

use super::news::News;
use crate::{cx::Cx, error::Result, identity, outbox::Entry};
use domain::{ids::AccountId, notifications::LetterKind, paths};

/// Of an account that nobody signed in with for long: to its bearer, while that is still so and a letter finds them.
pub(super) async fn idle(cx: &Cx, entry: &Entry, account: AccountId) -> Result<Vec<News>> {
    let mut conn = cx.read().await?;
    if !identity::is_warned(&mut conn, account).await? {
        return Ok(Vec::new());
    }
    let Some(reader) = identity::address_of(&mut conn, account).await? else { return Ok(Vec::new()) };
    let settings = &cx.portal.settings;
    let text = format!(
        "Vous ne vous êtes pas connecté depuis longtemps. Dans un mois, votre compte sera effacé : votre nom, votre adresse et ce que vous \
         êtes seul à lire. Ce que vous avez publié restera, sous la mention « Compte supprimé ».\n\n\
         Pour le garder, il suffit de vous connecter une fois :\n{}",
        settings.address(paths::SIGN_IN)
    );
    let subject = format!("Votre compte sur {} va être effacé", settings.name);
    Ok(vec![News::new(entry, &reader, LetterKind::Account, subject, text)])
}
