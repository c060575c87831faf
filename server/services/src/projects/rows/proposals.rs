//! SQL of the words that reviewers propose.

use crate::{
    db::{Conn, exec, fetch_all},
    error::Result,
    projects::Proposal,
};
use domain::{
    ids::{AccountId, ProjectId, ProposalId},
    projects::{PROPOSABLE, TextEdit},
    time::Timestamp,
};

/// Keeps a proposal.
pub(crate) async fn insert_proposal(
    conn: &mut impl Conn,
    project: ProjectId,
    by: Option<AccountId>,
    proposal: &Proposal,
    edits: &[TextEdit],
) -> Result<()> {
    let sql = "INSERT INTO project_proposal (id, project_id, by_account, note, at_ms) VALUES ($1, $2, $3, $4, $5)";
    exec!(conn, sql, proposal.id.get(), project.get(), by.map(AccountId::get), &proposal.note, proposal.at.ms())?;
    for TextEdit { field, before, after } in edits {
        let sql = "INSERT INTO project_proposed_edit (proposal_id, field, before_text, after_text) VALUES ($1, $2, $3, $4)";
        exec!(conn, sql, proposal.id.get(), *field, before, after)?;
    }
    Ok(())
}

/// The proposals on a project that nobody decided on yet, in the order in which they were made.
pub(crate) async fn open_proposals(conn: &mut impl Conn, project: ProjectId) -> Result<Vec<Proposal>> {
    let sql = "SELECT p.id, a.name, p.note, p.at_ms FROM project_proposal p LEFT JOIN account a ON a.id = p.by_account \
               WHERE p.project_id = $1 AND p.decided_ms IS NULL ORDER BY p.at_ms, p.id";
    let rows = fetch_all!(conn, (i64, Option<String>, String, i64), sql, project.get())?;
    let proposal = |(id, by, note, at): (i64, Option<String>, String, i64)| Proposal {
        id: ProposalId::new(id),
        by: by.unwrap_or_default(),
        note,
        at: Timestamp::from_ms(at),
    };
    Ok(rows.into_iter().map(proposal).collect())
}

/// What a proposal would change, in the order of the sheet.
pub(crate) async fn proposed_edits(conn: &mut impl Conn, proposal: ProposalId) -> Result<Vec<TextEdit>> {
    let sql = "SELECT field, before_text, after_text FROM project_proposed_edit WHERE proposal_id = $1";
    let rows = fetch_all!(conn, (String, String, String), sql, proposal.get())?;
    let of = |field: &'static str| {
        let row = rows.iter().find(|(known, ..)| known == field);
        row.map(|(_, before, after)| TextEdit { field, before: before.clone(), after: after.clone() })
    };
    Ok(PROPOSABLE.into_iter().filter_map(of).collect())
}

/// Notes which of a proposal's words were `taken`, and that it is decided.
pub(crate) async fn decide_proposal(conn: &mut impl Conn, proposal: ProposalId, taken: &[&str], at: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE project_proposed_edit SET taken = FALSE WHERE proposal_id = $1", proposal.get())?;
    for field in taken {
        exec!(conn, "UPDATE project_proposed_edit SET taken = TRUE WHERE proposal_id = $1 AND field = $2", proposal.get(), *field)?;
    }
    exec!(conn, "UPDATE project_proposal SET decided_ms = $2 WHERE id = $1", proposal.get(), at.ms())?;
    Ok(())
}
