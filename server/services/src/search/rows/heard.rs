//! SQL of what is searched for.

use crate::{
    db::{Conn, exec, fetch_all, scalar},
    error::Result,
};
use domain::time::Day;

/// Adds to how often something was searched for on a day.
pub(crate) async fn add_heard(conn: &mut impl Conn, day: Day, words: &str, asked: i64, without_result: i64) -> Result<()> {
    let sql = "INSERT INTO search_heard (day, words, asked, without_result) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (day, words) DO UPDATE SET asked = search_heard.asked + excluded.asked, \
               without_result = search_heard.without_result + excluded.without_result";
    exec!(conn, sql, day.to_string(), words, asked, without_result)?;
    Ok(())
}

/// How many different searches are written down of a day.
pub(crate) async fn lines_heard(conn: &mut impl Conn, day: Day) -> Result<i64> {
    Ok(scalar!(conn, i64, "SELECT COUNT(*) FROM search_heard WHERE day = $1", day.to_string())?)
}

/// Adds to how often something was searched for on a day of which it is written down; whether it is.
pub(crate) async fn add_to_heard(conn: &mut impl Conn, day: Day, words: &str, asked: i64, without_result: i64) -> Result<bool> {
    let sql = "UPDATE search_heard SET asked = asked + $3, without_result = without_result + $4 WHERE day = $1 AND words = $2";
    Ok(exec!(conn, sql, day.to_string(), words, asked, without_result)? == 1)
}

/// What was searched for at least `least` times from `from` on, `most` at most: words, how often, and how often nothing was found. What was
/// searched for most comes first.
pub(crate) async fn most_heard(conn: &mut impl Conn, from: Day, least: i64, most: i64) -> Result<Vec<(String, i64, i64)>> {
    let sql = "SELECT words, CAST(SUM(asked) AS BIGINT), CAST(SUM(without_result) AS BIGINT) FROM search_heard WHERE day >= $1 \
               GROUP BY words HAVING SUM(asked) >= $2 ORDER BY SUM(asked) DESC, words LIMIT $3";
    Ok(fetch_all!(conn, (String, i64, i64), sql, from.to_string(), least, most)?)
}

/// The same of what found nothing at least once; what found nothing most comes first.
pub(crate) async fn heard_in_vain(conn: &mut impl Conn, from: Day, least: i64, most: i64) -> Result<Vec<(String, i64, i64)>> {
    let sql = "SELECT words, CAST(SUM(asked) AS BIGINT), CAST(SUM(without_result) AS BIGINT) FROM search_heard WHERE day >= $1 \
               GROUP BY words HAVING SUM(asked) >= $2 AND SUM(without_result) > 0 ORDER BY SUM(without_result) DESC, words LIMIT $3";
    Ok(fetch_all!(conn, (String, i64, i64), sql, from.to_string(), least, most)?)
}

/// Forgets what was searched for before `before`; says how many lines there were.
pub(crate) async fn forget_heard(conn: &mut impl Conn, before: Day) -> Result<u64> {
    Ok(exec!(conn, "DELETE FROM search_heard WHERE day < $1", before.to_string())?)
}
