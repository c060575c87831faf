//! Verdicts: what an answer tells that it must not, or does not tell. Pure, so that it can be judged itself (`guard`).

use super::truth::{Counted, Known, words_of};
use domain::search::{Facet, Thing};
use services::search::{FacetCounts, Hit, Results, Said, Suggestion, What};
use std::collections::{BTreeMap, BTreeSet};

/// A thing that is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) thing: Thing,
    pub(super) address: String,
    /// Everything that is said of it: title, snippet, address, by-line.
    pub(super) says: String,
}

/// What someone is answered, all pages of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub(super) total: usize,
    pub(super) shown: Vec<Shown>,
    pub(super) counted: Counted,
    pub(super) said: Said,
}

/// What is wrong with what one person was told.
#[derive(Debug, Default)]
pub(super) struct Complaints(pub(super) Vec<String>);

impl From<&Hit> for Shown {
    fn from(hit: &Hit) -> Self {
        let says = format!("{} {} {:?} {} {:?}", hit.title.text(), hit.snippet.text(), hit.attached, hit.address, hit.about);
        Self { thing: hit.thing.clone(), address: hit.address.clone(), says }
    }
}

impl From<&Results> for Answer {
    fn from(results: &Results) -> Self {
        let shown = results.hits.iter().map(Shown::from).collect();
        Self { total: results.total, shown, counted: counted(&results.facets), said: results.said.clone() }
    }
}

/// The values of each facet that something has.
pub(super) fn counted(told: &FacetCounts) -> Counted {
    let values = |facet: Facet| told.of(facet).iter().cloned().collect::<BTreeMap<_, _>>();
    Facet::ALL.into_iter().map(|facet| (facet, values(facet))).filter(|(_, values)| !values.is_empty()).collect()
}

impl Answer {
    fn things(&self) -> Vec<&Thing> {
        self.shown.iter().map(|shown| &shown.thing).collect()
    }

    /// The same without the word that was typed, which is said back.
    fn without(&self, typed: &str) -> (usize, Vec<&Thing>, &Counted, Said) {
        let left_out = self.said.left_out.iter().map(|word| if word == typed { "…".to_owned() } else { word.clone() }).collect();
        (self.total, self.things(), &self.counted, Said { left_out, ..self.said.clone() })
    }
}

impl Complaints {
    pub(super) fn add(&mut self, complaint: String) {
        self.0.push(complaint);
    }

    pub(super) fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, told: &T, truth: &T) {
        if told != truth {
            self.add(format!("{what}: told {told:?}, and the truth is {truth:?}"));
        }
    }

    /// Nothing that may not be read is shown, and nothing that is shown or said tells a word of it.
    pub(super) fn of_secrets(&mut self, asked: &str, known: &Known, answer: &Answer) {
        for shown in &answer.shown {
            if !known.truth.contains(&shown.thing) {
                self.add(format!("{asked}: {} is shown", shown.thing));
            }
            self.of_words(&format!("{asked}: {}", shown.thing), known, &shown.says);
        }
        let said = [&answer.said.corrected, &answer.said.also].into_iter().flatten();
        let said: Vec<String> = said.flat_map(|said| words_of(said)).collect();
        // What one typed is no news to oneself.
        for word in said.iter().filter(|word| known.secret.contains(*word) && !words_of(asked).any(|typed| typed == **word)) {
            self.add(format!("{asked}: {word} is offered"));
        }
        let typed: BTreeSet<String> = words_of(asked).collect();
        for word in answer.said.left_out.iter().flat_map(|said| words_of(said)).filter(|word| !typed.contains(word)) {
            self.add(format!("{asked}: {word} is left out, and was not asked for"));
        }
    }

    /// `text` tells no secret.
    fn of_words(&mut self, whence: &str, known: &Known, text: &str) {
        for word in words_of(text).filter(|word| known.secret.contains(word)) {
            self.add(format!("{whence} says {word}"));
        }
    }

    /// Exactly these things are told of, and counted.
    pub(super) fn of_all(&mut self, asked: &str, known: &Known, answer: &Answer, expected: &BTreeSet<Thing>, counted: &Counted) {
        self.of_secrets(asked, known, answer);
        let shown: BTreeSet<Thing> = answer.shown.iter().map(|shown| shown.thing.clone()).collect();
        self.same(asked, &shown, expected);
        self.same(&format!("{asked}, shown twice"), &answer.shown.len(), &shown.len());
        self.same(&format!("{asked}, in all"), &answer.total, &expected.len());
        self.of_counts(asked, &answer.counted, counted);
    }

    pub(super) fn of_counts(&mut self, asked: &str, told: &Counted, counted: &Counted) {
        for facet in Facet::ALL {
            self.same(&format!("{asked}, {facet:?}"), &told.get(&facet), &counted.get(&facet));
        }
    }

    /// What was typed was searched for, and nothing else.
    pub(super) fn of_saying_nothing(&mut self, asked: &str, answer: &Answer) {
        self.same(&format!("{asked}, said"), &answer.said, &Said::default());
    }

    /// A word of something that may not be read is answered as one that stands nowhere.
    pub(super) fn of_telling_no_more(&mut self, secret: (&str, &Answer), nowhere: (&str, &Answer)) {
        let (told, absent) = (secret.1.without(secret.0), nowhere.1.without(nowhere.0));
        self.same(&format!("{} is not answered as a word that is nowhere", secret.0), &told, &absent);
    }

    /// Nothing is suggested that may not be read; `addresses` are those of what may be, as far as they were noted.
    pub(super) fn of_suggestions(&mut self, typed: &str, known: &Known, addresses: Option<&BTreeSet<String>>, offered: &[Suggestion]) {
        for suggestion in offered {
            self.of_words(
                &format!("{typed}… is completed: {:?}", suggestion.what),
                known,
                &format!("{} {}", suggestion.title, suggestion.address),
            );
            let is_elsewhere = addresses.is_some_and(|addresses| !addresses.contains(&suggestion.address));
            if matches!(suggestion.what, What::Thing(_)) && is_elsewhere {
                self.add(format!("{typed}… leads to {}", suggestion.address));
            }
        }
    }
}
