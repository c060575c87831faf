//! Typing mistakes: asked only when nothing was found.
//!
//! A word is replaced by one that the readers themselves can find: a word of a text that they may not read is never offered.

use super::{
    french::{self, Word, compose},
    wanted::Wanted,
};
use std::collections::HashMap;
use tantivy::{Searcher, collector::Count};

/// More unknown words than this are another language, not typing mistakes.
const MAX_UNKNOWN: usize = 4;
/// How many candidates are tried for one word.
const MAX_TRIED: usize = 12;

/// How many letters may be wrong: none in short words, which are all close to one another.
const fn tolerance(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// `typed` with its unknown words replaced by known ones, if each has one close enough.
pub(super) fn correct(searcher: &Searcher, wanted: &Wanted<'_>, typed: &str) -> anyhow::Result<Option<String>> {
    let typed = compose(typed);
    let mut unknown = Vec::new();
    for word in french::words(&typed).into_iter().filter(|word| word.stem.is_some()) {
        if searcher.search(&wanted.one(&word), &Count)? == 0 {
            unknown.push(word);
        }
    }
    if unknown.is_empty() || unknown.len() > MAX_UNKNOWN {
        return Ok(None);
    }
    let mut candidates = candidates(searcher, wanted, &unknown)?;
    let mut corrected = String::with_capacity(typed.len());
    let mut at = 0;
    for (word, candidates) in unknown.iter().zip(&mut candidates) {
        let Some(known) = first_visible(searcher, wanted, candidates)? else { return Ok(None) };
        corrected.push_str(&typed[at..word.place.start]);
        corrected.push_str(&known);
        at = word.place.end;
    }
    corrected.push_str(&typed[at..]);
    Ok(Some(corrected))
}

/// A word of the index: as it is written, how far it is from what was typed, and in how many documents it stands.
struct Candidate {
    written: String,
    distance: usize,
    documents: u32,
}

/// For each unknown word, the words of the index that are close to it, the closest and most frequent first.
fn candidates(searcher: &Searcher, wanted: &Wanted<'_>, unknown: &[Word]) -> anyhow::Result<Vec<Vec<Candidate>>> {
    let typed: Vec<Vec<char>> = unknown.iter().map(|word| word.folded.chars().collect()).collect();
    let mut found: Vec<HashMap<String, (usize, u32)>> = vec![HashMap::new(); unknown.len()];
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(wanted.fields.forms)?;
        let mut terms = index.terms().stream()?;
        while terms.advance() {
            let Some((folded, written)) = std::str::from_utf8(terms.key()).ok().and_then(|form| form.split_once('\0')) else { continue };
            for (typed, found) in typed.iter().zip(&mut found) {
                if let Some(distance) = distance(typed, folded, tolerance(typed.len())) {
                    found.entry(written.to_owned()).or_insert((distance, 0)).1 += terms.value().doc_freq;
                }
            }
        }
    }
    let sorted = |found: HashMap<String, (usize, u32)>| {
        let mut candidates: Vec<_> =
            found.into_iter().map(|(written, (distance, documents))| Candidate { written, distance, documents }).collect();
        candidates.sort_by(|a, b| (a.distance, b.documents, &a.written).cmp(&(b.distance, a.documents, &b.written)));
        candidates
    };
    Ok(found.into_iter().map(sorted).collect())
}

fn first_visible(searcher: &Searcher, wanted: &Wanted<'_>, candidates: &mut Vec<Candidate>) -> anyhow::Result<Option<String>> {
    for candidate in candidates.drain(..).take(MAX_TRIED) {
        let words = french::words(&candidate.written);
        if let [word] = words.as_slice()
            && searcher.search(&wanted.one(word), &Count)? > 0
        {
            return Ok(Some(candidate.written));
        }
    }
    Ok(None)
}

/// How many letters are wrong, missing, added or swapped with their neighbour between two words; nothing above `limit`.
fn distance(typed: &[char], known: &str, limit: usize) -> Option<usize> {
    let known: Vec<char> = known.chars().collect();
    if limit == 0 || typed.len().abs_diff(known.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=known.len()).collect();
    for (i, a) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in known.iter().enumerate() {
            let mut least = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == known[j - 1] && typed[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|distance| *distance > limit) && above.iter().all(|distance| *distance > limit) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|distance| (1..=limit).contains(distance))
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn one_letter_wrong_missing_added_or_swapped_is_one_mistake() {
        let cases = [
            ("robt", "robot", Some(1)),
            ("roboot", "robot", Some(1)),
            ("rovot", "robot", Some(1)),
            ("rboot", "robot", Some(1)),
            ("robot", "robot", None),
            ("evalaution", "evaluation", Some(1)),
            ("evalaton", "evaluation", Some(2)),
            ("jardin", "tambour", None),
        ];
        for (typed, known, expected) in cases {
            let typed_chars: Vec<char> = typed.chars().collect();
            assert_eq!(distance(&typed_chars, known, 2), expected, "{typed} {known}");
        }
    }
}
