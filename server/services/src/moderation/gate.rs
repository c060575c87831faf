//! As whom a message is read and decided on.

use super::rows;
use crate::{
    access,
    cx::Cx,
    db::Conn,
    discussions,
    error::{Error, Result},
    media::Picture,
};
use domain::{
    access::{PortalAction, Viewer},
    ids::{PictureId, PostId},
};

/// As the portal itself: for a message that is handed over to who decides. The caller has asked whether the viewer decides.
pub(super) fn handed_over(cx: &Cx) -> Cx {
    cx.as_viewer(Viewer::System("moderation"))
}

/// As whom the viewer, who decides, reads and decides on `post`: as themselves, so that what passes between some people stays theirs; as the
/// portal, as long as what one of them has reported, or does not accept, waits for a decision, or what was taken from them may be given back. A
/// delegate does so as themselves always: what is of other communes, or between some people, is the animator's to decide on (G8).
///
/// # Errors
/// `SignIn` or `Denied` for those who do not decide.
pub(super) async fn decider(cx: &Cx, conn: &mut impl Conn, post: PostId) -> Result<Cx> {
    access::check(cx, PortalAction::OpenModeration)?;
    let everywhere = access::check(cx, PortalAction::Moderate).is_ok();
    Ok(if everywhere && rows::is_handed_over(conn, post).await? { handed_over(cx) } else { cx.clone() })
}

/// A picture of a message for who decides, as long as what is asked or reported of it waits: also one that passes between some people.
///
/// # Errors
/// `NotFound` for others, and once nothing about it waits.
pub async fn picture_seen(cx: &Cx, picture: PictureId) -> Result<Picture> {
    access::check(cx, PortalAction::Moderate).map_err(|_| Error::NotFound)?;
    if !rows::is_picture_handed_over(&mut cx.read().await?, picture).await? {
        return Err(Error::NotFound);
    }
    discussions::picture_seen(&handed_over(cx), picture).await
}
