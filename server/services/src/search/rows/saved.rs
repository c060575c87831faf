//! SQL of the searches that members keep.

use crate::{
    db::{Conn, exec, fetch_all, fetch_opt, scalar, value},
    error::Result,
    search::SavedSearch,
};
use domain::{
    ids::{AccountId, SavedSearchId},
    notifications::Frequency,
    search::{Query, SavedAs},
    time::Timestamp,
};

#[derive(sqlx::FromRow)]
struct SavedRow {
    id: i64,
    account_id: i64,
    name: String,
    words: String,
    filters: String,
    alert: String,
    created_ms: i64,
    seen_ms: i64,
}

fn read(row: SavedRow) -> Result<(AccountId, SavedSearch)> {
    let filters: Vec<_> = url::form_urlencoded::parse(row.filters.as_bytes()).collect();
    let query = Query::read(filters.iter().map(|(name, key)| (name.as_ref(), key.as_ref())));
    let saved = SavedSearch {
        id: SavedSearchId::new(row.id),
        name: row.name,
        query: Query { words: row.words, ..query },
        alert: value(&row.alert)?,
        created: Timestamp::from_ms(row.created_ms),
        seen: Timestamp::from_ms(row.seen_ms),
    };
    Ok((AccountId::new(row.account_id), saved))
}

/// What a query asks, as a row holds it: the words, and all else. Two that ask the same are the same there, in whatever order that was chosen.
fn parts(query: &Query) -> (String, String) {
    let query = query.as_followed();
    let mut filters = Query { words: String::new(), ..query.clone() }.pairs();
    filters.sort();
    (query.words, url::form_urlencoded::Serializer::new(String::new()).extend_pairs(filters).finish())
}

/// How long the filters of a query are, as a row holds them, in bytes.
pub(in crate::search) fn length(query: &Query) -> usize {
    parts(query).1.len()
}

/// Takes `account`'s lock by a write that changes nothing.
pub(in crate::search) async fn lock_owner(conn: &mut impl Conn, account: AccountId) -> Result<()> {
    exec!(conn, "UPDATE account SET seen_ms = seen_ms WHERE id = $1", account.get())?;
    Ok(())
}

/// Those of `account`, the latest first.
pub(in crate::search) async fn saved_of(conn: &mut impl Conn, account: AccountId) -> Result<Vec<SavedSearch>> {
    let sql = "SELECT id, account_id, name, words, filters, alert, created_ms, seen_ms FROM saved_search WHERE account_id = $1 \
               ORDER BY created_ms DESC, id DESC";
    let rows = fetch_all!(conn, SavedRow, sql, account.get())?;
    rows.into_iter().map(|row| Ok(read(row)?.1)).collect()
}

/// How many `account` keeps.
pub(in crate::search) async fn count_saved(conn: &mut impl Conn, account: AccountId) -> Result<usize> {
    let many = scalar!(conn, i64, "SELECT COUNT(*) FROM saved_search WHERE account_id = $1", account.get())?;
    Ok(usize::try_from(many).unwrap_or(usize::MAX))
}

/// One, and whose it is.
pub(in crate::search) async fn saved(conn: &mut impl Conn, id: SavedSearchId) -> Result<Option<(AccountId, SavedSearch)>> {
    let sql = "SELECT id, account_id, name, words, filters, alert, created_ms, seen_ms FROM saved_search WHERE id = $1";
    fetch_opt!(conn, SavedRow, sql, id.get())?.map(read).transpose()
}

/// The one by which `account` asks the same.
pub(in crate::search) async fn same(conn: &mut impl Conn, account: AccountId, query: &Query) -> Result<Option<SavedSearchId>> {
    let sql = "SELECT id FROM saved_search WHERE account_id = $1 AND words = $2 AND filters = $3";
    let (words, filters) = parts(query);
    Ok(fetch_opt!(conn, (i64,), sql, account.get(), words, filters)?.map(|(id,)| SavedSearchId::new(id)))
}

/// Keeps one, of which nothing was told yet.
pub(in crate::search) async fn insert_saved(
    conn: &mut impl Conn,
    account: AccountId,
    id: SavedSearchId,
    saved_as: &SavedAs,
    query: &Query,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO saved_search (id, account_id, name, words, filters, alert, created_ms, seen_ms) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $7)";
    let (words, filters) = parts(query);
    exec!(conn, sql, id.get(), account.get(), &saved_as.name, words, filters, saved_as.alert.key(), now.ms())?;
    Ok(())
}

/// Has one be called, and tell, otherwise.
pub(in crate::search) async fn change_saved(conn: &mut impl Conn, id: SavedSearchId, saved_as: &SavedAs) -> Result<()> {
    exec!(conn, "UPDATE saved_search SET name = $2, alert = $3 WHERE id = $1", id.get(), &saved_as.name, saved_as.alert.key())?;
    Ok(())
}

/// Has one tell of what appears from `now` on.
pub(in crate::search) async fn begin_anew(conn: &mut impl Conn, id: SavedSearchId, now: Timestamp) -> Result<()> {
    exec!(conn, "UPDATE saved_search SET seen_ms = $2 WHERE id = $1", id.get(), now.ms())?;
    Ok(())
}

/// Forgets one of `account`'s; whether it was there.
pub(in crate::search) async fn forget_saved(conn: &mut impl Conn, account: AccountId, id: SavedSearchId) -> Result<bool> {
    Ok(exec!(conn, "DELETE FROM saved_search WHERE id = $1 AND account_id = $2", id.get(), account.get())? == 1)
}

/// Those that tell something, after `after`, `limit` at most, and whose they are.
pub(in crate::search) async fn awake(conn: &mut impl Conn, after: SavedSearchId, limit: i64) -> Result<Vec<(AccountId, SavedSearch)>> {
    let sql = "SELECT id, account_id, name, words, filters, alert, created_ms, seen_ms FROM saved_search \
               WHERE alert <> 'never' AND id > $1 ORDER BY id LIMIT $2";
    fetch_all!(conn, SavedRow, sql, after.get(), limit)?.into_iter().map(read).collect()
}

/// Notes that all up to `until` is told; false when another process told it, or it tells nothing any more.
pub(in crate::search) async fn note_told(conn: &mut impl Conn, saved: &SavedSearch, until: Timestamp) -> Result<bool> {
    let sql = "UPDATE saved_search SET seen_ms = $3 WHERE id = $1 AND seen_ms = $2 AND alert <> $4";
    Ok(exec!(conn, sql, saved.id.get(), saved.seen.ms(), until.ms(), Frequency::Never.key())? == 1)
}
