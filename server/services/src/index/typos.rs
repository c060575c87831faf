//! Typing mistakes: asked only when little or nothing was found.
//!
//! A word is replaced by one that the readers themselves can find: a word of a text that they may not read is never offered.

use super::{
    find::Search,
    french::{self, Word},
    units::{Unit, Way},
};
use anyhow::Result;
use std::collections::HashMap;
use tantivy::{
    Searcher, Term,
    collector::Count,
    query::{BooleanQuery, FuzzyTermQuery, Occur},
    schema::Field,
};

/// More unknown words than this are another language, not typing mistakes.
const MAX_UNKNOWN: usize = 4;
/// How many candidates are tried for one word, how many of them are kept, and how many ways to put them together are tried.
const MAX_TRIED: usize = 12;
const KEPT: usize = 3;
const MAX_TOGETHER: usize = 12;
/// How many ways to write a word are looked for in what the readers may see, the most frequent first.
const MAX_WRITTEN: usize = 4;
/// How many times more often a word must be found than the one that was typed, to be offered beside it.
const MORE_FREQUENT: usize = 3;

/// How many letters may be wrong: none in short words, which are all close to one another (Q12).
const fn tolerance(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// `typed` with the words that the readers can find nowhere replaced by known ones, if each has one close enough; so that together they
/// find something, when that can be.
pub(super) fn corrected(search: &Search<'_>, typed: &str, units: &[Unit]) -> Result<Option<String>> {
    let mut unknown = Vec::new();
    for unit in units {
        if let Some(word) = unit.single()
            && search.searcher.search(&search.wanted.one(unit), &Count)? == 0
        {
            unknown.push(word.clone());
        }
    }
    if unknown.is_empty() || unknown.len() > MAX_UNKNOWN {
        return Ok(None);
    }
    let mut known = Vec::with_capacity(unknown.len());
    for word in unknown {
        let candidates: Vec<_> = candidates(search, &word, 1)?.into_iter().take(KEPT).collect();
        if !candidates.is_empty() {
            known.push((word, candidates));
        }
    }
    if known.is_empty() {
        return Ok(None);
    }
    together(search, typed, &known).map(Some)
}

/// The first way to put the candidates together that finds something; the closest ones when none does.
fn together(search: &Search<'_>, typed: &str, known: &[(Word, Vec<Candidate>)]) -> Result<String> {
    let most: usize = known.iter().map(|(_, candidates)| candidates.len()).product();
    let first = replaced(typed, known, 0);
    for way in 0..most.min(MAX_TOGETHER) {
        let attempt = replaced(typed, known, way);
        let units = super::units::of(&attempt, search.wanted.selection.synonyms);
        if search.count(&super::wanted::Reading { units, ahead: None, is_asked: true })? > 0 {
            return Ok(attempt);
        }
    }
    Ok(first)
}

/// `typed` with the words of `known` replaced; `way` counts through the combinations of candidates.
fn replaced(typed: &str, known: &[(Word, Vec<Candidate>)], mut way: usize) -> String {
    let mut made = String::with_capacity(typed.len());
    let mut at = 0;
    for (word, candidates) in known {
        made.push_str(&typed[at..word.place.start]);
        made.push_str(&candidates[way % candidates.len()].written);
        way /= candidates.len();
        at = word.place.end;
    }
    made.push_str(&typed[at..]);
    made
}

/// `typed` with its rare words replaced by close ones that are much more frequent, when there are some: `found` things hold it as typed.
pub(super) fn meant(search: &Search<'_>, typed: &str, units: &[Unit], found: usize) -> Result<Option<String>> {
    let mut known = Vec::new();
    for unit in units {
        let Some(word) = unit.single() else { continue };
        if search.searcher.search(&search.wanted.one(unit), &Count)? > found {
            continue;
        }
        let other = candidates(search, word, found * MORE_FREQUENT)?.into_iter().find(|candidate| candidate.stem != word.stem);
        known.extend(other.map(|other| (word.clone(), vec![other])));
    }
    Ok((!known.is_empty()).then(|| replaced(typed, &known, 0)))
}

/// A word of the index: as it is written, and what it is compared by.
struct Candidate {
    written: String,
    stem: Option<String>,
}

/// The words of the index close to `word` that the readers find in at least `least` things: the closest first, then the most frequent.
fn candidates(search: &Search<'_>, word: &Word, least: usize) -> Result<Vec<Candidate>> {
    let mut visible = Vec::new();
    for (folded, _) in close(search.searcher, search.generation.fields.folded, &word.folded)?.into_iter().take(MAX_TRIED) {
        let Some(written) = as_written(search, &folded)? else { continue };
        let words = french::words(&written);
        let [known] = words.as_slice() else { continue };
        let unit = Unit { ways: vec![Way { words: vec![known.clone()], weight: 1.0 }] };
        if search.searcher.search(&search.wanted.one(&unit), &Count)? >= least.max(1) {
            let stem = known.stem.clone();
            visible.push(Candidate { written, stem });
        }
    }
    Ok(visible)
}

/// The folded words of the index at most as far from `typed` as is forgiven, each with its distance: the closest first, then the most frequent.
fn close(searcher: &Searcher, field: Field, typed: &str) -> Result<Vec<(String, u8)>> {
    let most = tolerance(typed.chars().count());
    let mut found: HashMap<String, (u8, u32)> = HashMap::new();
    // What is one letter away is also two letters away: the nearer is noted first.
    for distance in 1..=most {
        let query = FuzzyTermQuery::new(Term::from_field_text(field, typed), distance, true);
        let mut seen: HashMap<String, u32> = HashMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().search(query.automaton()?).into_stream()?;
            while terms.advance() {
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    *seen.entry(word.to_owned()).or_default() += terms.value().doc_freq;
                }
            }
        }
        for (word, documents) in seen {
            found.entry(word).or_insert((distance, documents));
        }
    }
    found.remove(typed);
    let mut sorted: Vec<_> = found.into_iter().collect();
    sorted.sort_by(|(a, (far, few)), (b, (near, many))| (far, many, a).cmp(&(near, few, b)));
    Ok(sorted.into_iter().map(|(word, (distance, _))| (word, distance)).collect())
}

/// How a folded word is most often written where the readers may read it; nothing, when it stands nowhere there: that others of its stem do says
/// nothing of it.
fn as_written(search: &Search<'_>, folded: &str) -> Result<Option<String>> {
    let field = search.generation.fields.forms;
    let mut seen: HashMap<String, u32> = HashMap::new();
    let (from, to) = (format!("{folded}\0"), format!("{folded}\u{1}"));
    for segment in search.searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().range().ge(from.as_bytes()).lt(to.as_bytes()).into_stream()?;
        while terms.advance() {
            if let Some((_, written)) = std::str::from_utf8(terms.key()).ok().and_then(|form| form.split_once('\0')) {
                *seen.entry(written.to_owned()).or_default() += terms.value().doc_freq;
            }
        }
    }
    let mut seen: Vec<_> = seen.into_iter().collect();
    seen.sort_by(|(a, few), (b, many)| many.cmp(few).then_with(|| a.cmp(b)));
    for (written, _) in seen.into_iter().take(MAX_WRITTEN) {
        let mut clauses = search.wanted.rights();
        clauses.push((Occur::Must, search.wanted.term(field, &format!("{from}{written}"), 1.0)));
        if search.searcher.search(&BooleanQuery::new(clauses), &Count)? > 0 {
            return Ok(Some(written));
        }
    }
    Ok(None)
}
