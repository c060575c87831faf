//! How a column in which people write is searched and rewritten.

/// Columns in which people write: `words!("post", "body")`; of addresses: `words!("topic", "slug", slug)`.
macro_rules! words {
    ($table:literal, $column:literal) => {
        $crate::holdings::words!(@ $table, $column, false)
    };
    ($table:literal, $column:literal, slug) => {
        $crate::holdings::words!(@ $table, $column, true)
    };
    (@ $table:literal, $column:literal, $is_slug:literal) => {
        $crate::holdings::Words {
            column: concat!($table, ".", $column),
            is_slug: $is_slug,
            find: concat!("SELECT DISTINCT ", $column, " FROM ", $table, " WHERE LOWER(", $column, ") LIKE $1 ESCAPE '!'"),
            write: concat!("UPDATE ", $table, " SET ", $column, " = $2 WHERE ", $column, " = $1"),
        }
    };
}
pub(crate) use words;
