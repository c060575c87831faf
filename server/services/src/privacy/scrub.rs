//! Taking someone's name out of what others wrote: quotes, thanks, a line in a report.

use super::written;
use crate::{cx::Change, error::Result, projects};
use domain::{
    ids::AccountId,
    privacy::{ERASED, without, without_in_slug},
    text::slugify,
};

/// Puts what stands for someone who left wherever a text calls `account` by one of `names`. Gives the projects that did.
pub(super) async fn forget(change: &mut Change, account: AccountId, names: &[String]) -> Result<Vec<i64>> {
    let mut said = Vec::new();
    for name in spellings(names) {
        said.extend(projects::saying(change, &like(&name)).await?);
        let (in_slugs, instead) = (format!("%{}%", slugify(&name)), format!("compte-supprime-{account}"));
        for words in written() {
            let sought = if words.is_slug { in_slugs.clone() } else { like(&name) };
            for text in words.like(change, &sought).await? {
                let new = if words.is_slug { all_out_of(&text, &name, &instead) } else { without(&text, &name, ERASED) };
                if let Some(new) = new {
                    words.replace(change, &text, &new).await?;
                }
            }
        }
    }
    Ok(said)
}

/// As they are written, and as they stand in a text that is JSON, where that differs.
fn spellings(names: &[String]) -> Vec<String> {
    let in_json = |name: &String| serde_json::to_string(name).ok().map(|quoted| quoted[1..quoted.len() - 1].to_owned());
    let mut all: Vec<_> = names.to_vec();
    all.extend(names.iter().filter_map(in_json).filter(|written| !names.contains(written)));
    all
}

/// The letters that are written with and without accents: one says « Duperier », the other « Dupérier ».
const ACCENTED: &str = "aceginlosuyz";

/// What the database compares lower-case texts with: letters beyond ASCII, which engines fold differently, and those that accents are put
/// on, match any. It finds more than is meant; what is, is looked at afterwards.
fn like(name: &str) -> String {
    let mut like = String::from("%");
    for c in name.chars() {
        match c {
            '%' | '_' | '!' => like.extend(['!', c]),
            c if c.is_ascii() && !ACCENTED.contains(c.to_ascii_lowercase()) => like.push(c.to_ascii_lowercase()),
            _ => like.push('_'),
        }
    }
    like.push('%');
    like
}

/// What no address holds: it keeps the place of what is put in until all is taken out, since that may say the name again.
const TAKEN_OUT: &str = "\u{0}";

fn all_out_of(slug: &str, name: &str, instead: &str) -> Option<String> {
    // Of a name without a letter an address keeps nothing: it stands in none.
    if !name.chars().any(char::is_alphanumeric) {
        return None;
    }
    let mut without = without_in_slug(slug, name, TAKEN_OUT)?;
    while let Some(shorter) = without_in_slug(&without, name, TAKEN_OUT) {
        without = shorter;
    }
    Some(without.replace(TAKEN_OUT, instead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_is_asked_finds_every_spelling() {
        assert_eq!(like("Élodie O_Neil!"), "%___d__ _!_____!!%");
        assert_eq!(spellings(&["A \"B\" C".to_owned(), "D E".to_owned()]), ["A \"B\" C", "D E", "A \\\"B\\\" C"]);
        assert_eq!(all_out_of("a-b-c-a-b", "A B", "x-1").as_deref(), Some("x-1-c-x-1"));
    }

    #[test]
    fn who_is_called_as_those_who_left_are_leaves_too() {
        let gone = |slug: &str| all_out_of(slug, "Compte Supprimé", "compte-supprime-7");
        assert_eq!(gone("mon-compte-supprime-hier").as_deref(), Some("mon-compte-supprime-7-hier"));
        assert_eq!(gone("compte-supprime-compte-supprime").as_deref(), Some("compte-supprime-7-compte-supprime-7"));
        assert_eq!(all_out_of("sans-titre", "… …", "compte-supprime-7"), None, "an address of nobody's");
    }
}
