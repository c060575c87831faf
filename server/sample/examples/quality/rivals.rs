//! The full-text searches that databases bring along, set up as their documentation has it and helped where that helps them.
//!
//! Titles count more than the rest. All words are asked for; when nothing holds them all, a second chance is given to what holds one of
//! them, which neither does by itself.

use anyhow::Context;
use domain::search::Thing;
use services::index::Document;
use sqlx::{ConnectOptions, SqliteConnection, Transaction, postgres::PgPoolOptions, sqlite::SqliteConnectOptions};

/// PostgreSQL: `french`, with accents taken away first where `unaccent` is there. Ranked by `ts_rank`, which answers these queries better
/// than `ts_rank_cd`, and better without a division by length. Whatever the locale of its databases, it cuts words where a French one
/// would: see [`plain`].
pub struct Postgres {
    /// What it is.
    pub name: String,
    things: Vec<Thing>,
    /// Never committed: it leaves nothing behind.
    tx: Transaction<'static, sqlx::Postgres>,
}

const HAS_UNACCENT: &str = "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'unaccent')";
const PLAIN: &str = "CREATE TEXT SEARCH CONFIGURATION preau_quality (COPY = french)";
const FOLDED: &str = "CREATE EXTENSION IF NOT EXISTS unaccent;
    CREATE TEXT SEARCH CONFIGURATION preau_quality (COPY = french);
    ALTER TEXT SEARCH CONFIGURATION preau_quality ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem";
const TABLE: &str = "CREATE TEMPORARY TABLE quality_document (id BIGINT PRIMARY KEY, said TSVECTOR NOT NULL) ON COMMIT DROP";
const INSERT: &str = "INSERT INTO quality_document (id, said)
    VALUES ($1, setweight(to_tsvector('preau_quality', $2), 'A') || setweight(to_tsvector('preau_quality', $3), 'B'))";
const ALL_WORDS: &str = "SELECT id FROM quality_document, websearch_to_tsquery('preau_quality', $1) asked
    WHERE said @@ asked ORDER BY ts_rank(said, asked) DESC, id LIMIT 20";
const ANY_WORD: &str = "SELECT id
    FROM quality_document, (SELECT replace(websearch_to_tsquery('preau_quality', $1)::text, ' & ', ' | ')::tsquery AS asked) q
    WHERE said @@ asked ORDER BY ts_rank(said, asked) DESC, id LIMIT 20";

impl Postgres {
    /// Takes the documents in, at `url`.
    pub async fn open(url: &str, documents: &[Document]) -> anyhow::Result<Self> {
        let pool = PgPoolOptions::new().max_connections(1).connect(url).await?;
        let mut tx = pool.begin().await?;
        let version: String = sqlx::query_scalar::<sqlx::Postgres, String>("SHOW server_version").fetch_one(&mut *tx).await?;
        let folds = sqlx::query_scalar::<sqlx::Postgres, bool>(HAS_UNACCENT).fetch_one(&mut *tx).await?;
        sqlx::raw_sql(if folds { FOLDED } else { PLAIN }).execute(&mut *tx).await.context("its French is not there")?;
        sqlx::query::<sqlx::Postgres>(TABLE).execute(&mut *tx).await?;
        for (id, document) in (0_i64..).zip(documents) {
            let insert = sqlx::query::<sqlx::Postgres>(INSERT).bind(id).bind(plain(&document.title)).bind(plain(&body(document)));
            insert.execute(&mut *tx).await?;
        }
        let version = version.split(' ').next().unwrap_or_default();
        let name = format!("PostgreSQL ({version}, `french`{})", if folds { " and `unaccent`" } else { "" });
        Ok(Self { name, things: things(documents), tx })
    }

    /// The first twenty, best first.
    pub async fn ask(&mut self, words: &str) -> anyhow::Result<Vec<Thing>> {
        for sql in [ALL_WORDS, ANY_WORD] {
            let ids = sqlx::query_scalar::<sqlx::Postgres, i64>(sql).bind(plain(words)).fetch_all(&mut *self.tx).await?;
            if !ids.is_empty() {
                return named(&self.things, &ids);
            }
        }
        Ok(Vec::new())
    }
}

/// SQLite: FTS5 that takes accents away. It knows neither elision nor inflection; single letters, which elision leaves behind, are not
/// asked for.
pub struct Sqlite {
    /// What it is.
    pub name: String,
    things: Vec<Thing>,
    conn: SqliteConnection,
}

const FTS5: &str = "CREATE VIRTUAL TABLE quality_document USING fts5(title, body, tokenize = \"unicode61 remove_diacritics 2\")";
const FTS5_INSERT: &str = "INSERT INTO quality_document (rowid, title, body) VALUES ($1, $2, $3)";
const FTS5_MATCH: &str = "SELECT rowid FROM quality_document WHERE quality_document MATCH $1
    ORDER BY bm25(quality_document, 10.0, 1.0), rowid LIMIT 20";

impl Sqlite {
    /// Takes the documents in, in memory.
    pub async fn open(documents: &[Document]) -> anyhow::Result<Self> {
        let mut conn = SqliteConnectOptions::new().in_memory(true).connect().await?;
        let version: String = sqlx::query_scalar::<sqlx::Sqlite, String>("SELECT sqlite_version()").fetch_one(&mut conn).await?;
        sqlx::query::<sqlx::Sqlite>(FTS5).execute(&mut conn).await?;
        for (id, document) in (0_i64..).zip(documents) {
            let insert = sqlx::query::<sqlx::Sqlite>(FTS5_INSERT).bind(id).bind(document.title.as_str()).bind(body(document));
            insert.execute(&mut conn).await?;
        }
        let name = format!("SQLite ({version}, FTS5, `remove_diacritics`)");
        Ok(Self { name, things: things(documents), conn })
    }

    /// The first twenty, best first.
    pub async fn ask(&mut self, words: &str) -> anyhow::Result<Vec<Thing>> {
        let asked: Vec<String> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1).map(|word| format!("\"{word}\"")).collect();
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        for between in [" AND ", " OR "] {
            let matched = sqlx::query_scalar::<sqlx::Sqlite, i64>(FTS5_MATCH).bind(asked.join(between));
            let ids = matched.fetch_all(&mut self.conn).await?;
            if !ids.is_empty() {
                return named(&self.things, &ids);
            }
        }
        Ok(Vec::new())
    }
}

/// Without typographic signs: in a database whose locale is `C`, as those of tests are, `l’eau` would be one word to PostgreSQL.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() || c.is_alphanumeric() { c } else { ' ' }).collect()
}

/// Everything that a document says but its title.
fn body(document: &Document) -> String {
    format!("{}\n{}", document.text, document.attached)
}

fn things(documents: &[Document]) -> Vec<Thing> {
    documents.iter().map(|document| document.thing.clone()).collect()
}

fn named(things: &[Thing], ids: &[i64]) -> anyhow::Result<Vec<Thing>> {
    let thing = |id: &i64| usize::try_from(*id).ok().and_then(|at| things.get(at)).cloned().context("it found what it was not given");
    ids.iter().map(thing).collect()
}
