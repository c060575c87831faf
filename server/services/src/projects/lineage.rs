//! « Reprendre ce projet »: a version of one's own, which keeps where it comes from and obeys its licence (S15).

use super::{Project, ProjectCard, SaveMode, Saved, gate, rows, write};
use crate::{
    access::visible,
    cx::{Change, Cx},
    db::{Conn, Rd},
    error::Result,
    text::without_pictures,
};
use domain::{
    access::ProjectAction,
    events::Event,
    ids::ProjectId,
    problem::{Problems, Rule},
    projects::{ProjectDraft, ProjectForm, Visibility},
};

/// How many versions a page shows: the latest ones would be more than anyone reads.
const MANY: usize = 50;

/// Where a project comes from and what came of it, as far as the viewer may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineage {
    /// What it was made from.
    pub parent: Option<Parent>,
    /// What was made from it, the first first.
    pub versions: Vec<ProjectCard>,
}

/// What a project was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parent {
    /// The viewer may read it.
    Seen(Box<ProjectCard>),
    /// It is not to be read, any more or by them.
    Unseen,
}

/// Starts a version of the viewer's own from the project at `slug`: a draft that says the same, without what is that class's alone (its
/// pictures, its school and year, what its pupils did).
///
/// # Errors
/// `NotFound`, `SignIn`, or `Denied` when its licence does not let others do so.
pub async fn take_over(cx: &Cx, slug: &str) -> Result<Saved> {
    let mut change = cx.begin().await?;
    let parent = gate::project_for_write(cx, &mut change, ProjectAction::TakeOver, slug).await?;
    let form = ProjectForm { draft: version_of(&parent, cx), pictures: None, version: None, problems: Problems::new() };
    let project = write::begin(cx, &mut change, &form, SaveMode::Kept).await?;
    rows::insert_parent(&mut change, project.id, parent.id, cx.now()).await?;
    change.commit().await?;
    Ok(write::saved(&project))
}

fn version_of(parent: &Project, cx: &Cx) -> ProjectDraft {
    let schools = cx.viewer.member().map(|member| member.schools.clone()).unwrap_or_default();
    // Who has several schools says which.
    let schools = if schools.len() == 1 { schools } else { Vec::new() };
    ProjectDraft {
        schools,
        school_year: None,
        result: String::new(),
        visibility: Visibility::Public,
        body: without_pictures(&parent.draft.body),
        ..parent.draft.clone()
    }
}

/// Where `project` comes from and what came of it, as far as the viewer may read.
pub(super) async fn of(cx: &Cx, conn: &mut Rd, project: ProjectId) -> Result<Lineage> {
    let parent = match rows::parent(conn, project).await? {
        None => None,
        Some((parent, _)) => Some(match rows::cards(conn, &[parent], &visible(cx)).await?.pop() {
            Some(card) => Parent::Seen(Box::new(card)),
            None => Parent::Unseen,
        }),
    };
    let mut made = rows::versions_made(conn, project).await?;
    made.truncate(MANY);
    Ok(Lineage { parent, versions: rows::cards(conn, &made, &visible(cx)).await? })
}

/// What stops `project` from having the licence that it has: that of what it was made from.
pub(super) async fn lacks(conn: &mut impl Conn, project: &Project) -> Result<Problems> {
    let mut problems = Problems::new();
    if let (Some(own), Some((_, Some(parent)))) = (project.draft.licence, rows::parent(conn, project.id).await?)
        && parent.lets_adapt()
        && !parent.lets_version_be(own)
    {
        problems.add("licence", Rule::ParentLicence(parent));
    }
    Ok(problems)
}

/// Tells that a version appeared, to those from whom it was made.
pub(super) async fn tell(change: &mut Change, version: ProjectId) -> Result<()> {
    if let Some((project, _)) = rows::parent(change, version).await? {
        change.tell(Event::ProjectTakenOver { project, version });
    }
    Ok(())
}
