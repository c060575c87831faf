//! The media of a sheet, whatever they are: who may see them, what families allow of them, what becomes of those that nothing shows.
//!
//! **Start reading at** `medium_for`, then `rights`.

mod rights;
mod sweep;

pub(super) use rights::tell_endings_again;
pub use rights::{after_request, declare_people, hide_ended, hide_until_decided, medium_ending, warn_of_endings, withdraw_consent};
pub use sweep::{sweep_files, sweep_media};

use super::{Project, gate, rows};
use crate::{
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    media::{self, Medium},
};
use domain::{
    access::{Action, ProjectAction, Viewer, decide},
    ids::{MediumId, PictureId},
    media::{Alternative, Hidden, Lack, People, Support},
    problem::{Problems, Rule},
    projects::{State, reaches_outside},
    time::Day,
};

/// A medium and the project that shows it, if one does, for `action`; locked for a write. One that no project shows is its owner's alone.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen; `SignIn` or `Denied` when it is seen but this may not be done.
pub(super) async fn medium_for(
    cx: &Cx,
    conn: &mut impl Conn,
    action: ProjectAction,
    medium: MediumId,
    write: bool,
) -> Result<(Medium, Option<Project>)> {
    let project = project_for(cx, conn, action, medium, write).await?;
    let known = media::load_medium(conn, medium).await?.ok_or(Error::NotFound)?;
    if project.is_none() && !waits_for(cx, &known) {
        return Err(Error::NotFound);
    }
    Ok((known, project))
}

/// A picture and the project that shows it, as `medium_for`.
///
/// # Errors
/// As `medium_for`.
pub(super) async fn picture_for(
    cx: &Cx,
    conn: &mut impl Conn,
    action: ProjectAction,
    picture: PictureId,
    write: bool,
) -> Result<(media::Picture, Option<Project>)> {
    let project = project_for(cx, conn, action, picture.into(), write).await?;
    let known = media::load(conn, picture).await?.ok_or(Error::NotFound)?;
    if project.is_none() && !waits_for(cx, &known.medium) {
        return Err(Error::NotFound);
    }
    Ok((known, project))
}

async fn project_for(cx: &Cx, conn: &mut impl Conn, action: ProjectAction, medium: MediumId, write: bool) -> Result<Option<Project>> {
    Ok(match rows::project_of_medium(conn, medium).await? {
        Some(slug) if write => Some(gate::project_for_write(cx, conn, action, &slug).await?),
        Some(slug) => Some(gate::project(cx, conn, action, &slug).await?),
        None => None,
    })
}

/// Whether a medium that no project shows is the viewer's own, or the portal itself asks.
fn waits_for(cx: &Cx, known: &Medium) -> bool {
    let mine = known.owner.is_some() && known.owner == cx.account();
    mine || matches!(cx.viewer, Viewer::System(_))
}

/// Whether the viewer may see the files of `medium`, as its page and its address would show them.
///
/// # Errors
/// `NotFound` when there is none or it is not to be seen.
pub async fn check_medium_seen(cx: &Cx, medium: MediumId) -> Result<()> {
    let mut conn = cx.read().await?;
    let known = media::load_medium(&mut conn, medium).await?.ok_or(Error::NotFound)?;
    check_seen(cx, &mut conn, &known).await
}

/// Refuses to show the files of `known` to those who may not see them: readers of the project that shows it see them once its authors
/// have said who is in it and while it is not hidden; until then its authors alone, and what is hidden its authors and the animators.
///
/// # Errors
/// `NotFound`.
pub(super) async fn check_seen(cx: &Cx, conn: &mut impl Conn, known: &Medium) -> Result<()> {
    let Some(facts) = rows::facts_of_medium(conn, known.id, cx.now()).await? else {
        return if waits_for(cx, known) { Ok(()) } else { Err(Error::NotFound) };
    };
    let ended = known.people.until().is_some_and(|until| until < Day::containing(cx.now()));
    let action = if known.hidden.is_some() || ended {
        ProjectAction::HidePictures
    } else if known.people == People::Unsaid {
        ProjectAction::ReadVersions
    } else {
        ProjectAction::Read
    };
    decide(&cx.viewer, Action::Project(action, &facts)).map_err(|_| Error::NotFound)
}

/// Where families must have allowed what the readers of `project` see, from `today` on.
fn support(project: &Project, today: Day) -> Support {
    let promised = project.openings.promised_to(project.draft.visibility, today.beginning());
    if reaches_outside(&promised) { Support::Public } else { Support::Members }
}

/// What the pictures and the attachments of `project` lack to be shown to its readers on `today`, each by its place. What is hidden for
/// good is shown to nobody, and lacks nothing; what is hidden until a request is decided may be shown again, and does. A file that waits
/// beside a published sheet lacks no words, and nobody need have been declared in it yet; whom one declared must be allowed.
pub(super) fn lacks(project: &Project, today: Day) -> Problems {
    let mut problems = Problems::new();
    for (_, field, rule) in each_lack(project, today) {
        problems.add(field, rule);
    }
    problems
}

/// What `medium` alone lacks, among those of `project`.
fn lacks_of(project: &Project, medium: MediumId, today: Day) -> Problems {
    let mut problems = Problems::new();
    for (_, field, rule) in each_lack(project, today).into_iter().filter(|(of, ..)| *of == medium) {
        problems.add(field, rule);
    }
    problems
}

fn each_lack(project: &Project, today: Day) -> Vec<(MediumId, &'static str, Rule)> {
    let support = support(project, today);
    let mut lacks = Vec::new();
    for (at, placed) in project.pictures.iter().enumerate().filter(|(_, placed)| may_come_back(placed.hidden)) {
        let alternative = (placed.figure.alt == Alternative::Missing).then_some(Lack::Alternative);
        for lack in alternative.into_iter().chain(placed.people.lack(support, today)) {
            lacks.push((placed.figure.picture.into(), "pictures", Rule::OfPicture { place: at + 1, lack }));
        }
    }
    let published = project.state == State::Published;
    for (at, attached) in project.attachments.iter().enumerate() {
        let medium = &attached.attachment.medium;
        if !may_come_back(medium.hidden) {
            continue;
        }
        let waits = published && !attached.is_shown();
        let words = attached.lack_of_words().filter(|_| !waits);
        let rights = medium.people.lack(support, today).filter(|_| !(waits && medium.people == People::Unsaid));
        for lack in words.into_iter().chain(rights) {
            lacks.push((medium.id, "attachments", Rule::OfAttachment { place: at + 1, lack }));
        }
    }
    lacks
}

/// Whether a medium that is hidden for this reason, or for none, is shown now or may be again without anything being declared anew.
const fn may_come_back(hidden: Option<Hidden>) -> bool {
    matches!(hidden, None | Some(Hidden::Asked))
}
