//! Everything that a portal holds, as text and as bytes.

use crate::harness::TestPortal;
use services::db::Db;
use sqlx::AssertSqlSafe;
use std::path::Path;

/// A column: its table, its name, its type in lower case.
pub(super) type ColumnOf = (String, String, String);

async fn rows(portal: &TestPortal, sqlite: &'static str, postgres: &'static str) -> Vec<ColumnOf> {
    match &portal.portal.db {
        Db::Sqlite { read, .. } => sqlx::query_as(sqlite).fetch_all(read).await.expect("columns"),
        Db::Postgres { write, .. } => sqlx::query_as(postgres).fetch_all(write).await.expect("columns"),
    }
}

/// Every column of the schema.
pub(super) async fn columns(portal: &TestPortal) -> Vec<ColumnOf> {
    let sqlite = "SELECT m.name, p.name, LOWER(p.type) FROM sqlite_master m JOIN pragma_table_info(m.name) p \
                  WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND m.name <> '_sqlx_migrations' ORDER BY 1, 2";
    let postgres = "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
                    WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' ORDER BY 1, 2";
    rows(portal, sqlite, postgres).await
}

/// The columns that refer to accounts, by the schema's own word.
pub(super) async fn references(portal: &TestPortal) -> Vec<ColumnOf> {
    let sqlite = "SELECT m.name, f.\"from\", 'account' FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f \
                  WHERE m.type = 'table' AND f.\"table\" = 'account' ORDER BY 1, 2";
    let postgres = "SELECT c.conrelid::regclass::text, a.attname::text, 'account' FROM pg_constraint c \
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                    WHERE c.contype = 'f' AND c.confrelid = 'account'::regclass ORDER BY 1, 2";
    rows(portal, sqlite, postgres).await
}

/// Every value of the database, as `table.column` and text.
pub(super) async fn database(portal: &TestPortal) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (table, column, _) in columns(portal).await {
        let sql = AssertSqlSafe(format!("SELECT CAST(\"{column}\" AS TEXT) FROM \"{table}\" WHERE \"{column}\" IS NOT NULL"));
        let texts: Vec<String> = match &portal.portal.db {
            Db::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_all(read).await.expect("texts"),
            Db::Postgres { write, .. } => sqlx::query_scalar(sql).fetch_all(write).await.expect("texts"),
        };
        all.extend(texts.into_iter().map(|text| (format!("{table}.{column}"), text)));
    }
    all
}

/// Every file of the store, and every file that the portal has on disk: index, database, what SQLite keeps beside it.
pub(super) async fn files(portal: &TestPortal) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for folder in ["media", "effacements"] {
        for file in portal.portal.files.list(folder).await.expect("a list") {
            let content = portal.portal.files.get(&file.key).await.expect("a file");
            all.push((file.key, content.to_vec()));
        }
    }
    beneath(portal.folder(), &mut all);
    all
}

fn beneath(folder: &Path, all: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            beneath(&path, all);
        } else {
            all.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
}

/// Where `sought` stands in `files`.
pub(super) fn holding(files: &[(String, Vec<u8>)], sought: &str) -> Vec<String> {
    let holds = |content: &[u8]| content.windows(sought.len()).any(|bytes| bytes == sought.as_bytes());
    files.iter().filter(|(_, content)| holds(content)).map(|(name, _)| name.clone()).collect()
}
