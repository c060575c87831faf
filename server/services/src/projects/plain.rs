//! Plain texts of sheets, remembered: a search shows a few words of each of its results, and would else read every story again.

use super::ProjectCard;
use crate::index::ReadText;
use domain::ids::ProjectId;
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;

/// How many bytes are remembered: a thousand stories or two.
const REMEMBERED: u64 = 12 << 20;
const STORY: u64 = 10 << 10;

/// A version of a project: what it says does not change any more, but for the names of those who leave ([`PlainTexts::forget`]).
type Version = (ProjectId, i64);

/// A version's title, and what else it says.
#[derive(Debug)]
pub struct ReadSheet {
    /// Its title.
    pub title: ReadText,
    /// Everything else, as plain text.
    pub text: ReadText,
}

/// The versions that were shown lately. Says nothing about who may read them: that is asked before.
#[derive(Debug)]
pub struct PlainTexts(Cache<Version, Arc<ReadSheet>, Bytes>);

#[derive(Clone, Debug)]
struct Bytes;

impl Weighter<Version, Arc<ReadSheet>> for Bytes {
    fn weight(&self, _: &Version, sheet: &Arc<ReadSheet>) -> u64 {
        (sheet.title.size() + sheet.text.size()) as u64
    }
}

impl Default for PlainTexts {
    fn default() -> Self {
        let stories = usize::try_from(REMEMBERED / STORY).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(stories, REMEMBERED, Bytes))
    }
}

impl PlainTexts {
    pub(super) fn of(&self, card: &ProjectCard) -> Option<Arc<ReadSheet>> {
        self.0.get(&(card.id, card.version))
    }

    /// Reads a version, and remembers it.
    pub(super) fn keep(&self, id: ProjectId, version: i64, title: &str, text: &str) -> Arc<ReadSheet> {
        let sheet = Arc::new(ReadSheet { title: ReadText::new(title), text: ReadText::new(text) });
        self.0.insert((id, version), sheet.clone());
        sheet
    }

    /// Forgets them all: whoever leaves takes their name out of what others wrote, and makes no version of it.
    pub fn forget(&self) {
        self.0.clear();
    }
}
