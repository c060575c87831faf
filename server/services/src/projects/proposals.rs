//! Other words that a reviewer proposes, and that authors take or leave, field by field (E2).

use super::{Piece, Project, SaveMode, Saved, compare::words, gate, review, rows, write};
use crate::{
    cx::Cx,
    error::{Error, Result},
};
use domain::{
    access::{Action, ProjectAction, decide},
    events::Event,
    ids::ProposalId,
    problem::Problems,
    projects::{Fit, MAX_NOTE, Move, ProjectForm, State, TextEdit},
    text::clean_text,
    time::Timestamp,
};

/// A proposal that waits for its project's authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number.
    pub id: ProposalId,
    /// Who made it.
    pub by: String,
    /// The word that goes with it; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// A proposal as its page shows it.
#[derive(Clone, Debug)]
pub struct ProposalSheet {
    /// The project as it is now.
    pub project: Project,
    /// The proposal.
    pub proposal: Proposal,
    /// What it would change.
    pub edits: Vec<ShownEdit>,
    /// Whether the viewer may take or leave it now.
    pub may_decide: bool,
}

/// Other words beside those of the sheet.
#[derive(Clone, Debug)]
pub struct ShownEdit {
    /// The field.
    pub field: &'static str,
    /// How they stand beside what it says by now.
    pub fit: Fit,
    /// What it says by now made into what is proposed.
    pub pieces: Vec<Piece>,
}

/// The project at `slug`, for the reviewer who would propose other words.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn open_to_propose(cx: &Cx, slug: &str) -> Result<Project> {
    gate::project(cx, &mut cx.read().await?, ProjectAction::Propose, slug).await
}

/// Proposes the words of a form, `pairs`, for what the project at `slug` said in `version`. One that waited goes back to its authors.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when nothing differs or a text cannot be kept; `Conflict` when it is no longer the version
/// that was read.
pub async fn propose<'a>(
    cx: &Cx,
    slug: &str,
    version: i64,
    note: &str,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<ProposalId> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Propose, slug).await?;
    write::same_version(&project, Some(version))?;
    let note = clean_text(note);
    let mut problems = Problems::new();
    problems.check_line("note", &note, false, MAX_NOTE);
    let edits = TextEdit::read(&project.draft, pairs).unwrap_or_else(|found| {
        problems.extend(found);
        Vec::new()
    });
    problems.into_result()?;
    let proposal = Proposal { id: ProposalId::new(cx.id()), by: String::new(), note, at: cx.now() };
    rows::insert_proposal(&mut change, project.id, cx.account(), &proposal, &edits).await?;
    if project.state != State::Published {
        project.publish_at = None;
        review::make(cx, &mut change, &mut project, Move::AskChanges).await?;
    }
    change.tell(Event::EditsProposed { project: project.id, proposal: proposal.id });
    change.commit().await?;
    Ok(proposal.id)
}

/// The proposal `id` on the project at `slug`, beside what the sheet says by now.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `NotFound` too once it is decided.
pub async fn proposal(cx: &Cx, slug: &str, id: ProposalId) -> Result<ProposalSheet> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ReadReview, slug).await?;
    let known = rows::open_proposals(&mut conn, project.id).await?;
    let proposal = known.into_iter().find(|proposal| proposal.id == id).ok_or(Error::NotFound)?;
    let edits = rows::proposed_edits(&mut conn, id).await?;
    let draft = project.draft.clone();
    let beside =
        move || edits.into_iter().map(|edit| beside(&edit, draft.text(edit.field).unwrap_or_default(), edit.fit(&draft))).collect();
    let edits = tokio::task::spawn_blocking(beside).await;
    let edits = edits.map_err(|failure| anyhow::Error::new(failure).context("comparing what is proposed"))?;
    let may_decide = decide(&cx.viewer, Action::Project(ProjectAction::Edit, &project.facts(cx.now()))).is_ok();
    Ok(ProposalSheet { project, proposal, edits, may_decide })
}

fn beside(edit: &TextEdit, now: &str, fit: Fit) -> ShownEdit {
    ShownEdit { field: edit.field, fit, pieces: words(now, &edit.after) }
}

/// Takes the words proposed for the fields `taken` over into the project at `slug`, as a new version of its author's, and leaves the others.
///
/// # Errors
/// As [`save`](super::save); `NotFound` when the proposal is decided; `Conflict` when the sheet is no longer the `version` that was shown.
pub async fn decide_proposal(cx: &Cx, slug: &str, id: ProposalId, version: i64, taken: &[&str]) -> Result<Saved> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::Edit, slug).await?;
    write::same_version(&project, Some(version))?;
    if !rows::open_proposals(&mut change, project.id).await?.iter().any(|open| open.id == id) {
        return Err(Error::NotFound);
    }
    let mut draft = project.draft.clone();
    let mut fields = Vec::new();
    for edit in rows::proposed_edits(&mut change, id).await? {
        if let (true, Some(text)) = (taken.contains(&edit.field), draft.text_mut(edit.field)) {
            *text = edit.after;
            fields.push(edit.field);
        }
    }
    rows::decide_proposal(&mut change, id, &fields, cx.now()).await?;
    if draft != project.draft {
        let form = ProjectForm { draft, pictures: None, version: Some(version), problems: Problems::new() };
        write::keep(cx, &mut change, &mut project, &form, SaveMode::Kept).await?;
    }
    change.commit().await?;
    Ok(write::saved(&project))
}

/// Whether the proposal `id` still waits for the authors of `project`.
///
/// # Errors
/// The database's.
pub async fn is_proposed(conn: &mut impl crate::db::Conn, project: domain::ids::ProjectId, id: ProposalId) -> Result<bool> {
    Ok(rows::open_proposals(conn, project).await?.iter().any(|open| open.id == id))
}
