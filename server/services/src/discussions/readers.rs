//! Who, of some people, may read a topic now, or a message in it: one question, asked of all of them at once.

use crate::{db::Conn, error::Result, identity};
use domain::{
    access::{Action, PostAction, PostFacts, TopicAction, TopicFacts, decide},
    ids::AccountId,
};
use std::collections::BTreeSet;

/// Those of `accounts` who may read a topic now, and the message in it if one is meant. Who has no account any more, or whose account is
/// suspended, reads nothing.
pub(super) async fn readers(
    conn: &mut impl Conn,
    accounts: &[AccountId],
    topic: &TopicFacts,
    post: Option<&PostFacts>,
) -> Result<BTreeSet<AccountId>> {
    let action = post.map_or(Action::Topic(TopicAction::Read, topic), |post| Action::Post(PostAction::Read, topic, post));
    let people = identity::persons(conn, accounts).await?;
    Ok(people.into_iter().filter(|(_, person)| decide(person, action).is_ok()).map(|(account, _)| account).collect())
}
