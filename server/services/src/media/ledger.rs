//! The ledger of image rights: who said what of a medium, why one is hidden, and what ends soon (S4, S5).

use super::rows;
use crate::{cx::Cx, db::Conn, error::Result};
use domain::{
    ids::MediumId,
    media::{Hidden, People},
    time::{Day, Timestamp},
};

/// An authorisation that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The medium that it is about.
    pub medium: MediumId,
    /// The last day on which it may be shown.
    pub until: Day,
}

/// Writes what someone declares of `medium` into the ledger; it holds from now on. What was hidden because an authorisation had ended
/// or was taken back is shown again; what a family asks to have taken away stays hidden until that is decided.
///
/// # Errors
/// The database's.
pub async fn declare(cx: &Cx, conn: &mut impl Conn, medium: MediumId, people: &People) -> Result<()> {
    rows::declare(conn, cx.id(), medium, people, cx.account(), cx.now()).await?;
    rows::show_if(conn, medium, &[Hidden::Expired, Hidden::Withdrawn]).await
}

/// Hides `medium` from everyone but its authors and the animators, and forgets the text that was read in it. Says whether it was shown until
/// now, or hidden for another reason.
///
/// # Errors
/// The database's.
pub async fn hide(cx: &Cx, conn: &mut impl Conn, medium: MediumId, why: Hidden) -> Result<bool> {
    rows::hide(conn, medium, why, cx.now()).await
}

/// Shows `medium` again, if it is hidden for one of these reasons.
///
/// # Errors
/// The database's.
pub async fn show(conn: &mut impl Conn, medium: MediumId, reasons: &[Hidden]) -> Result<()> {
    rows::show_if(conn, medium, reasons).await
}

/// Media still shown whose authorisation has ended by `now`, the first to end first.
///
/// # Errors
/// The database's.
pub async fn due(conn: &mut impl Conn, now: Timestamp, at_most: i64) -> Result<Vec<MediumId>> {
    rows::ended(conn, now, at_most).await
}

/// Authorisations that end before `before` and of which nobody was warned yet.
///
/// # Errors
/// The database's.
pub async fn ending(conn: &mut impl Conn, before: Timestamp, at_most: i64) -> Result<Vec<Ending>> {
    rows::ending(conn, before, at_most).await
}

/// Has the end of `medium`'s authorisation told again, when it is near: others see it now.
///
/// # Errors
/// The database's.
pub async fn forget_warning(conn: &mut impl Conn, medium: MediumId) -> Result<()> {
    rows::forget_warning(conn, medium).await
}

/// Notes that the end of `medium`'s authorisation was told. Says whether it was not told before.
///
/// # Errors
/// The database's.
pub async fn warned(cx: &Cx, conn: &mut impl Conn, medium: MediumId) -> Result<bool> {
    rows::warned(conn, medium, cx.now()).await
}
