//! The words found, shown where they stand.

use super::french::{self, compose};
use crate::text::SafeHtml;
use std::{collections::HashSet, ops::Range};

/// How much of a text is shown, and how much of it before the first word found, in characters.
const LENGTH: usize = 200;
const BEFORE: usize = 60;
/// How far a text is read after the first word found, in bytes: a better place further on is not worth the wait.
const READ_ON: usize = 10_000;

/// A line in which the words searched for are marked, in whatever form they stand.
pub fn highlight(words: &str, line: &str) -> SafeHtml {
    let line = compose(line);
    SafeHtml::highlighted(&line, hits(&stems(words), &line).into_iter().map(|hit| hit.place))
}

/// The part of `text`, some 200 characters long, that holds most of the words searched for, which are marked in it. Empty when the
/// text holds none: something else is better shown then.
pub fn snippet(words: &str, text: &str) -> SafeHtml {
    let text = on_one_line(&compose(text));
    let hits = hits(&stems(words), &text);
    let Some(from) = densest(&hits) else { return SafeHtml::default() };
    let shown = around(&text, hits[from].place.clone());
    let (lead, tail) = (if shown.start > 0 { "… " } else { "" }, if shown.end < text.len() { " …" } else { "" });
    let marks: Vec<_> = hits
        .iter()
        .filter(|hit| hit.place.start >= shown.start && hit.place.end <= shown.end)
        .map(|hit| hit.place.start - shown.start + lead.len()..hit.place.end - shown.start + lead.len())
        .collect();
    SafeHtml::highlighted(&format!("{lead}{}{tail}", &text[shown]), marks)
}

/// The text with each run of spaces and line ends made one space; unbreakable spaces stay.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.split([' ', '\n', '\t']).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// A word searched for, found in a text.
struct Hit {
    place: Range<usize>,
    stem: String,
}

fn stems(words: &str) -> HashSet<String> {
    french::words(&compose(words)).into_iter().filter_map(|word| word.stem).collect()
}

fn hits(sought: &HashSet<String>, text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    if sought.is_empty() {
        return hits;
    }
    french::find_stems(text, sought, |place, stem| {
        let read_on = hits.first().is_none_or(|first| place.start < first.place.start + READ_ON);
        if read_on {
            hits.push(Hit { place, stem: stem.to_owned() });
        }
        read_on
    });
    hits
}

/// The first hit of the stretch that holds the most different words.
fn densest(hits: &[Hit]) -> Option<usize> {
    let variety = |from: &usize| {
        let end = hits[*from].place.start + LENGTH - BEFORE;
        hits[*from..].iter().take_while(|hit| hit.place.end <= end).map(|hit| &hit.stem).collect::<HashSet<_>>().len()
    };
    // The last of equals would win: going backwards, that is the first.
    (0..hits.len()).rev().max_by_key(variety)
}

/// Whole words around a hit: a few before it, most after.
fn around(text: &str, hit: Range<usize>) -> Range<usize> {
    let at = hit.start;
    let start = match text[..at].char_indices().rev().nth(BEFORE) {
        None => 0,
        Some((cut, _)) => text[cut..at].find(char::is_whitespace).map_or(at, |gap| cut + gap),
    };
    let start = at - text[start..at].trim_start().len();
    let end = match text[start..].char_indices().nth(LENGTH) {
        None => text.len(),
        Some((cut, _)) => text[start..start + cut].rfind(char::is_whitespace).map_or(start + cut, |gap| start + gap),
    };
    start..end.max(hit.end)
}
