//! Everything that is held about people, by slice.

use super::rows;
use crate::{
    curation, discussions,
    holdings::{Part, Words},
    identity, media, moderation, notifications, projects, search, training,
};

/// What is held, in the order in which it is erased: what asks whose something is comes before what makes it nobody's.
pub fn parts() -> impl Iterator<Item = &'static Part> {
    notifications::HELD.iter().chain(made()).chain(rows::holdings::PARTS).chain(identity::HELD)
}

/// Those of them that someone makes or does, as against what they are, what they chose and what they are told.
pub(super) fn made() -> impl Iterator<Item = &'static Part> {
    [search::HELD, moderation::HELD, discussions::HELD, training::HELD, projects::HELD, media::HELD].into_iter().flatten()
}

/// Where people write, whoever they are.
pub fn written() -> impl Iterator<Item = &'static Words> {
    let all = [
        search::WRITTEN,
        moderation::WRITTEN,
        discussions::WRITTEN,
        training::WRITTEN,
        projects::WRITTEN,
        media::WRITTEN,
        curation::WRITTEN,
        search::WRITTEN,
        identity::WRITTEN,
    ];
    all.into_iter().flatten()
}
