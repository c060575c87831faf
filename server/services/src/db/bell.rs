//! The database's bell: PostgreSQL tells every process that listens of a commit as it happens (`LISTEN`, `NOTIFY`). SQLite has none: there,
//! and wherever a ring was lost, one finds what happened by looking again.

use super::{Db, PATIENCE, Tx};
use sqlx::postgres::{PgListener, PgPoolOptions};

/// The name of the channel.
const CHANNEL: &str = "preau";

/// The bell, as long as someone listens to it.
pub struct Bell(PgListener);

impl Db {
    /// The bell, heard from now on; nothing where there is none.
    ///
    /// # Errors
    /// The driver's, when no connection is to be had in time.
    pub async fn bell(&self) -> Result<Option<Bell>, sqlx::Error> {
        let Self::Postgres { read, .. } = self else { return Ok(None) };
        // A connection of its own, since it is held as long as the process lives: those who read would be one short.
        let options = PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None);
        let pool = options.connect_lazy_with((*read.connect_options()).clone());
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(Some(Bell(listener)))
    }
}

impl Bell {
    /// Waits until it is rung, and gives the word that it was rung with. An empty one is also given after the connection was lost and made
    /// again: meanwhile it may have rung.
    ///
    /// # Errors
    /// The driver's, when the connection is lost for good.
    pub async fn rung(&mut self) -> Result<String, sqlx::Error> {
        let rung = self.0.try_recv().await?;
        Ok(rung.map(|rung| rung.payload().to_owned()).unwrap_or_default())
    }
}

impl Tx {
    /// Has the bell rung once with each of these words when this transaction is committed, and not at all if it is not.
    ///
    /// # Errors
    /// The driver's.
    pub(crate) async fn ring(&mut self, words: Vec<String>) -> Result<(), sqlx::Error> {
        if let Self::Postgres(tx) = self {
            let sql = "SELECT pg_notify($1, word) FROM unnest($2::text[]) AS word";
            sqlx::query(sql).bind(CHANNEL).bind(words).execute(&mut **tx).await?;
        }
        Ok(())
    }
}
