//! Reading needs: the list of all, one of them whole, those that say nearly the same, and whom an answer is told.

use super::{Need, NeedCard, NeedNews, NeedStep, NeedsPage, Topic, gate, needs::own_schools, readers::readers, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    territory,
    text::{self, TextFigures},
};
use domain::{
    access::{Action, TopicAction, decide},
    discussions::{NeedOrder, NeedQuery, Service},
    ids::{AccountId, NeedStepId, TopicId},
    territory::Insee,
    text::fold,
    time::Timestamp,
};
use std::{cmp::Reverse, collections::BTreeSet};

/// How many needs a page of the list shows.
const LISTED: u32 = 40;
/// How many that say nearly the same are offered.
const OFFERED: usize = 5;
/// Among how many they are looked for: those that have waited longest.
const LOOKED_THROUGH: i64 = 500;
/// The shortest word that says what a need is about: « ENT », « TNI ».
const SHORTEST: usize = 3;
/// Words that say nothing of it.
const SMALL: [&str; 16] =
    ["les", "des", "une", "pour", "dans", "sur", "avec", "aux", "par", "pas", "plus", "nos", "notre", "est", "que", "qui"];

/// A page of the needs that the viewer may read and asks for, and how many there are of each sort.
///
/// # Errors
/// The database's.
pub async fn needs(cx: &Cx, asked: &NeedQuery, page: u32) -> Result<NeedsPage> {
    let filter = rows::Filter::of(cx);
    let mut conn = cx.read().await?;
    let cells = rows::need_cells(&mut conn, &filter).await?;
    let total = cells.iter().filter(|cell| cell.is_asked(asked)).map(|cell| cell.many).sum::<u32>();
    let pages = total.div_ceil(LISTED).max(1);
    let page = page.clamp(1, pages);
    let from = i64::from((page - 1) * LISTED);
    let cards = rows::needs(&mut conn, &filter, own_schools(cx), asked, cx.now(), i64::from(LISTED), from).await?;
    let mut by_status = counted(&cells, &NeedQuery { status: None, ..asked.clone() }, |cell| cell.status);
    by_status.sort_unstable();
    let mut by_service = counted(&cells, &NeedQuery { service: None, ..asked.clone() }, |cell| cell.service);
    by_service.sort_unstable();
    let communes = counted(&cells, &NeedQuery { commune: None, ..asked.clone() }, |cell| (cell.insee.clone(), cell.commune.clone()));
    let mut by_commune: Vec<_> = communes.into_iter().map(|((insee, name), many)| (insee, name, many)).collect();
    by_commune.sort_by_cached_key(|(_, name, _)| fold(name));
    Ok(NeedsPage { cards, total, page, pages, by_status, by_service, by_commune })
}

/// How many needs that are asked for are of each sort.
fn counted<T: PartialEq>(cells: &[rows::NeedCell], asked: &NeedQuery, sort: impl Fn(&rows::NeedCell) -> T) -> Vec<(T, u32)> {
    let mut counted: Vec<(T, u32)> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.is_asked(asked)) {
        add(&mut counted, sort(cell), cell.many);
    }
    counted
}

fn add<T: PartialEq>(counted: &mut Vec<(T, u32)>, what: T, more: u32) {
    match counted.iter_mut().find(|(known, _)| *known == what) {
        Some((_, many)) => *many += more,
        None => counted.push((what, more)),
    }
}

/// The need `id`, whole.
///
/// # Errors
/// `NotFound` when there is none that the viewer may read.
pub async fn need_of(cx: &Cx, id: TopicId) -> Result<Need> {
    let mut conn = cx.read().await?;
    let topic = gate::topic(cx, &mut conn, TopicAction::Read, id).await?;
    let facts = topic.facts();
    let may = |action| decide(&cx.viewer, Action::Topic(action, &facts)).is_ok();
    let card = rows::need_card(&mut conn, id, own_schools(cx), cx.now()).await?.ok_or(Error::NotFound)?;
    let backers = rows::need_backers(&mut conn, id).await?;
    let (mut may_back, mut may_leave) = (Vec::new(), Vec::new());
    if let Some(account) = cx.account().filter(|_| may(TopicAction::Back)) {
        let backed_for = rows::backed_for(&mut conn, id, account).await?;
        for (uai, school) in territory::school_names(&mut conn, own_schools(cx)).await? {
            // What a colleague did first, one does as well: whoever backs it is told of its answers.
            if !backed_for.contains(&uai) && territory::is_open(&mut conn, &uai).await? {
                may_back.push(school.name.clone());
            }
            if backers.iter().any(|backer| backer.school == uai) {
                may_leave.push(school.name);
            }
        }
    }
    let mut by_commune = Vec::new();
    for backer in backers.iter().filter(|backer| !backer.commune.is_empty()) {
        add(&mut by_commune, backer.commune.clone(), 1);
    }
    by_commune.sort_by_cached_key(|(name, many)| (Reverse(*many), fold(name)));
    let answers = rows::need_answers(&mut conn, id).await?;
    let steps = answers.into_iter().map(|answer| step(cx, &card, answer)).collect();
    let schools = backers.into_iter().map(|backer| backer.name).collect();
    let may_answer = may(TopicAction::AnswerNeed);
    let told = if may_answer { awaiting(&mut conn, &topic, cx.account()).await?.len() } else { 0 };
    Ok(Need { schools, by_commune, steps, may_back, may_leave, may_answer, told, card })
}

