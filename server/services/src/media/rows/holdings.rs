//! What is held of the media that someone took in.

use crate::holdings::{Part, Step::Always, Words, words};

/// What was taken in. What a sheet or a message shows stays with it; the rest goes with the next sweep of media, files included.
pub(in crate::media) const PARTS: &[Part] = &[Part {
    file: "images-et-fichiers",
    title: "Les images et les fichiers que vous avez envoyés, et ce que vous en avez déclaré",
    // Whoever declared what families allow stays known by a number: the ledger is a proof.
    names: &["medium.owner", "medium_rights.by_account"],
    held: "SELECT m.id AS numero, CASE WHEN a.id IS NULL THEN 'image' ELSE a.format END AS sorte, m.created_ms AS envoi_ms, \
           m.hidden AS masque, r.people AS personnes, r.purpose AS finalite, r.signed_on AS signe_le, r.until_on AS jusqu_au, \
           r.holders AS titulaires, r.elders AS plus_de_quinze_ans FROM medium m LEFT JOIN attachment a ON a.id = m.id \
           LEFT JOIN medium_rights r ON r.id = m.rights WHERE m.owner = $1 ORDER BY m.created_ms, m.id",
    steps: &[Always(
        "UPDATE medium SET created_ms = 0 WHERE owner = $1 \
         AND NOT EXISTS (SELECT 1 FROM project_picture p WHERE p.picture_id = medium.id) \
         AND NOT EXISTS (SELECT 1 FROM project_attachment p WHERE p.attachment_id = medium.id) \
         AND NOT EXISTS (SELECT 1 FROM post_picture p WHERE p.picture_id = medium.id AND p.post_id IS NOT NULL)",
    )],
}];

/// Where people write.
pub(in crate::media) const WORDS: &[Words] = &[words!("medium_rights", "purpose"), words!("attachment_text", "body")];
