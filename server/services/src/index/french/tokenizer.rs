//! Cuts French text into words: elided articles are left out, a few words keep their apostrophe.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// What stands before an apostrophe and is no word of its own (*l’école*, *jusqu’ici*).
const ELIDED: [&str; 14] = ["l", "d", "j", "c", "n", "s", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];

/// What stands before an apostrophe inside a single word (*aujourd’hui*).
const JOINED: [&str; 3] = ["aujourd", "quelqu", "prud"];

/// Where letters and digits stand together.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
}

/// Words are runs of letters and digits. Positions count words that are kept.
#[derive(Clone, Default)]
pub(super) struct FrTokenizer {
    token: Token,
}

/// The words of one text, in order.
pub(super) struct FrTokenStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for FrTokenizer {
    type TokenStream<'a> = FrTokenStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FrTokenStream<'a> {
        self.token.reset();
        FrTokenStream { text, at: 0, token: &mut self.token }
    }
}

/// The first run of letters and digits at or after `at`.
fn next_run(text: &str, at: usize) -> Option<Run> {
    let start = at + text.get(at..)?.find(char::is_alphanumeric)?;
    let rest = &text[start..];
    let end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    Some(Run { start, end })
}

/// Where the text goes on after an apostrophe at `at`, if one stands there and something is written right after it.
fn after_apostrophe(text: &str, at: usize) -> Option<usize> {
    let mut rest = text[at..].chars();
    let apostrophe = rest.next().filter(|c| matches!(c, '\'' | '’' | 'ʼ' | '‘' | '＇'))?;
    rest.next().filter(|c| !c.is_whitespace())?;
    Some(at + apostrophe.len_utf8())
}

/// Where the text goes on after the endings of inclusive writing (*enseignant·e·s*), which would else be words of one letter.
fn after_inclusive_endings(text: &str, mut at: usize) -> usize {
    while let Some(dot) = text[at..].chars().next().filter(|c| matches!(c, '·' | '•' | '⋅' | '‧')) {
        let ending = at + dot.len_utf8();
        match next_run(text, ending) {
            Some(run) if run.start == ending => at = run.end,
            _ => break,
        }
    }
    at
}

impl TokenStream for FrTokenStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(run) = next_run(self.text, self.at) {
            let written = &self.text[run.start..run.end];
            let mut end = run.end;
            self.token.text.clear();
            self.token.text.push_str(written);
            if let Some(after) = after_apostrophe(self.text, run.end) {
                let lower = written.to_lowercase();
                if ELIDED.contains(&lower.as_str()) {
                    self.at = after;
                    continue;
                }
                if JOINED.contains(&lower.as_str())
                    && let Some(next) = next_run(self.text, after).filter(|next| next.start == after)
                {
                    self.token.text.push_str(&self.text[next.start..next.end]);
                    end = next.end;
                }
            }
            self.at = after_inclusive_endings(self.text, end);
            self.token.offset_from = run.start;
            self.token.offset_to = end;
            self.token.position = self.token.position.wrapping_add(1);
            return true;
        }
        self.at = self.text.len();
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
