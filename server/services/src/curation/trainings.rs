//! The projects that a training is about (T20): shown on its page, and the training on theirs.

use super::rows;
use crate::{
    access,
    cx::Cx,
    error::{Error, Result},
    projects::{self, ProjectCard},
    training::{self, TrainingSheet},
};
use domain::{
    access::{Denial, PortalAction},
    curation::MAX_AROUND_TRAINING,
    ids::{ProjectId, TrainingId},
    paths::slug_in,
    problem::{Problems, Rule},
};

/// The projects that `training` is about and that the viewer may read, in its order.
///
/// # Errors
/// The database's.
pub async fn projects_of_training(cx: &Cx, training: TrainingId) -> Result<Vec<ProjectCard>> {
    let ids = rows::projects_of_training(&mut cx.read().await?, training).await?;
    projects::cards(cx, &ids).await
}

/// The trainings about `project` of which the viewer sees a session: the address and the title of each.
///
/// # Errors
/// The database's.
pub async fn trainings_about(cx: &Cx, project: ProjectId) -> Result<Vec<(String, String)>> {
    let mut conn = cx.read().await?;
    let mut shown = Vec::new();
    for (training, slug, title) in rows::trainings_about(&mut conn, project).await? {
        if training::is_shown(cx, &mut conn, training).await? {
            shown.push((slug, title));
        }
    }
    Ok(shown)
}

/// Has the training at `slug` be about the projects at `addresses`, one a line, in this order.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound`; `Invalid` on `projects` when there is none at one of them, or too many.
pub async fn set_projects_of_training(cx: &Cx, slug: &str, addresses: &str) -> Result<()> {
    access::check(cx, PortalAction::OpenTrainings)?;
    let TrainingSheet { training, may_write, .. } = training::training(cx, slug).await?;
    if !may_write {
        return Err(Error::Denied(Denial::Role));
    }
    let mut change = cx.begin().await?;
    rows::lock_training(&mut change, training.id).await?;
    let mut ids = Vec::new();
    for line in addresses.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match projects::id_to_put_forward(cx, &mut change, slug_in(line)).await {
            Ok(id) if !ids.contains(&id) => ids.push(id),
            Ok(_) => {}
            Err(Error::Invalid(_)) => return Err(Problems::one("projects", Rule::NotAProject).into()),
            Err(error) => return Err(error),
        }
    }
    if ids.len() > MAX_AROUND_TRAINING {
        return Err(Problems::one("projects", Rule::TooMany { max: MAX_AROUND_TRAINING }).into());
    }
    rows::set_projects_of_training(&mut change, training.id, &ids).await?;
    change.commit().await
}
