//! Plain texts of sheets, remembered: a search shows a few words of each of its results, and would else read every story again.

use crate::index::ReadText;
use domain::ids::ProjectId;
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;

/// How many bytes are remembered: a thousand stories or two.
const REMEMBERED: u64 = 12 << 20;
const STORY: u64 = 10 << 10;

/// A version of a project: what it says does not change any more.
type Version = (ProjectId, i64);

/// The plain texts of versions that were shown lately. Says nothing about who may read them: that is asked before.
#[derive(Debug)]
pub struct PlainTexts(Cache<Version, Arc<ReadText>, Bytes>);

#[derive(Clone, Debug)]
struct Bytes;

impl Weighter<Version, Arc<ReadText>> for Bytes {
    fn weight(&self, _: &Version, text: &Arc<ReadText>) -> u64 {
        text.size() as u64
    }
}

impl Default for PlainTexts {
    fn default() -> Self {
        let stories = usize::try_from(REMEMBERED / STORY).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(stories, REMEMBERED, Bytes))
    }
}

impl PlainTexts {
    pub(super) fn of(&self, id: ProjectId, version: i64) -> Option<Arc<ReadText>> {
        self.0.get(&(id, version))
    }

    /// Reads `text`, and remembers it as snippets need it.
    pub(super) fn keep(&self, id: ProjectId, version: i64, text: &str) -> Arc<ReadText> {
        let text = Arc::new(ReadText::new(text));
        self.0.insert((id, version), text.clone());
        text
    }
}
