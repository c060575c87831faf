//! What is asked of `sender` and `smtp`: all that would otherwise only be found out when a letter cannot leave.

use services::mail::{Mailbox, Mailer, mailbox};
use url::Url;

/// Who letters come from, or what is wrong with `text`.
pub(super) fn sender(text: &str) -> Result<Mailbox, String> {
    mailbox(text).ok_or_else(|| {
        format!(
            "« {text} » n’est pas une adresse de courrier ; écrivez preau@exemple.fr ou Préau <preau@exemple.fr>, le nom entre \
             guillemets s’il a une virgule"
        )
    })
}

/// What is wrong with `text` as the address of a mail server, if something is. Never repeats it: it may hold a password.
///
/// Stricter than the library, which passes over a parameter that it does not know and a name that has no password: letters would leave
/// in the clear, or be refused by the server, one by one.
pub(super) fn smtp_fault(text: &str) -> Option<&'static str> {
    const NO_ADDRESS: &str = "n’est pas l’adresse d’un serveur ; écrivez par exemple smtps://nom:motdepasse@courrier.exemple.fr";
    let Ok(url) = text.parse::<Url>() else { return Some(NO_ADDRESS) };
    match () {
        () if !["smtp", "smtps"].contains(&url.scheme()) => Some("doit commencer par smtp:// ou smtps://"),
        () if url.host_str().unwrap_or_default().is_empty() => {
            Some("ne nomme pas de serveur ; écrivez par exemple smtps://courrier.exemple.fr")
        }
        () if !is_query_known(&url) => Some("ne peut finir que par ?tls=required ou ?tls=opportunistic"),
        () if !url.username().is_empty() && url.password().is_none() => Some("donne un nom sans mot de passe ; écrivez nom:motdepasse@"),
        () if Mailer::check_address(text).is_err() => Some(NO_ADDRESS),
        () => None,
    }
}

fn is_query_known(url: &Url) -> bool {
    matches!(url.query(), None | Some("tls=required" | "tls=opportunistic")) && url.fragment().is_none()
}
