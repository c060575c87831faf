//! Who signs a project: those who were invited and said yes, each with their school (S7).

use super::{Author, Project, SaveMode, Saved, gate, rows, write};
use crate::{
    access,
    cx::Cx,
    db::Conn,
    error::{Error, Result},
    identity,
    outside::Secret,
    territory,
};
use domain::{
    access::{PortalAction, ProjectAction},
    events::Event,
    ids::{AccountId, InvitationId, ProjectId},
    problem::{Problems, Rule},
    projects::{ProjectDraft, ProjectForm},
    territory::{SchoolKind, Uai},
    time::Timestamp,
};
use std::collections::BTreeSet;

/// How long an invitation counts: two weeks, holidays included.
const INVITATION_MS: i64 = 14 * 86_400_000;
/// How many may sign one project, invitations included.
const MAX_AUTHORS: usize = 12;

/// An invitation that still counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its number.
    pub id: InvitationId,
    /// When it was made.
    pub at: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

/// Who signs a project, and who may yet.
#[derive(Clone, Debug)]
pub struct Authors {
    /// The project.
    pub project: Project,
    /// Invitations that nobody has used yet.
    pub invitations: Vec<Invitation>,
}

/// What someone who was invited is shown before they say yes.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The project's title.
    pub title: String,
    /// In a few sentences.
    pub summary: String,
    /// Who signs it.
    pub authors: Vec<Author>,
    /// The viewer's schools that it does not name yet, and can, by their names.
    pub schools: Vec<(Uai, String)>,
}

/// Who signs the project at `slug`, for its authors.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn authors(cx: &Cx, slug: &str) -> Result<Authors> {
    let mut conn = cx.read().await?;
    let project = gate::project(cx, &mut conn, ProjectAction::ManageAuthors, slug).await?;
    let invitations = rows::invitations(&mut conn, project.id, cx.now()).await?;
    Ok(Authors { project, invitations })
}

/// Makes an invitation to sign the project at `slug`. The secret is given here and nowhere else: who holds it may use it once.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when as many sign it already as can.
pub async fn invite(cx: &Cx, slug: &str) -> Result<Secret> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::ManageAuthors, slug).await?;
    let by = cx.account().ok_or(Error::SignIn)?;
    if project.authors.len() + rows::invitations(&mut change, project.id, cx.now()).await?.len() >= MAX_AUTHORS {
        return Err(Problems::one("authors", Rule::TooMany { max: MAX_AUTHORS }).into());
    }
    let secret = Secret::new()?;
    let now = cx.now();
    let invitation = Invitation { id: InvitationId::new(cx.id()), at: now, expires: now.plus_ms(INVITATION_MS) };
    rows::insert_invitation(&mut change, project.id, by, &secret.hash(), &invitation).await?;
    change.commit().await?;
    Ok(secret)
}

/// Takes an invitation back.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn take_invitation_back(cx: &Cx, slug: &str, id: InvitationId) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::ManageAuthors, slug).await?;
    if !rows::delete_invitation(&mut change, project.id, id).await? {
        return Err(Error::NotFound);
    }
    change.commit().await
}

