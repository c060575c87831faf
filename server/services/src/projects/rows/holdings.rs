//! What is held of someone around projects.

use crate::{
    db::{Conn, fetch_all},
    error::Result,
    holdings::{
        Part,
        Step::{Always, IfDeleted},
        Words, words,
    },
};

/// Projects that `$1` alone signs, and what else is wanted of them.
macro_rules! own {
    ($before:literal, $rest:literal) => {
        concat!(
            $before,
            " IN (SELECT own.project_id FROM project_author own WHERE own.account_id = $1 AND NOT EXISTS \
             (SELECT 1 FROM project_author other WHERE other.project_id = own.project_id AND other.account_id <> $1))",
            $rest
        )
    };
}

/// What was written about projects first; the projects last, since the others ask whose they are.
pub(in crate::projects) const PARTS: &[Part] = &[
    Part {
        file: "relecture",
        title: "Ce que vous avez écrit en relisant, ou répondu à qui vous relisait",
        names: &[
            "project_remark.by_account",
            "project_answer.by_account",
            "project_proposal.by_account",
            "project_assignment.account_id",
            "project_regime.by_account",
            "project_regime.subject",
        ],
        held: "SELECT 'remarque' AS sorte, project_id AS projet, text AS texte, at_ms AS date_ms FROM project_remark WHERE by_account = $1 \
               UNION ALL SELECT 'réponse', r.project_id, w.text, w.at_ms FROM project_answer w JOIN project_remark r ON r.id = w.remark_id \
               WHERE w.by_account = $1 \
               UNION ALL SELECT 'retouche', project_id, note, at_ms FROM project_proposal WHERE by_account = $1 ORDER BY 4",
        steps: &[
            IfDeleted("UPDATE project_remark SET text = 'Remarque supprimée', passage = '' WHERE by_account = $1"),
            IfDeleted("DELETE FROM project_answer WHERE by_account = $1"),
            IfDeleted("DELETE FROM project_proposal WHERE by_account = $1"),
            Always("UPDATE project_remark SET by_account = NULL WHERE by_account = $1"),
            Always("UPDATE project_answer SET by_account = NULL WHERE by_account = $1"),
            Always("UPDATE project_proposal SET by_account = NULL WHERE by_account = $1"),
            Always("DELETE FROM project_assignment WHERE account_id = $1"),
            Always("DELETE FROM project_regime WHERE kind = 'author' AND subject = (SELECT CAST(id AS TEXT) FROM account WHERE id = $1)"),
            Always("UPDATE project_regime SET by_account = NULL WHERE by_account = $1"),
        ],
    },
    Part {
        file: "projets-des-autres",
        title: "Vos merci, vos favoris, vos essais et vos réponses à des classes",
        names: &["project_mark.account_id", "project_trial.account_id", "project_call_answer.account_id"],
        held: "SELECT mark AS sorte, project_id AS projet, '' AS texte, at_ms AS date_ms FROM project_mark WHERE account_id = $1 \
               UNION ALL SELECT 'essai', project_id, adaptation || ' ' || outcome, at_ms FROM project_trial WHERE account_id = $1 \
               UNION ALL SELECT 'réponse', project_id, message, at_ms FROM project_call_answer WHERE account_id = $1 ORDER BY 4",
        steps: &[
            Always("DELETE FROM project_mark WHERE account_id = $1"),
            IfDeleted("DELETE FROM project_trial WHERE account_id = $1"),
            IfDeleted("DELETE FROM project_call_answer WHERE account_id = $1"),
        ],
    },
    Part {
        file: "projets",
        title: "Vos projets, seul ou à plusieurs, et leurs versions",
        names: &[
            "project_author.account_id",
            "project_version.by_account",
            "project_move.by_account",
            "project_invitation.by_account",
            "project_invitation.secret_hash",
            "project_reader.principal",
        ],
        held: "SELECT p.id AS numero, p.title AS titre, p.state AS etat, p.created_ms AS debut_ms, p.published_ms AS publication_ms, \
               p.summary AS resume, p.objectives AS objectifs, p.duration AS duree, p.materials AS materiel, p.steps AS etapes, \
               p.body AS recit, p.result AS resultat, p.links AS liens, p.licence AS licence, p.language AS langue, \
               (SELECT COUNT(*) FROM project_version v WHERE v.project_id = p.id AND v.by_account = $1) AS versions_enregistrees \
               FROM project p JOIN project_author pa ON pa.project_id = p.id WHERE pa.account_id = $1 ORDER BY p.created_ms, p.id",
        steps: &[
            // What nobody else signs and nobody has read yet is a draft.
            Always(own!("DELETE FROM project WHERE published_ms IS NULL AND id", "")),
            IfDeleted(own!("DELETE FROM project_version WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_former_slug WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_remark WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_proposal WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_opening WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_call WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_unchecked WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_reader WHERE project_id", "")),
            IfDeleted(own!("UPDATE project SET cover = NULL WHERE id", "")),
            IfDeleted(own!("DELETE FROM project_picture WHERE project_id", "")),
            IfDeleted(own!("DELETE FROM project_attachment WHERE project_id", "")),
            // Archived, not destroyed: what others said beside it, or made of it, is theirs.
            IfDeleted(own!(
                "UPDATE project SET title = 'Projet supprimé', slug = 'projet-supprime-' || id, summary = '', objectives = '', duration = '', \
                 materials = '', steps = '', body = '', result = '', links = '', language = 'fre', state = 'archived', publish_at_ms = NULL, \
                 readers_until_ms = NULL WHERE id",
                ""
            )),
            Always("UPDATE project_version SET by_account = NULL WHERE by_account = $1"),
            Always("UPDATE project_move SET by_account = NULL WHERE by_account = $1"),
            Always("DELETE FROM project_invitation WHERE by_account = $1"),
            Always("DELETE FROM project_reader WHERE principal = 'account:' || $1"),
            // With others who sign: what is not published is theirs alone from now on; what is, too, where nothing is to stay.
            Always(
                "DELETE FROM project_author WHERE account_id = $1 AND EXISTS (SELECT 1 FROM project_author o WHERE \
                 o.project_id = project_author.project_id AND o.account_id <> $1) AND EXISTS (SELECT 1 FROM project p WHERE \
                 p.id = project_author.project_id AND p.published_ms IS NULL)",
            ),
            IfDeleted(
                "DELETE FROM project_author WHERE account_id = $1 AND EXISTS (SELECT 1 FROM project_author o WHERE \
                 o.project_id = project_author.project_id AND o.account_id <> $1)",
            ),
        ],
    },
];

