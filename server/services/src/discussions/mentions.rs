//! Naming someone in a message (D14): `@` and their name, as it is shown to others.
//!
//! **Invariants.** Kept as `@[account]`, shown as the name that its bearer chooses now. Nobody is named who the writer may not know of, or who
//! may not read the topic: what was typed is then plain text; tested by `who_may_not_read_it_cannot_be_named_in_it`.

use super::{Topic, gate, readers::readers, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    text::{Piece, escaped, pieces},
};
use domain::{
    access::{TopicAction, TopicFacts},
    discussions::TopicState,
    ids::{AccountId, TopicId},
    text::fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// The most people that one message names.
const MOST: usize = 20;
/// How many `@` of one message are looked at: more is no message to someone.
const MOST_TRIED: usize = 60;
/// How many are offered while one types.
const OFFERED: usize = 8;
/// How many are asked after at once, to find those.
const LOOKED_AT: usize = 100;
/// What stands for who is not named.
const SOMEONE: &str = "quelqu’un";

/// Someone whom the writer may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentionable {
    /// Their account.
    pub account: AccountId,
    /// As they are named to others.
    pub name: String,
}

/// Those whom the viewer may name in the topic `id` and whose name begins, or has a word that begins, with what was typed.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` where the viewer does not write.
pub async fn mentionable(cx: &Cx, id: TopicId, typed: &str) -> Result<Vec<Mentionable>> {
    let mut conn = cx.read().await?;
    let topic = gate::topic(cx, &mut conn, TopicAction::Reply, id).await?;
    let typed = fold(typed.trim());
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut known = rows::known_people(&mut conn, &rows::Filter::of(cx), account).await?;
    let begins = |name: &str| name.starts_with(&typed) || name.split([' ', '-']).any(|word| word.starts_with(&typed));
    known.retain(|one| one.account != account && begins(&fold(&one.name)));
    let mut offered = Vec::new();
    // Most of the first ones read it: the others are seldom asked after.
    for some in known.chunks(LOOKED_AT) {
        let accounts: Vec<_> = some.iter().map(|one| one.account).collect();
        let readers = would_read(&mut conn, &accounts, &topic).await?;
        offered.extend(some.iter().filter(|one| readers.contains(&one.account)).cloned());
        if offered.len() >= OFFERED {
            break;
        }
    }
    offered.truncate(OFFERED);
    Ok(offered)
}

/// Those of `accounts` who read a topic once it is shown, where it is not yet.
async fn would_read(conn: &mut impl Conn, accounts: &[AccountId], topic: &Topic) -> Result<BTreeSet<AccountId>> {
    readers(conn, accounts, &TopicFacts { state: TopicState::Shown, ..topic.facts() }, None).await
}

/// What was typed as it is kept, and those whom it names.
pub(super) async fn name(cx: &Cx, conn: &mut impl Conn, topic: &Topic, typed: &str) -> Result<(String, Vec<AccountId>)> {
    // Nobody names a number: what looks like a name that is kept was typed as nothing of the kind.
    let typed = typed.replace("@[", "@\\[");
    let Some(account) = cx.account().filter(|_| typed.contains('@')) else { return Ok((typed, Vec::new())) };
    let mut known = rows::known_people(conn, &rows::Filter::of(cx), account).await?;
    known.sort_by_key(|one| std::cmp::Reverse(one.name.chars().count()));
    let called = |(at, _): (usize, &str)| {
        let (before, after) = (&typed[..at], &typed[at + 1..]);
        let begins = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let (one, end) = known.iter().filter(|_| begins).find_map(|one| Some((one, end_of(after, &one.name)?)))?;
        Some((at, one.account, at + 1 + end))
    };
    let calls: Vec<_> = typed.match_indices('@').take(MOST_TRIED).filter_map(called).collect();
    let accounts: Vec<_> = calls.iter().map(|(_, account, _)| *account).collect();
    let readers = would_read(conn, &accounts, topic).await?;
    let (mut body, mut named, mut done) = (String::with_capacity(typed.len()), Vec::new(), 0);
    for (at, account, end) in calls {
        let is_known = named.contains(&account);
        if at < done || !readers.contains(&account) || !is_known && named.len() == MOST {
            continue;
        }
        body.push_str(&typed[done..at]);
        body.push_str(&format!("@[{account}]"));
        if !is_known {
            named.push(account);
        }
        done = end;
    }
    body.push_str(&typed[done..]);
    Ok((body, named))
}

