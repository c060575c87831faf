//! What is held of what someone is told.

use crate::holdings::{Part, Step::Always};

/// Notices, letters that wait, and how often they want them.
pub(in crate::notifications) const PARTS: &[Part] = &[Part {
    file: "notifications",
    title: "Vos notifications, vos courriels en attente et vos choix",
    names: &[
        "notice.account_id",
        "notice.id",
        "letter.account_id",
        "letter.id",
        "letter_choice.account_id",
        "letter_choice.kind",
        "letter_choice.frequency",
        "letter_stop.account_id",
        "letter_stop.secret",
    ],
    held: "SELECT 'notification' AS sorte, kind AS sujet, at_ms AS date_ms, read_ms AS lue_ms FROM notice WHERE account_id = $1 \
           UNION ALL SELECT 'courriel en attente', id, due_ms, NULL FROM letter WHERE account_id = $1 \
           UNION ALL SELECT 'choix', kind || ' ' || frequency, NULL, NULL FROM letter_choice WHERE account_id = $1 ORDER BY 3",
    steps: &[
        Always("DELETE FROM notice WHERE account_id = $1"),
        Always("DELETE FROM letter WHERE account_id = $1"),
        Always("DELETE FROM letter_choice WHERE account_id = $1"),
        Always("DELETE FROM letter_stop WHERE account_id = $1"),
    ],
}];