/// Where people write.
pub(in crate::projects) const WORDS: &[Words] = &[
    words!("project", "title"),
    words!("project", "slug", slug),
    words!("project", "summary"),
    words!("project", "objectives"),
    words!("project", "duration"),
    words!("project", "materials"),
    words!("project", "steps"),
    words!("project", "body"),
    words!("project", "result"),
    words!("project", "links"),
    words!("project_former_slug", "slug", slug),
    words!("project_version", "sheet"),
    words!("project_remark", "text"),
    words!("project_remark", "passage"),
    words!("project_answer", "text"),
    words!("project_proposal", "note"),
    words!("project_proposed_edit", "before_text"),
    words!("project_proposed_edit", "after_text"),
    words!("project_trial", "adaptation"),
    words!("project_trial", "outcome"),
    words!("project_picture", "alt"),
    words!("project_picture", "caption"),
    words!("project_attachment", "title"),
    words!("project_attachment", "transcript"),
    words!("project_attachment", "captions"),
    words!("project_call", "message"),
    words!("project_call_answer", "message"),
    words!("review_phrase", "text"),
];

/// The projects that show something of someone, besides those that they sign.
pub(in crate::projects) const TOUCHED: &[&str] = &[
    "SELECT project_id FROM project_author WHERE account_id = $1",
    "SELECT project_id FROM project_mark WHERE account_id = $1",
    "SELECT project_id FROM project_trial WHERE account_id = $1",
    "SELECT project_id FROM project_call_answer WHERE account_id = $1",
];

/// The projects that say something like `like`, themselves or in a document.
pub(crate) async fn saying(conn: &mut impl Conn, like: &str) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM project WHERE LOWER(title || ' ' || summary || ' ' || objectives || ' ' || duration || ' ' || materials \
               || ' ' || steps || ' ' || body || ' ' || result || ' ' || links) LIKE $1 ESCAPE '!' \
               UNION SELECT p.project_id FROM project_attachment p JOIN attachment_text t ON t.attachment_id = p.attachment_id \
               WHERE LOWER(t.body) LIKE $1 ESCAPE '!' ORDER BY 1";
    Ok(fetch_all!(conn, (i64,), sql, like)?.into_iter().map(|(id,)| id).collect())
}
