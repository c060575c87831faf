//! What stands beside a project or a training: its topics, and what it is called.

use super::{About, TopicCard, rows, topics_about};
use crate::{
    cx::Cx,
    error::{Error, Result},
    projects, training,
};
use domain::{
    access::{Action, Principal, TopicAction, TopicFacts, decide},
    discussions::{Place, TopicKind, TopicState},
};

/// The topics beside a project or a training, as far as the viewer is concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Those that the viewer may read, by their last message.
    pub topics: Vec<TopicCard>,
    /// Whether the viewer may open another.
    pub may_open: bool,
}

/// The topics beside `about` that the viewer may read, and whether they may open another.
///
/// # Errors
/// The database's.
pub async fn beside(cx: &Cx, about: About) -> Result<Beside> {
    // They are between members: for visitors, who are most, nothing need be asked.
    if cx.account().is_none() {
        return Ok(Beside::default());
    }
    let topics = topics_about(cx, about).await?;
    let readers = rows::readers_of(&mut cx.read().await?, about, cx.now()).await?;
    Ok(Beside { topics, may_open: check_may_open(cx, readers).is_ok() })
}

/// Lets the viewer open a topic beside what these groups read.
pub(super) fn check_may_open(cx: &Cx, readers: Vec<Principal>) -> Result<()> {
    let place = Place::Beside(readers);
    let facts = TopicFacts { place, author: cx.account(), kind: TopicKind::Talk, state: TopicState::Shown, locked: false, commune: None };
    decide(&cx.viewer, Action::Topic(TopicAction::Reply, &facts)).map_err(Error::from)
}

/// The part of its address that its title made, and the title, of what a topic stands beside; nothing when the viewer may not read it.
///
/// # Errors
/// The database's.
pub async fn neighbour(cx: &Cx, about: About) -> Result<Option<(String, String)>> {
    match about {
        About::Project(id) => Ok(projects::cards(cx, &[id]).await?.pop().map(|card| (card.slug, card.title))),
        About::Training(id) => {
            let mut conn = cx.read().await?;
            if !training::is_shown(cx, &mut conn, id).await? {
                return Ok(None);
            }
            rows::training_named(&mut conn, id).await
        }
    }
}
