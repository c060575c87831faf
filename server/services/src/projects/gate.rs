//! The only way to a project in a write, and to one in a read.

use super::{Project, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
};
use domain::access::{Action, ProjectAction, decide};

/// The project at `slug`, if `cx`'s viewer may do `action` to it.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen; `SignIn` or `Denied` when it is seen but this may not be done.
pub(super) async fn project(cx: &Cx, conn: &mut impl Conn, action: ProjectAction, slug: &str) -> Result<Project> {
    let id = rows::id_of_slug(conn, slug).await?.ok_or(Error::NotFound)?;
    let project = rows::load(conn, id).await?.ok_or(Error::NotFound)?;
    decide(&cx.viewer, Action::Project(action, &project.facts(cx.now())))?;
    Ok(project)
}

/// As [`project`], in a write: the row is locked first, so that what is decided on is still true at the commit.
pub(super) async fn project_for_write(cx: &Cx, conn: &mut impl Conn, action: ProjectAction, slug: &str) -> Result<Project> {
    if !rows::lock(conn, slug).await? {
        return Err(Error::NotFound);
    }
    project(cx, conn, action, slug).await
}
