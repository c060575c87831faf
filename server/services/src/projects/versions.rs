//! Every version that was kept: listed, compared, brought back, and brought together with what someone typed over another (S16).

use super::{
    FieldChange, Placed, Project, SaveMode, Saved,
    compare::compare,
    gate, rows,
    write::{same_version, save},
};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    territory,
};
use domain::{
    access::{Action, ProjectAction, decide},
    problem::Problems,
    projects::{PictureEntry, PicturesForm, ProjectDraft, ProjectForm},
    territory::Uai,
    time::Timestamp,
};

/// A version that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number: it grows with every save. Autosaves that a later one replaced leave gaps.
    pub number: i64,
    /// Who saved it; nothing when the portal did, or the account is gone.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether the page saved it by itself.
    pub autosaved: bool,
}

/// The versions of a project, the latest first, and two of them beside each other.
#[derive(Clone, Debug)]
pub struct Versions {
    /// The project as it is now.
    pub project: Project,
    /// Whether the viewer may bring one back now.
    pub may_restore: bool,
    /// All that were kept.
    pub list: Vec<Version>,
    /// The two compared: the older and the newer, by their numbers. Nothing while there is one version only.
    pub compared: Option<(i64, i64)>,
    /// What differs between them.
    pub changes: Vec<FieldChange>,
}

/// The versions of the project at `slug`; `between` two of them, else between the two latest.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` when one of the two was not kept.
pub async fn versions(cx: &Cx, slug: &str, between: Option<(i64, i64)>) -> Result<Versions> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ReadVersions, slug).await?;
    let list = rows::versions(&mut conn, project.id).await?;
    let latest = || list.get(1).zip(list.first()).map(|(old, new)| (old.number, new.number));
    let compared = between.map(|(a, b)| (a.min(b), a.max(b))).or_else(latest);
    let changes = match compared {
        Some((old, new)) => {
            let old = rows::sheet_of_version(&mut conn, project.id, old).await?.ok_or(Error::NotFound)?;
            let new = rows::sheet_of_version(&mut conn, project.id, new).await?.ok_or(Error::NotFound)?;
            changes(&mut conn, old, new).await?
        }
        None => Vec::new(),
    };
    let may_restore = decide(&cx.viewer, Action::Project(ProjectAction::Edit, &project.facts(cx.now()))).is_ok();
    Ok(Versions { project, may_restore, list, compared, changes })
}

/// What differs between two sheets, schools by their names.
async fn changes(conn: &mut impl Conn, old: ProjectDraft, new: ProjectDraft) -> Result<Vec<FieldChange>> {
    let schools: Vec<Uai> = old.schools.iter().chain(&new.schools).cloned().collect();
    let names = territory::school_names(conn, &schools).await?;
    let name = move |school: &Uai| names.get(school).map_or_else(|| school.to_string(), |known| known.name.clone());
    let compared = tokio::task::spawn_blocking(move || compare(&old, &new, name)).await;
    Ok(compared.map_err(|failure| anyhow::Error::new(failure).context("comparing two versions"))?)
}

/// Brings what `number` said back, as a new version over `current`. The pictures stay as they are.
///
/// # Errors
/// As [`save`]; `NotFound` when that version was not kept.
pub async fn restore(cx: &Cx, slug: &str, number: i64, current: i64) -> Result<Saved> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::Edit, slug).await?;
    same_version(&project, Some(current))?;
    let draft = rows::sheet_of_version(&mut conn, project.id, number).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let form = ProjectForm { draft, pictures: None, version: Some(current), problems: Problems::new() };
    save(cx, slug, &form, SaveMode::Kept).await
}

/// What someone typed over a version that is no longer the last, brought together with what was saved meanwhile.
#[derive(Clone, Debug)]
pub struct Reconciled {
    /// What was typed, with what the other changed elsewhere, over the version now kept.
    pub form: ProjectForm,
    /// The version now kept.
    pub other: Option<Version>,
    /// Fields taken from it.
    pub taken: Vec<&'static str>,
    /// Fields that both changed: from what the other says to what was typed.
    pub disputed: Vec<FieldChange>,
}

/// Brings `form` together with what was saved of the project at `slug` while it was being typed.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn reconcile(cx: &Cx, slug: &str, form: ProjectForm) -> Result<Reconciled> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::Edit, slug).await?;
    // An autosave that was replaced since is not there any more: an older base only asks more questions.
    let base = rows::sheet_not_after(&mut conn, project.id, form.version.unwrap_or(0)).await?.unwrap_or_default();
    let merged = ProjectDraft::merge(&base, &project.draft, &form.draft);
    let mut disputed = changes(&mut conn, project.draft.clone(), merged.draft.clone()).await?;
    disputed.retain(|change| merged.disputed.contains(&change.field));
    let other = rows::versions(&mut conn, project.id).await?.into_iter().next();
    let pictures = form.pictures.clone().map(|mine| with_theirs(mine, &project.pictures));
    let form = ProjectForm { draft: merged.draft, pictures, version: Some(project.version), ..form };
    Ok(Reconciled { form, other, taken: merged.taken, disputed })
}

/// The pictures of a form, and those that the project has and the form does not name: someone may have added them meanwhile, and a picture
/// taken off by mistake is put back more easily than one that was lost.
fn with_theirs(mut mine: PicturesForm, theirs: &[Placed]) -> PicturesForm {
    for placed in theirs {
        let figure = &placed.figure;
        if !mine.iter().any(|entry| entry.picture == figure.picture) {
            mine.push(PictureEntry { picture: figure.picture, alt: figure.alt.clone(), caption: figure.caption.clone() });
        }
    }
    mine
}
