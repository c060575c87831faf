//! One person with two accounts (IDENTITY 1.6): an administrator has told that they are theirs, and the new one, which holds nothing yet, goes.

use super::{erase, parts};
use crate::{access, cx::Cx, error::Result, identity};
use domain::{
    access::PortalAction,
    ids::AccountId,
    privacy::Contributions,
    problem::{Problems, Rule},
};
use serde_json::Value;

/// What is held of someone who only reads: nothing is lost with it.
const READING: &str = "lecture";

/// Has whoever bears `new` sign in to `former` from now on, and erases the new account, in one transaction.
///
/// # Errors
/// `SignIn` or `Denied` for those who do not administer; `NotFound` when the two do not wait for this word; `Invalid` on `account` when the new
/// one holds something that would be lost.
pub async fn reunite(cx: &Cx, new: AccountId, former: AccountId) -> Result<()> {
    access::check(cx, PortalAction::GrantRole)?;
    let mut change = cx.begin().await?;
    identity::join_twin(cx, &mut change, new, former).await?;
    for part in parts::made() {
        let held = part.held_about(&mut change, new).await?;
        if held.iter().any(|one| one.get("sorte").and_then(Value::as_str) != Some(READING)) {
            return Err(Problems::one("account", Rule::HoldsSomething).into());
        }
    }
    // Nobody leaves: how others call this person stays in what they wrote.
    erase::take_away(cx, &mut change, new, Contributions::Keep, &[]).await?;
    change.commit().await?;
    erase::settle_soon(cx).await;
    Ok(())
}
