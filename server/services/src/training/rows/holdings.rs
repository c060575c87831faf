//! What is held of someone around trainings.

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

/// Places, presences, what was wished for and led.
pub(in crate::training) const PARTS: &[Part] = &[
    Part {
        file: "formations",
        title: "Vos inscriptions, vos présences et vos attestations",
        // A presence is counted on, of nobody: how many came is what the authority reports.
        names: &["registration.account_id", "certificate.name", "certificate.school", "certificate.number"],
        held: "SELECT t.title AS formation, s.begins_ms AS debut_ms, r.standing AS etat, r.asked_ms AS demande_ms, \
               (SELECT COUNT(*) FROM presence p WHERE p.registration_id = r.id AND p.presence = 'present') AS demi_journees_present, \
               c.number AS attestation, c.minutes AS minutes, c.name AS nom_sur_l_attestation, c.school AS ecole FROM registration r \
               JOIN training_session s ON s.id = r.session_id JOIN training t ON t.id = s.training_id \
               LEFT JOIN certificate c ON c.registration_id = r.id WHERE r.account_id = $1 ORDER BY s.begins_ms, r.id",
        steps: &[
            Always(
                "UPDATE certificate SET name = 'Compte supprimé', school = '' WHERE registration_id IN \
                 (SELECT id FROM registration WHERE account_id = $1)",
            ),
            Always("DELETE FROM registration_reminder WHERE registration_id IN (SELECT id FROM registration WHERE account_id = $1)"),
        ],
    },
    Part {
        file: "souhaits-et-agenda",
        title: "Les formations que vous souhaitez ou animez, et l’adresse de votre agenda",
        names: &[
            "wish_backer.account_id",
            "wish_backer.cycle",
            "training_trainer.account_id",
            "calendar_feed.account_id",
            "calendar_feed.secret_hash",
        ],
        held: "SELECT 'souhait' AS sorte, w.title AS titre, b.cycle AS cycle, b.backed_ms AS date_ms FROM wish_backer b \
               JOIN wish w ON w.id = b.wish_id WHERE b.account_id = $1 \
               UNION ALL SELECT 'animation', t.title, '', s.begins_ms FROM training_trainer a JOIN training_session s ON s.id = a.session_id \
               JOIN training t ON t.id = s.training_id WHERE a.account_id = $1 \
               UNION ALL SELECT 'agenda', '', '', made_ms FROM calendar_feed WHERE account_id = $1 ORDER BY 4",
        steps: &[
            IfDeleted(
                "DELETE FROM wish WHERE training_id IS NULL AND id IN (SELECT wish_id FROM wish_backer WHERE account_id = $1) \
                 AND NOT EXISTS (SELECT 1 FROM wish_backer b WHERE b.wish_id = wish.id AND b.account_id <> $1)",
            ),
            Always("DELETE FROM wish_backer WHERE account_id = $1"),
            Always("DELETE FROM training_trainer WHERE account_id = $1"),
            Always("DELETE FROM calendar_feed WHERE account_id = $1"),
        ],
    },
];

/// Where people write.
pub(in crate::training) const WORDS: &[Words] = &[
    words!("training", "title"),
    words!("training", "slug", slug),
    words!("training", "summary"),
    words!("training", "aims"),
    words!("training", "body"),
    words!("training", "materials"),
    words!("training_session", "place"),
    words!("training_session", "room"),
    words!("training_session", "online"),
    words!("training_session", "report"),
    words!("certificate", "title"),
    words!("certificate", "place"),
    words!("evaluation_remark", "remark"),
    words!("wish", "title"),
    words!("wish", "why"),
];

/// Forgets places in sessions that were over before `before`, with their presences and certificates; how many.
pub(crate) async fn purge(conn: &mut impl Conn, before: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM registration WHERE session_id IN (SELECT id FROM training_session WHERE ends_ms < $1)";
    Ok(exec!(conn, sql, before.ms())?)
}