/// Where `name` ends in a text that begins with it, whatever the case and the accents; nothing when it does not, or a longer word does.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let length = name.chars().count();
    let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let end = ends.nth(length)?;
    let ends_there = text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    // The first letters are compared before whole names are folded.
    let alike = |one: &str| one.chars().next().map(|c| fold(c.encode_utf8(&mut [0; 4])));
    (ends_there && alike(text) == alike(name) && fold(&text[..end]) == fold(name)).then_some(end)
}

/// What is kept as its author may type it again.
pub(super) fn as_typed(body: &str, names: &BTreeMap<AccountId, String>) -> String {
    put(body, |account| names.get(&account).map(|name| format!("@{name}")))
}

/// What is kept as someone else may type it again: those of whom `names` knows nothing stay nameless.
pub(super) fn as_quoted(body: &str, names: &BTreeMap<AccountId, String>) -> String {
    put(body, |account| Some(names.get(&account).map_or_else(|| SOMEONE.to_owned(), |name| format!("@{name}"))))
}

/// What is kept as it reads elsewhere, where a name would be nothing but words: it names nobody.
pub(super) fn nameless(body: &str) -> String {
    put(body, |_| Some(SOMEONE.to_owned()))
}

/// What is kept without those whom it names: what is searched.
pub(super) fn without_names(body: &str) -> String {
    put(body, |_| Some(String::new()))
}

/// What is kept with those whom it names as they are named now, in Markdown: as pages show it.
pub(super) fn with_names(body: &str, names: &BTreeMap<AccountId, String>) -> String {
    put(body, |account| names.get(&account).map(|name| format!("@{}", escaped(name))))
}

/// What is kept with what `named` puts for those whom it names; where it puts nothing, it stays.
fn put(body: &str, named: impl Fn(AccountId) -> Option<String>) -> String {
    let mut typed = String::with_capacity(body.len());
    for piece in pieces(body) {
        match piece {
            Piece::Words(words) => typed.push_str(words),
            Piece::Named(account, words) => typed.push_str(named(account).as_deref().unwrap_or(words)),
        }
    }
    typed.replace("@\\[", "@[")
}

/// The accounts that kept texts name.
pub(super) fn named_in(bodies: &[&str]) -> Vec<AccountId> {
    let named = bodies.iter().flat_map(|body| pieces(body)).filter_map(|piece| match piece {
        Piece::Named(account, _) => Some(account),
        Piece::Words(_) => None,
    });
    let named: BTreeSet<_> = named.collect();
    named.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_it_ends() {
        assert_eq!(end_of("ines caradec, merci", "Inès Caradec"), Some(12));
        assert_eq!(end_of("Inès Caradecq", "Inès Caradec"), None);
        assert_eq!(end_of("Inès", "Inès Caradec"), None);
    }

    #[test]
    fn what_is_kept_is_typed_again_as_it_reads() {
        let names = BTreeMap::from([(AccountId::new(7), "Inès C.".to_owned())]);
        assert_eq!(as_typed("Merci @[7], voir @[8] et @\\[9]", &names), "Merci @Inès C., voir @[8] et @[9]");
        assert_eq!(as_quoted("Merci @[7], voir @[8] et @\\[9]", &names), "Merci @Inès C., voir quelqu’un et @[9]");
        assert_eq!(nameless("Merci @[7], voir @[8] et @\\[9]"), "Merci quelqu’un, voir quelqu’un et @[9]");
        assert_eq!(with_names("Merci @[7], voir @[8] et @\\[9]", &names), "Merci @Inès C., voir @[8] et @[9]");
        assert_eq!(without_names("Merci @[7], voir @[8]"), "Merci , voir ");
        assert_eq!(named_in(&["@[7] @[x] @[9]", "@[7]"]), [AccountId::new(7), AccountId::new(9)]);
    }
}
