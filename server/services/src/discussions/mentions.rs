//! Naming someone in a message (D14): `@` and their name, as it is shown to others.
//!
//! **Invariants.** Kept as `@[account]`, shown as the name that its bearer chooses now. Nobody is named who the writer may not know of, or who
//! may not read the topic: what was typed is then plain text; tested by `who_may_not_read_it_cannot_be_named_in_it`.

use super::{Topic, gate, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity,
};
use domain::{
    access::{Action, TopicAction, TopicFacts, decide},
    discussions::TopicState,
    ids::{AccountId, TopicId},
    text::fold,
};
use std::collections::BTreeMap;

/// The most people that one message names.
const MOST: usize = 20;
/// How many `@` of one message are looked at: more is no message to someone.
const MOST_TRIED: usize = 60;
/// How many are offered while one types.
const OFFERED: usize = 8;
/// What stands for who has no account any more.
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
    let mut offered = Vec::new();
    for one in rows::known_people(&mut conn, &rows::Filter::of(cx), cx.account().ok_or(Error::SignIn)?).await? {
        let name = fold(&one.name);
        if (name.starts_with(&typed) || name.split([' ', '-']).any(|word| word.starts_with(&typed)))
            && reads(&mut conn, &topic, one.account).await?
        {
            offered.push(one);
        }
        if offered.len() == OFFERED {
            break;
        }
    }
    Ok(offered)
}

async fn reads(conn: &mut impl Conn, topic: &Topic, account: AccountId) -> Result<bool> {
    let person = identity::person(conn, account).await?;
    // One that is not shown yet is read by those who read its place once it is.
    let facts = TopicFacts { state: TopicState::Shown, ..topic.facts() };
    Ok(person.is_some_and(|person| decide(&person, Action::Topic(TopicAction::Read, &facts)).is_ok()))
}

/// What was typed as it is kept, and those whom it names.
pub(super) async fn name(cx: &Cx, conn: &mut impl Conn, topic: &Topic, typed: &str) -> Result<(String, Vec<AccountId>)> {
    // Nobody names a number: what looks like a name that is kept was typed as nothing of the kind.
    let typed = typed.replace("@[", "@\\[");
    let Some(account) = cx.account().filter(|_| typed.contains('@')) else { return Ok((typed, Vec::new())) };
    let mut known = rows::known_people(conn, &rows::Filter::of(cx), account).await?;
    known.sort_by_key(|one| std::cmp::Reverse(one.name.chars().count()));
    let (mut body, mut named, mut may_read) = (String::with_capacity(typed.len()), Vec::new(), BTreeMap::new());
    let (mut rest, mut tries) = (typed.as_str(), 0);
    while let Some(at) = rest.find('@').filter(|_| tries < MOST_TRIED) {
        tries += 1;
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        body.push_str(before);
        let begins = body.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let found = known.iter().filter(|_| begins && named.len() < MOST).find_map(|one| Some((one, end_of(after, &one.name)?)));
        rest = after;
        if let Some((one, end)) = found {
            if let std::collections::btree_map::Entry::Vacant(unknown) = may_read.entry(one.account) {
                unknown.insert(reads(conn, topic, one.account).await?);
            }
            if may_read[&one.account] {
                body.push_str(&format!("@[{}]", one.account));
                if !named.contains(&one.account) {
                    named.push(one.account);
                }
                rest = &after[end..];
                continue;
            }
        }
        body.push('@');
    }
    body.push_str(rest);
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

/// What is kept as it reads elsewhere, where nobody is called by a name.
pub(super) fn as_words(body: &str, names: &BTreeMap<AccountId, String>) -> String {
    put(body, |account| Some(names.get(&account).cloned().unwrap_or_else(|| SOMEONE.to_owned())))
}

/// What is kept with what `named` puts for those whom it names; where it puts nothing, it stays.
fn put(body: &str, named: impl Fn(AccountId) -> Option<String>) -> String {
    let mut typed = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find("@[") {
        typed.push_str(&rest[..at]);
        let after = &rest[at + 2..];
        let account = after.split_once(']').and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
        match account.and_then(|(account, rest)| Some((named(account)?, rest))) {
            Some((name, after)) => {
                typed.push_str(&name);
                rest = after;
            }
            None => {
                typed.push_str("@[");
                rest = after;
            }
        }
    }
    typed.push_str(rest);
    typed.replace("@\\[", "@[")
}

/// The accounts that kept texts name.
pub(super) fn named_in(bodies: &[&str]) -> Vec<AccountId> {
    let numbers = bodies.iter().flat_map(|body| body.split("@[").skip(1)).filter_map(|after| after.split_once(']')?.0.parse().ok());
    let mut named: Vec<AccountId> = numbers.collect();
    named.sort_unstable();
    named.dedup();
    named
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
        assert_eq!(as_words("Merci @[7], voir @[8] et @\\[9]", &names), "Merci Inès C., voir quelqu’un et @[9]");
        assert_eq!(named_in(&["@[7] @[x] @[9]", "@[7]"]), [AccountId::new(7), AccountId::new(9)]);
    }
}