/// The project that `secret` invites to, for whoever may write projects.
///
/// # Errors
/// `SignIn` or `Denied`; `NotFound` when the invitation was used, taken back or has ended.
pub async fn invitation(cx: &Cx, secret: &Secret) -> Result<Invited> {
    access::check(cx, PortalAction::StartProject)?;
    let mut conn = cx.read().await?;
    let (_, slug) = rows::invitation(&mut conn, &secret.hash(), cx.now()).await?.ok_or(Error::NotFound)?;
    let id = rows::id_of_slug(&mut conn, &slug).await?.ok_or(Error::NotFound)?;
    let project = rows::load(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let own = cx.viewer.member().map(|member| member.schools.clone()).unwrap_or_default();
    let open = project.state.is_open_to_its_authors();
    let unnamed: Vec<_> = own.into_iter().filter(|school| open && !project.draft.schools.contains(school)).collect();
    let names = territory::school_names(&mut conn, &unnamed).await?;
    let schools = unnamed.into_iter().filter_map(|school| names.get(&school).map(|known| (school, known.name.clone()))).collect();
    Ok(Invited { title: project.draft.title, summary: project.draft.summary, authors: project.authors, schools })
}

/// Has the viewer sign the project that `secret` invites to; `school`, one of their own, is named with the others from now on.
///
/// # Errors
/// As [`invitation`]; `Invalid` for a school that is not theirs.
pub async fn join(cx: &Cx, secret: &Secret, school: Option<&Uai>) -> Result<Saved> {
    access::check(cx, PortalAction::StartProject)?;
    let account = cx.account().ok_or(Error::SignIn)?;
    let mut change = cx.begin().await?;
    let (invitation, slug) = rows::invitation(&mut change, &secret.hash(), cx.now()).await?.ok_or(Error::NotFound)?;
    if !rows::lock(&mut change, &slug).await? {
        return Err(Error::NotFound);
    }
    let id = rows::id_of_slug(&mut change, &slug).await?.ok_or(Error::NotFound)?;
    // Asked again under the lock: of two who hold one link, one is first.
    if !rows::delete_invitation(&mut change, id, invitation).await? {
        return Err(Error::NotFound);
    }
    let mut project = rows::load(&mut change, id).await?.ok_or(Error::NotFound)?;
    if project.authors.iter().all(|author| author.id != account) {
        rows::add_author(&mut change, id, account).await?;
        project = rows::load(&mut change, id).await?.ok_or(Error::NotFound)?;
        rows::store_readers(&mut change, &project, cx.now()).await?;
        identity::record(cx, &mut change, "author-join", &format!("project:{id}"), "ok").await?;
        change.tell(Event::ProjectChanged { project: id });
    }
    if let Some(school) = school.filter(|school| !project.draft.schools.contains(school) && project.state.is_open_to_its_authors()) {
        let mut draft = project.draft.clone();
        draft.schools.push(school.clone());
        let form = ProjectForm { draft, pictures: None, version: Some(project.version), problems: Problems::new() };
        write::keep(cx, &mut change, &mut project, &form, SaveMode::Kept).await?;
    }
    change.commit().await?;
    Ok(write::saved(&project))
}

/// Has `account` sign the project at `slug` no more: oneself, or, for the first author, another.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` when nobody would be left.
pub async fn leave(cx: &Cx, slug: &str, account: AccountId) -> Result<()> {
    let mut change = cx.begin().await?;
    let mut project = gate::project_for_write(cx, &mut change, ProjectAction::ManageAuthors, slug).await?;
    let first = project.authors.first().map(|author| author.id);
    if Some(account) != cx.account() && first != cx.account() {
        return Err(Error::Denied(domain::access::Denial::NotAuthor));
    }
    if !project.authors.iter().any(|author| author.id == account) {
        return Err(Error::NotFound);
    }
    if project.authors.len() == 1 {
        return Err(Problems::one("authors", Rule::LastAuthor).into());
    }
    rows::remove_author(&mut change, project.id, account).await?;
    project.authors.retain(|author| author.id != account);
    rows::store_readers(&mut change, &project, cx.now()).await?;
    identity::record(cx, &mut change, "author-leave", &format!("project:{} account:{account}", project.id), "ok").await?;
    change.tell(Event::ProjectChanged { project: project.id });
    change.commit().await
}

/// What a project that joins primary school and collège lacks of schools.
pub(super) async fn lacks(conn: &mut impl Conn, draft: &ProjectDraft) -> Result<Problems> {
    let mut problems = Problems::new();
    if draft.joins_college() && !draft.schools.is_empty() {
        let kinds = territory::school_kinds(conn, &draft.schools).await?;
        if !(kinds.contains(&SchoolKind::College) && kinds.iter().any(|kind| kind.is_first_degree())) {
            problems.add("schools", Rule::NeedsBothSchools);
        }
    }
    Ok(problems)
}

/// Those of `projects` that are published and that `account` does not sign: what may be news to them.
///
/// # Errors
/// The database's.
pub async fn published_by_others(conn: &mut impl Conn, account: AccountId, projects: &[ProjectId]) -> Result<BTreeSet<ProjectId>> {
    rows::published_by_others(conn, account, projects).await
}
