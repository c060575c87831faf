//! The ledger of image rights: who said what of a picture, why one is hidden, and what ends soon (S4, S5).

use super::rows;
use crate::{cx::Cx, db::Conn, error::Result};
use domain::{
    ids::PictureId,
    media::{Hidden, People},
    time::{Day, Timestamp},
};

/// An authorisation that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The picture that it is about.
    pub picture: PictureId,
    /// The last day on which the picture may be shown.
    pub until: Day,
}

/// Writes what someone declares of `picture` into the ledger; it holds from now on. What was hidden because an authorisation had ended
/// or was taken back is shown again; what a family asks to have taken away stays hidden until that is decided.
///
/// # Errors
/// The database's.
pub async fn declare(cx: &Cx, conn: &mut impl Conn, picture: PictureId, people: &People) -> Result<()> {
    rows::declare(conn, cx.id(), picture, people, cx.account(), cx.now()).await?;
    rows::show_if(conn, picture, &[Hidden::Expired, Hidden::Withdrawn]).await
}

/// Hides `picture` from everyone but its authors and the animators. Says whether it was shown until now, or hidden for another reason.
///
/// # Errors
/// The database's.
pub async fn hide(cx: &Cx, conn: &mut impl Conn, picture: PictureId, why: Hidden) -> Result<bool> {
    rows::hide(conn, picture, why, cx.now()).await
}

/// Shows `picture` again, if it is hidden for one of these reasons.
///
/// # Errors
/// The database's.
pub async fn show(conn: &mut impl Conn, picture: PictureId, reasons: &[Hidden]) -> Result<()> {
    rows::show_if(conn, picture, reasons).await
}

/// Pictures still shown whose authorisation has ended by `now`, the first to end first.
///
/// # Errors
/// The database's.
pub async fn due(conn: &mut impl Conn, now: Timestamp, at_most: i64) -> Result<Vec<PictureId>> {
    rows::ended(conn, now, at_most).await
}

/// Authorisations that end before `before` and of which nobody was warned yet.
///
/// # Errors
/// The database's.
pub async fn ending(conn: &mut impl Conn, before: Timestamp, at_most: i64) -> Result<Vec<Ending>> {
    rows::ending(conn, before, at_most).await
}

/// Notes that the end of `picture`'s authorisation was told. Says whether it was not told before.
///
/// # Errors
/// The database's.
pub async fn warned(cx: &Cx, conn: &mut impl Conn, picture: PictureId) -> Result<bool> {
    rows::warned(conn, picture, cx.now()).await
}
