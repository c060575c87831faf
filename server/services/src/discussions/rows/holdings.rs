//! What is held of someone around discussions.

use crate::{
    db::{Conn, exec},
    error::Result,
    holdings::{
        Part,
        Step::{Always, IfDeleted},
        Words, words,
    },
};
use domain::time::Timestamp;

/// What someone reads, follows and begins; what they say last.
pub(in crate::discussions) const PARTS: &[Part] = &[
    Part {
        file: "suivis-et-brouillons",
        title: "Ce que vous suivez, jusqu’où vous avez lu, et vos brouillons de messages",
        names: &[
            "post_draft.account_id",
            "post_draft.place",
            "topic_reading.account_id",
            "follow.account_id",
            "follow.followed",
            "press.account_id",
            "topic_project.account_id",
            "topic_project.sent",
        ],
        held: "SELECT 'brouillon' AS sorte, place AS lieu, title || ' ' || body AS texte, updated_ms AS date_ms FROM post_draft \
               WHERE account_id = $1 \
               UNION ALL SELECT 'suivi', followed, attention, at_ms FROM follow WHERE account_id = $1 \
               UNION ALL SELECT 'lecture', 'topic:' || topic_id, 'message ' || position, at_ms FROM topic_reading WHERE account_id = $1 \
               UNION ALL SELECT 'cadence', '', many || ' appuis', since_ms FROM press WHERE account_id = $1 \
               UNION ALL SELECT 'projet tiré d’un sujet', 'topic:' || topic_id, 'projet ' || project_id, drawn_ms FROM topic_project \
               WHERE account_id = $1 ORDER BY 4",
        steps: &[
            Always("DELETE FROM post_draft WHERE account_id = $1"),
            Always("DELETE FROM topic_reading WHERE account_id = $1"),
            Always("DELETE FROM follow WHERE account_id = $1"),
            Always("DELETE FROM press WHERE account_id = $1"),
            // That the sheet comes from the topic stays, while there is a sheet.
            Always("UPDATE topic_project SET account_id = NULL, sent = NULL WHERE account_id = $1"),
        ],
    },
    Part {
        file: "reactions-et-besoins",
        title: "Vos réactions, les messages qui vous nomment, les besoins que vous soutenez ou auxquels vous répondez",
        // An answer of the authority's stays the authority's; a school backs a need whoever of it did.
        names: &[
            "post_reaction.account_id",
            "post_reaction.reaction",
            "post_mention.account_id",
            "need_backer.account_id",
            "need_voice.account_id",
            "need_voice.school",
            "need_step.account_id",
            "topic_person.account_id",
        ],
        held: "SELECT reaction AS sorte, post_id AS numero, at_ms AS date_ms FROM post_reaction WHERE account_id = $1 \
               UNION ALL SELECT 'nommé', post_id, NULL FROM post_mention WHERE account_id = $1 \
               UNION ALL SELECT 'soutien', topic_id, backed_ms FROM need_voice WHERE account_id = $1 \
               UNION ALL SELECT 'réponse', topic_id, at_ms FROM need_step WHERE account_id = $1 \
               UNION ALL SELECT 'échange privé', topic_id, NULL FROM topic_person WHERE account_id = $1 ORDER BY 1, 2",
        steps: &[
            Always("DELETE FROM post_reaction WHERE account_id = $1"),
            Always("DELETE FROM post_mention WHERE account_id = $1"),
            Always("DELETE FROM need_voice WHERE account_id = $1"),
        ],
    },
    Part {
        file: "messages",
        title: "Vos sujets et vos messages",
        names: &["topic.author_id", "post.author_id", "post.sent", "post_picture.account_id"],
        held: "SELECT t.title AS sujet, t.id AS numero_du_sujet, p.id AS numero, p.state AS etat, p.created_ms AS date_ms, p.body AS texte \
               FROM post p JOIN topic t ON t.id = p.topic_id WHERE p.author_id = $1 ORDER BY p.created_ms, p.id",
        steps: &[
            // Pictures that no message shows, or that go with theirs, are due to be swept at once.
            Always("UPDATE post_picture SET at_ms = 0 WHERE account_id = $1 AND post_id IS NULL"),
            Always(
                "UPDATE post_picture SET at_ms = 0, post_id = NULL WHERE account_id = $1 AND post_id IN \
                 (SELECT id FROM post WHERE author_id = $1 AND state <> 'shown')",
            ),
            IfDeleted("UPDATE post_picture SET at_ms = 0, post_id = NULL WHERE account_id = $1"),
            // What nobody reads but its author and who decides is no contribution.
            Always("DELETE FROM post_version WHERE post_id IN (SELECT id FROM post WHERE author_id = $1 AND state <> 'shown')"),
            Always("DELETE FROM post_mention WHERE post_id IN (SELECT id FROM post WHERE author_id = $1 AND state <> 'shown')"),
            Always("UPDATE post SET body = '', reason = '' WHERE author_id = $1 AND state <> 'shown'"),
            Always(
                "DELETE FROM topic WHERE author_id = $1 AND NOT EXISTS (SELECT 1 FROM post p WHERE p.topic_id = topic.id \
                 AND (p.state = 'shown' OR p.author_id IS NULL OR p.author_id <> $1))",
            ),
            // As when its first message goes for good, which finds no words of it any more.
            Always(
                "UPDATE topic SET title = 'Sujet retiré', slug = 'sujet-retire' WHERE author_id = $1 AND state = 'hidden' AND NOT EXISTS \
                 (SELECT 1 FROM post p WHERE p.topic_id = topic.id AND p.position = 1 \
                 AND (p.state = 'shown' OR p.author_id IS NULL OR p.author_id <> $1))",
            ),
            Always("DELETE FROM post WHERE author_id = $1 AND position IS NULL"),
            IfDeleted("DELETE FROM post_version WHERE post_id IN (SELECT id FROM post WHERE author_id = $1)"),
            IfDeleted("DELETE FROM post_mention WHERE post_id IN (SELECT id FROM post WHERE author_id = $1)"),
            IfDeleted(
                "DELETE FROM topic WHERE author_id = $1 \
                 AND NOT EXISTS (SELECT 1 FROM post p WHERE p.topic_id = topic.id AND (p.author_id IS NULL OR p.author_id <> $1)) \
                 AND NOT EXISTS (SELECT 1 FROM need_step s WHERE s.topic_id = topic.id)",
            ),
            IfDeleted("UPDATE topic SET answer_id = NULL WHERE answer_id IN (SELECT id FROM post WHERE author_id = $1)"),
            // Their places stay: the others' numbers are addresses.
            IfDeleted("UPDATE post SET body = '', state = 'withdrawn', reason = '' WHERE author_id = $1"),
            IfDeleted("UPDATE topic SET title = 'Sujet supprimé', slug = 'sujet-supprime' WHERE author_id = $1"),
            Always("UPDATE post SET sent = NULL WHERE author_id = $1"),
        ],
    },
];

/// Where people write.
pub(in crate::discussions) const WORDS: &[Words] = &[
    words!("space", "name"),
    words!("space", "slug", slug),
    words!("space", "summary"),
    words!("topic", "title"),
    words!("topic", "slug", slug),
    words!("post", "body"),
    words!("post", "reason"),
    words!("post_version", "body"),
    words!("post_draft", "title"),
    words!("post_draft", "body"),
    words!("post_picture", "alt"),
    words!("need_step", "answer"),
];

/// The topics that show something of someone.
pub(in crate::discussions) const TOUCHED: &[&str] = &[
    "SELECT topic_id FROM post WHERE author_id = $1",
    "SELECT id FROM topic WHERE author_id = $1",
    "SELECT p.topic_id FROM post_mention m JOIN post p ON p.id = m.post_id WHERE m.account_id = $1",
    "SELECT p.topic_id FROM post_reaction r JOIN post p ON p.id = r.post_id WHERE r.account_id = $1",
];

/// Forgets drafts that nobody went on with since `before`; how many.
pub(crate) async fn purge_drafts(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM post_draft WHERE updated_ms < $1", before.ms())?)
}
