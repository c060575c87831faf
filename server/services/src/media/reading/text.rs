//! A text as it is gathered: spaces folded, lines kept, nothing that is not seen, and no longer than is kept.

use domain::{
    media::MAX_READ,
    text::{is_shown, visible},
};

/// What joins emoji: of no use to who searches.
const JOINER: char = '\u{200D}';

/// What a document says, so far.
#[derive(Debug, Default)]
pub(super) struct Text {
    kept: String,
    chars: usize,
    /// What is to stand before what comes next.
    gap: Option<char>,
}

impl Text {
    /// What is kept of `said`, of which nothing is known.
    pub(super) fn of(said: &str) -> String {
        let mut text = Self::default();
        for line in said.lines() {
            text.push(line);
            text.line();
        }
        text.finished()
    }

    /// Whether no more is kept.
    pub(super) const fn is_full(&self) -> bool {
        self.chars >= MAX_READ
    }

    /// Adds what stands right after what was added before.
    pub(super) fn push(&mut self, said: &str) {
        for c in said.chars() {
            self.push_char(c);
        }
    }

    /// The same of one character. A ligature counts as its letters: nobody types it.
    pub(super) fn push_char(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            return self.space();
        }
        match ligature(c) {
            Some(letters) => letters.chars().for_each(|letter| self.put(letter)),
            None if c != JOINER && is_shown(c) => self.put(c),
            None => {}
        }
    }

    /// What comes next is another word.
    pub(super) fn space(&mut self) {
        if self.gap.is_none() {
            self.gap = Some(' ');
        }
    }

    /// What comes next stands on another line.
    pub(super) fn line(&mut self) {
        self.gap = Some('\n');
    }

    /// Whether a letter may be added to a word.
    pub(super) fn ends_in_a_word(&self) -> bool {
        self.gap.is_none() && self.kept.chars().next_back().is_some_and(char::is_alphabetic)
    }

    fn put(&mut self, c: char) {
        if let Some(gap) = self.gap.take().filter(|_| !self.kept.is_empty() && !self.is_full()) {
            self.kept.push(gap);
            self.chars += 1;
        }
        if !self.is_full() {
            self.kept.push(c);
            self.chars += 1;
        }
    }

    /// All of it, composed (NFC).
    pub(super) fn finished(self) -> String {
        let mut text = visible(self.kept.chars());
        // Some characters are composed into several.
        if let Some((end, _)) = text.char_indices().nth(MAX_READ) {
            text.truncate(end);
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// The letters of a Latin ligature.
const fn ligature(c: char) -> Option<&'static str> {
    match c {
        '\u{FB00}' => Some("ff"),
        '\u{FB01}' => Some("fi"),
        '\u{FB02}' => Some("fl"),
        '\u{FB03}' => Some("ffi"),
        '\u{FB04}' => Some("ffl"),
        '\u{FB05}' | '\u{FB06}' => Some("st"),
        _ => None,
    }
}
