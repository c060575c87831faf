//! Answers that hold until the next event.

use quick_cache::sync::Cache;
use std::hash::Hash;

/// How many answers are remembered.
const REMEMBERED: usize = 256;

/// What was asked of the database, remembered with the number of the last event at that time: whatever changes an answer tells an
/// event in the same transaction, so an answer holds as long as the number does. One statement asks for it, instead of many.
#[derive(Debug)]
pub struct Memo<Asked, Answer>(Cache<(i64, Asked), Answer>);

impl<Asked: Hash + Eq, Answer: Clone> Default for Memo<Asked, Answer> {
    fn default() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}

impl<Asked: Hash + Eq + Clone, Answer: Clone> Memo<Asked, Answer> {
    /// The answer, if no event was told since. `last` is [`super::last`], read just now.
    pub fn at(&self, last: i64, asked: &Asked) -> Option<Answer> {
        self.0.get(&(last, asked.clone()))
    }

    /// Remembers an answer that was read after `last`.
    pub fn keep(&self, last: i64, asked: Asked, answer: Answer) {
        self.0.insert((last, asked), answer);
    }
}
