//! The pictures of a sheet: placed by its authors, shown to its readers, masked, declared, hidden.
//!
//! **Start reading at** `place`, then `open`, then `rights`.

mod mask;
mod open;
mod place;
mod rights;
mod sweep;

pub use mask::mask_picture;
pub use open::{PicturePage, figures_in, open_picture, picture_seen, pictures_typed};
pub(super) use place::place;
pub use rights::{after_request, declare_people, hide_ended, hide_until_decided, picture_ending, warn_of_endings, withdraw_consent};
pub use sweep::{sweep_files, sweep_pictures};

use super::{Project, gate, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    media,
};
use domain::{
    access::{ProjectAction, Viewer},
    ids::PictureId,
    media::{Lack, Support},
    problem::{Problems, Rule},
    projects::Visibility,
    time::Day,
};

/// A picture and the project that shows it, if one does, for `action`; locked for a write. One that no project shows is its owner's alone.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen; `SignIn` or `Denied` when it is seen but this may not be done.
async fn picture_for(
    cx: &Cx,
    conn: &mut impl Conn,
    action: ProjectAction,
    picture: PictureId,
    write: bool,
) -> Result<(media::Picture, Option<Project>)> {
    let place = rows::project_of_picture(conn, picture).await?;
    let project = match place {
        Some(slug) if write => Some(gate::project_for_write(cx, conn, action, &slug).await?),
        Some(slug) => Some(gate::project(cx, conn, action, &slug).await?),
        None => None,
    };
    let known = media::load(conn, picture).await?.ok_or(Error::NotFound)?;
    if project.is_none() && !waits_for(cx, &known) {
        return Err(Error::NotFound);
    }
    Ok((known, project))
}

/// Whether a picture that no project shows is the viewer's own, or the portal itself asks.
fn waits_for(cx: &Cx, known: &media::Picture) -> bool {
    let mine = known.owner.is_some() && known.owner == cx.account();
    mine || matches!(cx.viewer, Viewer::System(_))
}

/// Where families must have allowed what readers of this visibility see.
const fn support(visibility: Visibility) -> Support {
    match visibility {
        Visibility::Public => Support::Public,
        Visibility::Community | Visibility::School => Support::Members,
    }
}

/// What the pictures of `project` lack to be shown to its readers on `today`, each by its place. What is hidden is shown to nobody, and
/// lacks nothing.
pub(super) fn lacks(project: &Project, today: Day) -> Problems {
    let mut problems = Problems::new();
    for (at, placed) in project.pictures.iter().enumerate().filter(|(_, placed)| placed.hidden.is_none()) {
        let alternative = (placed.figure.alt == domain::media::Alternative::Missing).then_some(Lack::Alternative);
        let rights = placed.people.lack(support(project.draft.visibility), today);
        for lack in alternative.into_iter().chain(rights) {
            problems.add("pictures", Rule::OfPicture { place: at + 1, lack });
        }
    }
    problems
}
