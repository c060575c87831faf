//! What stands around what is told: the greeting, who writes, and how to receive less.

use super::{choices, news::News};
use crate::{cx::Cx, error::Result, mail::Letter};
use domain::paths;

/// The letter that tells `news`: one, or several in one; nothing when there is none.
pub(super) async fn letter(cx: &Cx, news: &[News]) -> Result<Option<Letter>> {
    let Some(first) = news.first() else { return Ok(None) };
    let settings = &cx.portal.settings;
    let greeting = if first.name.is_empty() { "Bonjour,".to_owned() } else { format!("Bonjour {},", first.name) };
    let unsubscribe = choices::stop_address(cx, news).await?;
    let (id, subject, said) = match news {
        [one] => (one.id.clone(), one.subject.clone(), one.text.clone()),
        many => (format!("digest-{}", first.id), format!("{} : {} nouvelles", settings.name, many.len()), together(cx, many)),
    };
    let foot = match &unsubscribe {
        Some(stop) => format!(
            "\n\nPour choisir ce que vous recevez :\n{}\nPour ne plus recevoir ce genre de courriels :\n{stop}",
            settings.address(paths::LETTERS)
        ),
        None => String::new(),
    };
    Ok(Some(Letter {
        id,
        to_name: first.name.clone(),
        to: first.email.clone(),
        subject,
        text: format!("{greeting}\n\n{said}\n\n{}{foot}\n", settings.name),
        invitation: first.invitation.clone(),
        unsubscribe,
    }))
}

/// Several in one: how to receive less stands above, then each under its subject.
fn together(cx: &Cx, news: &[News]) -> String {
    let settings = cx.portal.settings.address(paths::LETTERS);
    let each: Vec<_> = news.iter().map(|one| format!("— {} —\n\n{}", one.subject, one.text)).collect();
    format!("Vous avez choisi de recevoir ces nouvelles ensemble. Pour en changer :\n{settings}\n\n{}", each.join("\n\n"))
}
