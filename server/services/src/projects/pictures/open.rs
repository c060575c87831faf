//! Seeing a picture: its file, its page, and those that a form names.

use super::super::{
    Placed, Project, gate,
    media::{check_seen, picture_for},
    rows,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    media,
    text::{TextFigure, TextFigures, pictures_in},
};
use domain::{
    access::{Action, ProjectAction, decide},
    ids::PictureId,
    media::MAX_PICTURES,
    projects::ProjectForm,
};

/// The page on which a picture is prepared.
#[derive(Clone, Debug)]
pub struct PicturePage {
    /// The picture.
    pub picture: media::Picture,
    /// The project that shows it, if one does.
    pub project: Option<Project>,
    /// Whether the viewer may mask it and declare who is in it.
    pub may_edit: bool,
    /// Whether the viewer may take it from its readers.
    pub may_hide: bool,
}

/// A picture whose files the viewer may see, as `check_seen` says.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen.
pub async fn picture_seen(cx: &Cx, picture: PictureId) -> Result<media::Picture> {
    let mut conn = cx.read().await?;
    let known = media::load(&mut conn, picture).await?.ok_or(Error::NotFound)?;
    check_seen(cx, &mut conn, &known.medium).await?;
    Ok(known)
}

/// The pictures that a text being written may show: those that the writer sees.
///
/// # Errors
/// The database's.
pub async fn figures_in(cx: &Cx, typed: &str) -> Result<TextFigures> {
    let mut seen = Vec::new();
    for picture in pictures_in(typed).into_iter().take(MAX_PICTURES) {
        match picture_seen(cx, picture).await {
            Ok(known) => {
                seen.push((picture, TextFigure { width: known.size.width, height: known.size.height, alt: String::new(), on_paper: false }))
            }
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(TextFigures::new(seen))
}

/// The page of a picture, for those who may prepare it or take it from its readers.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn open_picture(cx: &Cx, picture: PictureId) -> Result<PicturePage> {
    let mut conn = cx.read().await?;
    let (picture, project) = picture_for(cx, &mut conn, ProjectAction::HidePictures, picture, false).await?;
    let may = |action| project.as_ref().is_none_or(|project| decide(&cx.viewer, Action::Project(action, &project.facts(cx.now()))).is_ok());
    let (may_edit, may_hide) = (may(ProjectAction::Edit), project.is_some());
    Ok(PicturePage { picture, project, may_edit, may_hide })
}

/// The pictures that `form` names, as far as the viewer may place them in the project at `slug`: to show the form again.
///
/// # Errors
/// The database's.
pub async fn pictures_typed(cx: &Cx, slug: Option<&str>, form: &ProjectForm) -> Result<Vec<Placed>> {
    let mut conn = cx.read().await?;
    let placed = match slug {
        Some(slug) => gate::project(cx, &mut conn, ProjectAction::Edit, slug).await?.pictures,
        None => Vec::new(),
    };
    let Some(entries) = &form.pictures else { return Ok(placed) };
    let mut typed = Vec::with_capacity(entries.len());
    for entry in entries {
        let known = match placed.iter().find(|placed| placed.figure.picture == entry.picture) {
            Some(known) => Some(known.clone()),
            None => waiting(cx, &mut conn, entry.picture).await?,
        };
        if let Some(known) = known {
            typed.push(known.described(entry.alt.clone(), entry.caption.clone()));
        }
    }
    Ok(typed)
}

/// A picture of the viewer's own that no project shows yet.
async fn waiting(cx: &Cx, conn: &mut crate::db::Rd, picture: PictureId) -> Result<Option<Placed>> {
    if rows::project_of_medium(conn, picture.into()).await?.is_some() {
        return Ok(None);
    }
    let known = media::load(conn, picture).await?.filter(|known| known.medium.owner.is_some() && known.medium.owner == cx.account());
    Ok(known.map(Placed::new))
}
