//! The only place that knows that there are two database engines.
//!
//! **Promises.** [`Db::open`] gives a database with its schema up to date. [`Db::read`] gives a connection that cannot write;
//! [`Db::write`] a transaction that holds the write lock from its first statement, so that counting is exact.
//!
//! **Invariants.** SQL is portable text with `$n` placeholders, run on whichever engine is there by the macros below. On any
//! error the whole transaction is given up: PostgreSQL would refuse the next statement, and so do we.
//!
//! **Start reading at** [`Db`], then the macros.

mod bell;
mod macros;
mod trail;
mod types;

pub use bell::Bell;
pub(crate) use macros::{exec, fetch_all, fetch_opt, on, scalar};
pub use types::JsonText;
pub(crate) use types::value;

use sqlx::{
    Connection, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::Migrator,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, time::Duration};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// How long a reader waits for a connection before the answer is "come back later".
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a writer waits for its turn: two hundred people who want one of twenty places in the same second all get an answer, also where
/// the machine is busy with something else.
const WRITE_PATIENCE: Duration = Duration::from_secs(20);
const SQLITE_READERS: u32 = 4;
/// The cache of each connection, in KiB (negative: so SQLite says it). The system keeps the file in memory besides.
const SQLITE_CACHE_KIB: &str = "-2000";
/// How many rows SQLite's thread hands over before it waits: more than a page of a list has.
const ROWS_AT_ONCE: usize = 1_000;
/// Of each kind, readers and writers.
const POSTGRES_CONNECTIONS: u32 = 8;

/// An open database.
#[derive(Clone, Debug)]
pub enum Db {
    /// SQLite: one writer, several readers that cannot write.
    Sqlite {
        /// Readers.
        read: SqlitePool,
        /// The writer: one connection, so that writers queue instead of failing.
        write: SqlitePool,
    },
    /// PostgreSQL.
    Postgres {
        /// For those who read: they do not stand in the queue of those who wait for one row.
        read: PgPool,
        /// For those who write.
        write: PgPool,
    },
}

/// A transaction that may write.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite, begun `IMMEDIATE`.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// A connection to read with.
#[derive(Debug)]
pub enum Rd {
    /// On SQLite, `query_only`.
    Sqlite(PoolConnection<Sqlite>),
    /// On PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

/// The driver's connection under a [`Tx`] or an [`Rd`].
pub enum Raw<'a> {
    /// SQLite's.
    Sqlite(&'a mut SqliteConnection),
    /// PostgreSQL's.
    Postgres(&'a mut PgConnection),
}

/// Anything SQL can be run on.
pub trait Conn {
    /// The driver's connection.
    fn raw(&mut self) -> Raw<'_>;
}

impl Conn for Tx {
    fn raw(&mut self) -> Raw<'_> {
        match self {
            Self::Sqlite(tx) => Raw::Sqlite(tx),
            Self::Postgres(tx) => Raw::Postgres(tx),
        }
    }
}

impl Conn for Rd {
    fn raw(&mut self) -> Raw<'_> {
        match self {
            Self::Sqlite(connection) => Raw::Sqlite(connection),
            Self::Postgres(connection) => Raw::Postgres(connection),
        }
    }
}