fn step(cx: &Cx, need: &NeedCard, answer: rows::NeedAnswer) -> NeedStep {
    let of = if answer.of_the_commune {
        need.commune.clone()
    } else if answer.of_a_commune || answer.name.is_empty() {
        // They went to another commune, or left: on whose behalf they spoke is not known any more.
        String::new()
    } else {
        cx.portal.settings.territory.clone()
    };
    let said = text::markdown(&answer.answer, &TextFigures::default());
    NeedStep { id: answer.id, status: answer.status, answer: said, name: answer.name, of, at: answer.at }
}

/// Needs that wait and say nearly the same of the same service, the likest first, those of the commune before others: to be backed rather than
/// filed once more.
///
/// # Errors
/// The database's.
pub async fn similar_needs(cx: &Cx, title: &str, commune: Option<&Insee>, service: Service) -> Result<Vec<NeedCard>> {
    let asked = NeedQuery { commune: None, service: Some(service), status: None, order: NeedOrder::Waiting };
    let filter = rows::Filter::of(cx);
    let all = rows::needs(&mut cx.read().await?, &filter, own_schools(cx), &asked, cx.now(), LOOKED_THROUGH, 0).await?;
    let open = all.into_iter().filter(|card| card.status.is_open());
    let mut alike: Vec<_> = open.map(|card| (likeness(title, &card.title), card)).filter(|(likeness, _)| *likeness > 0).collect();
    alike.sort_by_key(|(likeness, card)| (Reverse(*likeness), commune != Some(&card.insee)));
    Ok(alike.into_iter().map(|(_, card)| card).take(OFFERED).collect())
}

/// How many words two titles share, where that is half of the shorter one at least; the most there is for the same title, 0 for others.
fn likeness(one: &str, other: &str) -> usize {
    if fold(one) == fold(other) {
        return usize::MAX;
    }
    let (one, other) = (words(one), words(other));
    let shared = one.intersection(&other).count();
    if shared * 2 >= one.len().min(other.len()) { shared } else { 0 }
}

/// The words of a title that say what it is about, without their plural.
fn words(title: &str) -> BTreeSet<String> {
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST && !SMALL.contains(word));
    words.map(|word| word.trim_end_matches(['s', 'x']).to_owned()).collect()
}

/// What is to be told of the answer `step` to a need, and to whom; nothing once either is gone.
///
/// # Errors
/// The database's.
pub async fn need_news(conn: &mut impl Conn, id: TopicId, step: NeedStepId, now: Timestamp) -> Result<Option<NeedNews>> {
    let Some(topic) = rows::topic(conn, id, now).await? else { return Ok(None) };
    let Some((status, by)) = rows::need_step(conn, id, step).await? else { return Ok(None) };
    let accounts = awaiting(conn, &topic, by).await?;
    Ok(Some(NeedNews { title: topic.title, slug: topic.slug, status, accounts }))
}

/// Those who backed a need for their school, and who filed it, as far as they may still read it and have not muted it: whom an answer of `by`'s
/// is told.
async fn awaiting(conn: &mut impl Conn, topic: &Topic, by: Option<AccountId>) -> Result<Vec<AccountId>> {
    let mut accounts: Vec<_> = rows::backing_accounts(conn, topic.id).await?.into_iter().chain(topic.author).collect();
    let muted = rows::muting(conn, topic.id).await?;
    // Who answered knows.
    accounts.retain(|account| by != Some(*account) && !muted.contains(account));
    let mut told = readers(conn, &accounts, &topic.facts(), None).await?;
    // Each once, the first first.
    accounts.retain(|account| told.remove(account));
    Ok(accounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_say_nearly_the_same_are_alike() {
        for (one, other) in [
            ("Du réseau au préau", "Réseaux sous le PRÉAU"),
            ("L’ENT ne s’ouvre pas", "ENT\u{a0}: rien ne s’ouvre"),
            ("PC", "pc"),
            ("Des tablettes pour les CP", "Tablettes"),
        ] {
            assert!(likeness(one, other) > 0, "{one} / {other}");
        }
        for (one, other) in
            [("Du réseau au préau", "Des tablettes pour les CP"), ("PC", "TV"), ("", "Du réseau"), ("Pour les uns", "Pour les autres")]
        {
            assert_eq!(likeness(one, other), 0, "{one} / {other}");
        }
        assert!(likeness("Réseau", "RÉSEAU") > likeness("Réseau du préau en panne", "Panne du réseau au préau"));
    }
}
