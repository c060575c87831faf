//! What reviewers and authors say to each other about a sheet: remarks, answers, what is settled.

use super::{Project, Remark, gate, rows};
use crate::{
    cx::{Change, Cx},
    db::Conn,
    error::{Error, Result},
    identity, text,
};
use domain::{
    access::ProjectAction,
    events::Event,
    ids::RemarkId,
    problem::Problems,
    projects::{MAX_REMARK, ProjectDraft, RemarksForm},
    text::clean_text,
    time::Timestamp,
};

/// Keeps the remarks of `form` on `project`.
///
/// # Errors
/// `Invalid` without a remark, or when one is about words that the sheet does not hold.
pub(super) async fn keep(cx: &Cx, change: &mut Change, project: &Project, form: &RemarksForm) -> Result<()> {
    let said = without_spaces(&as_read(&project.draft));
    for remark in form.remarks(|passage| said.contains(&without_spaces(passage)))? {
        rows::insert_remark(change, RemarkId::new(cx.id()), project.id, cx.account(), &remark, cx.now()).await?;
    }
    Ok(())
}

/// What a sheet says, as its readers see it.
fn as_read(draft: &ProjectDraft) -> String {
    let lists = [&draft.objectives, &draft.materials, &draft.steps].map(|text| ProjectDraft::lines(text).collect::<Vec<_>>().join(" "));
    let texts = [&draft.body, &draft.result].map(|text| text::plain(text));
    let lines = [&draft.title, &draft.summary, &draft.duration, &draft.links];
    lines.into_iter().cloned().chain(lists).chain(texts).collect::<Vec<_>>().join(" ")
}

/// A browser does not copy spaces and ends of lines as they were typed: only the rest is compared.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The remarks on `project` that still matter: those that are not settled, and all that were made since it was last handed over.
pub(super) async fn of(conn: &mut impl Conn, project: &Project) -> Result<Vec<Remark>> {
    rows::remarks(conn, project.id, handed_over(project)).await
}

/// How many remarks were made on `project` since it was last handed over.
pub(super) async fn count(conn: &mut impl Conn, project: &Project) -> Result<usize> {
    rows::count_remarks_since(conn, project.id, handed_over(project)).await
}

/// When `project` was last handed over; before everything, if it never was.
fn handed_over(project: &Project) -> Timestamp {
    project.submitted.unwrap_or(Timestamp::from_ms(0))
}

/// Answers the remark `remark` on the project at `slug`; the other side hears of it.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`; `Invalid` for an empty or a very long `text`.
pub async fn answer_remark(cx: &Cx, slug: &str, remark: RemarkId, text: &str) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Discuss, slug).await?;
    rows::maker_of_remark(&mut change, project.id, remark).await?.ok_or(Error::NotFound)?;
    let text = clean_text(text).trim().to_owned();
    let mut problems = Problems::new();
    problems.check_line("answer", &text, true, MAX_REMARK);
    problems.into_result()?;
    let id = cx.id();
    rows::insert_answer(&mut change, id, remark, cx.account(), &text, cx.now()).await?;
    let by_author = project.authors.iter().any(|author| Some(author.id) == cx.account());
    change.tell(Event::RemarkAnswered { project: project.id, remark, by_author });
    change.commit().await
}

/// Notes that `remark` is settled, or that it is not after all.
///
/// # Errors
/// `NotFound`, `SignIn` or `Denied`.
pub async fn settle_remark(cx: &Cx, slug: &str, remark: RemarkId, settled: bool) -> Result<()> {
    let mut change = cx.begin().await?;
    let project = gate::project_for_write(cx, &mut change, ProjectAction::Discuss, slug).await?;
    rows::maker_of_remark(&mut change, project.id, remark).await?.ok_or(Error::NotFound)?;
    rows::settle_remark(&mut change, remark, settled.then(|| cx.now())).await?;
    change.commit().await
}

/// Whoever made `remark`, if they can be written to.
///
/// # Errors
/// The database's.
pub async fn maker_of_remark(
    conn: &mut impl Conn,
    project: domain::ids::ProjectId,
    remark: RemarkId,
) -> Result<Option<identity::Recipient>> {
    match rows::maker_of_remark(conn, project, remark).await? {
        Some(Some(account)) => identity::address_of(conn, account).await,
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_found_as_its_readers_see_it() {
        let draft = ProjectDraft {
            title: "Radio".into(),
            steps: "- Écouter\n- Enregistrer".into(),
            body: "Nous avons **écouté** une\németteur\u{a0}!\n\n| a | b |\n|---|---|\n| c | d |".into(),
            ..ProjectDraft::default()
        };
        let said = without_spaces(&as_read(&draft));
        for passage in ["écouté une émetteur !", "Écouter\nEnregistrer", "c\td", "Radio"] {
            assert!(said.contains(&without_spaces(passage)), "{passage:?} in {said:?}");
        }
        assert!(!said.contains(&without_spaces("**écouté**")));
    }
}
