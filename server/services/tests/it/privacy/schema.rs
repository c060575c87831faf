//! Nobody forgets a column.

use super::dump::{columns, references};
use crate::harness::both;
use services::privacy;
use std::collections::BTreeSet;

/// Columns of text in which nobody's words stand, and which name nobody: tables that hold none at all (`table.*`), and single ones.
const NOBODYS: &[(&str, &str)] = &[
    ("outbox.*", "events are numbers and words of the portal"),
    ("outbox_counter.*", "the portal's own"),
    ("outbox_reader.*", "the portal's own"),
    ("portal.*", "the portal's own"),
    ("commune.*", "official files"),
    ("school.*", "official files"),
    ("harvest_record.*", "what catalogues were told"),
    ("harvest_record_set.*", "what catalogues were told"),
    ("sign_in_attempt.*", "before anyone is known, or whoever adds an identity; ten minutes"),
    ("logout_token.*", "hashes of what providers said once"),
    ("role_invitation.communes", "codes"),
    ("role_invitation.role", "a key"),
    ("role_invitation.secret_hash", "a hash"),
    ("audit.action", "the portal's words"),
    ("audit.object", "the portal's words and numbers"),
    ("audit.outcome", "the portal's words and numbers"),
    ("audit.request", "a number of the log"),
    ("attachment.format", "a key"),
    ("attachment_text.reading", "a key"),
    ("medium.hidden", "a key"),
    ("medium_rights.elders", "a key"),
    ("medium_rights.holders", "a key"),
    ("medium_rights.people", "a key"),
    ("medium_rights.signed_on", "a day"),
    ("medium_rights.supports", "keys"),
    ("medium_rights.until_on", "a day"),
    ("project.language", "a key"),
    ("project.licence", "a key"),
    ("project.state", "a key"),
    ("project.visibility", "a key"),
    ("project_call.cycles", "keys"),
    ("project_call.reach", "a key"),
    ("project_call.until_on", "a day"),
    ("project_mark.mark", "a key"),
    ("project_move.made", "a key"),
    ("project_opening.*", "days, keys and a hash"),
    ("project_proposed_edit.field", "a key"),
    ("project_regime.kind", "a key"),
    ("project_regime.regime", "a key"),
    ("project_remark.field", "a key"),
    ("project_school.*", "codes of schools"),
    ("project_tag.*", "keys"),
    ("project_trial.level", "a key"),
    ("project_trial.tried_on", "a day"),
    ("project_view.*", "numbers"),
    ("home_slot.*", "days"),
    ("search_heard.day", "a day"),
    ("training.competences", "keys"),
    ("training_commune.*", "codes"),
    ("training.cycles", "keys"),
    ("training_session.approval", "a key"),
    ("training_session.commune", "a code"),
    ("training_session.mode", "a key"),
    ("training_session.released_on", "a day"),
    ("training_session.reminders", "numbers"),
    ("training_session.state", "a key"),
    ("registration.claim", "a key"),
    ("registration.standing", "a key"),
    ("presence.presence", "a key"),
    ("evaluation_score.*", "keys and counts"),
    ("wish.state", "a key"),
    ("space_role.*", "keys"),
    ("space_commune.*", "codes"),
    ("space_reader.*", "groups of readers, never one person"),
    ("topic.kind", "a key"),
    ("topic.state", "a key"),
    ("topic_tag.*", "keys"),
    ("post.state", "a key"),
    ("follow.attention", "a key"),
    ("need.*", "keys and codes"),
    ("need_backer.school", "a code"),
    ("need_step.status", "a key"),
    ("post_report.outcome", "a key"),
    ("post_report.reason", "a key"),
    ("moderation_act.kind", "a key"),
    ("moderation_act.reason", "a key"),
    ("removal_request.asker", "a key"),
    ("removal_request.decision", "a key"),
    ("notice.kind", "a key"),
    ("saved_search.alert", "a key"),
    ("saved_search.filters", "keys and codes"),
    ("account_role.role", "a key"),
    ("acceptance.version", "a day"),
    ("erasure.contributions", "a key"),
];

/// Whether a column seems to name someone: by its own name, where the schema says nothing.
fn seems_to_name(column: &str) -> bool {
    [
        "account_id",
        "author_id",
        "by_account",
        "by_id",
        "owner",
        "decided_by",
        "actor",
        "principal",
        "person_id",
        "user_id",
        "twin_of",
        "link_account",
    ]
    .contains(&column)
}

both! {
    async fn every_column_about_people_is_held_by_someone(portal: TestPortal) {
        let held: BTreeSet<_> = privacy::parts().flat_map(|part| part.names).copied().chain(privacy::written().map(|words| words.column)).collect();
        let named: BTreeSet<_> = references(&portal).await.into_iter().map(|(table, column, _)| format!("{table}.{column}")).collect();
        let all = columns(&portal).await;
        assert!(all.len() > 300 && named.len() > 20, "the schema is read: {} columns, {} references", all.len(), named.len());
        let (mut forgotten, mut known) = (Vec::new(), BTreeSet::new());
        for (table, column, kind) in &all {
            let path = format!("{table}.{column}");
            let is_nobodys = NOBODYS.iter().any(|(known, _)| *known == path || *known == format!("{table}.*"));
            let names_someone = named.contains(&path) || (seems_to_name(column) && !is_nobodys);
            if !held.contains(path.as_str()) && (names_someone || (kind.starts_with("text") && !is_nobodys)) {
                forgotten.push(path.clone());
            }
            known.insert(path);
        }
        assert_eq!(forgotten, Vec::<String>::new(), "declare them in the `rows::holdings` of their slice, or say above why they are nobody's");
        let gone: Vec<_> = held.iter().filter(|path| !known.contains(**path)).collect();
        assert!(gone.is_empty(), "declared, and in no table: {gone:?}");
    }

    async fn files_of_an_archive_have_names_of_their_own(portal: TestPortal) {
        let names: Vec<_> = privacy::parts().map(|part| part.file).collect();
        let once: BTreeSet<_> = names.iter().collect();
        assert_eq!(once.len(), names.len(), "{names:?}");
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        drop(portal);
    }
}
