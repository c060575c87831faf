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
use std::collections::{BTreeSet, HashMap};

/// Where a project comes from and what came of it, as far as the viewer may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineage {
    /// What it was made from.
    pub parent: Option<Parent>,
    /// What was made from it, the first first.
    pub versions: Vec<ProjectCard>,
    /// The whole family, from what everything was made from; nothing when there is none but it.
    pub tree: Option<Branch>,
}

/// A version in the tree of its family, and what was made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The version; nothing when the viewer may not read it.
    pub card: Option<ProjectCard>,
    /// Whether it is the one that is looked at.
    pub own: bool,
    /// What was made from it, the first first.
    pub versions: Vec<Branch>,
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
    let edges = rows::family(conn, project).await?;
    let ids: BTreeSet<_> = edges.iter().flat_map(|(version, parent)| [*version, *parent]).collect();
    let cards = rows::cards(conn, &Vec::from_iter(ids), &visible(cx)).await?;
    let seen: HashMap<_, _> = cards.into_iter().map(|card| (card.id, card)).collect();
    let parent = edges.iter().find(|(version, _)| *version == project).map(|(_, parent)| match seen.get(parent) {
        Some(card) => Parent::Seen(Box::new(card.clone())),
        None => Parent::Unseen,
    });
    let versions = edges.iter().filter(|(_, parent)| *parent == project).filter_map(|(version, _)| seen.get(version).cloned()).collect();
    let first = edges.iter().map(|(_, parent)| *parent).find(|parent| edges.iter().all(|(version, _)| version != parent));
    Ok(Lineage { parent, versions, tree: first.and_then(|first| branch(first, project, &edges, &seen)) })
}

/// The tree from `id` on; what may not be read is left out, but for what leads to what may.
fn branch(id: ProjectId, own: ProjectId, edges: &[(ProjectId, ProjectId)], seen: &HashMap<ProjectId, ProjectCard>) -> Option<Branch> {
    let made = edges.iter().filter(|(_, parent)| *parent == id);
    let versions: Vec<_> = made.filter_map(|(version, _)| branch(*version, own, edges, seen)).collect();
    let card = seen.get(&id).cloned();
    (card.is_some() || !versions.is_empty()).then_some(Branch { card, own: id == own, versions })
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