/// Whether nothing of a transaction is left on a connection that comes back; one that is not at rest is closed, and another opened.
///
/// On a full disk SQLite rolls back by itself, and the driver's own rollback then fails: it goes on counting the transaction, and would
/// refuse every one after it.
async fn at_rest(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // The rollback of a transaction that was dropped is under way: this comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

impl Db {
    /// Opens the database at `url` (`sqlite:…` or `postgres:…`) without touching its schema.
    ///
    /// # Errors
    /// The driver's, when the address is none or the database cannot be reached.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?.application_name("preau");
            let pool = |patience| PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(patience);
            let read = pool(PATIENCE).connect_with(options.clone()).await?;
            return Ok(Self::Postgres { read, write: pool(WRITE_PATIENCE).connect_lazy_with(options) });
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(WRITE_PATIENCE)
            .pragma("cache_size", SQLITE_CACHE_KIB)
            .row_buffer_size(ROWS_AT_ONCE)
            .pragma("temp_store", "memory")
            // What is deleted is overwritten at once, as far as pages go (`overwrite_deleted` does the rest).
            .pragma("secure_delete", "ON")
            .optimize_on_close(true, None);
        // A file does not hang up: asking each connection whether it still lives would double the work of a short statement.
        let pool = |patience| SqlitePoolOptions::new().acquire_timeout(patience).test_before_acquire(false);
        let write = pool(WRITE_PATIENCE).max_connections(1).after_release(|connection, _| Box::pin(at_rest(connection)));
        let write = write.connect_with(options.clone()).await?;
        let readers = pool(PATIENCE).max_connections(SQLITE_READERS);
        let read = readers.connect_with(options.pragma("query_only", "ON")).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// As [`Db::connect`]; or a migration that failed, which leaves the schema as it was.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        let db = Self::connect(url).await?;
        db.migrate().await?;
        Ok(db)
    }

    /// Brings the schema up to date; does nothing when it is.
    ///
    /// # Errors
    /// The migration that failed.
    pub async fn migrate(&self) -> Result<(), sqlx::Error> {
        self.run_migrations().await?;
        trail::protect(self).await
    }

    async fn run_migrations(&self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite { write, .. } => MIGRATIONS.run(write).await?,
            Self::Postgres { write, .. } => MIGRATIONS.run(write).await?,
        }
        Ok(())
    }

    /// How many migrations the schema lacks, for `preau check`.
    ///
    /// # Errors
    /// The driver's.
    pub async fn pending_migrations(&self) -> Result<usize, sqlx::Error> {
        let mut conn = self.read().await?;
        let known = MIGRATIONS.iter().count();
        // Without the table nothing was ever migrated.
        let done = scalar!(&mut conn, i64, "SELECT COUNT(*) FROM _sqlx_migrations WHERE success").unwrap_or(0);
        Ok(known.saturating_sub(usize::try_from(done).unwrap_or(0)))
    }

    /// A transaction that holds the write lock from its first statement.
    ///
    /// # Errors
    /// The driver's, when no connection is to be had in time.
    pub async fn write(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres { write, .. } => Tx::Postgres(write.begin().await?),
        })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// The driver's, when no connection is to be had in time.
    pub async fn read(&self) -> Result<Rd, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { read, .. } => Rd::Sqlite(read.acquire().await?),
            Self::Postgres { read, .. } => Rd::Postgres(read.acquire().await?),
        })
    }

    /// Has nothing be left of what was deleted. SQLite's file is written anew, since pages that were balanced keep copies of rows that only
    /// `VACUUM` takes away, and its write-ahead log, which holds pages as they were, is folded in and emptied. PostgreSQL does so by itself
    /// with time (`autovacuum`). Says whether it is done: whoever reads meanwhile may keep the log as it is.
    ///
    /// # Errors
    /// The driver's.
    pub async fn overwrite_deleted(&self) -> Result<bool, sqlx::Error> {
        let Self::Sqlite { write, .. } = self else { return Ok(true) };
        let mut connection = write.acquire().await?;
        // The copy that VACUUM makes is as large as the database: not in memory.
        for sql in ["PRAGMA temp_store = FILE", "VACUUM", "PRAGMA temp_store = MEMORY"] {
            sqlx::query(sql).execute(&mut *connection).await?;
        }
        let (busy, ..) = sqlx::query_as::<_, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await?;
        Ok(busy == 0)
    }

    /// Closes every connection, after the statements under way; SQLite's write-ahead log is folded in.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }

    /// The engine's name, for `preau check` and the log.
    pub const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }
}

impl Tx {
    /// Makes everything done in this transaction lasting.
    ///
    /// # Errors
    /// The driver's; then nothing was done.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}
