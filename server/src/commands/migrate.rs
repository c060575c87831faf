//! `preau migrate`: brings the schema up to date.

use crate::config::Config;
use anyhow::Context;
use services::db::Db;

/// Migrates.
///
/// # Errors
/// When the database cannot be reached, or a migration fails: then the schema is as it was.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.data)?;
    let db = Db::open(&config.database).await.context("la base de données ne s’ouvre pas")?;
    println!("Le schéma de la base ({}) est à jour.", db.engine());
    db.close().await;
    Ok(())
}
