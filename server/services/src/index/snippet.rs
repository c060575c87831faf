//! The words found, shown where they stand.

use super::{
    french::{self, Word, compose},
    units::Unit,
};
use crate::text::SafeHtml;
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

/// How much of a text is shown, and how much of it before the first word found, in characters.
const LENGTH: usize = 200;
const BEFORE: usize = 60;
/// How far a text is read after the first word found, in bytes: a better place further on is not worth the wait.
const READ_ON: usize = 10_000;

/// A text as snippets are cut from it: composed, on one line, and read once, so that finding words in it again costs nothing.
#[derive(Debug)]
pub struct ReadText {
    text: Box<str>,
    words: Box<[ReadWord]>,
}

/// A word of a text: where it stands, in bytes, and the mark of its stem.
#[derive(Clone, Copy, Debug)]
struct ReadWord {
    start: u32,
    end: u32,
    stem: Mark,
}

/// What stands for a stem: two stems with one mark would be marked both, which harms nobody.
type Mark = u64;

fn mark(stem: &str) -> Mark {
    let mut hasher = DefaultHasher::new();
    stem.hash(&mut hasher);
    hasher.finish()
}

impl ReadText {
    /// Reads `text`: each run of spaces and line ends is made one space; unbreakable spaces stay.
    pub fn new(text: &str) -> Self {
        let text = compose(text);
        let mut line = String::with_capacity(text.len());
        for part in text.split([' ', '\n', '\t']).filter(|part| !part.is_empty()) {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(part);
        }
        let mut words = Vec::new();
        french::each_stem(&line, |place, stem| {
            // A text of four gigabytes is none that we keep.
            if let (Ok(start), Ok(end)) = (place.start.try_into(), place.end.try_into()) {
                words.push(ReadWord { start, end, stem: mark(stem) });
            }
        });
        Self { text: line.into(), words: words.into() }
    }

    /// How much memory it takes, in bytes.
    pub const fn size(&self) -> usize {
        self.text.len() + size_of_val(&*self.words)
    }

    /// What it says.
    pub const fn text(&self) -> &str {
        &self.text
    }
}

/// The words that someone searched for; of an expression that means the same, all of its words, which stand one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought(Vec<Vec<Mark>>);

impl Sought {
    /// What to look for when `words` were typed.
    pub fn new(words: &str) -> Self {
        Self(french::words(&compose(words)).iter().filter_map(|word| word.stem.as_deref()).map(|stem| vec![mark(stem)]).collect())
    }

    /// What to look for when these units were searched for: each word as it was typed, and whatever else it may be said by.
    pub(super) fn of(units: &[Unit]) -> Self {
        let marks = |words: &[Word]| words.iter().filter_map(|word| word.stem.as_deref()).map(mark).collect::<Vec<_>>();
        let mut sought = Vec::new();
        for unit in units {
            sought.extend(marks(unit.typed()).into_iter().map(|mark| vec![mark]));
            sought.extend(unit.ways.iter().skip(1).map(|way| marks(&way.words)).filter(|marks| !marks.is_empty()));
        }
        Self(sought)
    }

    /// A whole text in which the words searched for are marked, in whatever form they stand.
    pub fn highlight(&self, read: &ReadText) -> SafeHtml {
        SafeHtml::highlighted(&read.text, self.hits(read).into_iter().map(|hit| hit.place))
    }

    /// The part of a text, some 200 characters long, that holds most of the words searched for, which are marked in it. Empty when
    /// the text holds none: something else is better shown then.
    pub fn snippet(&self, read: &ReadText) -> SafeHtml {
        let (text, hits) = (&*read.text, self.hits(read));
        let Some(from) = densest(&hits) else { return SafeHtml::default() };
        let shown = around(text, hits[from].place.clone());
        let (lead, tail) = (if shown.start > 0 { "… " } else { "" }, if shown.end < text.len() { " …" } else { "" });
        let marks: Vec<_> = hits
            .iter()
            .filter(|hit| hit.place.start >= shown.start && hit.place.end <= shown.end)
            .map(|hit| hit.place.start - shown.start + lead.len()..hit.place.end - shown.start + lead.len())
            .collect();
        SafeHtml::highlighted(&format!("{lead}{}{tail}", &text[shown]), marks)
    }

    fn hits(&self, read: &ReadText) -> Vec<Hit> {
        let hit = |word: &ReadWord| Hit { place: word.start as usize..word.end as usize, stem: word.stem };
        let mut hits = Vec::new();
        // Of a long text, only as much is looked through after the first hit as is worth it.
        let (mut at, mut end) = (0, usize::MAX);
        while let Some(word) = read.words.get(at).filter(|word| (word.start as usize) < end) {
            match self.longest_at(&read.words[at..]) {
                0 => at += 1,
                length => {
                    end = end.min(word.start as usize + READ_ON);
                    hits.extend(read.words[at..at + length].iter().map(hit));
                    at += length;
                }
            }
        }
        hits
    }

    /// How many words the longest expression has that `words` begin with; 0 when they begin with none.
    fn longest_at(&self, words: &[ReadWord]) -> usize {
        let begins = |marks: &&Vec<Mark>| marks.len() <= words.len() && marks.iter().zip(words).all(|(mark, word)| *mark == word.stem);
        self.0.iter().filter(begins).map(Vec::len).max().unwrap_or(0)
    }
}

/// A word searched for, found in a text.
struct Hit {
    place: Range<usize>,
    stem: Mark,
}

/// The first hit of the stretch that holds the most different words.
fn densest(hits: &[Hit]) -> Option<usize> {
    let variety = |from: &usize| {
        let end = hits[*from].place.start + LENGTH - BEFORE;
        hits[*from..].iter().take_while(|hit| hit.place.end <= end).map(|hit| hit.stem).collect::<HashSet<_>>().len()
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
