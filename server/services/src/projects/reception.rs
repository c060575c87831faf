//! What became of a project, for those who wrote it: views, marks, trials, versions; and the attestation of it (S11).

use super::{Echoes, Lineage, Place, Project, gate, lineage, rows, trials};
use crate::{
    cx::Cx,
    error::{Error, Result},
    pdf,
};
use domain::{
    access::{Denial, ProjectAction},
    paths,
    projects::{Mark, State},
    time::Day,
};

/// What became of a project.
#[derive(Clone, Debug)]
pub struct Reception {
    /// The project.
    pub project: Project,
    /// How often readers opened it, by month (`2026-11`), the first month first.
    pub views: Vec<(String, i64)>,
    /// How many keep it.
    pub bookmarks: i64,
    /// Thanks and trials.
    pub echoes: Echoes,
    /// What was made from it.
    pub lineage: Lineage,
    /// Whether the viewer signs it, and it was published: an attestation of that is then had.
    pub attested: bool,
}

/// What became of the project at `slug`, for those who wrote it and those who review it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn reception(cx: &Cx, slug: &str) -> Result<Reception> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ReadReview, slug).await?;
    let around = rows::around(&mut conn, project.id, Day::containing(cx.now())).await?;
    let views = rows::views(&mut conn, project.id).await?;
    let bookmarks = rows::count_marks(&mut conn, project.id, Mark::Bookmark).await?;
    let lineage = lineage::of(cx, &mut conn, project.id).await?;
    let echoes = trials::of(cx, &mut conn, project.id, around).await?;
    let attested = is_attested(cx, &project);
    Ok(Reception { project, views, bookmarks, echoes, lineage, attested })
}

fn is_attested(cx: &Cx, project: &Project) -> bool {
    let signs = project.authors.iter().any(|author| Some(author.id) == cx.account());
    signs && project.published.is_some() && project.state == State::Published
}

/// The attestation that the viewer wrote the project at `slug`: a PDF that anyone can read, with or without eyes (PDF/UA-1).
///
/// # Errors
/// `NotFound` or `SignIn`; `Denied` for those who do not sign it, and while it is not published.
pub async fn attestation(cx: &Cx, slug: &str) -> Result<Vec<u8>> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ReadReview, slug).await?;
    let member = cx.viewer.member().ok_or(Error::SignIn)?;
    if !is_attested(cx, &project) {
        return Err(Error::Denied(if project.state == State::Published { Denial::NotAuthor } else { Denial::State(project.state) }));
    }
    // For one's career, under the name one bears; pages show the one chosen for them.
    let name = member.name.clone();
    let places = rows::places(&mut conn, project.id).await?;
    let around = rows::around(&mut conn, project.id, Day::containing(cx.now())).await?;
    let versions = lineage::of(cx, &mut conn, project.id).await?.versions.len();
    drop(conn);
    let published = project.published.map(Day::containing).ok_or(Error::NotFound)?;
    let settings = &cx.portal.settings;
    let text = pdf::Attestation {
        portal: settings.name.clone(),
        territory: settings.territory.clone(),
        name,
        title: project.draft.title.clone(),
        summary: project.draft.summary.clone(),
        schools: places.iter().map(written).collect::<Vec<_>>().join(" ; "),
        published: published.written(),
        address: settings.address(&paths::project(&project.slug)),
        thanks: around.thanks,
        trials: around.trials,
        versions,
        today: Day::containing(cx.now()).written(),
    };
    pdf::attestation(text).await
}

fn written(place: &Place) -> String {
    format!("{}, {}", place.school, place.commune)
}
