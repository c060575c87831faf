//! What is held of someone here.

use crate::holdings::{Part, Step::Always};

/// What they accepted, and what they asked for.
pub(in crate::privacy) const PARTS: &[Part] = &[Part {
    file: "acceptations",
    title: "Les règles que vous avez acceptées, et les archives que vous avez demandées",
    // The number of who was erased stays: a backup that is put back brings them back.
    names: &["acceptance.account_id", "archive_link.account_id", "archive_link.secret_hash", "erasure.account_id"],
    held: "SELECT 'règles' AS sorte, version, at_ms AS date_ms FROM acceptance WHERE account_id = $1 \
           UNION ALL SELECT 'archive', '', made_ms FROM archive_link WHERE account_id = $1 ORDER BY 3",
    steps: &[Always("DELETE FROM acceptance WHERE account_id = $1"), Always("DELETE FROM archive_link WHERE account_id = $1")],
}];
