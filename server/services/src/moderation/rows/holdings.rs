//! What is held of someone around moderation.

use crate::holdings::{
    Part,
    Step::{Always, IfDeleted},
    Words, words,
};

/// What they reported, and what was decided of them.
pub(in crate::moderation) const PARTS: &[Part] = &[Part {
    file: "moderation",
    title: "Ce que vous avez signalé, et les décisions qui vous concernent",
    // Who decided stays known by a number: an act is answered for.
    names: &[
        "post_report.account_id",
        "moderation_act.account_id",
        "moderation_act.by_id",
        "silence.account_id",
        "removal_request.decided_by",
    ],
    held: "SELECT 'signalement' AS sorte, reason AS motif, note AS texte, '' AS recours, reported_ms AS date_ms FROM post_report \
           WHERE account_id = $1 \
           UNION ALL SELECT kind, reason, words, appeal, at_ms FROM moderation_act WHERE account_id = $1 \
           UNION ALL SELECT 'décision prise', reason, words, '', at_ms FROM moderation_act WHERE by_id = $1 \
           UNION ALL SELECT 'écriture suspendue', '', '', '', until_ms FROM silence WHERE account_id = $1 ORDER BY 5",
    steps: &[
        IfDeleted("UPDATE post_report SET note = '' WHERE account_id = $1"),
        Always("UPDATE post_report SET account_id = NULL WHERE account_id = $1"),
        // Before their messages are anyone's: the copies of them that reports hold.
        Always("UPDATE post_report SET body = '' WHERE post_id IN (SELECT id FROM post WHERE author_id = $1)"),
        Always("UPDATE moderation_act SET appeal = '', appealed_ms = NULL WHERE account_id = $1 AND appeal_settled_ms IS NULL"),
        Always("UPDATE moderation_act SET appeal = '', account_id = NULL WHERE account_id = $1"),
        Always("DELETE FROM silence WHERE account_id = $1"),
    ],
}];

/// Where people write.
pub(in crate::moderation) const WORDS: &[Words] = &[
    words!("post_report", "note"),
    words!("post_report", "body"),
    words!("moderation_act", "words"),
    words!("moderation_act", "appeal"),
    words!("moderation_act", "appeal_answer"),
    words!("moderation_phrase", "text"),
    words!("removal_request", "message"),
    words!("removal_request", "answer"),
    words!("removal_request", "contact"),
];
