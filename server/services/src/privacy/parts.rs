//! Everything that is held about people, by slice.

use super::rows;
use crate::{
    curation, discussions,
    holdings::{Part, Words},
    identity, media, moderation, notifications, projects, training,
};

/// What is held, in the order in which it is erased: what asks whose something is comes before what makes it nobody's.
pub fn parts() -> impl Iterator<Item = &'static Part> {
    let all = [
        notifications::HELD,
        moderation::HELD,
        discussions::HELD,
        training::HELD,
        projects::HELD,
        media::HELD,
        rows::holdings::PARTS,
        identity::HELD,
    ];
    all.into_iter().flatten()
}

/// Where people write, whoever they are.
pub fn written() -> impl Iterator<Item = &'static Words> {
    let all = [
        moderation::WRITTEN,
        discussions::WRITTEN,
        training::WRITTEN,
        projects::WRITTEN,
        media::WRITTEN,
        curation::WRITTEN,
        identity::WRITTEN,
    ];
    all.into_iter().flatten()
}
