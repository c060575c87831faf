//! Documents, sounds and videos of a sheet: attached by its authors, described, put in order, served to its readers (S19).

use super::{Attached, Project, gate, media::check_seen, media::medium_for, rows};
use crate::{
    cx::{Change, Cx},
    error::{Error, Result},
    identity, media,
};
use domain::{
    access::{Action, ProjectAction, decide},
    events::Event,
    ids::AttachmentId,
    media::MAX_ATTACHMENTS,
    order::Shift,
    problem::{Problems, Rule},
    projects::{AttachmentWords, State, title_from_name},
};

/// The page of one file.
#[derive(Clone, Debug)]
pub struct AttachmentPage {
    /// The file, and what is said of it.
    pub attached: Attached,
    /// Its captions, as WebVTT; may be empty.
    pub captions: String,
    /// The project that it is attached to.
    pub project: Project,
    /// Whether the viewer may describe it and declare who is in it.
    pub may_edit: bool,
}

/// A file whose content the viewer may have.
#[derive(Clone, Debug)]
pub struct SeenFile {
    /// The file.
    pub attachment: media::Attachment,
    /// Its title.
    pub title: String,
}

/// The project at `slug`, for those who attach files to it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` as for an edit.
pub async fn attachments(cx: &Cx, slug: &str) -> Result<Project> {
    gate::project(cx, &mut cx.read().await?, ProjectAction::Edit, slug).await
}

/// Attaches a file, whose machine called it `name`; readers see it once its authors have said who is in it, and what stands for it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` as for an edit; `Invalid` on `attachments` when the file is refused or there are too many;
/// `Unavailable` when the store is away or full: nothing of it is kept.
pub async fn attach(cx: &Cx, slug: &str, bytes: Vec<u8>, name: &str) -> Result<AttachmentId> {
    room_for_one(&attachments(cx, slug).await?)?;
    // Without holding the database.
    let file = media::put_attachment(cx, bytes).await?;
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Edit, slug).await?;
    room_for_one(&project)?;
    media::insert_attachment(cx, &mut change, file).await?;
    rows::attach(&mut change, project.id, file.0, &title_from_name(name, file.1.kind())).await?;
    told(cx, &mut change, &project).await?;
    change.commit().await?;
    Ok(file.0)
}

fn room_for_one(project: &Project) -> Result<()> {
    if project.attachments.len() < MAX_ATTACHMENTS {
        return Ok(());
    }
    Err(Problems::one("attachments", Rule::TooMany { max: MAX_ATTACHMENTS }).into())
}

/// Tells that what readers see may have changed; a published sheet is then to be read again where that is the rule.
async fn told(cx: &Cx, change: &mut Change, project: &Project) -> Result<()> {
    if project.state == State::Published {
        rows::leave_unchecked(change, project.id, cx.now()).await?;
    }
    change.tell(Event::ProjectChanged { project: project.id });
    Ok(())
}

/// Takes a file off the project at `slug`; it is removed from the store within a day.
///
/// # Errors
/// `NotFound` when it is not attached there; `SignIn` or `Denied` as for an edit.
pub async fn detach(cx: &Cx, slug: &str, attachment: AttachmentId) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Edit, slug).await?;
    place(&project, attachment)?;
    rows::detach(&mut change, attachment).await?;
    identity::record(cx, &mut change, "attachment-detach", &format!("medium:{attachment}"), &format!("project:{}", project.id)).await?;
    told(cx, &mut change, &project).await?;
    change.commit().await
}

/// Moves a file by one among those of the project at `slug`.
///
/// # Errors
/// `NotFound` when it is not attached there; `SignIn` or `Denied` as for an edit.
pub async fn shift_attachment(cx: &Cx, slug: &str, attachment: AttachmentId, shift: Shift) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Edit, slug).await?;
    let at = place(&project, attachment)?;
    let mut order: Vec<_> = project.attachments.iter().map(|attached| attached.attachment.id).collect();
    shift.apply(&mut order, at);
    rows::order_attachments(&mut change, &order).await?;
    told(cx, &mut change, &project).await?;
    change.commit().await
}

fn place(project: &Project, attachment: AttachmentId) -> Result<usize> {
    project.attachments.iter().position(|attached| attached.attachment.id == attachment).ok_or(Error::NotFound)
}

/// Writes what is said of a file.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied` as for an edit.
pub async fn describe(cx: &Cx, attachment: AttachmentId, words: &AttachmentWords) -> Result<()> {
    let mut change = cx.begin().await?;
    let (_, project) = medium_for(cx, &mut change, ProjectAction::Edit, attachment.into(), true).await?;
    let project = project.ok_or(Error::NotFound)?;
    place(&project, attachment)?;
    rows::describe_attachment(&mut change, attachment, words).await?;
    told(cx, &mut change, &project).await?;
    change.commit().await
}

/// Whether `id` is that of a file attached to a sheet; whoever asks, for its page then asks for rights.
///
/// # Errors
/// The database's.
pub async fn is_attachment(cx: &Cx, id: AttachmentId) -> Result<bool> {
    Ok(rows::words_of_attachment(&mut cx.read().await?, id).await?.is_some())
}

/// The page of a file, for those who may prepare it or take it from its readers.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn open_attachment(cx: &Cx, attachment: AttachmentId) -> Result<AttachmentPage> {
    let mut conn = cx.read().await?;
    let (_, project) = medium_for(cx, &mut conn, ProjectAction::HidePictures, attachment.into(), false).await?;
    let project = project.ok_or(Error::NotFound)?;
    let attached = project.attachments[place(&project, attachment)?].clone();
    let (_, captions) = rows::words_of_attachment(&mut conn, attachment).await?.ok_or(Error::NotFound)?;
    let may_edit = decide(&cx.viewer, Action::Project(ProjectAction::Edit, &project.facts(cx.now()))).is_ok();
    Ok(AttachmentPage { attached, captions, project, may_edit })
}

/// A file whose content the viewer may have.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen.
pub async fn attachment_seen(cx: &Cx, attachment: AttachmentId) -> Result<SeenFile> {
    let (attachment, title, _) = seen(cx, attachment).await?;
    Ok(SeenFile { attachment, title })
}

/// The captions of a file whose content the viewer may have, as WebVTT.
///
/// # Errors
/// `NotFound` when it has none, or is not to be seen.
pub async fn captions_seen(cx: &Cx, attachment: AttachmentId) -> Result<String> {
    let (_, _, captions) = seen(cx, attachment).await?;
    if captions.is_empty() { Err(Error::NotFound) } else { Ok(captions) }
}

async fn seen(cx: &Cx, attachment: AttachmentId) -> Result<(media::Attachment, String, String)> {
    let mut conn = cx.read().await?;
    let known = media::load_attachment(&mut conn, attachment).await?.ok_or(Error::NotFound)?;
    check_seen(cx, &mut conn, &known.medium).await?;
    let (title, captions) = rows::words_of_attachment(&mut conn, attachment).await?.ok_or(Error::NotFound)?;
    Ok((known, title, captions))
}
