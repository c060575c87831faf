//! What the search box offers while someone types (Q14).

use super::{ask::ask, hits, synonyms_now};
use crate::{
    access::visible,
    cx::Cx,
    error::Result,
    index::Selection,
    measured::Asked,
    projects::{self, ProjectCard},
};
use domain::{
    paths,
    projects::Subject,
    search::{Facet, Kind, MAX_QUERY, Thing},
    text::{clean_line, fold},
};
use std::collections::HashMap;

/// How many things, places and subjects are offered: more cannot be taken in at a glance.
const THINGS: usize = 5;
const PLACES: usize = 2;
const SUBJECTS: usize = 1;
/// What has a title of its own that someone may half remember.
const TITLED: &[Kind] = &[Kind::Project, Kind::Collection, Kind::Training, Kind::Topic, Kind::Need];
const PLACED: &[Kind] = &[Kind::School, Kind::Commune];

/// Something that the words typed so far may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its title or its name.
    pub title: String,
    /// What it is.
    pub what: What,
    /// Its address.
    pub address: String,
}

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A thing of this kind.
    Thing(Kind),
    /// Everything of a subject.
    Subject,
}

/// Things that the viewer may read and whose titles have a word for each word typed, the last of which may be unfinished; accents and
/// capitals make no difference (Q1). The latest first, then places and subjects; nothing for fewer than two letters. Of what is longer than a
/// search may be, the rest is left out.
///
/// # Errors
/// The database's or the index's.
pub async fn suggest(cx: &Cx, typed: &str) -> Result<Vec<Suggestion>> {
    let typed: String = clean_line(typed).chars().take(MAX_QUERY).collect();
    let (asked, readers, now) = (typed.clone(), visible(cx), cx.now());
    let synonyms = synonyms_now(cx).await?;
    let things = ask(cx, Asked::Suggest, move |index| {
        let among = |kinds| Selection { kinds: Some(kinds), states: None, appeared: None, now, synonyms: &synonyms, around: None };
        let mut things = index.suggest(&asked, &readers, among(TITLED), THINGS)?;
        things.extend(index.suggest(&asked, &readers, among(PLACED), PLACES)?);
        Ok(things)
    })
    .await?;
    let called = called(cx, &things).await?;
    let offered = things.iter().filter_map(|thing| Some((thing, called.get(thing)?)));
    let mut offered: Vec<_> = offered
        .map(|(thing, (title, address))| Suggestion { title: title.clone(), what: What::Thing(thing.kind()), address: address.clone() })
        .collect();
    offered.extend(subjects(&typed));
    Ok(offered)
}

/// What those of `things` are called that the viewer may read now, and where they are. Of projects, which are most, no more than that is read.
async fn called(cx: &Cx, things: &[Thing]) -> Result<HashMap<Thing, (String, String)>> {
    let ids: Vec<_> = things.iter().filter_map(Thing::project).collect();
    let others: Vec<_> = things.iter().filter(|thing| thing.project().is_none()).cloned().collect();
    let card = |card: ProjectCard| (Thing::Project(card.id), (card.title, paths::project(&card.slug)));
    let mut called: HashMap<_, _> = projects::cards(cx, &ids).await?.into_iter().map(card).collect();
    called.extend(hits::read(cx, &others).await?.into_iter().map(|read| (read.thing, (read.title, read.address))));
    Ok(called)
}

/// How many letters are typed before a subject is offered, as before a title is.
const LEAST_LETTERS: usize = 2;

/// Subjects that begin as typed, or one of whose words does.
fn subjects(typed: &str) -> impl Iterator<Item = Suggestion> {
    let typed = fold(typed.trim());
    let begins = move |subject: &&Subject| {
        let label = fold(subject.label());
        let is_begun = label.starts_with(&typed) || label.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&typed));
        is_begun && typed.chars().count() >= LEAST_LETTERS
    };
    Subject::ALL.iter().filter(begins).take(SUBJECTS).map(|subject| Suggestion {
        title: subject.label().to_owned(),
        what: What::Subject,
        address: format!("{}?{}={}", paths::SEARCH, Facet::Subject.parameter(), subject.key()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_offered_from_two_letters_of_one_of_its_words_on() {
        let offered = |typed: &str| subjects(typed).map(|suggestion| suggestion.title).collect::<Vec<_>>();
        for typed in ["fr", "FRANC", "français", " fran "] {
            assert_eq!(offered(typed), ["Français"], "{typed:?}");
        }
        assert_eq!(offered("musicale"), ["Éducation musicale"]);
        assert_eq!(offered("éducation mus"), ["Éducation musicale"]);
        for nothing in ["", " ", "f", "é", "rançais", "musique de chambre"] {
            assert_eq!(offered(nothing), Vec::<String>::new(), "{nothing:?}");
        }
    }
}
