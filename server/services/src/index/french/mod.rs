//! How French text becomes words that can be compared.
//!
//! **Promises.** Accents, capitals, ligatures, elided articles, plurals and most inflections make no difference; what is typed
//! and what is kept go through the same steps. Text is composed (NFC) first: a decomposed `é` would be cut in two.
//!
//! **Invariants.** Folding comes before stemming, so that *évaluation* and *evaluation* meet; enforced by [`STEMMED`], tested by
//! the pairs of `pairs.rs`. A change of these steps changes [`fingerprint`], which has every index made again.
//!
//! **Start reading at** [`words`].

#[cfg(test)]
mod pairs;
mod tokenizer;
mod words;

use self::{
    tokenizer::FrTokenizer,
    words::{AMBIGUOUS, EXCEPTIONS, STOP_WORDS},
};
use domain::text::{is_shown, visible};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, Stemmer, StopWordFilter, TextAnalyzer, Token, TokenFilter, TokenStream,
    Tokenizer,
};
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Words longer than this, in bytes, are addresses and noise.
const LONGEST: usize = 40;

/// Raised when the steps change in a way that the tables do not show.
const STEPS: u32 = 2;

/// Words without capitals or accents, as people half remember them.
pub(super) static FOLDED: LazyLock<TextAnalyzer> = LazyLock::new(|| {
    let base = TextAnalyzer::builder(FrTokenizer::default()).filter(RemoveLongFilter::limit(LONGEST));
    base.filter(LowerCaser).filter(AsciiFoldingFilter).build()
});

/// Words as they are searched for: folded, without stop words, stemmed.
pub(super) static STEMMED: LazyLock<TextAnalyzer> = LazyLock::new(|| {
    let base = TextAnalyzer::builder(FrTokenizer::default()).filter(RemoveLongFilter::limit(LONGEST));
    base.filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(StopWordFilter::remove(STOP_WORDS.iter().map(|&word| word.to_owned())))
        .filter(Exceptions)
        .filter(Stemmer::new(Language::French))
        .build()
});

/// Text fit for analysis: composed, without soft hyphens and joiners inside words.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c == '\u{200D}' || !is_shown(c);
    // Everything before U+0300 stands for itself, composed: nearly all of a French text, which costs nothing then.
    let doubtful = || text.chars().filter(|c| *c >= '\u{300}' || *c == '\u{AD}');
    if is_nfc_quick(doubtful()) == IsNormalized::Yes && !doubtful().any(hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(visible(text.chars()))
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// Without capitals and accents.
    pub folded: String,
    /// What it is compared by; nothing for a stop word.
    pub stem: Option<String>,
}

impl Word {
    /// Whether it is asked for only when nothing else is.
    pub fn is_ambiguous(&self) -> bool {
        AMBIGUOUS.contains(&self.folded.as_str())
    }
}

/// The words of `text`, which is composed, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut stems: HashMap<usize, String> = HashMap::new();
    each_stem(text, |place, stem| drop(stems.insert(place.start, stem.to_owned())));
    let mut words = Vec::new();
    FOLDED.clone().token_stream(text).process(&mut |token| {
        let stem = stems.remove(&token.offset_from);
        words.push(Word { place: token.offset_from..token.offset_to, folded: token.text.clone(), stem });
    });
    words
}

/// Calls `see` with the place and the stem of each searched word of `text`, which is composed.
pub(super) fn each_stem(text: &str, mut see: impl FnMut(Range<usize>, &str)) {
    let mut analyser = STEMMED.clone();
    let mut tokens = analyser.token_stream(text);
    while let Some(token) = tokens.next() {
        see(token.offset_from..token.offset_to, &token.text);
    }
}

/// The distinct words of `text` as they are written, in lower case with their accents, each after its folded form.
pub(super) fn forms(text: &str) -> HashSet<(String, String)> {
    words(text).into_iter().filter_map(|word| Some((word.folded, text.get(word.place)?.to_lowercase()))).collect()
}

/// A text that is another one as soon as the analysis is.
pub(super) fn fingerprint() -> String {
    format!("{STEPS} {LONGEST} {STOP_WORDS:?} {AMBIGUOUS:?} {EXCEPTIONS:?}")
}

static CANONICAL: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| EXCEPTIONS.iter().copied().collect());

/// Puts right, before the stemmer, what the stemmer gets wrong.
#[derive(Clone)]
struct Exceptions;

#[derive(Clone)]
struct ExceptionsTokenizer<T>(T);

struct ExceptionsStream<T>(T);

impl TokenFilter for Exceptions {
    type Tokenizer<T: Tokenizer> = ExceptionsTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> ExceptionsTokenizer<T> {
        ExceptionsTokenizer(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for ExceptionsTokenizer<T> {
    type TokenStream<'a> = ExceptionsStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        ExceptionsStream(self.0.token_stream(text))
    }
}

/// What stands before `ending`, in the singular or the plural, when that is more than two letters.
fn without_ending<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    singular.strip_suffix(ending).filter(|root| root.len() > 2)
}

impl<T: TokenStream> TokenStream for ExceptionsStream<T> {
    fn advance(&mut self) -> bool {
        if !self.0.advance() {
            return false;
        }
        let text = &mut self.0.token_mut().text;
        if let Some(canonical) = CANONICAL.get(text.as_str()) {
            text.clear();
            text.push_str(canonical);
        } else if let Some(root) = without_ending(text, "if") {
            // actif, active, actifs, actives: the stemmer knows the feminine only.
            *text = format!("{root}ive");
        } else if let Some(root) = without_ending(text, "ee") {
            // évaluée, évaluées: once folded, the stemmer no longer knows the participle.
            *text = format!("{root}e");
        }
        true
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}
