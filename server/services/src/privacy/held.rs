//! What is held about whoever asks.

use super::parts;
use crate::{
    cx::Cx,
    error::{Error, Result},
};

/// One kind of thing that is held about someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it is, in French.
    pub title: &'static str,
    /// How much of it there is.
    pub many: usize,
}

/// What is held about the viewer; of what there is none is told too.
///
/// # Errors
/// `SignIn`.
pub async fn held(cx: &Cx) -> Result<Vec<Held>> {
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut conn = cx.read().await?;
    let mut held = Vec::new();
    for part in parts() {
        held.push(Held { title: part.title, many: part.held_about(&mut conn, account).await?.len() });
    }
    Ok(held)
}
